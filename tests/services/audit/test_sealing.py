"""Somebody with the database's own password changes the trail; the chain names what was changed."""

import json
import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import registry, services
from mingchuang.base.audit.models import AuditEvent, AuditSeal, ChainHead
from mingchuang.base.triggers.services import declared

pytestmark = [pytest.mark.django_db, pytest.mark.db]

TABLES = ("audit_auditevent", "audit_auditseal", "audit_chainhead")


@pytest.fixture(autouse=True)
def seals(settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "seals"


@pytest.fixture
def person() -> User:
    return User.objects.create(username="li", display_name="李某")


def write(person: User, now, count: int = 3) -> list[AuditEvent]:
    return [
        services.record(person, "publishing.release", person, now=now, data={"step": n, "code": "第一版"})
        for n in range(count)
    ]


def by_force(sql: str, *parameters: object) -> None:
    """What an intruder does who first takes the guards away."""
    with connection.cursor() as cursor:
        for trigger in declared().values():
            if trigger.table in TABLES:
                on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")
        cursor.execute(sql, parameters)


def kinds() -> set[str]:
    return {damage.kind for damage in services.verify().damage}


def test_what_was_recorded_is_sealed_in_order_and_verifies(person, now):
    events = write(person, now)
    assert services.verify().unsealed == 3
    assert services.seal(now) == 3
    assert services.seal(now) == 0
    assert [seal.event_id for seal in AuditSeal.objects.order_by("seq")] == [e.pk for e in events]
    report = services.verify()
    assert report.ok
    assert (report.sealed, report.unsealed, report.oldest_unsealed) == (3, 0, None)


def test_the_unsealed_tail_is_reported(person, now):
    write(person, now)
    services.seal(now)
    write(person, now, 2)
    report = services.verify()
    assert report.ok
    assert (report.sealed, report.unsealed, report.oldest_unsealed) == (3, 2, now)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("sql", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}"])
def test_the_database_refuses_to_change_or_delete(table, sql, person, now):
    write(person, now)
    services.export_head(now)
    column = {"audit_auditevent": "action", "audit_auditseal": "hash", "audit_chainhead": "hash"}[table]
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(t=table, c=column))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "publishing.withdraw"),
        ("actor_id", None),
        ("target_id", "999"),
        ("target_type", "publishing.item"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("data", '{"step": 9}'),
        ("uid", "01890a5d-ac96-774b-bcce-b302099a8057"),
    ],
)
def test_a_changed_event_is_named(column, value, person, now):
    event = write(person, now)[1]
    services.seal(now)
    if column == "uid" and connection.vendor == "sqlite":
        value = value.replace("-", "")
    by_force(f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s", value, event.pk)
    [damage] = services.verify().damage
    assert damage.kind == "event_changed"
    assert f"操作记录 {event.pk}（封存第2环" in damage.where


def test_a_removed_event_is_named(person, now):
    event = write(person, now)[1]
    services.seal(now)
    by_force("DELETE FROM audit_auditevent WHERE id = %s", event.pk)
    [damage] = services.verify().damage
    assert damage.kind == "event_missing"
    assert str(event.pk) in damage.where


def test_a_removed_seal_is_named(person, now):
    write(person, now)
    services.seal(now)
    by_force("DELETE FROM audit_auditseal WHERE seq = 2")
    [damage] = [d for d in services.verify().damage if d.kind == "seal_missing"]
    assert "第2至第2环" in damage.where


def test_a_changed_event_resealed_alone_breaks_the_chain(person, now):
    event = write(person, now)[1]
    services.seal(now)
    by_force("UPDATE audit_auditevent SET action = 'a.b' WHERE id = %s", event.pk)
    event.refresh_from_db()
    link = AuditSeal.objects.get(seq=2)
    forged = services.sealing.link_hash(2, link.prev_hash, event)
    by_force("UPDATE audit_auditseal SET hash = %s WHERE seq = 2", forged)
    [damage] = services.verify().damage
    assert damage.kind == "chain_broken"
    assert damage.where == "封存第3环"


def test_a_chain_rewritten_whole_disagrees_with_the_daily_head(person, now):
    event = write(person, now)[0]
    services.export_head(now)
    assert services.verify().ok
    by_force("UPDATE audit_auditevent SET action = 'a.b' WHERE id = %s", event.pk)
    by_force("DELETE FROM audit_auditseal")
    services.seal(now)
    assert kinds() == {"chain_rewritten"}


def test_a_head_rewritten_with_the_chain_disagrees_with_its_file(person, now, seals):
    write(person, now)
    services.export_head(now)
    write(person, now)
    services.seal(now)
    last = AuditSeal.objects.latest("seq")
    head = ChainHead.objects.get()
    head.seq, head.hash = last.seq, last.hash
    head.head_hash = services.sealing.digest(services.sealing.head_content(head))
    by_force(
        "UPDATE audit_chainhead SET seq = %s, hash = %s, head_hash = %s", head.seq, head.hash, head.head_hash
    )
    assert kinds() == {"file_disagrees"}


def test_a_cut_tail_disagrees_with_the_daily_head(person, now):
    write(person, now)
    services.export_head(now)
    by_force("DELETE FROM audit_auditseal WHERE seq > 1")
    by_force("DELETE FROM audit_auditevent WHERE id NOT IN (SELECT event_id FROM audit_auditseal)")
    assert kinds() == {"chain_rewritten"}


def test_heads_are_chained_and_each_day_has_a_file(person, now, clock, seals):
    write(person, now)
    assert services.export_head(now) == seals / "2026-03-09.json"
    assert services.export_head(now) is None
    clock.forward(days=1)
    services.export_head(clock.now())
    clock.forward(days=1)
    services.export_head(clock.now())
    assert ChainHead.objects.count() == 3
    assert json.loads((seals / "2026-03-11.json").read_text("utf-8"))["seq"] == 3
    assert services.verify().ok
    by_force("DELETE FROM audit_chainhead WHERE day = '2026-03-10'")
    assert kinds() == {"head_missing", "file_disagrees"}


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        (lambda path: path.write_text("{", "utf-8"), "file_unreadable"),
        (lambda path: path.write_text("[]", "utf-8"), "file_unreadable"),
        (lambda path: path.rename(path.with_name("2026-03-08.json")), "file_disagrees"),
        (lambda path: path.unlink(), "file_missing"),
    ],
)
def test_a_head_file_that_was_touched_is_named(tamper, kind, person, now):
    write(person, now)
    path = services.export_head(now)
    tamper(path)
    assert kind in kinds()


