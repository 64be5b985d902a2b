"""Every notice of a request walked through the pages a clerk has: drafted, approved, issued, handed over."""

import re
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import answering
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.each import each
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

WAITING = "已拟，未发出，时钟仍在走。"


@dataclass(frozen=True)
class Notice:
    """One notice: the act that drafts it, what is typed, its letter, and where it stands after it."""

    act: str
    typed: dict
    kind: str
    state: str
    told: str
    """The event by which it counts."""
    after: tuple["Notice", ...] = ()
    """Notices that lead up to it."""

    def __str__(self):
        return self.kind


ASKED = Notice(
    "ask-reasons",
    {"excess": "本年共62件", "reason": "请说明用途", "workdays": 10},
    "reason_inquiry",
    S.REASON_ASKED,
    "reason_asked",
)


def _consulted(party):
    typed = {"party_kind": party, "party": "甲公司", "concerning": "报价"}
    return Notice("consult", typed, f"{party}_inquiry", S.CONSULTING, "consultation_sent")


NOTICES = (
    Notice(
        "ask-correction",
        {"items": "请写明年度", "workdays": 10},
        "correction_notice",
        S.CORRECTION,
        "correction_asked",
    ),
    ASKED,
    _consulted("third_party"),
    _consulted("co_maker"),
    _consulted("other_agency"),
    Notice(
        "ask-fee", {"tariff": "pages", "count": 101, "already": 0}, "fee_notice", S.FEE_PENDING, "fee_asked"
    ),
    Notice(
        "propose-extension",
        {"workdays": 20, "reason": "检索量大"},
        "extension_notice",
        S.RECEIVED,
        "extended",
    ),
    Notice(
        "delay",
        {"until": "2026-06-30", "reason": "检索量大"},
        "delay_notice",
        S.RECEIVED,
        "delayed",
        after=(ASKED,),
    ),
)


class Desk:
    """A clerk and a leader at their browsers."""

    def __init__(self, case, clerk, leader):
        self.case = case
        self.clerk, self.leader = Client(), Client()
        self.clerk.force_login(clerk)
        self.leader.force_login(leader)

    def fresh(self):
        return Case.objects.get(pk=self.case.pk)

    def page(self):
        return self.clerk.get(reverse("casework:case", args=[self.case.uid])).content.decode()

    def do(self, act, typed):
        sent = {f"{act}-{name}": value for name, value in typed.items()}
        return self.clerk.post(reverse("casework:act", args=[self.case.uid, act]), sent)

    def at_the_letter(self, who, notice, act, **typed):
        letter = self.case.letters.filter(kind=notice.kind).latest("id")
        sent = {f"{act}-{name}": value for name, value in typed.items()}
        return who.post(reverse("letters:act", args=[letter.uid, act]), sent)

    def issue(self, notice):
        assert self.do(notice.act, notice.typed).status_code == 302
        assert self.at_the_letter(self.leader, notice, "approve").status_code == 302
        assert self.at_the_letter(self.clerk, notice, "issue").status_code == 302

    def hand_over(self, notice, day):
        return self.at_the_letter(
            self.clerk, notice, "deliver", way="direct", on=day.isoformat(), recipient="欧阳文"
        )


@pytest.fixture
def make_desk(clock, now):
    identity_for_letters()
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    leader = make_person([Role.LEADER], name="分管领导")
    act = {"actor": officer, "now": now}

    def make():
        case = trunk.take_on(confirm(file_one(now).case, **act), **act)
        return SimpleNamespace(desk=Desk(case, officer, leader), act=act)

    return make


@each("notice", NOTICES)
def test_every_notice_is_drafted_and_told_from_the_pages(make_desk, now, notice):
    made = make_desk()
    today, desk = now.date(), made.desk
    for before in notice.after:
        desk.issue(before)
        assert desk.hand_over(before, today).status_code == 302
    standing = desk.fresh()
    desk.issue(notice)
    assert (desk.fresh().state, desk.fresh().due_on) == (standing.state, standing.due_on)
    assert WAITING in desk.page()
    early = desk.hand_over(notice, today - timedelta(days=1))
    assert early.status_code == 422 and "早于" in early.content.decode()
    if notice.told != "extended":  # which counts through the signatures
        written_down_after_the_reply_went_to_its_signatures(made, notice, today)
    assert WAITING in desk.page()
    assert desk.hand_over(notice, today).status_code == 302
    assert desk.fresh().state == notice.state
    assert desk.fresh().events.filter(event=notice.told).count() == 1
    assert WAITING not in desk.page()


def written_down_after_the_reply_went_to_its_signatures(made, notice, today):
    desk, act = made.desk, made.act
    [item] = answering.set_items(desk.case, descriptions="统计", **act)
    answering.answer_item(desk.case, item, decision="grant", answer={"information": "附后"}, **act)
    answering.submit_for_review(desk.case, **act)
    refused = desk.hand_over(notice, today)
    assert refused.status_code == 422
    assert re.search("该件现在是“审签中”，不能[^。]+。请先把答复退回修改，再登记", refused.content.decode())
    sent = {"send-back-step": "head", "send-back-reason": "先登记文书的送达"}
    url = reverse("casework:act", args=[desk.case.uid, "send-back"])
    assert desk.leader.post(url, sent).status_code == 302
