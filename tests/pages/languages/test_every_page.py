"""Every public page in every language opens, says its language, and leaves no interface text in Chinese."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from mingchuang.base.design.languages import HTML_LANGUAGE, in_language
from tests.conftest import NOW
from tests.support.clock import Clock
from tests.support.crawler import Visit, links
from tests.support.kept import kept
from tests.support.public_site import address
from tests.support.rich_site import RichSite, make_rich_site
from tests.support.spoken import PREFIXES, left_in_chinese, tree_of

pytestmark = pytest.mark.django_db

FOREIGN = {lang: prefix for lang, prefix in PREFIXES.items() if lang != "zh-CN"}
FIXED = (
    *(
        "/",
        "/site-map/",
        "/open-data/",
        "/open-data/api/",
        "/list/",
        "/list/?q=visa&sort=oldest",
        "/list/?q=nothing+like+this",
    ),
    *("/list/?column=news&year=1999", "/disclosure/", "/disclosure/guide/", "/disclosure/systems/"),
    *("/disclosure/statutory/", "/disclosure/reports/", "/disclosure/request/", "/disclosure/request/form/"),
    *("/report-error/", "/report-error/progress/"),
)
"""Pages that answer 200 in every language, whatever has been translated."""
MOST = 80


@pytest.fixture(scope="module")
def rich_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[RichSite]:
    with kept(django_db_blocker, Clock(NOW)):
        yield make_rich_site(NOW)


@pytest.fixture
def site(rich_once: RichSite, db: None) -> RichSite:
    return rich_once


def test_every_fixed_page_opens_in_every_language_and_says_so(client: Client, site: RichSite) -> None:
    for lang, prefix in PREFIXES.items():
        for path in FIXED:
            response = client.get(f"{prefix}{path}")
            assert response.status_code == 200, f"{prefix}{path}"
            assert tree_of(response.content).get("lang") == lang, f"{prefix}{path}"


@pytest.mark.parametrize(
    ("lang", "prefix"),
    [
        pytest.param(lang, prefix, marks=[pytest.mark.slow] if lang == "ja" else [])
        for lang, prefix in FOREIGN.items()
    ],
)
def test_no_text_of_the_interface_is_left_in_chinese(
    client: Client, site: RichSite, lang: str, prefix: str
) -> None:
    """Follows the links of the language as far as they go: a new text without translation is named here."""
    own = (address(site.document), address(site.withdrawn), "/nowhere/")
    waiting = [f"{prefix}{path}" for path in (*FIXED, *own)]
    seen, found = set(waiting), []
    while waiting:
        path = waiting.pop(0)
        page = Visit(path, "", client.get(path))
        if not page.is_html:
            continue
        found += [f"{path}: {text}" for text in left_in_chinese(page.tree)]
        for link in links(page):
            if link.startswith(f"{prefix}/") and link not in seen and len(seen) < MOST:
                seen.add(link)
                waiting.append(link)
    assert not found, "\n".join(found)


def test_the_switch_keeps_page_and_query_in_every_language(client: Client, site: RichSite) -> None:
    for prefix in PREFIXES.values():
        for path in FIXED:
            tree = tree_of(client.get(f"{prefix}{path}").content)
            found = {
                a.get("hreflang"): a.get("href") for a in tree.xpath("//nav[@class='topline-languages']//a")
            }
            for code, lang in HTML_LANGUAGE.items():
                wanted = in_language(path, code)
                assert str(found[lang]).partition("?")[0] == wanted.partition("?")[0], f"{prefix}{path}"
                assert ("?" in str(found[lang])) == ("?" in wanted), f"{prefix}{path}"


def test_search_engines_are_told_of_each_other_both_ways(client: Client, site: RichSite) -> None:
    """hreflang counts only when each page names the other."""
    paths = ("/", "/site-map/", "/disclosure/", "/disclosure/request/")
    named = {
        f"{prefix}{path}": {
            (link.get("hreflang"), str(link.get("href")))
            for link in tree_of(client.get(f"{prefix}{path}").content).xpath("//link[@hreflang]")
        }
        for prefix in PREFIXES.values()
        for path in paths
    }
    for path in paths:
        sets = [named[f"{prefix}{path}"] for prefix in PREFIXES.values()]
        assert {lang for lang, _ in sets[0]} >= set(PREFIXES), path
        assert all(other == sets[0] for other in sets), path


def test_dates_hours_and_numbers_are_written_as_the_language_writes_them(
    client: Client, site: RichSite
) -> None:
    shown = {
        lang: client.get(f"{prefix}{address(site.withdrawn)}").content.decode()
        for lang, prefix in PREFIXES.items()
    }
    for lang, date_form in {
        "zh-CN": r"20\d\d-\d\d-\d\d \d\d:\d\d",
        "en": r"\d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d",
        "ja": r"20\d\d/\d\d/\d\d \d\d:\d\d",
        "ko": r"20\d\d\. \d{1,2}\. \d{1,2}\. \d\d:\d\d",
    }.items():
        assert re.search(date_form, shown[lang]), lang
        assert ("+86 " in shown[lang]) == (lang != "zh-CN"), lang


@pytest.mark.parametrize(
    ("lang", "words", "beijing"),
    [
        ("en", "the Chinese text governs", "(Beijing time)"),
        ("ja", "中国語の内容を優先します", "（北京時間）"),
        ("ko", "중국어 내용이 우선합니다", "(베이징 시간)"),
    ],
)
def test_the_footer_says_which_text_governs_and_whose_time_it_is(
    client: Client, site: RichSite, lang: str, words: str, beijing: str
) -> None:
    footer = tree_of(client.get(f"{FOREIGN[lang]}/").content).xpath("//footer")[0].text_content()
    assert words in footer
    assert beijing in footer


@pytest.mark.parametrize("page", ["guide", "systems", "reports", "statutory"])
def test_a_page_without_translations_does_not_say_that_nothing_was_disclosed(
    client: Client, site: RichSite, page: str
) -> None:
    shown = client.get(f"/en/disclosure/{page}/").content.decode()
    assert f'href="/disclosure/{page}/' in shown
    assert "Chinese page" in shown
    for claim in ("nothing to disclose", "No annual report", "No rules have been", "guide is being prepared"):
        assert claim not in shown
    assert "Chinese page" not in client.get(f"/disclosure/{page}/").content.decode()
