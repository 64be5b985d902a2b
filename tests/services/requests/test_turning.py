"""A granted reply becomes the draft of a published text; several applicants for the same suggest it."""

import json
from datetime import date, timedelta

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.jobs.models import Job
from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests import jobs
from mingchuang.disclosure.requests.models import AskedAlike
from mingchuang.disclosure.requests.papers import papers
from mingchuang.disclosure.requests.services import (
    answering,
    disputing,
    linking,
    serving,
    signing,
    suggesting,
    turning,
)
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.publishing.models import Draft, Item
from mingchuang.publishing.origins import origin_of
from mingchuang.publishing.services.drafts import discard_item
from mingchuang.publishing.services.submission import missing_reasons
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.requested_years import Office
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 10)
TOLD = "2025年因公出国经费预算为120万元。\n经办人：赵一鸣，电话13900139000；申请人欧阳文已电话告知。"


@pytest.fixture
def office(now):
    return Office(now)


def granted(office, case, *, decision="grant", information=TOLD):
    trunk.take_on(case, **office.on(DAY))
    [item] = answering.set_items(case, descriptions="2025年因公出国经费预算", **office.on(DAY))
    answer = {"information": information}
    reason = "部分内容属于过程性信息" if decision == "partial" else ""
    answering.answer_item(case, item, decision=decision, answer=answer, reason=reason, **office.on(DAY))
    return sent(office, case)


def sent(office, case):
    """The answered request, signed by all and handed to the applicant."""
    answering.submit_for_review(case, **office.on(DAY))
    for step, who in (("secrecy", "secrecy"), ("legal", "lawyer"), ("head", "leader")):
        signing.sign(case, step=step, **office.on(DAY, who))
    signing.decide(case, **office.on(DAY))
    office.issue(case, DAY)
    return serving.serve(case, day=DAY, way="direct", proof="本人签收", **office.on(DAY))


@pytest.fixture
def served(office, now):
    return granted(office, confirm(file_one(now).case, actor=office.officer, now=now))


def turn(case, places, office, **changes):
    chosen = {
        "title": "2025年因公出国经费预算",
        "statutory_item": "20-7",
        "formed_on": DAY,
        **places,
        **office.on(DAY),
        **changes,
    }
    return turning.turn(case, **chosen)


def test_the_proposal_covers_the_applicant_and_strangers(served):
    looks = AuditEvent.objects.filter(action="personal.revealed")
    before = looks.count()
    proposal = turning.proposal_of(served)
    assert proposal.title == "2025年因公出国经费预算"
    assert proposal.paragraphs == (
        "2025年因公出国经费预算为120万元。",
        "经办人：×××，电话×××；申请人×××已电话告知。",
    )
    assert {(row.shown, row.count) for row in proposal.covered} == {
        ("赵**", 1),
        ("139****9000", 1),
        ("欧**", 1),
    }
    assert proposal.statutory_item == "20-7"
    assert looks.count() == before


@pytest.mark.db
def test_the_draft_knows_its_request_and_the_request_its_draft(served, places, office):
    item = turn(served, places, office, title="欧阳文申请的2025年因公出国经费预算")
    draft = Draft.objects.get(edition__item=item)
    assert draft.title == "×××申请的2025年因公出国经费预算"
    assert "欧阳文" not in draft.body
    assert (draft.attribute, draft.statutory_item, draft.content_source) == (
        "active",
        "20-7",
        "依申请公开答复转为主动公开",
    )
    assert (draft.issuer, draft.keywords) == ("示例市人民政府外事办公室", ["预算"])
    lacking = {reason.code for reason in missing_reasons(draft, DAY)}
    assert lacking <= {"page_tag_missing"}, "only what the office itself has not set up"
    assert (item.state, item.division) == ("new", places["division"])
    assert turning.live_text_of(served) == item
    said = origin_of(item, office.officer)
    assert served.number in said.label
    assert said.link == f"/desk/cases/{served.uid}/"
    assert origin_of(item, make_person([Role.WORDING_REVIEWER], name="文字")).link == ""
    assert AuditEvent.objects.filter(action="case.turned_active").count() == 1
    assert served.events.get(event="turned_active").data["item"] == str(item.uid)
    assert list(trunk.verify_chains()) == []


def test_one_reply_is_turned_once_unless_the_text_was_thrown_away(served, places, office, now):
    item = turn(served, places, office)
    with pytest.raises(Refused, match="已经转过"):
        turn(served, places, office)
    discard_item(office.officer, item.pk, reason="内容有误", now=now + timedelta(days=1))
    assert turning.live_text_of(served) is None
    assert turn(served, places, office) != item


