"""The baked site is what the application would answer, whatever happened and however it was interrupted."""

import errno
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import brotli
import pytest
from django.test import Client

from mingchuang.base.design.languages import LANGUAGES
from mingchuang.base.feed import selectors as feed
from mingchuang.base.feed import services as feed_services
from mingchuang.base.identity.services import change_identity
from mingchuang.publishing.baking import folder as folders
from mingchuang.publishing.baking import lane, rendering, whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.models import BakeHost, Item
from mingchuang.publishing.selectors import archive
from mingchuang.publishing.services import columns, listings, validity, withdrawal
from tests.services.baking.conftest import catch_up, make_news
from tests.support.public_site import address, correct, document_values, make_site
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db


def differences(site: SiteFolder, now: datetime) -> list[str]:
    return list(whole.differences(site, now))


def test_a_baked_file_is_byte_for_byte_what_the_application_answers(
    client: Client, site: SiteFolder, baker: Baker, begun: Callable[..., Any], now: datetime
) -> None:
    begun(make_site)
    catch_up(baker)  # the bake confirmed what was being withdrawn
    seen: set[tuple[str, str]] = set()
    for target in rendering.every_target():
        page = rendering.rendered(target, now)
        if page is None:
            continue
        room = folders.room_of(page.status)
        body = site.path(room, target.name).read_bytes()
        assert body == page.body
        assert brotli.decompress(Path(f"{site.path(room, target.name)}.br").read_bytes()) == body
        if room != folders.ERRORS and target.key != "redirects":  # that one is for web servers only
            answer = client.get("/" + target.name.removesuffix("index.html"))
            assert (answer.status_code, answer.content) == (page.status, body), target
        seen.add((target.key, target.language))
    keys = {key for key, _ in seen}
    assert keys >= {"item", "column", "home", "site_map", "not_found", "unavailable", "disclosure.front"}
    assert {language for _, language in seen} == set(LANGUAGES)
    assert differences(site, now) == []


def random_history(office: Office, now: datetime, steps: int, seed: int) -> None:
    """Releases, corrections, withdrawals, acts, columns, days: what an office does, in any order."""
    luck = random.Random(seed)
    items = [item_of(released(office, now, kind="document", **document_values(office)))]
    for step in range(steps):
        moment = now + timedelta(minutes=step)
        act = luck.choice(["release"] * 4 + ["correct", "withdraw", "repeal", "column", "identity"])
        if act == "correct":
            correct(office, luck.choice(items), moment, note="更正", abstract=f"第{step}次更正后的概述。")
        elif act == "withdraw" and len(items) > 1:
            gone = items.pop(luck.randrange(len(items)))
            withdrawal.withdraw(office.officer, gone.pk, reason="有误", public_note="有误", now=moment)
        elif act == "repeal" and not items[0].validity_acts.exists():
            validity.record_validity(
                office.officer,
                items[0].pk,
                "repealed",
                date(2026, 3, 9),
                "决定",
                now=moment,
                today=now.date(),
            )
        elif act == "column":
            values = {"description": f"第{step}次修改的说明"}
            columns.save_column(office.administrator, office.news, values, now=moment)
        elif act == "identity":
            change_identity(None, {"phone": f"0527-8436{step:04d}"}, now=moment)
        else:
            body = luck.choice(
                ["<p>按照宿外办发〔2026〕8号执行。</p>", "<p>请各单位遵照办理，现予公布。</p>"]
            )
            items.append(item_of(released(office, moment, title=f"信息第{step}期", body=body)))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_changes_alone_bring_the_disk_to_where_a_full_bake_would(
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    now: datetime,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "PAGE_SIZE", 3)
    office = make_office()
    bake_all()
    random_history(office, now, 18, seed)
    catch_up(baker)
    assert differences(site, now) == []


def test_only_the_pages_a_change_touches_are_rendered(
    site: SiteFolder, baker: Baker, bake_all: Callable[[], None], now: datetime
) -> None:
    office = make_office()
    for number in range(45):
        released(office, now + timedelta(minutes=number), title=f"简报第{number}期")
    bake_all()
    released(office, now + timedelta(hours=2), title="最新一期简报")
    work = baker.follow()
    assert 0 < work.touched < 30 and not work.wants_full
    assert differences(site, now) == []


def test_a_new_calendar_day_changes_what_no_longer_holds(
    site: SiteFolder, baker: Baker, bake_all: Callable[[], None], now: datetime
) -> None:
    office = make_office()
    values = document_values(office, expires_on=date(2026, 3, 20))
    item = item_of(released(office, now, kind="document", **values))
    bake_all()
    later = now + timedelta(days=30)
    baker.clock = lambda: later
    assert listings.refresh_validity(today=later.date(), now=later) == 1
    catch_up(baker)
    page = site.path("pages", f"{address(item)[1:]}index.html").read_text(encoding="utf-8")
    assert "以下内容仅供查阅，不作为办事依据。" in page
    assert differences(site, later) == []


def test_a_stopped_full_bake_begins_again_with_the_next_run(
    site: SiteFolder, baker: Baker, begun: Callable[..., Any], now: datetime
) -> None:
    begun(make_news)
    change_identity(None, {"phone": "0527-84360001"}, now=now)
    baker.follow()
    assert baker.needs_full()
    with pytest.raises(whole.Stopped):
        whole.bake_everything(baker, baker.state.pending, stopping=lambda: True)
    again = Baker(site, lambda: now)
    assert again.needs_full(), "the host remembers"
    catch_up(again)
    assert not again.needs_full() and differences(site, now) == []


