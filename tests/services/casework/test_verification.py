"""Whoever changes a case past the services is found, and told by place."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingchuang.base.audit import registry as audit_registry
from mingchuang.base.triggers.services import declared, installed
from mingchuang.casework import chains, services
from mingchuang.casework.models import Case, CaseEvent, CaseText
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.services import verification
from mingchuang.casework.services.verification import digest, replayed
from mingchuang.casework.site_errors.models import SiteError
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.refusals import Refused
from tests.support.databases import without_guards

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(case, office, now):
    services.take_on(case, actor=office.officer, now=now)
    return services.answer(case, reply="已更正。", actor=office.officer, now=now + timedelta(minutes=5))


@pytest.fixture
def unguarded():
    """A hand that can get past the triggers, as a database administrator could."""

    def run(sql: str, *parameters: object) -> None:
        with without_guards(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    return run


def messages() -> list[str]:
    return [f"{damage.where} {damage.message}" for damage in services.verify_chains()]


def test_untouched_cases_verify(answered):
    assert messages() == []


@pytest.mark.db
@pytest.mark.parametrize(
    "act",
    [
        lambda: CaseEvent.objects.update(event="closed"),
        lambda: CaseEvent.objects.all().delete(),
        lambda: Case.objects.all()._raw_delete("default"),
        lambda: CaseText.objects.update(text="另一个答复"),
        lambda: CaseText.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_itself_refuses_to_rewrite_a_case(answered, act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()
    assert messages() == []


@pytest.mark.db
def test_every_guard_of_casework_is_in_the_database():
    ours = {name for name in declared() if name.startswith("casework_")}
    assert len(ours) == 5
    assert ours <= installed()


@pytest.mark.db
@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE casework_caseevent SET event = 'closed' WHERE seq = 3", "第3条 内容与登记时不一致"),
        (
            "UPDATE casework_caseevent SET at = '2026-03-08 00:00:00+00:00' WHERE seq = 2",
            "第2条 内容与登记时不一致",
        ),
        ("UPDATE casework_caseevent SET actor_id = NULL WHERE seq = 2", "第2条 内容与登记时不一致"),
        ("UPDATE casework_caseevent SET seq = 9 WHERE seq = 2", "序号不连续"),
        ("UPDATE casework_caseevent SET prev_hash = 'x' WHERE seq = 2", "第2条 与上一条事件不衔接"),
        ("UPDATE casework_casetext SET text = '我们没有错。'", "第3条 所附文字与登记时不一致"),
        ("DELETE FROM casework_casetext", "第3条 所附文字已缺失"),
        ("UPDATE casework_casetext SET salt = ''", "第3条 所附文字已失去校验依据"),
        ("UPDATE casework_case SET state = 'received'", "当前状态与事件记录不一致"),
        ("UPDATE casework_case SET closed_on = '2026-03-01'", "当前状态与事件记录不一致"),
        ("UPDATE site_errors_siteerror SET problem = '没有错误'", "来件内容与登记时不一致"),
        ("UPDATE site_errors_siteerror SET problem = '', salt = ''", "来件内容与登记时不一致"),
    ],
)
def test_what_a_database_administrator_changes_is_named(answered, unguarded, sql, told):
    unguarded(sql)
    assert any(told in message for message in messages()), messages()
    assert all(answered.number in message for message in messages())


@pytest.mark.db
def test_an_event_that_was_removed_is_missed(answered, unguarded):
    unguarded("DELETE FROM casework_casetext")
    unguarded("DELETE FROM casework_caseevent WHERE seq = 2")
    assert any("序号不连续" in message for message in messages())


@pytest.mark.db
def test_a_case_without_any_event_is_missed(answered, unguarded):
    unguarded("DELETE FROM casework_casetext")
    unguarded("DELETE FROM casework_caseevent")
    assert messages() == [f"{answered.number} 没有任何事件，登记记录已缺失"]


@pytest.mark.db
def test_events_whose_case_is_gone_are_named(answered, unguarded):
    with transaction.atomic():
        unguarded("UPDATE casework_caseevent SET case_id = case_id + 1000")
        found = messages()
        transaction.set_rollback(True)
    assert f"来件 {answered.pk + 1000} 有事件，来件本身已缺失" in found
    assert f"{answered.number} 没有任何事件，登记记录已缺失" in found


def test_a_case_that_moves_while_it_is_read_is_looked_at_again(answered, monkeypatch):
    """Cases and their events are read one after the other; only what stays wrong under the lock is told."""
    stale = Case.objects.get(pk=answered.pk)
    stale.state = "received"
    real, looks = verification._verify_case, []

    def first_look_is_late(case, *rest):
        looks.append(case.pk)
        return real(stale if len(looks) == 1 else case, *rest)

    monkeypatch.setattr(verification, "_verify_case", first_look_is_late)
    assert messages() == []
    assert looks == [answered.pk, answered.pk]


@pytest.mark.db
def test_rewriting_a_whole_chain_is_seen_by_the_seal(answered, unguarded, now):
    services.seal_events(now + timedelta(days=1))
    assert messages() == []
    prev = chains.GENESIS
    for event in answered.events.select_related("actor").order_by("seq"):
        at = event.at - timedelta(days=1)
        own = chains.event_hash(
            case_uid=str(answered.uid),
            seq=event.seq,
            event=event.event,
            state=event.state,
            at=at,
            actor_uid=str(event.actor.uid) if event.actor else "",
            data=event.data,
            prev_hash=prev,
        )
        moment = at.isoformat(sep=" ")
        unguarded(
            "UPDATE casework_caseevent SET at = %s, prev_hash = %s, hash = %s WHERE id = %s",
            moment,
            prev,
            own,
            event.pk,
        )
        prev = own
    assert len(messages()) == 1
    assert "封存之后有事件被改写" in messages()[0]


def test_seals_cover_only_what_is_settled_and_add_up(answered, office, report, now):
    assert services.seal_events(now) == 0
    assert services.seal_events(now + timedelta(days=1)) == 3
    file_report(report, receipt=new_receipt(), proven=True, now=now + timedelta(days=1))
    assert services.seal_events(now + timedelta(days=2)) == 4
    assert messages() == []


def test_the_audit_trail_covers_our_chains(answered):
    [chain] = [chain for chain in audit_registry.chains() if chain.name == "casework"]
    before = chain.digest()
    assert before == digest()
    assert list(chain.verify()) == []


STEPS = st.lists(
    st.sampled_from(
        ["admit", "discard", "take_on", "assign", "forward", "answer", "close", "reopen", "erase"]
    ),
    max_size=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(proven=st.booleans(), steps=STEPS)
def test_whatever_people_do_the_events_alone_tell_where_a_case_stands(office, now, proven, steps):
    """A property over the real services: refused steps leave no trace, others replay to the stored state."""
    report = Report(error_kind="link", problem="打不开")
    case = file_report(report, receipt=new_receipt(), proven=proven, now=now).case
    done = 1
    for place, step in enumerate(steps, start=1):
        moment = now + timedelta(hours=place * 7)
        extra = {
            "discard": {"reason": "广告"},
            "assign": {"assignee": office.officer},
            "forward": {"division": office.news},
            "answer": {"reply": "已更正。"},
            "close": {"reason": "原文如此。"},
            "reopen": {"reason": "再看一次"},
        }.get(step, {})
        try:
            getattr(services, step)(case, actor=office.officer, now=moment, **extra)
            done += 1
        except Refused:
            pass
    case = Case.objects.get(pk=case.pk)
    history = list(case.events.order_by("seq"))
    truth = replayed(case, history)
    assert len(history) == done
    assert (case.state, case.clock_started_on, case.closed_on) == (
        truth.state,
        truth.clock_started_on,
        truth.done_on,
    )
    assert case.is_open == (case.closed_on is None)
    assert [d for d in services.verify_chains() if case.number in d.where] == []


def test_erased_texts_do_not_break_a_chain(answered, office, now):
    services.erase(answered, actor=office.officer, now=now + timedelta(days=1))
    assert SiteError.objects.filter(salt=F("problem")).count() == 1
    assert messages() == []