def test_only_what_was_granted_and_served_and_all_reasons_are_told(office, places, now):
    waiting = office.receive(DAY)
    with pytest.raises(Refused) as refused:
        turn(waiting, places, office, title=" ", statutory_item="99")
    assert {"not_served", "nothing_granted", "title_missing", "statutory_item_unknown"} <= refused.value.codes
    assert not Item.objects.exists()


def test_not_while_the_reply_is_contested(served, places, office):
    disputing.file_dispute(
        served, kind="review", organ="市人民政府", day=DAY, notified_on=DAY, **office.on(DAY)
    )
    with pytest.raises(Refused, match="尚未办结"):
        turn(Case.objects.get(pk=served.pk), places, office)


def test_who_may_not_draft_or_not_handle_turns_nothing(served, places, office, now):
    for role in (Role.SUPERVISOR, Role.SECRECY_REVIEWER):
        with pytest.raises(Forbidden):
            turn(served, places, office, actor=make_person([role], name="旁人"))
    assert not Item.objects.exists()


# --- several applicants ---------------------------------------------------------------------------

OTHERS = ({"name": "司马青", "id_number": "110101199003074899", "phone": "13900139000"}, {})


def others(now):
    first = file_one(now, **OTHERS[0]).case
    second = file_one(
        now, name="诸葛明", id_number="110101198001010010", phone="13700137000", email="m@example.cn"
    ).case
    return first, second


@pytest.mark.db
def test_three_applicants_for_the_same_suggest_publishing_and_its_start(served, office, places, now):
    first, second = others(now)
    repeated = file_one(now).case
    suggesting.count_alike(repeated, now)
    [found] = suggesting.suggestions(office.officer)
    assert found.applicants == 3, "the one who asked twice counts once"
    assert set(found.cases) == {served, first, second, repeated}
    assert found.start == served
    assert suggesting.suggestion_of(first, office.officer) == found
    turn(served, places, office)
    assert suggesting.suggestions(office.officer) == []


def test_fewer_or_different_ones_suggest_nothing_and_the_office_chooses_how_many(office, now, settings):
    file_one(now)
    file_one(now, document_name="涉外突发事件应急预案", features="全文", **OTHERS[0])
    second = file_one(now, **OTHERS[0]).case
    suggesting.count_new(now)
    assert suggesting.suggestions(office.officer) == []
    settings.REQUEST_SUGGESTS_PUBLISHING_FROM = 2
    [found] = suggesting.suggestions(office.officer)
    assert (found.newest, found.applicants, found.start) == (second, 2, None)
    assert suggesting.suggestions(make_person([Role.TRANSLATOR], language="en", name="译员")) == []


def test_what_a_person_linked_counts_and_counts_no_more_once_taken_back(office, now, settings):
    settings.REQUEST_SUGGESTS_PUBLISHING_FROM = 2
    earlier = file_one(now, document_name="友好城市交往统计", features="").case
    later = file_one(now, document_name="结好城市互访批次", features="", **OTHERS[0]).case
    linking.link(later, earlier=earlier, actor=office.officer, now=now)
    assert Job.objects.filter(name="requests.count_alike").count() == 1
    jobs.count_alike({"case": str(earlier.uid)})
    assert suggesting.suggestion_of(earlier, office.officer).applicants == 2
    linking.unlink(later, earlier=earlier, actor=office.officer, now=now)
    for case in (later, earlier):
        jobs.count_alike({"case": str(case.uid)})
    assert not AskedAlike.objects.exists()


def test_counting_twice_does_no_harm(office, now, clock):
    others(now)
    file_one(now)
    for _ in range(2):
        jobs.count_alike({})
    assert AskedAlike.objects.get().applicants == 3


def test_the_archive_package_tells_what_the_reply_became_and_what_was_linked(served, places, office, now):
    item = turn(served, places, office)
    later = confirm(file_one(now).case, actor=office.officer, now=now)
    linking.link(later, earlier=served, actor=office.officer, now=now)
    rows = {
        paper.name: json.loads(paper.data)
        for paper in papers(served, office.officer, Purpose.ARCHIVE, now)
        if paper.name in ("turned_active.json", "linked_cases.json")
    }
    [turned], [linked] = rows["turned_active.json"], rows["linked_cases.json"]
    assert (turned["item"], turned["by"]) == (str(item.uid), office.officer.display_name)
    assert (linked["which"], linked["number"]) == ("later", later.number)
