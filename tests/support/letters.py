"""A case with people around it, and what a letter of it says."""

from types import SimpleNamespace
from typing import Any

from mingchuang.base.identity.models import ONLY_ROW, SiteIdentity
from mingchuang.casework.letters import services
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.services import forward
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.letters.placeholders import EXAMPLES, Placeholder
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person

REVIEW_FIRST = (
    "如不服本答复，应当自知道本答复之日起60日内先向示例市人民政府（网址：https://example.gov.cn）申请行政复议；",
    "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向示例区人民法院提起行政诉讼。",
)
CHOICE = (
    "如不服本答复，可以自知道本答复之日起60日内向示例市人民政府申请行政复议，"
    "也可以自知道之日起6个月内向示例区人民法院提起行政诉讼。",
)
ADDRESSEE = "张三丰"


PLACES = {
    "review_organ": "示例市人民政府",
    "review_address": "示例市示例路1号",
    "review_online": "https://fuyi.example.gov.cn",
    "court": "示例区人民法院",
    "fee_payment": "凭本通知书所附缴款码缴入市级国库",
}
"""What an office must have filled in before its letters can tell of remedies and fees."""


def identity_for_letters(**changes: Any) -> None:
    """An office that can number its letters and tell of remedies."""
    known = {
        "office_name": "示例市人民政府外事办公室",
        "site_name_zh": "示例市外办",
        "document_code": "示外",
        "phone": "0527-80000000",
        "address": "示例市示例路1号",
    }
    SiteIdentity.objects.update_or_create(pk=ONLY_ROW, defaults=known | PLACES | changes)


def issue_all(case: Case, *, approver: Any, actor: Any, now: Any) -> list[Letter]:
    """Approve and issue every draft of a case, the oldest first; all that are issued now."""
    for letter in case.letters.filter(state="draft").order_by("id"):
        if LETTERS[LetterKind(letter.kind)].approval:
            services.approve(letter, actor=approver, now=now)
        services.issue(letter, actor=actor, now=now)
    return list(case.letters.filter(state="issued").order_by("id"))


def send_out(
    case: Case, *, approver: Any, actor: Any, now: Any, on: Any = None, by_post: bool = False
) -> list[Letter]:
    """Approve and issue every draft of a case and hand over, or post, what has not left yet."""
    issued = issue_all(case, approver=approver, actor=actor, now=now)
    leaving = [letter for letter in issued if letter.kind != "receipt" and not letter.deliveries.exists()]
    sent = {"way": "post", "mail_number": "1234567890123"} if by_post else {"way": "direct"}
    for letter in leaving:
        services.deliver(letter, on=on or now.date(), recipient=ADDRESSEE, actor=actor, now=now, **sent)
    return leaving


def make_office(now: Any) -> SimpleNamespace:
    """An office with a clerk, a head, a colleague elsewhere, and one case of the clerk's division."""
    identity_for_letters()
    news, exchange = make_division("新闻处"), make_division("交流处")
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    report = Report(error_kind="wording", problem="“公布”写成了“工布”", page_address="/info/1/")
    case = file_report(report, receipt=new_receipt(), proven=True, now=now).case
    return SimpleNamespace(
        news=news,
        officer=officer,
        clerk=make_person([Role.DRAFTER], division=news, name="新闻处经办"),
        head=make_person([Role.DIVISION_HEAD], division=news, name="新闻处负责人"),
        leader=make_person([Role.LEADER], name="分管领导"),
        other=make_person([Role.DIVISION_HEAD], division=exchange, name="交流处负责人"),
        supervisor=make_person([Role.SUPERVISOR], name="监督员"),
        case=forward(case, division=news, actor=officer, now=now),
    )


def draft_letter(
    office: SimpleNamespace, now: Any, kind: LetterKind = LetterKind.REPLY_DENY_PROCESS, **changes: Any
) -> Letter:
    """A draft by the clerk with everything in it."""
    values = {name: text for name, text in EXAMPLES.items() if name != Placeholder.BASIS}
    given = {"addressee": ADDRESSEE, "remedy": REVIEW_FIRST, "actor": office.clerk, "now": now} | changes
    return services.draft(office.case, kind, values | given.pop("values", {}), **given)


def issued_letter(
    office: SimpleNamespace, now: Any, kind: LetterKind = LetterKind.REPLY_DENY_PROCESS, **changes: Any
) -> Letter:
    """A letter approved by the head and issued by the clerk."""
    letter = services.approve(draft_letter(office, now, kind, **changes), actor=office.head, now=now)
    return services.issue(letter, actor=office.clerk, now=now)
