"""The made-up office that benches measure on is a real one: sealed, listed, guarded, the same every time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bench import generator
from bench.content import BODY_CHARACTERS, Author
from bench.frame import Figure, declared, percentile
from bench.office_rows import Writer
from mingchuang.base.audit.services import verify
from mingchuang.publishing.models import (
    Citation,
    Edition,
    Item,
    ItemState,
    PublicationEvent,
    PublicListing,
    ValidityAct,
    Version,
    VersionState,
)
from mingchuang.publishing.services import projections
from mingchuang.publishing.services.review import signatures_of
from mingchuang.publishing.snapshots import content_hash, full_snapshot
from tests.conftest import NOW
from tests.support.clock import Clock
from tests.support.kept import kept

ITEMS = 120


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """An office of `ITEMS` made-up items."""
    with kept(django_db_blocker, Clock(NOW)):
        generator.prepare()
        writer = Writer(7, ITEMS)
        writer.fill(range(ITEMS), lambda _: None)
        writer.finish()
        yield


@pytest.fixture
def filled(office: None, db: None) -> None:
    """The office, for one test to change."""


@pytest.mark.db
def test_every_item_is_released_the_way_people_release(filled: None) -> None:
    assert Item.objects.filter(state=ItemState.PUBLISHED).count() == ITEMS
    versions = Version.objects.select_related("edition__item", "review_result").prefetch_related(
        "attachments"
    )
    assert {version.state for version in versions} == {VersionState.RELEASED}
    assert all(content_hash(full_snapshot(version)) == version.content_hash for version in versions)
    by_kind = {version.review_result.kind: version for version in versions}
    assert len(signatures_of(by_kind["gates"])) >= 4
    assert by_kind["migrated"].review_result.importer != by_kind["migrated"].review_result.approver
    assert not Edition.objects.filter(released_version=None).exists()
    assert PublicListing.objects.count() == versions.count() == PublicationEvent.objects.count()
    assert PublicListing.objects.exclude(language="zh-hans").exists()
    assert ValidityAct.objects.exists()
    assert verify().damage == ()
    assert list(projections.differences()) == []
    assert Citation.objects.exists()


@pytest.mark.db
def test_the_guards_stay_in_force(filled: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.update(title="别的")


def test_a_seed_makes_the_same_documents_and_another_does_not() -> None:
    numbers = range(0, 4000, 333)
    first, again, other = Author(7), Author(7), Author(8)
    documents = [first.document(number, 4000) for number in numbers]
    assert documents == [again.document(number, 4000) for number in numbers]
    assert documents != [other.document(number, 4000) for number in numbers]
    assert all(abs(len(made.plain) - BODY_CHARACTERS) < 200 for made in documents)
    years = {made.formed_on.year for made in documents}
    assert len(years) > 9


def test_two_character_words_hit_as_they_do_in_real_texts() -> None:
    author = Author(7)
    texts = [author.document(number, 600).plain for number in range(600)]
    shares = {word: sum(word in text for text in texts) / len(texts) for word in ("工作", "预约", "护照")}
    assert shares["工作"] > 0.9
    assert 0.3 < shares["预约"] < 0.95
    assert 0.02 < shares["护照"] < 0.25


def test_benches_are_read_from_their_declarations() -> None:
    assert declared()["importing"].cores == 1
    assert all(bench.data in {"read", "copy", "requests", "empty"} for bench in declared().values())


def test_a_figure_says_whether_its_target_is_met() -> None:
    assert Figure("rows", 310, "rows/s", target=300).met
    assert not Figure("memory", 50, "MB", target=40, at_most=True).met
    assert Figure("served", 9, "p/s", target=0.6, ratio=0.7, against="nginx", of_ratio=True).met
    assert Figure("size", 9, "MB").met is None
    doubtful = Figure("served", 9, "p/s", target=0.6, ratio=0.7, of_ratio=True, doubt="too unsteady")
    assert doubtful.met is False and "MISSED | too unsteady" in doubtful.line()
    assert "0.7 × nginx" in Figure("served", 9, "p/s", ratio=0.7, against="nginx").line()
    assert percentile(list(range(1, 101)), 0.95) == 95
