"""Failure 15 for one language: the English text is gone before anybody says so, the others stay."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingchuang.base.audit.models import AuditEvent
from mingchuang.publishing import health, jobs
from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.models import BakeHost, Edition, Item
from mingchuang.publishing.selectors import editions as selectors
from mingchuang.publishing.services import baking, drafts, release, withdrawal
from mingchuang.publishing.services.editions import withdrawing
from mingchuang.rules.editions import Standing
from tests.services.baking.conftest import catch_up
from tests.support.editions import ENGLISH, Bureau, make_bureau, sign_all, submit, translation_released
from tests.support.indexed import index_now
from tests.support.public_site import address
from tests.support.publishing import Office, item_of, make_office, released
from tests.support.replayed import replayed
from tests.support.surfaces import Surface, surfaces

pytestmark = pytest.mark.django_db
TITLE, CHINESE_TITLE = str(ENGLISH["title"]), "宿迁市外办举办涉外礼仪培训"


@dataclass
class Scene:
    """A text in Chinese and English, and another that stays in both."""

    office: Office
    bureau: Bureau
    item: Item
    edition: Edition

    def withdraw(self, now: datetime) -> None:
        withdrawing.withdraw_edition(
            self.office.officer, self.edition.pk, reason="误译", public_note="Being corrected.", now=now
        )

    def standing(self, now: datetime) -> Standing:
        item = selectors.with_editions(Item.objects.filter(pk=self.item.pk)).get()
        found = {state.language: state.standing for state in selectors.states_of(item, now=now)}
        return found["en"]


@replayed
def make_scene(now: datetime) -> Scene:
    office = make_office()
    office.news.on_home = True
    office.news.save()
    bureau = make_bureau(office)
    item = item_of(released(office, now))
    edition = translation_released(office, bureau, item, now).edition
    other = item_of(released(office, now, title="留下来的信息"))
    translation_released(office, bureau, other, now, title="What stays in English")
    return Scene(office, bureau, item, edition)


@pytest.fixture
def own_index(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def scene(own_index: None, now: datetime) -> Scene:
    return make_scene(now)


@pytest.fixture
def baked_scene(own_index: None, begun: Callable[..., Any]) -> Scene:
    made: Scene = begun(make_scene)
    return made


def files_with(site: SiteFolder, words: str) -> list[Path]:
    kinds = (".html", ".xml", ".jsonl", ".csv")
    found = (path for path in site.root.rglob("*") if path.suffix in kinds)
    return [path for path in found if words in path.read_text(encoding="utf-8")]


def showing(surfaces: Iterable[Surface], client: Client, item: Item, title: str) -> list[str]:
    """The names of the surfaces that hand the text out."""
    return [surface.name for surface in surfaces if surface.shows(client, item, title)]


def test_failure_15_a_withdrawn_language_is_gone_from_every_surface_and_the_chinese_text_stays(
    scene: Scene, client: Client, now: datetime
) -> None:
    english, chinese = surfaces("en"), surfaces("zh")
    index_now()
    assert showing(english, client, scene.item, TITLE) == [surface.name for surface in english]
    scene.withdraw(now)
    assert showing(english, client, scene.item, TITLE) == []
    assert showing(chinese, client, scene.item, CHINESE_TITLE) == [surface.name for surface in chinese]


def test_failure_15_no_success_before_the_search_index_agrees(
    scene: Scene, client: Client, now: datetime
) -> None:
    index_now()
    assert TITLE in client.get("/en/list/?q=banquets").content.decode()
    scene.withdraw(now)
    assert TITLE not in client.get("/en/list/?q=banquets").content.decode(), (
        "at once, whatever the index says"
    )
    with pytest.raises(jobs.StillServed, match="search"):
        jobs.confirm_edition_withdrawal({"edition": scene.edition.pk})
    assert scene.standing(now) is Standing.WITHDRAWING
    index_now()
    jobs.confirm_edition_withdrawal({"edition": scene.edition.pk})
    assert scene.standing(now) is Standing.WITHDRAWN


def test_failure_15_no_success_for_a_language_before_the_files_on_disk_agree(
    baked_scene: Scene,
    client: Client,
    site: SiteFolder,
    baker: Baker,
    now: datetime,
) -> None:
    baking.report(baker.host, now=now)
    page = site.path("pages", f"en{address(baked_scene.item)}index.html")
    assert page.exists() and files_with(site, TITLE)
    baked_scene.withdraw(now)
    hosts = live_hosts("en")
    assert withdrawing.confirm_edition_withdrawal(baked_scene.edition.pk, hosts, now=now) == ["web1"]
    assert baked_scene.standing(now) is Standing.WITHDRAWING
    assert baker.still_there(baked_scene.item, "en") and not baker.confirm(baked_scene.item.pk, "en")
    catch_up(baker)
    assert baked_scene.standing(now) is Standing.WITHDRAWN
    assert not page.exists() and files_with(site, TITLE) == []
    assert site.path("pages", f"{address(baked_scene.item)[1:]}index.html").exists(), "the Chinese page stays"
    assert list(whole.differences(site, now)) == []
    words = client.get(f"/en{address(baked_scene.item)}").content.decode()
    assert "Being corrected." in words and TITLE not in words, "the honest answer"
    event = AuditEvent.objects.get(action="publishing.edition_withdrawal_confirmed")
    assert event.data["language"] == "en"


def test_failure_15_a_silent_host_is_waited_for_until_it_is_taken_off_the_list(
    baked_scene: Scene, site: SiteFolder, baker: Baker, now: datetime
) -> None:
    silent = BakeHost.objects.create(name="web2", seen_at=now - timedelta(hours=1))
    baked_scene.withdraw(now)
    catch_up(baker)
    assert baked_scene.standing(now) is Standing.WITHDRAWING
    later = now + timedelta(minutes=5)
    assert [f.state.value for f in health.withdrawals_end(later)] == ["fail"]
    baking.forget_host(baked_scene.office.administrator, silent.pk, now=now)
    jobs.confirm_edition_withdrawal({"edition": baked_scene.edition.pk})
    assert baked_scene.standing(now) is Standing.WITHDRAWN
    assert [f.state.value for f in health.withdrawals_end(later)] == ["ok"]


def test_a_language_that_returns_through_its_gates_is_public_whatever_waited(
    scene: Scene, now: datetime
) -> None:
    scene.withdraw(now)
    draft = drafts.start_correction(scene.bureau.translator, scene.item.pk, now=now, language="en")
    drafts.save_draft(
        scene.bureau.translator, draft.pk, draft.revision, {"public_note": "Corrected."}, now=now
    )
    version = sign_all(scene.bureau, submit(scene.bureau, draft, now), now)
    assert scene.standing(now) is Standing.WITHDRAWING, "what is on its way does not hide what waits"
    release.release(scene.office.officer, version.pk, now=now)
    assert scene.standing(now) is Standing.PUBLIC
    jobs.confirm_edition_withdrawal({"edition": scene.edition.pk})
    assert scene.standing(now) is Standing.PUBLIC


@pytest.mark.parametrize("whole_item", [True, False], ids=["item", "language"])
def test_a_host_that_bakes_everything_confirms_what_waited_for_it(
    scene: Scene,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    now: datetime,
    whole_item: bool,
) -> None:
    """It was too far behind, or is new: no change tells it of the withdrawal any more."""
    if whole_item:
        withdrawal.withdraw(
            scene.office.officer, scene.item.pk, reason="有误", public_note="内容有误", now=now
        )
    else:
        scene.withdraw(now)
    baking.report(baker.host, now=now)
    bake_all()
    assert scene.standing(now) is Standing.WITHDRAWN
    if whole_item:
        assert Item.objects.get(pk=scene.item.pk).state == "withdrawn"
