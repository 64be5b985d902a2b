"""Fills an office with a little of everything, by the services that people use."""

from datetime import datetime, timedelta
from typing import Any

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.notify import services as notify
from mingchuang.casework import services as cases
from mingchuang.casework.site_errors.services import Report, file_report, new_receipt


def fill(person: User, division: Division, now: datetime) -> dict[str, Any]:
    """A little of everything that has a page; what was made, by name."""
    return {"cases": _cases(person, division, now), "messages": _messages(person, now)}


def _cases(person: User, division: Division, now: datetime) -> list[Any]:
    made = []
    for number, (proven, days_ago) in enumerate([(True, 9), (False, 1), (True, 0), (True, 0)], start=1):
        report = Report("wording", f"第{number}段“公布”写成了“工布”", f"/info/{number}/", "13800138000")
        moment = now - timedelta(days=days_ago)
        made.append(file_report(report, receipt=new_receipt(), proven=proven, now=moment).case)
    cases.forward(made[0], division=division, reason="属于贵处职责", actor=person, now=now)
    for case in made[2:]:
        cases.take_on(case, actor=person, now=now)
    cases.answer(made[3], reply="已更正，谢谢您。", actor=person, now=now)
    return made


def _messages(person: User, now: datetime) -> None:
    notify.tell([person], "测试消息", "请查看", "/desk/cases/", now=now)
