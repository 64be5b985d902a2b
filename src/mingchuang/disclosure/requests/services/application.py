"""An application as typed by the public: tidied, judged by the rules of Art. 29, told in their language."""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE
from mingchuang.casework.receipts import plain
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.rules import identifiers
from mingchuang.rules.identifiers.result import half_width
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests import application as rules
from mingchuang.rules.requests.application import Application, Identity

LONGEST = {
    "name": 200,
    "id_number": 60,
    "contact_person": 100,
    "phone": 60,
    "email": 200,
    "address": 300,
    "agent_name": 200,
    "document_name": 300,
    "document_number": 100,
    "features": 3000,
}
"""Characters. Long enough for foreign names and for several contents in one request."""

APPLICANT_FIELDS = ("name", "identity", "id_number", "contact_person", "phone", "email", "address")
"""What is sealed of the applicant."""

_YES = ("by_agent",)
_PROOFS = {
    "has_identity_proof": PaperRole.IDENTITY_PROOF,
    "agent_has_identity_proof": PaperRole.AGENT_IDENTITY_PROOF,
    "has_power_of_attorney": PaperRole.POWER_OF_ATTORNEY,
}


def read(typed: Mapping[str, object], papers: Collection[str] = ()) -> Application:
    """What was typed, tidied; `papers` are the roles of the files that came with it.

    Numbers that are right are kept in their standard form, however they were typed. A passport marks the
    applicant as foreign until a person has looked at it.
    """
    set_here = {*_YES, *_PROOFS, "is_foreign"}
    texts = {
        field.name: plain(str(typed.get(field.name) or ""))
        for field in fields(Application)
        if field.name not in set_here
    }
    proofs = {name: role in papers for name, role in _PROOFS.items()}
    application = Application(**texts, **proofs, by_agent=bool(typed.get("by_agent")))  # type: ignore[arg-type]
    return replace(
        application,
        phone=identifiers.standard(application.phone, "phone"),
        email=half_width(application.email),
        id_number=identifiers.standard(application.id_number, application.identity),
        is_foreign=application.identity == Identity.PASSPORT,
    )


def applicant_of(application: Application) -> dict[str, str]:
    """The personal data of the applicant, as they are sealed."""
    return {name: value for name in APPLICANT_FIELDS if (value := getattr(application, name))}


def agent_of(application: Application) -> dict[str, str]:
    """The personal data of the agent; empty where nobody acts for the applicant."""
    return {"name": application.agent_name} if application.by_agent and application.agent_name else {}


def refusals(application: Application, today: date) -> list[Reason]:
    """Everything an application lacks before it can be sent, in the language of the page."""
    accept = settings.ACCEPT_FOREIGN_APPLICANTS
    found = rules.refusals(application, accept_foreign=accept, today=today)
    return [*_told(found), *length_refusals(application)]


def length_refusals(application: Application) -> list[Reason]:
    """Fields that hold more than can be kept."""
    reasons: list[Reason] = []
    for name, longest in LONGEST.items():
        length = len(getattr(application, name))
        if length > longest:
            message = _("最多%(longest)s字，您写了%(length)s字，请精简") % {
                "longest": longest,
                "length": length,
            }
            reasons.append(Reason(f"{name}_too_long", message, name))
    return reasons


def _told(reasons: list[Reason]) -> list[Reason]:
    """The rules speak Chinese, and name what is wrong; readers of other languages are told what to mend."""
    if get_language() in (None, CHINESE):
        return reasons
    said = {
        "applicant_type_missing": _("请选择申请人类型"),
        "foreign_not_accepted": _("本机关目前不在网上接收境外申请人的申请，请与政府信息公开工作机构联系"),
        "name_missing": _("请填写姓名或者名称"),
        "identity_proof_missing": _("请提供身份证明的复印件或者照片"),
        "contact_person_missing": _("请填写联系人姓名"),
        "identity_missing": _("请选择证件类型"),
        "id_number_missing": _("请填写证件号码"),
        "id_number_wrong": _("证件号码与所选的证件类型不符，请对照证件核对"),
        "contact_missing": _("请至少填写电话、电子邮箱、通信地址中的一项"),
        "phone_wrong": _("请核对电话号码，境外号码以+开头"),
        "email_wrong": _("电子邮箱的写法不对，例如name@example.com"),
        "description_missing": _("请写明所申请信息的名称、文号，或者便于查找的其他特征，至少一项"),
        "way_missing": _("请选择获取信息的方式"),
        "route_missing": _("请选择获取信息的途径"),
        "address_missing": _("选择邮寄的，请填写通信地址"),
        "email_missing": _("选择电子邮件的，请填写电子邮箱"),
        "way_against_route": _("纸质信息不能通过网络获取，请改选邮寄或者当面领取，或者改选电子方式"),
        "agent_name_missing": _("请填写代理人姓名"),
        "agent_identity_proof_missing": _("请提供代理人的身份证明"),
        "power_of_attorney_missing": _("请提供申请人签署的授权委托书"),
    }
    return [replace(reason, message=said.get(reason.code, reason.message)) for reason in reasons]
