"""The platform says what is wrong with it: to machines in a word, to the office in plain Chinese."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError

from mingchuang.base.accounts import services as accounts
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs import checks, registry
from mingchuang.base.jobs.health import BACKUP_MARK
from mingchuang.base.jobs.models import ScheduledRun, Worker
from mingchuang.base.jobs.services import enqueue
from mingchuang.base.jobs.worker import drain
from mingchuang.rules.roles import Role


@registry.handler("test_health.breaks", retries=0)
def _break(payload: dict[str, object]) -> None:
    raise RuntimeError("13812345678")


@pytest.fixture
def backup_mark():
    mark = Path(settings.DATA_DIR) / BACKUP_MARK
    yield mark
    mark.unlink(missing_ok=True)


def found(now) -> dict[str, checks.Finding]:
    return {finding.code: finding for finding in checks.run(now)}


@pytest.mark.django_db
def test_a_silent_worker_is_a_failure_and_a_living_one_is_well(now):
    assert found(now)["jobs.worker"].state is checks.State.FAIL
    Worker.objects.create(name="w", started_at=now, seen_at=now - timedelta(minutes=1))
    assert found(now)["jobs.worker"].state is checks.State.OK
    assert found(now + timedelta(minutes=2))["jobs.worker"].state is checks.State.FAIL


@pytest.mark.django_db
def test_a_late_schedule_is_named(now):
    ScheduledRun.objects.create(name="jobs.prune", due_at=now - timedelta(hours=1))
    late = found(now)["jobs.schedule"]
    assert late.state is checks.State.FAIL and "jobs.prune" in late.message


@pytest.mark.django_db
def test_failed_and_waiting_jobs_are_told(now):
    enqueue("test_health.breaks", {})
    later = now + timedelta(minutes=16)
    assert found(later)["jobs.waiting"].state is checks.State.WARN
    drain()
    assert found(later)["jobs.waiting"].state is checks.State.OK
    assert "test_health.breaks" in found(later)["jobs.failed"].message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "state"),
    [(None, "warn"), ("{", "warn"), ("[]", "warn"), (timedelta(days=3), "warn"), (timedelta(hours=20), "ok")],
)
def test_a_missing_or_old_backup_is_told(now, backup_mark, written, state):
    if isinstance(written, timedelta):
        backup_mark.write_text(json.dumps({"made_at": (now - written).isoformat()}))
    elif written is not None:
        backup_mark.write_text(written)
    assert found(now)["machine.backup"].state == state


@pytest.mark.django_db
def test_an_audit_trail_that_is_not_sealed_is_told(now):
    audit.record(None, "test.deed", None, now=now - timedelta(minutes=20))
    assert found(now)["audit.unsealed"].state is checks.State.FAIL
    audit.seal(now)
    assert found(now)["audit.unsealed"].state is checks.State.OK


@pytest.mark.django_db
def test_a_check_that_breaks_is_a_failure_and_hides_no_other(now, monkeypatch):
    def broken(moment):
        raise ZeroDivisionError

    monkeypatch.setitem(checks._CHECKS, "a.broken", broken)
    result = found(now)
    assert result["a.broken"].state is checks.State.FAIL
    assert "jobs.worker" in result


@pytest.mark.django_db
def test_machines_learn_one_word_and_no_detail(client, now):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "checks": "fail"})
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_without_a_database_the_host_is_out_of_service(client, monkeypatch):
    def broken(*_: Any):
        raise OperationalError("connection to server at 10.0.0.5 failed")

    monkeypatch.setattr("mingchuang.base.jobs.views.connection.cursor", broken)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "10.0.0.5" not in answer.content.decode()


def test_the_office_sees_every_finding_and_the_failed_jobs(client, now, db):
    division = accounts.create_division(None, code="01", name="秘书处", now=now)
    for name, role in (("leader", Role.LEADER), ("translator", Role.TRANSLATOR)):
        person = accounts.create_person(
            None, username=name, display_name="李文", division=division, now=now
        ).person
        accounts.change_own_password(person, "shu-xia-you-feng-9", now=now)
        language = "en" if role is Role.TRANSLATOR else ""
        accounts.grant_role(None, person, role, division=None, language=language, now=now)
    enqueue("test_health.breaks", {})
    drain()
    client.post("/account/login/", {"login": "leader", "password": "shu-xia-you-feng-9"})
    page = client.get("/desk/health/").content.decode()
    assert "后台任务进程没有运行" in page and "test_health.breaks" in page
    assert "13812345678" not in page
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "translator", "password": "shu-xia-you-feng-9"})
    assert client.get("/desk/health/").status_code == 403