def test_a_full_disk_leaves_the_old_pages_and_is_tried_again(
    site: SiteFolder,
    baker: Baker,
    begun: Callable[..., Any],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, first = begun(make_news)
    page = site.path("pages", "index.html")
    before = page.read_bytes()
    correct(office, first, now, note="更正", abstract="写不下的概述。")
    with monkeypatch.context() as full:

        def no_room(*_: Any, **__: Any) -> Any:
            raise OSError(errno.ENOSPC, "no room")

        full.setattr(folders.tempfile, "mkstemp", no_room)
        with pytest.raises(OSError, match="no room"):
            baker.follow()
        assert page.read_bytes() == before
        withdrawal.withdraw(office.officer, first.pk, reason="有误", public_note="有误", now=now)
        with pytest.raises(OSError, match="no room"):
            Baker(site, lambda: now).follow()
        assert not site.path("pages", f"{address(first)[1:]}index.html").exists(), "withdrawn all the same"
    catch_up(Baker(site, lambda: now))
    assert differences(site, now) == []


def test_a_disk_that_fills_up_during_a_full_bake_leaves_whole_pages_and_the_bake_begins_again(
    site: SiteFolder,
    baker: Baker,
    begun: Callable[..., Any],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun(make_news)
    old = {path: path.read_bytes() for path in site.root.rglob("*.html")}
    change_identity(None, {"phone": "0527-84360001"}, now=now)
    baker.follow()

    real, room = folders.tempfile.mkstemp, 40

    def until_full(*args: Any, **more: Any) -> Any:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(errno.ENOSPC, "no room")
        return real(*args, **more)

    with monkeypatch.context() as full, pytest.raises(OSError, match="no room"):
        full.setattr(folders.tempfile, "mkstemp", until_full)
        whole.bake_everything(baker, baker.state.pending)
    left = {path: path.read_bytes() for path in site.root.rglob("*.html")}
    assert left.keys() == old.keys(), "nothing is taken away by a bake that did not end"
    assert not list(site.path(folders.HALF, "").iterdir()), "no half file takes up room"
    assert 0 < sum(left[path] != old[path] for path in old) < len(old), "full in the middle"
    after = Baker(site, lambda: now)
    assert after.needs_full(), "the host remembers"
    catch_up(after)
    assert differences(site, now) == []
    assert all(left[path] in {old[path], path.read_bytes()} for path in old), "old or new, never half"


@pytest.fixture
def at_work(site: SiteFolder, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[lane.Lane]:
    """The lane of a host that bakes alone, with something to bake."""
    released(make_office(), now)
    monkeypatch.setattr(lane, "processes_beside_others", lambda: 1)
    working = lane.Lane()
    yield working
    working.leave()


def test_the_desk_is_told_of_a_full_disk_until_there_is_room(
    at_work: lane.Lane, site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full, pytest.raises(OSError, match="no room"):
        full.setattr(folders.os, "utime", Mock(side_effect=OSError(errno.ENOSPC, "no room")))
        at_work.step(lambda: False)
    assert "磁盘已满" in BakeHost.objects.get().problem
    assert at_work.step(lambda: False)
    assert BakeHost.objects.get().problem == ""
    assert site.path("pages", "index.html").exists()


def test_what_no_page_shows_is_not_counted_as_waiting_for_pages(
    at_work: lane.Lane, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attachments that were read are in the same feed; a health page that always warns is read by nobody."""
    at_work.step(lambda: False)
    feed_services.record("file.read", "1", now=now)
    monkeypatch.setattr(lane, "SIGN_SECONDS", 0)
    at_work.step(lambda: False)
    host = BakeHost.objects.get()
    assert (host.waiting, host.waiting_since) == (0, None)


def test_whoever_is_too_far_behind_bakes_everything(
    site: SiteFolder, baker: Baker, begun: Callable[..., Any], now: datetime
) -> None:
    office, _ = begun(make_news)
    released(office, now, title="没有看到的变更")
    feed_services.prune(before=now + timedelta(days=1), silent_since=now + timedelta(days=1))
    assert feed.horizon() > feed.START
    catch_up(baker)
    assert differences(site, now) == []


def test_the_check_names_what_is_missing_different_and_left_over(
    site: SiteFolder, begun: Callable[..., Any], bake_all: Callable[[], None], now: datetime
) -> None:
    begun(make_site)
    site.path("pages", "c/news/index.html").unlink()
    site.path("pages", "index.html").write_bytes(b"<html>")
    site.path("pages", "info").joinpath("x.html").write_bytes(b"<html>")
    found = {line.split(" / ")[1] for line in differences(site, now)}
    assert found >= {
        "different: pages/index.html",
        "missing: pages/c/news/index.html",
        "left over: pages/info/x.html",
    }
    bake_all()
    assert differences(site, now) == []


def test_the_time_of_a_file_is_that_of_its_content() -> None:
    one, other = b"<html>1</html>", b"<html>2</html>"
    assert folders.content_time(one) == folders.content_time(bytes(one)) != folders.content_time(other)
    assert 2**29 <= folders.content_time(one) < 2**29 + 2**30


@pytest.mark.parametrize("path", ["/../x", "/a/../b", "//x", "x", "/a\\b", "/a/\x00", "/./", "/.."])
def test_no_page_has_an_address_that_leaves_the_folder(path: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        folders.file_name(path)


def test_hosts_of_a_withdrawal_are_everybody_who_ever_baked(now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now))
    BakeHost.objects.create(name="web2", seen_at=now)
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="有误", now=now)
    item.refresh_from_db()
    assert [name for host in live_hosts() if (name := host(item))] == ["web2"]
    assert Item.objects.get(pk=item.pk).state == "withdrawing"
