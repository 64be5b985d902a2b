"""Files a 找错 report, and erases what it says."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.design.languages import CHINESE
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework import chains, clocks, receipts
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import plain
from mingchuang.casework.services import open_case
from mingchuang.casework.site_errors.models import ErrorKind, SiteError
from mingchuang.rules.cases import CaseEventCode
from mingchuang.rules.clocks import SITE_ERROR_WORKDAYS
from mingchuang.rules.refusals import Reason, refuse_if

KIND = "site_error"
CONTACT = "site_error.contact"
FORM_VERSION = "site_error/1"
LONGEST_PROBLEM = 1000
LONGEST_ADDRESS = 500
LONGEST_CONTACT = 100
"""Characters."""

_FORM = "site_errors"
"""Keeps our receipts apart from those of other kinds."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a reporter typed. Only kind and problem are needed."""

    error_kind: str
    problem: str
    page_address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that was received. Filing the same receipt again gives the same answer."""

    case: Case
    query_code: str


def query_code_of(receipt: str) -> str:
    """The query code of a receipt."""
    return receipts.query_code_of(_FORM, receipt)


def report_refusals(report: Report) -> list[Reason]:
    """Everything that must be mended before the report can be received."""
    reasons: list[Reason] = []
    if report.error_kind not in ErrorKind.values:
        reasons.append(Reason("kind_missing", _("请选择错误类型"), "error_kind"))
    if not report.problem.strip():
        reasons.append(Reason("problem_missing", _("请写明哪里有错"), "problem"))
    for name, label, longest in (
        ("problem", _("错误说明"), LONGEST_PROBLEM),
        ("page_address", _("网页地址"), LONGEST_ADDRESS),
        ("contact", _("联系方式"), LONGEST_CONTACT),
    ):
        length = len(getattr(report, name).strip())
        if length > longest:
            message = _("%(label)s最多%(longest)s字，您写了%(length)s字，请精简") % {
                "label": label,
                "longest": longest,
                "length": length,
            }
            reasons.append(Reason(f"{name}_too_long", message, name))
    return reasons


def file_report(report: Report, *, receipt: str, proven: bool, now: datetime) -> Filed:
    """Receive a report from the public. Raises `Refused` with every reason.

    `receipt` comes from `receipts.new_receipt` through the form; `proven` says whether a proof of work came
    with it. A receipt that was filed before is answered with the case it opened.
    """
    refuse_if(report_refusals(report))
    if not receipts.is_receipt(receipt):
        refuse_if([Reason("receipt_missing", _("页面已过期，请重新打开找错页面填写"))])
    code = query_code_of(receipt)
    known = find_by_receipt(receipt)
    if known is not None:
        return Filed(known, code)
    try:
        with transaction.atomic():
            return Filed(_open(report, receipt, code, proven, now), code)
    except IntegrityError:
        # The same form was sent twice at the same moment: the other one was first.
        known = find_by_receipt(receipt)
        if known is None:
            raise
        return Filed(known, code)


def _open(report: Report, receipt: str, code: str, proven: bool, now: datetime) -> Case:
    address, problem = plain(report.page_address), plain(report.problem)

    def attach(case: Case) -> dict[str, str | bool]:
        salt = chains.new_salt()
        SiteError.objects.create(
            case=case,
            receipt=receipts.digest_of(_FORM, receipt),
            page_address=address,
            error_kind=report.error_kind,
            problem=problem,
            salt=salt,
            contact=_keep_contact(plain(report.contact), now),
        )
        return {
            "error_kind": report.error_kind,
            "detail": chains.salted_digest(salt, address, problem),
            "contact": bool(report.contact.strip()),
        }

    opened = open_case(
        KIND,
        title=title_of(report.error_kind, address),
        now=now,
        attach=attach,
        event=CaseEventCode.OPENED if proven else CaseEventCode.OPENED_UNPROVEN,
        query_code=code,
        frozen={
            "form": FORM_VERSION,
            "workdays": SITE_ERROR_WORKDAYS,
            # Of three working days, one is kept for the office's own sign-off.
            clocks.INTERNAL: 1,
            clocks.WARNING: 1,
        },
    )
    return opened.case


def _keep_contact(contact: str, now: datetime) -> PersonalRecord | None:
    if not contact:
        return None
    field = "email" if "@" in contact else "phone"
    return personal.keep(CONTACT, {field: contact}, now=now)


def find_by_receipt(receipt: str) -> Case | None:
    """The case a receipt opened."""
    found = (
        SiteError.objects.select_related("case").filter(receipt=receipts.digest_of(_FORM, receipt)).first()
    )
    return found.case if found else None


def title_of(error_kind: str, page_address: str) -> str:
    """A title without anything personal: the kind of error and, where it is one, the path of the page."""
    with translation.override(CHINESE):  # the desk reads it, whatever language the reporter read
        label = str(ErrorKind(error_kind).label)
    try:
        path = urlsplit(page_address).path
    except ValueError:
        path = ""
    return f"{label}：{path[:120]}" if re.fullmatch(r"/[\w/.-]*", path) else label


def content_digest(case: Case) -> str | None:
    """The digest of what the report says, None once it was erased; for the verification of the chain."""
    detail = case.site_error
    return chains.salted_digest(detail.salt, detail.page_address, detail.problem) if detail.salt else None


def erase_content(case: Case, actor: User | None, now: datetime) -> None:
    """Empty the report's texts, salt and contact. Called by `casework.services.erase`, in its transaction."""
    SiteError.objects.filter(case=case).update(page_address="", problem="", salt="")
    if case.site_error.contact is not None:
        personal.erase(case.site_error.contact, actor, now=now)
