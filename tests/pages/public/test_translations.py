"""A citizen reads in another language: what the page says of its source, and where there is no page."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingchuang.publishing import pages
from mingchuang.publishing.models import Column, Item, Version
from mingchuang.publishing.selectors import public
from mingchuang.publishing.services import withdrawal
from mingchuang.publishing.services.editions import withdrawing
from tests.services.publishing.test_editions import correct_chinese
from tests.support.editions import ENGLISH, make_bureau, translation_released
from tests.support.public_site import address
from tests.support.publishing import Office, item_of, make_office, released
from tests.support.replayed import replayed

pytestmark = pytest.mark.django_db


@replayed
def make_chinese(now: datetime) -> tuple[Office, Version]:
    office = make_office()
    return office, released(office, now - timedelta(hours=30))


@replayed
def make_english(now: datetime) -> tuple[Office, Version, Version]:
    office, chinese = make_chinese(now)
    return office, chinese, translation_released(office, make_bureau(office), item_of(chinese), now)


@pytest.fixture
def made(request: pytest.FixtureRequest, db: None, now: datetime) -> tuple[Any, ...]:
    """The office, its Chinese text and, where a test wants that, the English one."""
    return (make_english if "english" in request.fixturenames else make_chinese)(now)


@pytest.fixture
def office(made: tuple[Any, ...]) -> Office:
    return made[0]


@pytest.fixture
def chinese(made: tuple[Any, ...]) -> Version:
    return made[1]


@pytest.fixture
def english(made: tuple[Any, ...]) -> Version:
    return made[2]


def soup(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == status, path
    return BeautifulSoup(answer.content, "html.parser")


def alternates(page: BeautifulSoup) -> set[str]:
    return {link["hreflang"] for link in page.select('link[rel="alternate"][hreflang]')}


def test_a_translation_names_its_source_and_says_which_text_governs(client, chinese, english):
    page = soup(client, f"/en{address(item_of(chinese))}")
    assert page.html["lang"] == "en"
    assert page.h1.get_text() == ENGLISH["title"]
    link = page.select_one('article a[lang="zh-CN"]')
    assert link["href"] == address(item_of(chinese)) and link.get_text() == chinese.title
    assert not page.select(".notice-warning")


def test_only_languages_that_exist_are_offered_to_search_engines(client, chinese, english, now, office):
    path = address(item_of(chinese))
    for language in ("", "/en"):
        assert alternates(soup(client, f"{language}{path}")) >= {"zh-CN", "en"}
        assert not alternates(soup(client, f"{language}{path}")) & {"ja", "ko"}
    alone = released(office, now, title="只有中文的信息")
    assert alternates(soup(client, address(item_of(alone)))) == set()


def test_a_changed_source_is_said_above_the_translation(client, office, chinese, english, now):
    before = pages.render(
        "item", {"slug": address(item_of(chinese)).split("/")[-2]}, as_of=now, language="en"
    )
    correct_chinese(office, chinese, now + timedelta(hours=1))
    page = soup(client, f"/en{address(item_of(chinese))}")
    assert page.select(".notice-warning, .notice")
    assert len(page.select("main .notice")) > before.body.decode().count('class="notice') - 1
    assert page.find("a", lang="zh-CN", string="宿迁市外办举办第二期涉外礼仪培训") is not None


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_where_there_is_no_edition_the_page_says_so_and_leads_on(client, chinese, english, language):
    page = soup(client, f"/{language}{address(item_of(chinese))}")
    assert page.html["lang"] == language
    assert page.find("meta", attrs={"name": "robots", "content": "noindex"})
    links = {link["hreflang"]: link for link in page.select("main a[hreflang]")}
    assert set(links) == {"zh-CN", "en"}
    assert links["zh-CN"].get_text() == chinese.title and links["zh-CN"]["lang"] == "zh-CN"
    assert links["en"]["href"] == f"/en{address(item_of(chinese))}"
    assert alternates(page) == set()


def test_a_withdrawn_language_says_what_readers_are_told(client, office, chinese, english, now):
    withdrawing.withdraw_edition(
        office.officer, english.edition_id, reason="内部原因", public_note="Being corrected.", now=now
    )
    page = soup(client, f"/en{address(item_of(chinese))}").get_text()
    assert "Being corrected." in page
    assert "内部原因" not in page and ENGLISH["title"] not in page
    assert soup(client, address(item_of(chinese))).h1.get_text() == chinese.title


def test_a_withdrawn_item_is_a_tombstone_in_every_language(client, office, chinese, english, now):
    item = item_of(chinese)
    withdrawal.withdraw(office.officer, item.pk, reason="内容有误", public_note="撤下更正", now=now)
    for language in ("", "/en", "/ja"):
        page = soup(client, f"{language}{address(item)}", status=410).get_text()
        assert chinese.title not in page and ENGLISH["title"] not in page
        assert (item.division.name in page) is (language == ""), "no Chinese name among other words"


def test_lists_suggestions_feeds_and_data_name_columns_in_their_own_language(
    client, office, chinese, english
):
    Column.objects.filter(pk=office.news.pk).update(name_en="Activities")
    hit = soup(client, "/en/list/").select_one(".hit-facts")
    assert hit and "Activities" in hit.get_text() and office.news.name not in hit.get_text()
    assert "Activities" in client.get("/en/feeds/atom.xml").content.decode()
    found = client.get("/api/v1/items?language=en").json()["items"]
    assert [one["column"]["name"] for one in found] == ["Activities"]
    offered = client.get("/en/list/suggest/?q=activ").json()["suggestions"]
    assert [(one["words"], one["url"]) for one in offered] == [("Activities", "/en/c/news/")]
    assert client.get("/en/list/suggest/", {"q": office.news.name}).json()["suggestions"] == []
    assert "Activities" in set(public.public_titles("en")) and "Activities" not in set(public.public_titles())


def test_only_what_is_chinese_is_marked_so_in_the_line_on_the_old_site(client, chinese, english):
    kept = {"original_published_on": "2019-07-01", "original_source": "宿迁外事网<旧版>"}
    Item.objects.filter(pk=item_of(chinese).pk).update(**kept)
    marked = soup(client, f"/en{address(item_of(chinese))}").find("span", string="宿迁外事网<旧版>")
    assert marked and marked["lang"] == "zh-CN"
    assert "1 July 2019" in marked.parent.get_text(), "the date is said in the language of the page"


@pytest.mark.parametrize("path", ["/en/info/014416330-2026-09999/", "/en/info/nonsense/", "/ja/info/x/"])
def test_what_never_was_public_is_not_found_in_any_language(client, chinese, path):
    page = soup(client, path, status=404)
    assert not page.select("main a[hreflang]")


def test_each_language_tells_its_own_history(client, office, chinese, english, now):
    correct_chinese(office, chinese, now + timedelta(hours=1))
    assert len(soup(client, address(item_of(chinese))).select(".history li")) == 2
    assert len(soup(client, f"/en{address(item_of(chinese))}").select(".history li")) == 1
