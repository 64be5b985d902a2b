"""A reader's feed program and a search engine learn what is new, and forget what was withdrawn."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from mingchuang.publishing import pages
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.page_contexts import feeds
from mingchuang.publishing.selectors import blocks
from mingchuang.publishing.services import listings, validity, withdrawal
from mingchuang.web.public import sitemaps
from tests.support.public_site import correct, document_values, make_site
from tests.support.publishing import item_of, make_office, released

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def atom(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def rss(client: Client, path: str) -> ElementTree.Element:
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def names(feed: ElementTree.Element) -> dict[str, str]:
    """Titles of the entries by their ids."""
    return {str(e.findtext(f"{ATOM}id")): str(e.findtext(f"{ATOM}title")) for e in feed.iter(f"{ATOM}entry")}


@pytest.mark.db
def test_the_feeds_say_what_is_new_where(client: Client, now: datetime) -> None:
    site = make_site(now)
    whole = names(atom(client, "/feeds/atom.xml"))
    assert "[已废止] 宿迁市因公出国（境）团组管理细则" in whole.values() and len(whole) == 4
    column = names(atom(client, f"/c/{site.office.documents.slug}/atom.xml"))
    assert set(column) < set(whole), "an entry has the same id in every feed"
    found = names(atom(client, "/list/feed/atom.xml?q=团组"))
    assert list(found.values()) == ["[已废止] 宿迁市因公出国（境）团组管理细则"]
    titles = [str(item.findtext("title")) for item in rss(client, "/feeds/rss.xml").iter("item")]
    assert sorted(titles) == sorted(whole.values())
    for path in ("/c/nothing/atom.xml", "/feeds/nothing.xml", "/c/news/nothing.xml", "/ko/feeds/atom.xml"):
        assert client.get(path).status_code == 404, path


def updated(client: Client) -> datetime:
    written = atom(client, "/feeds/atom.xml").findtext(f"{ATOM}entry/{ATOM}updated")
    return datetime.fromisoformat(str(written))


def test_an_entry_is_updated_when_its_text_ceases_to_hold(client: Client, now: datetime) -> None:
    office = make_office()
    values = document_values(office, expires_on=now.date() + timedelta(days=400))
    item = item_of(released(office, now, kind="document", **values))
    assert updated(client) == now
    later, day = now + timedelta(days=30), now.date() + timedelta(days=40)
    validity.record_validity(office.officer, item.pk, "repealed", day, "决定", now=later, today=later.date())
    assert updated(client) == now, "it still holds"
    listings.refresh_validity(today=day, now=now + timedelta(days=40))
    assert updated(client) == datetime.fromisoformat(f"{day}T00:00:00+08:00")


def test_an_act_recorded_after_its_day_updates_the_entry_at_once(client: Client, now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now, kind="document", **document_values(office)))
    later = now + timedelta(hours=2)
    validity.record_validity(
        office.officer, item.pk, "repealed", now.date(), "决定", now=later, today=later.date()
    )
    assert updated(client) == later


def test_an_id_outlives_a_correction_and_the_entry_goes_with_a_withdrawal(
    client: Client, now: datetime
) -> None:
    office = make_office()
    item = item_of(released(office, now, title="先前的标题"))
    released(office, now, title="另一条")
    before = names(atom(client, "/c/news/atom.xml"))
    correct(office, item, now + timedelta(hours=1), note="更正标题。", title="更正后的标题")
    after = names(atom(client, "/c/news/atom.xml"))
    assert set(before) == set(after) and "更正后的标题" in after.values()
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="已撤下。", now=now)
    for path in (
        "/feeds/atom.xml",
        "/feeds/rss.xml",
        "/c/news/atom.xml",
        "/c/news/rss.xml",
        "/list/feed/rss.xml",
    ):
        text = client.get(path).content.decode()
        assert "更正后的标题" not in text and "另一条" in text, path


def test_pages_lead_feed_readers_to_their_feeds(client: Client, now: datetime) -> None:
    make_site(now)
    for path, feed in (("/", "/feeds/atom.xml"), ("/c/news/", "/c/news/rss.xml")):
        assert f'href="{feed}"' in client.get(path).content.decode()
        assert client.get(feed).status_code == 200


def test_a_title_with_signs_of_xml_and_of_control_breaks_no_feed(client: Client, now: datetime) -> None:
    released(make_office(), now)
    PublicListing.objects.update(title='A&B <第"1"期> 简报\x0b\uffff', abstract="摘要]]>&amp;")
    assert list(names(atom(client, "/feeds/atom.xml")).values()) == ['A&B <第"1"期> 简报']
    for nasty in ("\x00\x0b", "\ud7ff\ufffe", "<x>", "长" * 1500, "']]>"):
        for form in ("atom", "rss"):
            answer = client.get(f"/list/feed/{form}.xml", {"q": nasty, "year": "²", "column": nasty})
            assert answer.status_code == 200
            ElementTree.fromstring(answer.content)


def places(client: Client, path: str) -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [str(place.text) for place in root.iter(f"{MAP}loc")]


def test_every_public_text_stands_in_exactly_one_sitemap(
    client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 3)
    office = make_office()
    items = [item_of(released(office, now, title=f"第{number}期")) for number in range(8)]
    listed: list[str] = []
    for address in places(client, "/sitemap.xml"):
        found = places(client, address.partition("8000")[2])
        assert found
        listed += found
    texts = [place for place in listed if "/info/" in place]
    assert len(texts) == len(set(texts)) == 8
    withdrawal.withdraw(office.officer, items[3].pk, reason="有误", public_note="已撤下。", now=now)
    slug = str(items[3].index_number).replace("/", "-")
    for address in places(client, "/sitemap.xml"):
        assert not any(slug in place for place in places(client, address.partition("8000")[2]))


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_a_change_touches_few_feeds_and_sitemaps_and_every_one_it_shows_in(now: datetime) -> None:
    from mingchuang.base.feed.models import Change as Recorded
    from mingchuang.publishing.changes import TOPIC, Change

    office = make_office()
    for number in range(5):
        released(office, now, title=f"第{number}期")
    before = Recorded.objects.count()
    item_of(released(office, now, kind="document", **document_values(office)))
    # Read past the feed, which shows no change of a transaction that is still open.
    entries = Recorded.objects.order_by("pk")[before:]
    changes = [Change.read(entry.data) for entry in entries if entry.topic == TOPIC]
    touched = {
        (page.key, tuple(params.items()))
        for page in (*feeds.PAGES, *sitemaps.PAGES)
        for change in changes
        for params in (page.affected(change, "zh-hans") if page.is_baked else ())
    }
    assert {key for key, _ in touched} == {
        "feed_atom", "feed_rss", "sitemap", "sitemap_block", "sitemap_pages",
    }  # fmt: skip
    assert len(touched) <= 7, "the last one because its column was empty before"
    for page in (*feeds.PAGES, *sitemaps.PAGES):
        if page.is_baked:
            assert page.address and page.every
            for params in page.every("zh-hans"):
                assert page.address(params).endswith(".xml")
                if not params.get("slug"):
                    assert pages.render(page.key, params, as_of=now).status == 200
