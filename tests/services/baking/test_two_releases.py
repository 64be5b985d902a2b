"""Two releases at once, each in a transaction of its own: both are public, numbered, baked and found."""

from collections.abc import Callable
from datetime import datetime

import pytest

from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import PAGES, SiteFolder
from mingchuang.publishing.models import EventKind, PublicationEvent, Version
from mingchuang.publishing.services.release import release
from mingchuang.rules.refusals import Refused
from tests.services.baking.conftest import catch_up
from tests.support.public_site import address
from tests.support.publishing import cleared, item_of, make_office, released
from tests.support.together import together

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def test_releases_at_the_same_moment_are_all_baked_and_numbered_apart(
    baker: Baker, bake_all: Callable[[], None], site: SiteFolder, now: datetime
) -> None:
    office = make_office()
    released(office, now)
    bake_all()
    versions = [cleared(office, now, title=f"{word}方同时发布的信息") for word in "甲乙丙"]
    answers = together(lambda hand: release(office.officer, versions[hand].pk, now=now), hands=3)
    assert all(isinstance(one, Version) for one in answers), answers
    items = [item_of(version) for version in versions]
    assert len({item.index_number for item in items}) == 3
    catch_up(baker)
    column = site.path(PAGES, "c/news/index.html").read_text(encoding="utf-8")
    for item, version in zip(items, versions, strict=True):
        assert site.path(PAGES, f"{address(item)[1:]}index.html").exists() and version.title in column
    assert list(whole.differences(site, now)) == []


def test_one_text_released_by_several_hands_at_once_is_released_once(now: datetime) -> None:
    office = make_office()
    version = cleared(office, now)
    answers = together(lambda _hand: release(office.officer, version.pk, now=now))
    assert sum(isinstance(one, Version) for one in answers) == 1
    assert sum(isinstance(one, Refused) for one in answers) == 3
    assert PublicationEvent.objects.filter(kind=EventKind.RELEASED).count() == 1
