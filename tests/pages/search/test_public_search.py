"""A reader finds what is released: by words, numbers and facets, and gets help when nothing is found."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from mingchuang.base.lookups.models import KnownWord, SearchCount, SynonymGroup
from mingchuang.base.lookups.services import counting, learning
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.selectors import public
from mingchuang.publishing.services import withdrawal
from tests.support.indexed import index_now
from tests.support.public_site import Site, address

pytestmark = pytest.mark.django_db

NEWS, NOTICE = "宿迁市外办举办涉外礼仪培训", "关于清明节期间办公安排的通知"
RULES, OLD = "宿迁市邀请外国人来华事项办理规程（试行）", "宿迁市因公出国（境）团组管理细则"

FILTERS = {
    "q=礼仪": [NEWS],
    "q=規程 適用": [RULES],
    "q=宿外办发[2021]3号": [OLD],
    "q=宿外办发【２０２１】 3 号": [OLD],
    "q=(2026)8号": [RULES],
    "column=documents&validity=repealed": [OLD],
    "year=2021": [OLD],
    "kind=document&sort=oldest": [OLD, RULES],
    "statutory=20-1&validity=in_force": [RULES],
    "issuer=别的机关": [],
}


def main_of(client: Client, path: str) -> Tag:
    response = client.get(path)
    assert response.status_code == 200, path
    main = BeautifulSoup(response.content, "html.parser").main
    assert main
    return main


def titles(client: Client, path: str) -> list[str]:
    return [a.get_text() for a in main_of(client, path).select(".hit-title > a")]


def text(client: Client, path: str) -> str:
    return " ".join(main_of(client, path).get_text(" ", strip=True).split())


def test_words_numbers_and_facets_find_what_they_name(client: Client, site: Site) -> None:
    found = {query: titles(client, f"/list/?{query}") for query in FILTERS}
    assert {query: sorted(value) for query, value in found.items()} == {
        query: sorted(value) for query, value in FILTERS.items()
    }


def test_the_same_words_find_the_same_while_there_is_no_index(
    client: Client, site: Site, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path / "empty"
    said = text(client, "/list/?q=礼仪")
    assert "检索目录正在更新" in said and "共 1 条" in said
    assert titles(client, "/list/?column=documents&validity=repealed") == [OLD]
    assert main_of(client, "/list/?q=礼仪").select(".facets") == []


def test_words_are_marked_and_the_count_is_told(client: Client, site: Site) -> None:
    main = main_of(client, "/list/?q=规程")
    assert [mark.get_text() for mark in main.select(".hit-title mark")] == ["规程"]
    status = main.select_one("[role=status]")
    assert status and "检索“规程”，共 1 条" in status.get_text()


def test_a_hit_tells_number_standing_and_day(client: Client, site: Site) -> None:
    hit = main_of(client, "/list/?validity=repealed").select_one(".hit")
    assert hit
    told = hit.get_text(" ", strip=True)
    assert "宿外办发〔2021〕3号" in told and "已废止" in told and "2026-03-09" in told


def test_what_no_longer_holds_stands_below_what_does(client: Client, site: Site) -> None:
    assert titles(client, "/list/?q=宿迁市")[-1] == OLD


def test_facets_count_what_another_choice_would_give(client: Client, site: Site) -> None:
    main = main_of(client, "/list/?validity=repealed")
    standing = main.select_one("#facet-validity")
    assert standing and standing.parent
    rows = [" ".join(a.get_text(" ", strip=True).split()) for a in standing.parent.select("a")]
    assert rows[0].startswith("现行有效 3 条") and rows[1].startswith("已废止 1 条")
    chosen = standing.parent.select_one("a[aria-current]")
    assert chosen and chosen["href"] == "/list/", "a chosen value leads to the list without it"


def test_synonyms_are_searched_too_and_said(client: Client, site: Site) -> None:
    SynonymGroup.objects.create(language="zh-hans", words=["礼宾培训", "礼仪培训"])
    assert titles(client, "/list/?q=礼宾培训") == [NEWS]
    assert "也检索了：礼仪培训" in text(client, "/list/?q=礼宾培训")
    assert main_of(client, "/list/?q=礼宾培训").select_one(".hit-title mark").get_text() == "礼仪培训"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "meant"), [("邀情外国人来华", "邀请外国人来华"), ("礼义 培训", "礼仪 培训")]
)
def test_a_wrong_character_is_put_right(client: Client, site: Site, typed: str, meant: str) -> None:
    learning.learn("zh-hans", public.public_titles(), today=date(2026, 3, 9))
    link = main_of(client, f"/list/?q={typed}").select_one(".search-meant a")
    assert link and link.get_text() == meant
    assert titles(client, str(link["href"]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("登计的单位", "登记的单位"),
        ("行正区域", "行政区域"),
        ("值班电活", "值班电话"),
        ("登计的单位 邀情", "登记的单位 邀请"),
        ("宿外办法〔2026〕8号", "宿外办发〔2026〕8号"),
        ("宿办外发[2021]3号", "宿外办发〔2021〕3号"),
    ],
)
def test_a_slip_in_what_only_bodies_and_numbers_say_is_put_right(
    client: Client, site: Site, typed: str, meant: str
) -> None:
    """Titles say none of it."""
    learning.learn("zh-hans", public.public_titles(), today=date(2026, 3, 9))
    link = main_of(client, f"/list/?q={typed}").select_one(".search-meant a")
    assert link and link.get_text() == meant
    assert titles(client, str(link["href"]))
    offered = client.get("/list/suggest/", {"q": typed}).json()["suggestions"]
    if "号" not in typed:
        assert [(one["words"], one["label"]) for one in offered] == [(meant, "您要找的是不是")]


def test_many_unknown_words_cost_no_more_than_a_few(
    client: Client, site: Site, django_assert_max_num_queries: Any
) -> None:
    learning.learn("zh-hans", public.public_titles(), today=date(2026, 3, 9))
    with django_assert_max_num_queries(12):
        client.get("/list/", {"q": " ".join(f"生{chr(0x5000 + place)}" for place in range(30))})


def test_a_number_with_other_figures_is_no_slip(client: Client, site: Site) -> None:
    for typed in ("宿外办发〔2026〕9号", "宿外办发〔2025〕8号", "苏农规〔2026〕8号", "国务院令第8号"):
        assert not main_of(client, f"/list/?q={typed}").select(".search-meant"), typed


def test_names_of_issuers_and_terms_are_known(client: Client, site: Site) -> None:
    """Two characters give a spelling nothing to go by, so what has a name is known by its name."""
    from mingchuang.publishing.jobs import learn_words
    from mingchuang.publishing.models import TermEntry

    TermEntry.objects.create(term="值班", language="en", required=["duty"], source="office")
    TermEntry.objects.create(term="火星", language="en", required=["Mars"], source="office")
    learn_words({})
    link = main_of(client, "/list/?q=值斑").select_one(".search-meant a")
    assert link and link.get_text() == "值班"
    assert not main_of(client, "/list/?q=火腥").select(".search-meant"), "no text says it"


def test_a_word_put_right_is_offered_as_texts_write_it(client: Client, site: Site) -> None:
    PublicListing.objects.filter(title=NEWS).update(language="ja", title="領事認証の申請について")
    index_now()
    link = main_of(client, "/ja/list/?q=領事忍証").select_one(".search-meant a")
    assert link and link.get_text() == "領事認証"


def test_finding_nothing_offers_other_words_languages_and_the_way_to_ask(client: Client, site: Site) -> None:
    listing = PublicListing.objects.get(title=NEWS)
    PublicListing.objects.filter(pk=listing.pk).update(language="en")
    index_now()
    main = main_of(client, "/list/?q=礼仪&year=2021")
    links = [str(a["href"]) for a in main.select(".search-help a")]
    assert "/list/?q=%E7%A4%BC%E4%BB%AA" in links, "the list without the year"
    assert "/en/list/?q=%E7%A4%BC%E4%BB%AA" in links, "where the words find something"
    assert "没有符合条件的信息" in main.get_text()


def test_halves_are_offered_of_long_chinese_words_only(client: Client, site: Site) -> None:
    assert "只检索“海鲜”" in text(client, "/list/?q=海鲜市场")
    assert "只检索" not in text(client, "/list/?q=seafood"), "half an English word is no word"


def test_half_a_number_is_never_offered(client: Client, site: Site) -> None:
    assert "只检索" not in text(client, "/list/?q=宿外办发〔2019〕999号")


def test_a_part_of_the_words_is_offered_as_such(client: Client, site: Site) -> None:
    main = main_of(client, "/list/?q=礼仪 海鲜")
    assert "没有一条信息含有全部检索词" in main.get_text()
    assert [a.get_text() for a in main.select(".hit-title > a")] == [NEWS]


def test_withdrawn_but_still_in_the_index_is_never_shown(client: Client, site: Site, now: datetime) -> None:
    """Failure 15: withdrawn but still served."""
    withdrawal.withdraw(site.office.officer, site.news.pk, reason="有误", public_note="内容有误。", now=now)
    main = main_of(client, "/list/?q=礼仪")
    assert NEWS not in main.get_text() and "共 0 条" in main.get_text()
    assert NEWS not in client.get("/list/suggest/?q=礼仪").content.decode()


def test_suggestions_come_from_titles_columns_numbers_and_frequent_searches(
    client: Client, site: Site
) -> None:
    KnownWord.objects.create(language="zh-hans", words="外国人来华签证", length=7, searches=9)
    offered = client.get("/list/suggest/?q=外国人").json()["suggestions"]
    assert [(one["words"], one["url"]) for one in offered] == [
        ("外国人来华签证", ""),
        (RULES, address(site.document)),
    ]
    assert [piece["text"] for piece in offered[1]["pieces"] if piece["hit"]] == ["外国人"]
    assert client.get("/list/suggest/?q=工作动").json()["suggestions"][0]["url"] == "/c/news/"
    number = client.get("/list/suggest/?q=宿外办发[2021]3").json()["suggestions"]
    assert all(one["words"] != "尚未公布的访问安排" for one in number)
    assert client.get("/list/suggest/?q=尚未公布").json()["suggestions"] == []
    assert client.get("/list/suggest/").json() == {"suggestions": [], "said": ""}


def test_a_word_half_typed_is_suggested_whole_and_titles_come_first(client: Client, site: Site) -> None:
    title = "Passport photographs: guidelines"
    PublicListing.objects.filter(title=NEWS).update(language="en", title=title)
    index_now()
    for typed in ("pass", "photog guide", "PASSPORT"):
        offered = client.get("/en/list/suggest/", {"q": typed}).json()["suggestions"]
        assert [one["words"] for one in offered] == [title], typed
    assert client.get("/en/list/suggest/?q=port").json()["suggestions"] == []


def test_nothing_to_search_for_is_said_and_never_offered(client: Client, site: Site) -> None:
    page = text(client, "/list/?q=%21%21%3F")
    assert "“!!?”里没有可以检索的文字或者数字" in page and "“!!?”的检索结果" not in page
    help_ = main_of(client, "/list/?q=礼仪 ( 海鲜").select_one(".search-help")
    assert help_ and "礼仪" in help_.get_text() and "“(”" not in help_.get_text()


def test_searches_are_counted_and_looks_at_further_pages_are_not(client: Client, site: Site) -> None:
    for path in (
        "/list/?q=礼仪",
        "/list/?q=礼仪&page=2",
        "/list/?q=礼仪&year=2026",
        "/list/?q=海鲜",
        "/list/",
    ):
        client.get(path)
    client.get("/list/?q=13812345678")
    client.head("/list/?q=礼仪")
    counting.write_held()
    rows = SearchCount.objects.values_list("words", "found", "searches").order_by("words")
    assert list(rows) == [("", "none", 1), ("海鲜", "none", 1), ("礼仪", "few", 1)]


def test_the_feed_of_a_search_holds_what_the_search_finds(client: Client, site: Site) -> None:
    link = main_of(client, "/list/?q=規程&year=2026&sort=oldest").select_one(".search-feed a")
    assert link and str(link["href"]).startswith("/list/feed/rss.xml?q=")
    feed = client.get(str(link["href"])).content.decode()
    assert RULES in feed and NEWS not in feed


NOT_UNDERSTOOD = (
    "year=abc", "year=２０２６", "column=' OR 1=1", "sort=password", "sort=title", "kind=x", "statutory=99",
    "validity=<b>",
)  # fmt: skip


def test_what_is_not_understood_is_said_and_not_obeyed(client: Client, site: Site) -> None:
    for query in NOT_UNDERSTOOD:
        main = main_of(client, f"/list/?{query}")
        assert "未按它筛选" in main.get_text(), query
        assert len(main.select(".hit")) == 4, query


NASTY = (
    "AND OR NOT", "title:x", "a*", "*" * 500, "?" * 90, "\"'«»“", "+护照 -签证", "(((((", "[a TO z]",
    "护照~2", "%", "_", "\\", "\x00\x07", "\u202e\ufeff", "，。、！", "〔〕【】", "长" * 3_000,
    "a " * 5000, "<script>", "x" * 10_000, "١٢٣", "😀", "ａ　ｂ",
)  # fmt: skip


def test_whatever_is_typed_gets_a_page(client: Client, site: Site) -> None:
    for words in NASTY:
        for path in ("/list/", "/en/list/", "/list/suggest/"):
            answer = client.get(path, {"q": words, "sort": words[:50], "page": words[:50]})
            assert answer.status_code == 200, words[:20]
            assert b"<script>" not in answer.content, words[:20]


def test_odd_pages_are_the_nearest_there_is(client: Client, site: Site) -> None:
    for page in ("999", "-1", "x", "0", "9" * 30, "²"):
        assert len(titles(client, f"/list/?page={page}")) == 4, page


UNSEEN = "\u202e护\u200b照\u2066\ufeff\u00ad"


def test_what_nobody_sees_is_neither_searched_nor_said_again(client: Client, site: Site) -> None:
    """A mark that turns the direction would turn the words of the page behind it around."""
    page = client.get("/list/", {"q": f"\u202e礼\u200b仪{UNSEEN}", "issuer": "\u2067x"}).content.decode()
    assert "礼仪护照" in page and not any(char in page for char in "\u202e\u200b\u2066\u2067\ufeff\u00ad")
    assert titles(client, "/list/?q=%E2%80%AE礼%E2%80%8B仪") == [NEWS]
    feed = client.get("/list/feed/rss.xml", {"q": UNSEEN}).content.decode()
    assert "护照" in feed and "\u202e" not in feed
    offered = client.get("/list/suggest/", {"q": "\u202e礼\u200b仪"}).json()["suggestions"]
    assert [one["words"] for one in offered] == [NEWS]


def test_without_words_nothing_is_sorted_by_fit(client: Client, site: Site) -> None:
    current = main_of(client, "/list/?sort=relevance").select(".search-sorts [aria-current]")
    assert [choice.get_text() for choice in current] == ["新的在前"]


def test_a_feed_bears_no_name_that_narrowed_nothing(client: Client, site: Site) -> None:
    for query in ("q=%21%21", "column=nothing", "year=abc&sort=oldest&page=7"):
        feed = client.get(f"/list/feed/atom.xml?{query}").content.decode()
        assert "信息检索</title>" in feed and "!!" not in feed, query
        assert 'href="http://127.0.0.1:8000/list/feed/atom.xml"' in feed
    assert "“礼仪”的检索结果</title>" in client.get("/list/feed/atom.xml?q=礼仪&page=7").content.decode()
