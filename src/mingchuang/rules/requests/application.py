"""What an application must say (Art. 29): who asks, for what, in which form. Nothing about the purpose.

A form on the web is complete or not sent (`refusals`). What came on paper is always taken in; what it
lacks is told once and for all in one correction notice (`correction_items`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingchuang.rules import identifiers
from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import (
    DISCLOSURE_REGULATION,
    REPORT_FORM,
    Rule,
    Source,
    Tag,
    disclosure_regulation,
)

RULES = (
    Rule(
        "application.applicant",
        "申请应当包括申请人的姓名或者名称、身份证明、联系方式",
        disclosure_regulation("第二十九条第二款第一项"),
    ),
    Rule(
        "application.description",
        "申请应当包括所申请信息的名称、文号或者便于查询的其他特征性描述，写明其中一项即可",
        disclosure_regulation("第二十九条第二款第二项"),
    ),
    Rule(
        "application.form",
        "申请应当包括信息的形式要求，含获取的方式和途径",
        disclosure_regulation("第二十九条第二款第三项"),
    ),
    Rule(
        "application.no_purpose",
        "不要求申请人说明用途",
        Source(DISCLOSURE_REGULATION, "第二十九条", Tag.DERIVED),
    ),
    Rule(
        "application.oral",
        "书面申请确有困难的，可以口头提出，由工作人员代为填写",
        disclosure_regulation("第二十九条第一款"),
    ),
    Rule(
        "application.applicant_type",
        "申请人类型按年度报告的列填写：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他",
        Source(REPORT_FORM, "表三", Tag.SECONDARY),
    ),
    Rule(
        "application.agent",
        "委托他人申请的，提供委托书和双方的身份证明",
        Source("地方规定", "依申请公开的代理", Tag.SECONDARY),
    ),
    Rule(
        "application.organisation",
        "单位申请的，写明统一社会信用代码和联系人",
        Source("地方规定", "依申请公开的申请表", Tag.SECONDARY),
    ),
    Rule(
        "application.foreign",
        "境外申请人是否受理，条例未作规定，由本机关设置，个案由人决定",
        Source(DISCLOSURE_REGULATION, "第二十七条（境外申请人未核实）", Tag.UNVERIFIED),
    ),
)


class ApplicantType(StrEnum):
    """Who asks, as the columns of the annual report count them."""

    NATURAL_PERSON = "natural_person"
    COMMERCIAL = "commercial"
    RESEARCH = "research"
    SOCIAL = "social"
    LEGAL_SERVICE = "legal_service"
    OTHER_ORG = "other_org"


APPLICANT_TYPE_LABELS: Mapping[ApplicantType, str] = {
    ApplicantType.NATURAL_PERSON: "自然人",
    ApplicantType.COMMERCIAL: "商业企业",
    ApplicantType.RESEARCH: "科研机构",
    ApplicantType.SOCIAL: "社会公益组织",
    ApplicantType.LEGAL_SERVICE: "法律服务机构",
    ApplicantType.OTHER_ORG: "其他",
}


class Way(StrEnum):
    """The form in which the applicant wants the information (方式)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    ON_SITE = "on_site"


WAY_LABELS: Mapping[Way, str] = {Way.PAPER: "纸质", Way.ELECTRONIC: "电子", Way.ON_SITE: "现场查阅、抄录"}


class Route(StrEnum):
    """How it shall reach the applicant (途径)."""

    POST = "post"
    COLLECT = "collect"
    EMAIL = "email"
    ONLINE = "online"
    FAX = "fax"


ROUTE_LABELS: Mapping[Route, str] = {
    Route.POST: "邮寄",
    Route.COLLECT: "当面领取",
    Route.EMAIL: "电子邮件",
    Route.ONLINE: "网上获取",
    Route.FAX: "传真",
}

_HANDED_OVER: Mapping[Route, str] = {
    Route.POST: "随本答复书邮寄",
    Route.COLLECT: "自收到本答复书之日起，在办公时间到本机关领取",
    Route.EMAIL: "随本答复书以电子邮件发送",
    Route.ONLINE: "随本答复书在网上提供，凭登记编号和查询码获取",
    Route.FAX: "随本答复书传真",
}


def how_to_get(way: str, route: str) -> str:
    """Way, route and time (Art. 36) in Chinese, as the applicant wanted them; what is read is read here."""
    if way not in set(Way):
        return "随本答复书一并提供"
    label = WAY_LABELS[Way(way)]
    if way == Way.ON_SITE:
        return f"{label}，自收到本答复书之日起，在办公时间到本机关"
    return f"{label}，{_HANDED_OVER[Route(route)]}" if route in set(Route) else f"{label}，随本答复书一并提供"


class Identity(StrEnum):
    """What kind of number proves who the applicant is; the names are those of `rules.identifiers`."""

    ID_CARD = "id_card"
    RESIDENCE_CARD = "residence_card"
    PASSPORT = "passport"
    CREDIT_CODE = "credit_code"
    OTHER = "other"


IDENTITY_LABELS: Mapping[Identity, str] = {
    Identity.ID_CARD: "居民身份证",
    Identity.RESIDENCE_CARD: "港澳台居民居住证、外国人永久居留身份证",
    Identity.PASSPORT: "护照",
    Identity.CREDIT_CODE: "统一社会信用代码",
    Identity.OTHER: "其他证件",
}


