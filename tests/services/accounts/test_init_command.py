"""The first administrator of an installation, and the trail verified at the prompt."""

import re

import pytest
from click.testing import CliRunner
from django.db import connection

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.calendars.models import CalendarYear
from mingchuang.base.triggers.services import declared
from mingchuang.cli.main import cli
from mingchuang.rules.roles import Permission


@pytest.fixture
def run(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("django.core.management.call_command", lambda *a, **k: None)
    return lambda *arguments: CliRunner().invoke(cli, arguments)


@pytest.mark.django_db
def test_init_seeds_twice_creates_one_administrator_and_refuses_a_second(run):
    first = run("init")
    assert first.exit_code == 0, first.output
    assert "还没有系统管理员" in first.output
    assert CalendarYear.objects.count() == 8
    made = run("init", "--administrator", "wang", "--name", "王某")
    assert made.exit_code == 0, made.output
    password = re.search(r"once: (\S+)", made.output).group(1)
    person = User.objects.get()
    assert person.check_password(password)
    assert person.must_change_password
    assert may(person, Permission.MANAGE_PEOPLE)
    again = run("init", "--administrator", "li")
    assert again.exit_code == 1
    assert "已有系统管理员" in again.output
    assert User.objects.count() == 1
    third = run("init")
    assert third.exit_code == 0
    assert "还没有" not in third.output


@pytest.mark.django_db
def test_init_tells_everything_wrong_with_the_name(run):
    refused = run("init", "--administrator", "9", "--name", " ")
    assert refused.exit_code == 1
    assert "用户名须以小写字母开头" in refused.output
    assert "请填写姓名" in refused.output
    assert not User.objects.exists()


@pytest.mark.django_db
def test_verify_ends_with_1_when_the_trail_was_touched(run):
    run("init", "--administrator", "wang")
    assert "待封存" in run("audit", "verify").output
    assert run("audit", "seal").exit_code == 0
    whole = run("audit", "verify")
    assert (whole.exit_code, "全部与封存时一致" in whole.output) == (0, True)
    event = AuditEvent.objects.earliest("id")
    with connection.cursor() as cursor:
        for trigger in declared().values():
            if trigger.table == "audit_auditevent":
                on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
                cursor.execute(f"DROP TRIGGER {trigger.name}{on}")
        cursor.execute("UPDATE audit_auditevent SET action = 'a.b' WHERE id = %s", [event.pk])
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert f"操作记录 {event.pk}" in broken.output
