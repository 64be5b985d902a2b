"""An address has its page or its tombstone, never both: nginx looks for the page and asks no further."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mingchuang.publishing.baking import compression, lane, rendering, whole
from mingchuang.publishing.baking import folder as folders
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import GONE, PAGES, PageBesideTombstone, SiteFolder
from mingchuang.publishing.models import Item, ItemState
from mingchuang.publishing.services import withdrawal
from tests.services.baking.conftest import Killed, catch_up, make_news
from tests.support.public_site import address
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db
PLACE = "info/x/index.html"


@contextmanager
def dying_at(step: int) -> Iterator[None]:
    """The process ends before its nth step on the disk, and takes none after it, not even to clean up."""
    taken = 0

    def dying(real: Any) -> Any:
        def take(*args: Any, **more: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken >= step:
                raise Killed
            return real(*args, **more)

        return take

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in ((Path, "unlink"), (Path, "replace"), (folders.os, "utime")):
            patch.setattr(owner, name, dying(getattr(owner, name)))
        yield


def standing(site: SiteFolder, name: str) -> set[str]:
    return {room for room in (PAGES, GONE) if site.lies(room, name)}


def each_kill(site: SiteFolder, act: Callable[[], object], kept: Path) -> Iterator[int]:
    """The folder as every possible kill leaves it, one after another."""
    shutil.copytree(site.root, kept)
    for step in range(1, 100):
        shutil.rmtree(site.root)
        shutil.copytree(kept, site.root)
        try:
            with dying_at(step):
                act()
        except Killed:
            yield step
            continue
        return
    raise AssertionError("it never ends")


def make_two(now: datetime) -> tuple[Office, Item]:
    """An office with a text that is to go and one that stays."""
    office = make_office()
    item = item_of(released(office, now, title="关于某某活动的公告（即将撤下）"))
    released(office, now, title="留下来的信息")
    return office, item


@pytest.fixture
def withdrawn(begun: Callable[..., Any], now: datetime) -> Item:
    """A baked item whose withdrawal no baker has heard of."""
    office, item = begun(make_two)
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    item.refresh_from_db()
    return item


def test_a_withdrawal_killed_between_any_two_steps_is_finished_by_the_next_run(
    site: SiteFolder, withdrawn: Item, now: datetime, tmp_path: Path
) -> None:
    slug = str(withdrawn.index_number).replace("/", "-")
    target = rendering.Target.of("item", "zh-hans", {"slug": slug})
    assert standing(site, target.name) == {PAGES}
    seen, kills = set(), 0
    act = lambda: rendering.bake(target, site, now, durable=True)  # noqa: E731 - said once, done many times
    for step in each_kill(site, act, tmp_path / "kept"):
        found = standing(site, target.name)
        assert len(found) < 2, step
        page = site.path(PAGES, target.name)
        assert not found >= {PAGES} or page.read_bytes().rstrip().endswith(b"</html>"), step
        seen.add(frozenset(found))
        kills += 1
        catch_up(Baker(site, lambda: now))
        assert standing(site, target.name) == {GONE}, step
    catch_up(Baker(site, lambda: now))
    assert list(whole.differences(site, now)) == []
    assert kills >= 9 and seen == {frozenset({PAGES}), frozenset(), frozenset({GONE})}
    assert Item.objects.get(pk=withdrawn.pk).state == ItemState.WITHDRAWN


def test_a_return_killed_between_any_two_steps_is_finished_by_the_next_run(
    site: SiteFolder, begun: Callable[..., Any], now: datetime, tmp_path: Path
) -> None:
    _, item = begun(make_news)
    name = f"{address(item)[1:]}index.html"
    target = rendering.Target.of("item", "zh-hans", {"slug": str(item.index_number).replace("/", "-")})
    site.remove(PAGES, name)
    site.write(GONE, name, compression.variants(b"<html>tombstone</html>"), durable=False)
    act = lambda: rendering.bake(target, site, now, durable=True)  # noqa: E731 - said once, done many times
    kills = 0
    for step in each_kill(site, act, tmp_path / "kept"):
        kills += 1
        assert len(standing(site, name)) < 2, step
        act()
        assert standing(site, name) == {PAGES}, step
    assert list(whole.differences(site, now)) == []
    assert kills >= 9


def test_neither_is_written_beside_the_other(site: SiteFolder) -> None:
    bodies = compression.variants(b"<html></html>")
    for first, second in ((GONE, PAGES), (PAGES, GONE)):
        site.write(first, PLACE, bodies, durable=False)
        with pytest.raises(PageBesideTombstone):
            site.write(second, PLACE, bodies, durable=False)
        assert standing(site, PLACE) == {first}
        site.remove(first, PLACE)


def lay_old_page(site: SiteFolder, item: Item) -> str:
    """As a backup restored over the folder does it, or somebody with a shell."""
    name = f"{address(item)[1:]}index.html"
    page = site.path(PAGES, name)
    page.parent.mkdir(parents=True)
    for ending, body in compression.variants(b"<html>withdrawn text</html>").items():
        Path(f"{page}{ending}").write_bytes(body)
    return name


@pytest.mark.parametrize("run", ["follow", "full", "lane"])
def test_a_page_laid_beside_a_tombstone_is_removed_by_the_next_run_and_named_in_the_log(
    site: SiteFolder, withdrawn: Item, now: datetime, run: str, caplog: pytest.LogCaptureFixture
) -> None:
    catch_up(Baker(site, lambda: now))
    name = lay_old_page(site, withdrawn)
    assert f"多余 / left over: {PAGES}/{name}" in list(whole.differences(site, now))
    baker = Baker(site, lambda: now)
    with caplog.at_level(logging.WARNING, logger="mingchuang.baking"):
        if run == "follow":
            baker.follow()
        elif run == "full":
            whole.bake_everything(baker, ["en"])
        else:
            lane.Lane().step(lambda: False)
    assert standing(site, name) == {GONE}
    assert [record.__dict__["page"] for record in caplog.records if "page" in record.__dict__] == [name]
    assert list(whole.differences(site, now)) == []


def test_a_host_that_runs_on_looks_again_and_again(
    site: SiteFolder, withdrawn: Item, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    catch_up(Baker(site, lambda: now))
    seconds = 0.0
    monkeypatch.setattr(lane.time, "monotonic", lambda: seconds)
    running = lane.Lane()
    running.step(lambda: False)
    name = lay_old_page(site, withdrawn)
    seconds = lane.SWEEP_SECONDS + 1
    running.step(lambda: False)
    running.leave()
    assert standing(site, name) == {GONE}


def test_a_host_with_a_page_beside_the_tombstone_does_not_confirm(
    site: SiteFolder, withdrawn: Item, baker: Baker, now: datetime
) -> None:
    baker.sweep()
    rendered = [target for target in rendering.every_target() if target.key == "item"]
    for target in rendered:
        rendering.bake(target, site, now, durable=False)
    name = lay_old_page(site, withdrawn)
    site.path(PAGES, name).unlink()
    assert baker.still_there(withdrawn) == [name], "a compressed one alone counts"
    assert not baker.confirm(withdrawn.pk)
    baker.sweep()
    assert baker.confirm(withdrawn.pk)
