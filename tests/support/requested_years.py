"""Requests of two years that end in every way a request can end, by the services people use."""

from datetime import date, datetime, timedelta
from typing import Any

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import (
    answering,
    charging,
    correcting,
    disputing,
    serving,
    signing,
)
from mingchuang.disclosure.requests.services.applicant import withdraw
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all, send_out
from tests.support.requests import file_one


class Office:
    """Somebody for each step of a request, acting on the day that is named."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        identity_for_letters()
        self.officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
        self.secrecy = make_person([Role.SECRECY_REVIEWER], name="保密员")
        self.lawyer = make_person([Role.LEGAL_REVIEWER], name="法制员")
        self.leader = make_person([Role.LEADER], name="分管领导")

    def on(self, day: date, who: str = "officer") -> dict[str, Any]:
        moment = self.now.replace(year=day.year, month=day.month, day=day.day)
        return {"actor": getattr(self, who), "now": moment}

    def receive(self, day: date, applicant: str = "natural_person") -> Case:
        application = Application(applicant_type=applicant, name="甲", document_name="出国统计")
        opened = register_request(application, Arrival(Channel.IN_PERSON, submitted_on=day), **self.on(day))
        return trunk.take_on(opened.case, **self.on(day))

    def decide(self, case: Case, day: date, decision: str = "grant", **said: Any) -> Case:
        """Answered, signed, decided and every letter issued."""
        decided = self.sign(case, day, decision, **said)
        self.issue(case, day)
        return decided

    def sign(self, case: Case, day: date, decision: str = "grant", **said: Any) -> Case:
        """Answered, signed and decided; the reply letter waits as a draft."""
        [item] = answering.set_items(case, descriptions="统计表", **self.on(day))
        said = said or {"answer": {"information": "随附"}}
        answering.answer_item(case, item, decision=decision, **said, **self.on(day))
        answering.submit_for_review(case, **self.on(day))
        signing.sign(case, step="secrecy", **self.on(day, "secrecy"))
        signing.sign(case, step="legal", **self.on(day, "lawyer"))
        signing.sign(case, step="head", **self.on(day, "leader"))
        return signing.decide(case, **self.on(day))

    def send(self, case: Case, day: date) -> None:
        send_out(case, approver=self.leader, **self.on(day))

    def issue(self, case: Case, day: date) -> None:
        issue_all(case, approver=self.leader, **self.on(day))


def two_years(now: datetime) -> dict[str, Case]:
    """Received in 2025 and 2026 and ended in every way a request can end."""
    office = Office(now)
    granted = office.receive(date(2025, 11, 3))
    office.decide(granted, date(2025, 11, 10))
    serving.serve(
        granted, day=date(2025, 11, 11), way="direct", proof="签收", **office.on(date(2025, 11, 11))
    )
    denied = office.receive(date(2025, 12, 22), "commercial")
    office.decide(denied, date(2026, 1, 12), "deny_process", ground="process", reason="属于讨论记录")
    waiting = office.receive(date(2025, 12, 24), "research")
    uncorrected = office.receive(date(2025, 12, 26))
    correcting.ask_correction(uncorrected, items="请写明年度", **office.on(date(2025, 12, 29)))
    office.send(uncorrected, date(2025, 12, 30))
    correcting.lapse(uncorrected, **office.on(date(2026, 3, 2)))
    unpaid = office.receive(date(2026, 1, 5), "legal_service")
    charging.ask_fee(unpaid, tariff="pages", count=101, already=0, **office.on(date(2026, 1, 6)))
    office.send(unpaid, date(2026, 1, 6))
    charging.lapse(unpaid, **office.on(date(2026, 3, 2)))
    withdrawn = office.receive(date(2026, 2, 2))
    withdraw(withdrawn, now=office.on(date(2026, 2, 3))["now"])
    file_one(now)
    _contested(office, granted)
    return {
        "granted": granted,
        "denied": denied,
        "waiting": waiting,
        "uncorrected": uncorrected,
        "unpaid": unpaid,
        "withdrawn": withdrawn,
    }


def _contested(office: Office, case: Case) -> None:
    """Filed in 2025, lost in 2026, answered anew: still the request of 2025."""
    filed, ended = date(2025, 12, 15), date(2026, 2, 10)
    disputing.file_dispute(
        case, kind="review", organ="市人民政府", day=filed, notified_on=filed, **office.on(filed)
    )
    disputing.answer_dispute(case, day=filed, **office.on(filed))
    disputing.close_dispute(case, result="corrected", day=ended, **office.on(ended))
    disputing.reopen(case, day=ended, reason="责令重新答复", **office.on(ended))
    office.decide(Case.objects.get(pk=case.pk), ended + timedelta(2), "grant")
