"""An operator lets out what is due while the worker stands still."""

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from mingchuang.cli import release_due as command
from mingchuang.publishing.models import PublicListing, VersionState
from mingchuang.publishing.services import release
from tests.support import publishing
from tests.support.clock import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "prepare", lambda: None)


def run() -> Result:
    return CliRunner().invoke(command.release_due, [])


def test_what_is_due_goes_out_and_nothing_else(now: datetime, clock: Clock) -> None:
    office = publishing.make_office()
    due = publishing.cleared(office, now, title="先发的通知")
    later = publishing.cleared(office, now, title="后发的通知")
    release.schedule(office.officer, due.pk, now + timedelta(hours=1), now=now)
    release.schedule(office.officer, later.pk, now + timedelta(days=1), now=now)
    assert "没有到时间" in run().output
    clock.forward(hours=2)
    shown = run()
    assert shown.exit_code == 0
    assert "已发布：先发的通知" in shown.output
    assert list(PublicListing.objects.values_list("title", flat=True)) == ["先发的通知"]


def test_a_refusal_is_told_and_nothing_goes_out(now: datetime, clock: Clock) -> None:
    office = publishing.make_office()
    version = publishing.cleared(office, now)
    release.schedule(office.officer, version.pk, now + timedelta(hours=1), now=now)
    office.news.is_open = False
    office.news.save()
    clock.forward(hours=2)
    shown = run()
    assert shown.exit_code == 1
    assert "栏目已经关停" in shown.output
    version.refresh_from_db()
    assert version.state == VersionState.CLEARED
    assert not PublicListing.objects.exists()