def test_a_chapters_own_chain_is_verified_and_enters_the_head(person, now, monkeypatch):
    monkeypatch.setattr(registry, "_CHAINS", {})
    found = [registry.Damage("case_changed", "事项 7", "事件被改写")]
    registry.register_chain("casework", lambda: "f" * 64, lambda: found)
    write(person, now)
    services.export_head(now)
    assert ChainHead.objects.get().others == {"casework": "f" * 64}
    report = services.verify()
    assert report.damage == tuple(found)
    assert report.chains == 1


def test_running_text_never_enters_the_trail(person, now):
    for data in ({"note": "长" * 201}, {"note": "两\n行"}, {"a": {"b": 1}}, {"a": 1.5}, {"a": ["x", {}]}):
        with pytest.raises(ValueError, match="audit data"):
            services.record(person, "publishing.release", None, now=now, data=data)
    with pytest.raises(ValueError, match="of the form"):
        services.record(person, "release", None, now=now)
    with pytest.raises(ValueError, match="aware"):
        services.record(person, "publishing.release", None, now=now.replace(tzinfo=None))
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_sealing_at_once_make_one_chain(now):
    person = User.objects.create(username="li", display_name="李某")
    write(person, now, 40)
    problems: list[BaseException] = []
    start = threading.Barrier(4)

    def work(writes: bool) -> None:
        try:
            start.wait()
            for _ in range(5):
                if writes:
                    write(person, now, 5)
                services.seal(now)
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n > 1,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    services.seal(now)
    assert problems == []
    report = services.verify()
    assert report.ok
    assert (report.sealed, report.unsealed) == (90, 0)
