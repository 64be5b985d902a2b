"""A release while the search writer is down: public at once, found when the writer returns, nothing lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mingchuang.base.search import folders, lanes
from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.searching import Query, search
from mingchuang.base.search.sources import Index
from mingchuang.base.search.state import state_of
from mingchuang.publishing import jobs
from mingchuang.publishing.models import ItemState, PublicListing
from mingchuang.publishing.services import review, withdrawal
from mingchuang.publishing.services.release import release
from mingchuang.rules.gates import CHECKLISTS, Gate
from tests.support.public_site import address, correct
from tests.support.publishing import Office, item_of, make_office, released, submitted

PUBLIC = Index.PUBLIC
BEFORE, MEANWHILE = "停机之前发布的公告", "停机期间发布的通告"


@pytest.fixture
def office(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Office]:
    settings.DATA_DIR = tmp_path
    office = make_office()
    for index in Index:
        rebuild(index, clock=timezone.now)
    yield office
    lanes.leave()


def caught_up() -> None:
    """As the worker's lane does it: round after round until nothing is to do."""
    while lanes.follow(lambda: False):
        pass


def found(words: str) -> set[str]:
    return {hit.key for hit in search(Query(words, loosely=False)).hits}


def let_out_by_its_last_gate(office: Office, now: datetime, **values: Any) -> Any:
    """Read and signed gate by gate, and released, as people do it at the desk."""
    version = submitted(office, now, **values)
    for row in version.required_gates.all():
        gate = Gate(row.gate)
        checked = [code for code, _ in CHECKLISTS[gate]]
        review.sign_gate(
            office.reviewers[gate], version.pk, gate,
            passed=True, read_hash=version.content_hash, checklist=checked, now=now,
        )  # fmt: skip
    return release(office.officer, version.pk, now=now)


@pytest.mark.db
@pytest.mark.parametrize("away", ["another holds the lock and does nothing", "no worker runs"])
def test_a_release_while_the_writer_is_down_is_found_when_it_returns(
    office: Office, client: Client, now: datetime, away: str
) -> None:
    before, other = (released(office, now, title=title) for title in (BEFORE, "停机之前的另一条公告"))
    caught_up()
    assert found("公告") == {str(before.edition_id), str(other.edition_id)}
    lanes.leave()
    stuck = folders.Held(PUBLIC, "writer")
    if away != "no worker runs":
        assert stuck.acquire()

    fresh = let_out_by_its_last_gate(office, now, title=MEANWHILE)
    correct(office, item_of(before), now, note="更正", title="停机期间更正的公告")
    withdrawal.withdraw(office.officer, item_of(other).pk, reason="有误", public_note="有误", now=now)
    if away != "no worker runs":
        caught_up()  # the desk's index goes on; this one is another's
    for page in (address(item_of(fresh)), "/c/news/", "/feeds/atom.xml"):
        assert MEANWHILE in client.get(page).content.decode(), "public at once, whatever the index does"
    assert found("通告") == set() and client.get("/list/?q=通告").status_code == 200
    assert "停机之前的另一条公告" not in client.get("/list/?q=公告").content.decode()
    with pytest.raises(jobs.StillServed, match="search"):
        jobs.confirm_withdrawal({"item": item_of(other).pk})
    state = state_of(PUBLIC, now + timedelta(minutes=5))
    assert state.waiting > 0 and state.lag >= timedelta(minutes=5), "the desk's page says how far behind"

    stuck.release()
    caught_up()
    assert found("通告") == {str(fresh.edition_id)} and found("更正的公告") == {str(before.edition_id)}
    assert found("另一条") == set()
    held = {int(hit.key) for hit in search(Query("", size=100)).hits}
    assert held == set(PublicListing.objects.values_list("edition_id", flat=True)), "nothing lost"
    assert state_of(PUBLIC, now).waiting == 0
    jobs.confirm_withdrawal({"item": item_of(other).pk})
    gone = item_of(other)
    gone.refresh_from_db()
    assert gone.state == ItemState.WITHDRAWN
