"""Fills an office with a little of everything, by the services that people use."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.casework import services as cases
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.disclosure.annual_report import services as annual_reports
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.publishing.models import Edition, TermEntry
from mingchuang.publishing.services import withdrawal
from mingchuang.publishing.services.editions import starting
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.placeholders import EXAMPLES
from mingchuang.rules.roles import Role
from tests.support import publishing
from tests.support.annual_reports import changed
from tests.support.factories import give_role
from tests.support.publishing import make_office
from tests.support.requests import file_one


def fill(person: User, division: Division, now: datetime) -> dict[str, Any]:
    """A little of everything that has a page; what was made, by name."""
    return {
        "cases": _cases(person, division, now),
        "requests": _requests(person, now),
        "messages": _messages(person, now),
        "items": _items(person, now),
        "reports": _reports(person, now),
        "letters": _letters(person, now),
    }


def _letters(person: User, now: datetime) -> list[Letter]:
    """A draft, and a receipt that was issued and handed over, of a case nobody forwarded; own wording."""
    (case,) = make_cases(now, days_ago=(0,))
    kind = LetterKind.REPLY_GRANT
    letters.save_wording(kind, [*DEFAULT_WORDING[kind], "特此答复。"], seen_version=0, actor=person, now=now)
    given = {"addressee": "张三", "actor": person, "now": now}
    draft = letters.draft(case, kind, EXAMPLES, **given)
    receipt = letters.issue(letters.draft(case, LetterKind.RECEIPT, EXAMPLES, **given), actor=person, now=now)
    day = local_day(now)
    letters.deliver(receipt, way="direct", on=day, recipient="张三", actor=person, now=now)
    return [draft, receipt]


def _reports(person: User, now: datetime) -> list[AnnualReport]:
    """Our own report of last year, and one of another office with a wrong total."""
    data = json.dumps(changed("review_litigation", "review", 4, 0), ensure_ascii=False).encode()
    return [
        annual_reports.create_report(person, now.year - 1, now=now),
        annual_reports.import_report(person, data, "某市2025.json", now=now),
    ]


def make_cases(now: datetime, *, days_ago: Sequence[int], unproven: Collection[int] = ()) -> list[Any]:
    """A report for each number of days; those at the places in `unproven` came without proof of work."""
    made = []
    for place, days in enumerate(days_ago):
        report = Report("wording", f"第{place}段“公布”写成了“工布”", f"/info/{place}/", "13800138000")
        moment, proven = now - timedelta(days=days), place not in unproven
        made.append(file_report(report, receipt=new_receipt(), proven=proven, now=moment).case)
    return made


def _requests(person: User, now: datetime) -> list[Any]:
    """A request nobody looked at, one to confirm, one that is being handled."""
    filed = [file_one(now - timedelta(days=days), proven=days != 1).case for days in (1, 2, 5)]
    return [*filed[:2], confirm(filed[2], actor=person, now=now - timedelta(days=4))]


def _cases(person: User, division: Division, now: datetime) -> list[Any]:
    made = make_cases(now, days_ago=(9, 1, 0, 0), unproven={1})
    cases.forward(made[0], division=division, reason="属于贵处职责", actor=person, now=now)
    for case in made[2:]:
        cases.take_on(case, actor=person, now=now)
    cases.answer(made[3], reply="已更正，谢谢您。", actor=person, now=now)
    return made


def _items(person: User, now: datetime) -> dict[str, Any]:
    office = make_office()
    withdrawn = publishing.released(office, now - timedelta(days=6), title="已撤下的信息")
    item = publishing.item_of(withdrawn)
    withdrawal.withdraw(office.officer, item.pk, reason="内容有误", public_note="撤下更正", now=now)
    return {
        "draft": publishing.drafted(office, now, title="起草中的信息"),
        "submitted": publishing.submitted(office, now, title="审核中的信息"),
        "cleared": publishing.cleared(office, now, title="待发布的信息"),
        "released": publishing.released(office, now - timedelta(days=3), title="已发布的信息"),
        "withdrawn": withdrawn,
        "translation": _translation(office, person, now),
    }


def _translation(office: publishing.Office, person: User, now: datetime) -> Edition:
    """A translation in the hands of the person who tries every page."""
    give_role(person, Role.TRANSLATOR, language="en")
    source = publishing.released(office, now - timedelta(days=2), title="正在翻译的信息")
    TermEntry.objects.create(term="培训", language="en", required=["training"], source="本机关")
    item = publishing.item_of(source)
    return starting.start_edition(office.officer, item.pk, "en", person, now=now)


def _messages(person: User, now: datetime) -> None:
    notify.tell([person], "测试消息", "请查看", "/desk/cases/", now=now)
