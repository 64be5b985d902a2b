"""`mingchuang bake --forget-host`: for whoever works on the machines when the desk is not at hand."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from mingchuang.base.audit.models import AuditEvent
from mingchuang.cli.main import cli
from mingchuang.publishing.models import BakeHost
from mingchuang.publishing.services import baking

pytestmark = pytest.mark.django_db


def test_a_silent_host_is_taken_off_the_list_and_a_living_one_is_not():
    now = timezone.now()
    baking.report("web1", now=now)
    baking.report("web2", now=now - timedelta(hours=1))
    unknown = CliRunner().invoke(cli, ["bake", "--forget-host", "web3"])
    assert unknown.exit_code == 1 and "web1、web2" in unknown.output
    living = CliRunner().invoke(cli, ["bake", "--forget-host", "web1"])
    assert living.exit_code == 1 and "仍在运行" in living.output
    done = CliRunner().invoke(cli, ["bake", "--forget-host", "web2"])
    assert done.exit_code == 0, done.output
    assert list(BakeHost.objects.values_list("name", flat=True)) == ["web1"]
    event = AuditEvent.objects.get(action="publishing.forget_host")
    assert event.actor is None and event.data == {"host": "web2"}
