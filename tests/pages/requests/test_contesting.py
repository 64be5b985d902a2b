"""Until when a reply may be contested stands on the applicant's page and on the desk, with its days."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from mingchuang.base.calendars import services as calendars
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case, CaseClock
from mingchuang.casework.services.reminding import clock_rows
from mingchuang.disclosure.requests.services import answering, disputing, serving, signing
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.calendar_data import national_notices, notice_to_data
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.letters import identity_for_letters, issue_all
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(clock, now):
    identity_for_letters()
    found = SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )
    found.act = {"actor": found.officer, "now": now}
    return found


@pytest.fixture
def filed(office, now):
    return file_one(now)


def reply(case, office, now, decision, *, ground="", reason="", **answer):
    [item] = answering.set_items(case, descriptions="甲", **office.act)
    answering.answer_item(
        case, item, decision=decision, ground=ground, reason=reason, answer=answer, **office.act
    )
    answering.submit_for_review(case, **office.act)
    for step, role in (("secrecy", Role.SECRECY_REVIEWER), ("legal", Role.LEGAL_REVIEWER)):
        signing.sign(case, step=step, actor=make_person([role]), now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    case = signing.decide(case, **office.act)
    issue_all(case, approver=office.leader, **office.act)
    return serving.serve(case, day=now.date(), way="direct", proof="欧阳文", **office.act)


def looked_up(client, filed):
    sent = {"number": filed.case.number, "code": filed.query_code}
    return client.post(reverse("requests:progress"), sent).content.decode()


def test_a_grant_may_be_contested_both_ways_and_the_days_are_shown(client, filed, office, now):
    case = reply(confirm(filed.case, **office.act), office, now, "grant", information="随附")
    text = looked_up(client, filed)
    assert "申请行政复议的期限" in text
    assert "也可以直接提起行政诉讼" in text
    assert "2026-05-08" in text, "the sixtieth day after 9 March"
    assert "2026-09-09" in text
    sign_in(client, office.officer)
    desk = client.get(reverse("casework:case", args=[case.uid])).content.decode()
    assert "直接起诉的期限" in desk
    assert "为何是这一天" in desk


def test_a_refusal_says_review_first_and_names_no_months(client, filed, office, now):
    case = confirm(filed.case, **office.act)
    reply(case, office, now, "deny_internal", ground="internal", reason="属于人事管理的信息")
    text = looked_up(client, filed)
    assert "应当先在下列期限内申请行政复议" in text
    assert "直接起诉" not in text
    assert "2026-09-09" not in text


def test_silence_is_told_only_when_the_day_has_passed(client, filed, office, clock):
    confirm(filed.case, **office.act)
    assert "怎样申请复议" not in looked_up(client, filed)
    clock.forward(days=30)
    text = looked_up(client, filed)
    assert "就逾期不答复起诉的期限" in text
    assert "本机关仍应当尽快答复" in text


def test_what_has_expired_is_no_fault_of_the_office_and_is_not_shown_for_ever(
    client, filed, office, clock, now
):
    case = reply(confirm(filed.case, **office.act), office, now, "grant", information="随附")
    clock.forward(days=61)
    sign_in(client, office.officer)
    desk = client.get(reverse("casework:case", args=[case.uid])).content.decode()
    for text in (looked_up(client, filed), desk):
        assert "已届满" in text, "the period for a review"
        assert "已超期" not in text
    clock.forward(days=130)
    assert "怎样申请复议" not in looked_up(client, filed), "the months to sue are over too"


def test_a_request_that_needed_no_correction_is_not_late_with_asking_for_one(client, filed, office, clock):
    case = confirm(filed.case, **office.act)
    clock.forward(days=14)
    sign_in(client, office.officer)
    desk = client.get(reverse("casework:case", args=[case.uid])).content.decode()
    assert "告知补正期限" in desk
    assert "已届满" in desk
    assert "超期" not in desk


def test_a_review_that_rests_has_no_last_day_and_moves_it_by_the_days_it_rested(
    client, filed, office, clock, now
):
    case = reply(confirm(filed.case, **office.act), office, now, "grant", information="随附")
    clock.forward(days=40)
    sign_in(client, office.officer)

    def act(slug, **typed):
        sent = {f"{slug}-{name}": value for name, value in typed.items()}
        return client.post(reverse("casework:act", args=[case.uid, slug]), sent)

    def desk():
        return client.get(reverse("casework:case", args=[case.uid])).content.decode()

    filing = {"kind": "review", "organ": "示例市人民政府", "day": "2026-03-10", "notified_on": "2026-03-12"}
    assert act("dispute", **filing).status_code == 302
    decision = case.clocks.get(code="C16")
    assert str(decision.due_on) == "2026-05-11"
    assert "登记复议中止" in desk() and "登记复议恢复审理" not in desk()
    refused = act("review-suspended", day="2026-03-11", reason="以另案的审理结果为依据")
    assert refused.status_code == 422
    assert "日期不能早于2026-03-12" in refused.content.decode()
    assert act("review-suspended", day="2026-04-01", reason="以另案的审理结果为依据").status_code == 302
    text = desk()
    assert "暂停计算，恢复后顺延" in text and "复议自2026-04-01起中止" in text
    assert "登记复议恢复审理" in text and "登记复议机关延长决定期限" not in text
    assert case.clocks.get(code="C16").due_on is None
    assert case.clocks.get(code="C17").due_on is not None, "our own answer does not wait"
    assert not case.clocks.filter(code="C15").exists(), "nobody may sue over a decision that is not late"
    assert act("review-resumed", day="2026-03-31").status_code == 422
    assert act("review-resumed", day="2026-04-11").status_code == 302
    decision = case.clocks.get(code="C16")
    assert (str(decision.due_on), decision.says[-11:]) == ("2026-05-21", "（中止的10日不计入）")
    assert "登记复议中止" in desk()
    assert list(trunk.verify_chains()) == []
    assert "等待" not in looked_up(client, filed) and "另案" not in looked_up(client, filed)


def test_the_worklist_says_why_a_case_has_no_last_day(client, filed, office, clock, now):
    case = reply(confirm(filed.case, **office.act), office, now, "grant", information="随附")
    clock.forward(days=40)
    sign_in(client, office.officer)
    at = {"actor": office.officer, "now": timezone.now()}
    disputing.file_dispute(
        case, kind="litigation_direct", organ="示例市中级人民法院", day=date(2026, 3, 10),
        notified_on=date(2026, 3, 12), **at,
    )  # fmt: skip
    disputing.answer_dispute(case, day=date(2026, 3, 20), **at)
    listed = client.get(reverse("casework:worklist")).content.decode()
    assert case.number in listed and "没有待办的期限" in listed
    assert "工作日历尚未覆盖" not in listed and "尚未起算" not in listed
    CaseClock.objects.filter(case=case).update(leads=True, due_on=None, done_on=None, says="")
    assert "工作日历尚未覆盖，期限待定" in client.get(reverse("casework:worklist")).content.decode()


def test_a_new_calendar_moves_these_days_of_a_closed_request_and_leaves_the_others(filed, office, now):
    case = reply(confirm(filed.case, **office.act), office, now, "grant", information="随附")
    assert not case.is_open
    calendars.seed(now)
    administrator = make_person([Role.ADMINISTRATOR], name="管理员")
    data = notice_to_data(next(notice for notice in national_notices() if notice.year == 2026))
    off = {**data["holidays"][0], "name": "临时放假", "first": "2026-05-08", "last": "2026-05-08"}
    data = {**data, "holidays": [*data["holidays"], off]}
    shown = calendars.preview_change(administrator, data, now=now)
    assert [(str(row.before), str(row.after)) for row in shown.moved] == [("2026-05-08", "2026-05-09")]
    before = case.due_on
    calendars.apply_change(administrator, data, accepted=shown.digest, reason="临时放假", now=now)
    case = Case.objects.get(pk=case.pk)
    assert str(case.clocks.get(code="C12").due_on) == "2026-05-09"
    assert case.due_on == before
    assert {row.label for row in clock_rows(current_calendar(), now + timedelta(days=400))} == set()
