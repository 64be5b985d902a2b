"""Failure 15, "withdrawn but still served": it is gone from every surface before anybody says so."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mingchuang.base.design.languages import LANGUAGES, PREFIX
from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.models import BakeHost, Item, ItemState
from mingchuang.publishing.services import baking, withdrawal
from mingchuang.rules.refusals import Forbidden, Refused
from tests.services.baking.conftest import catch_up
from tests.support.public_site import address
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db
TITLE = "关于某某活动的公告（即将撤下）"


def make_own_office() -> Office:
    """Its news are on the front page."""
    made = make_office()
    made.news.on_home = True
    made.news.save()
    return made


def make_going(now: datetime) -> tuple[Office, Item]:
    """An office with a text that is to go."""
    office = make_own_office()
    return office, item_of(released(office, now, title=TITLE))


@pytest.fixture
def office() -> Office:
    return make_own_office()


def files_with(site: SiteFolder, words: str) -> list[Path]:
    return [path for path in site.root.rglob("*.html") if words in path.read_text(encoding="utf-8")]


def test_failure_15_no_success_before_the_files_on_disk_agree(
    office: Office, site: SiteFolder, baker: Baker, bake_all: Callable[[], None], now: datetime
) -> None:
    item = item_of(released(office, now, title=TITLE))
    released(office, now, title="留下来的信息")
    bake_all()
    baking.report(baker.host, now=now)
    assert files_with(site, TITLE)
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    assert withdrawal.confirm_withdrawal(item.pk, live_hosts(), now=now) == ["web1"], "the disk still has it"
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWING
    catch_up(baker)
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWN
    assert files_with(site, TITLE) == []
    for language in LANGUAGES:
        name = f"{PREFIX[language]}{address(item)[1:]}index.html"[1:]
        assert site.path("gone", name).exists() and not site.path("pages", name).exists()
    assert list(whole.differences(site, now)) == []


def test_failure_15_a_silent_host_is_named_and_nothing_is_called_withdrawn(
    site: SiteFolder, baker: Baker, begun: Callable[..., Any], now: datetime
) -> None:
    office, item = begun(make_going)
    BakeHost.objects.create(name="web2", seen_at=now - timedelta(hours=1))
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    catch_up(baker)
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWING
    assert withdrawal.confirm_withdrawal(item.pk, live_hosts(), now=now) == ["web2"]
    baking.forget_host(office.administrator, BakeHost.objects.get(name="web2").pk, now=now)
    assert withdrawal.confirm_withdrawal(item.pk, live_hosts(), now=now) == []
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWN


def test_a_host_that_lives_is_not_forgotten(office: Office, now: datetime) -> None:
    host = baking.report("web1", now=now)
    with pytest.raises(Refused) as refused:
        baking.forget_host(office.administrator, host.pk, now=now)
    assert refused.value.codes == {"host_lives"}
    with pytest.raises(Forbidden):
        baking.forget_host(office.drafter, host.pk, now=now + timedelta(hours=1))


def test_a_host_that_still_has_the_file_does_not_confirm(
    site: SiteFolder, baker: Baker, begun: Callable[..., Any], now: datetime
) -> None:
    office, item = begun(make_going)
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    item.refresh_from_db()
    assert baker.still_there(item)
    assert not baker.confirm(item.pk)