@dataclass(frozen=True, slots=True)
class Application:
    """An application as typed. `has_identity_proof`: a copy was handed in; the agent's fields count when
    `by_agent`."""

    applicant_type: str = ""
    name: str = ""
    identity: str = ""
    id_number: str = ""
    has_identity_proof: bool = False
    contact_person: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    document_name: str = ""
    document_number: str = ""
    features: str = ""
    way: str = ""
    route: str = ""
    by_agent: bool = False
    agent_name: str = ""
    agent_has_identity_proof: bool = False
    has_power_of_attorney: bool = False
    is_foreign: bool = False


def refusals(application: Application, *, accept_foreign: bool, today: date | None = None) -> list[Reason]:
    """Everything an application sent by its author still lacks; empty when it may be sent."""
    reasons = correction_items(application, today=today)
    if application.applicant_type not in set(ApplicantType):
        reasons.insert(0, Reason("applicant_type_missing", "请选择申请人类型", "applicant_type"))
    if application.is_foreign and not accept_foreign:
        message = "本机关目前不在网上接收境外申请人的申请，请与政府信息公开工作机构联系"
        reasons.append(Reason("foreign_not_accepted", message, "is_foreign"))
    return reasons


def correction_items(application: Application, *, today: date | None = None) -> list[Reason]:
    """Everything a correction notice would name, all at once; empty when the application is clear.

    `today` lets dates inside identity numbers be compared with it.
    """
    return [
        *_applicant_reasons(application, today),
        *_contact_reasons(application, today),
        *_description_reasons(application),
        *_form_reasons(application),
        *_agent_reasons(application),
    ]


def _missing(value: str, code: str, ask: str, field: str) -> list[Reason]:
    return [Reason(code, ask, field)] if is_empty(value) else []


def _applicant_reasons(application: Application, today: date | None) -> list[Reason]:
    organisation = application.applicant_type in set(ApplicantType) - {ApplicantType.NATURAL_PERSON}
    reasons = _missing(
        application.name, "name_missing", f"请填写{'单位名称' if organisation else '姓名'}", "name"
    )
    if not application.has_identity_proof:
        what = "营业执照、登记证书等身份证明" if organisation else "身份证明"
        reasons.append(Reason("identity_proof_missing", f"请提供{what}的复印件或者照片", "identity_proof"))
    reasons += _identity_reasons(application, today)
    if organisation:
        ask = "请填写联系人姓名"
        reasons += _missing(application.contact_person, "contact_person_missing", ask, "contact_person")
    return reasons


def _identity_reasons(application: Application, today: date | None) -> list[Reason]:
    if application.identity not in set(Identity):
        return [Reason("identity_missing", "请选择证件类型", "identity")]
    if is_empty(application.id_number):
        return [Reason("id_number_missing", "请填写证件号码", "id_number")]
    if application.identity == Identity.OTHER:
        return []
    found = identifiers.check(application.identity, application.id_number, today)
    return [] if found.ok else [Reason("id_number_wrong", found.message, "id_number")]


def _contact_reasons(application: Application, today: date | None) -> list[Reason]:
    given = [application.phone, application.email, application.address]
    if all(is_empty(value) for value in given):
        return [Reason("contact_missing", "请至少填写电话、电子邮箱、通信地址中的一项", "phone")]
    reasons: list[Reason] = []
    if not is_empty(application.phone):
        found = identifiers.check("phone", application.phone, today)
        if not found.ok:
            reasons.append(Reason("phone_wrong", found.message, "phone"))
    if not is_empty(application.email) and not _looks_like_email(application.email):
        reasons.append(Reason("email_wrong", "电子邮箱的写法不对，例如name@example.com", "email"))
    return reasons


def _looks_like_email(text: str) -> bool:
    name, at, host = text.strip().partition("@")
    return bool(name and at and "." in host.strip(".") and not set(text.strip()) & set(" ,;<>"))


def _description_reasons(application: Application) -> list[Reason]:
    given = (application.document_name, application.document_number, application.features)
    if any(not is_empty(value) for value in given):
        return []
    ask = "请写明所申请信息的名称、文号，或者便于查找的其他特征，至少一项"
    return [Reason("description_missing", ask, "document_name")]


_NEEDS_OF_ROUTE = {
    Route.POST: ("address", "选择邮寄的，请填写通信地址"),
    Route.EMAIL: ("email", "选择电子邮件的，请填写电子邮箱"),
    Route.FAX: ("phone", "选择传真的，请填写电话（传真）号码"),
}


def _form_reasons(application: Application) -> list[Reason]:
    reasons: list[Reason] = []
    if application.way not in set(Way):
        reasons.append(Reason("way_missing", "请选择获取信息的方式", "way"))
    if application.route not in set(Route):
        return [*reasons, Reason("route_missing", "请选择获取信息的途径", "route")]
    needed = _NEEDS_OF_ROUTE.get(Route(application.route))
    if needed is not None:
        field, ask = needed
        reasons += _missing(getattr(application, field), f"{field}_missing", ask, field)
    if application.way == Way.PAPER and application.route in (Route.EMAIL, Route.ONLINE):
        ask = "纸质信息不能通过网络获取，请改选邮寄或者当面领取，或者改选电子方式"
        reasons.append(Reason("way_against_route", ask, "route"))
    return reasons


def _agent_reasons(application: Application) -> list[Reason]:
    if not application.by_agent:
        return []
    reasons = _missing(application.agent_name, "agent_name_missing", "请填写代理人姓名", "agent_name")
    if not application.agent_has_identity_proof:
        ask = "请提供代理人的身份证明"
        reasons.append(Reason("agent_identity_proof_missing", ask, "agent_identity_proof"))
    if not application.has_power_of_attorney:
        ask = "请提供申请人签署的授权委托书"
        reasons.append(Reason("power_of_attorney_missing", ask, "power_of_attorney"))
    return reasons
