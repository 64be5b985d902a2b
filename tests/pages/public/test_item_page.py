"""A citizen opens one item: all the catalogue knows of it, its standing and history, or its tombstone."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingchuang.publishing import pages
from mingchuang.publishing.models import Item
from mingchuang.publishing.services import release
from tests.support.clock import Clock
from tests.support.public_site import Site, address, correct, document_values, make_site
from tests.support.publishing import item_of, make_office, released, submitted

pytestmark = pytest.mark.django_db


def soup(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.content, "html.parser")


def metadata(page: BeautifulSoup) -> dict[str, str]:
    return {
        row.dt.get_text(strip=True): row.dd.get_text(strip=True)
        for row in page.select(".meta-row, .meta dl > div")
    }


def test_a_document_shows_every_field_of_the_catalogue(client: Client, now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now, kind="document", **document_values(office)))
    page = soup(client, address(item))
    assert page.h1 and page.h1.get_text() == "宿迁市邀请外国人来华事项办理规程（试行）"
    assert metadata(page) == {
        "索引号": item.index_number,
        "名称": "宿迁市邀请外国人来华事项办理规程（试行）",
        "发布机构": "宿迁市人民政府外事办公室",
        "发文字号": "宿外办发〔2026〕8号",
        "成文日期": "2026年3月2日",
        "发布日期": "2026-03-09 10:00",
        "施行日期": "2026年3月5日",
        "有效期至": "2028年3月4日",
        "效力": "现行有效",
        "公开方式": "主动公开",
        "信息来源": "出国处",
        "主题词": "邀请；外国人；规程",
        "法定事项": "第二十条第（一）项 行政法规、规章和规范性文件",
        "内容概述": "明确邀请外国人来华事项的适用范围、办理程序和时限。",
    }
    assert not page.select(".banner")


def test_news_does_not_claim_to_be_in_force(client: Client, now: datetime) -> None:
    item = item_of(released(make_office(), now))
    assert "效力" not in metadata(soup(client, address(item)))


def test_the_original_date_of_a_migrated_item_stands_beside_its_source(client: Client, now: datetime) -> None:
    item = item_of(released(make_office(), now))
    Item.objects.filter(pk=item.pk).update(
        original_published_on=date(2019, 7, 1), original_source="宿迁外事网（旧版）"
    )
    shown = metadata(soup(client, address(item)))
    assert shown["原发布日期"] == "2019年7月1日（原载：宿迁外事网（旧版））"
    assert shown["发布日期"] == "2026-03-09 10:00"


def test_a_repealed_text_says_so_above_its_title(client: Client, now: datetime) -> None:
    site = make_site(now)
    page = soup(client, address(site.repealed))
    banner, title = page.select_one(".banner"), page.h1
    assert banner and title
    assert banner.sourceline is not None and title.sourceline is not None
    assert banner.sourceline <= title.sourceline
    assert str(page).index(str(banner)) < str(page).index(str(title))
    assert "已废止" in banner.get_text()
    assert "2026年3月5日" in banner.get_text()
    assert "宿外办发〔2026〕8号" in banner.get_text()
    assert "不作为办事依据" in banner.get_text()


def test_validity_is_computed_for_the_day_the_page_is_read(
    client: Client, now: datetime, clock: Clock
) -> None:
    office = make_office()
    values = document_values(office, expires_on=date(2026, 3, 31))
    item = item_of(released(office, now, kind="document", **values))
    clock.set(now.replace(day=31))
    assert not soup(client, address(item)).select(".banner")
    clock.set(now.replace(month=4, day=1))
    assert "已失效" in soup(client, address(item)).select_one(".banner").get_text()  # type: ignore[union-attr]


def test_a_correction_is_told_with_its_note_and_the_versions_before(client: Client, now: datetime) -> None:
    site = make_site(now)
    page = soup(client, address(site.corrected))
    told = [" ".join(line.get_text(" ", strip=True).split()) for line in page.select(".timeline li")]
    assert told == [
        "发布（第1版） 2026-03-09 10:00",
        "更正（第2版） 2026-03-09 12:00 更正办公电话的区号。",
    ]
    assert "本页内容于 2026-03-09 12:00 更正" in page.get_text()


def test_a_withdrawn_item_leaves_who_when_and_why_and_nothing_of_its_text(
    client: Client, now: datetime
) -> None:
    site = make_site(now)
    page = soup(client, address(site.withdrawn), 410)
    assert metadata(page) == {
        "索引号": site.withdrawn.index_number,
        "撤下机构": "宿迁市人民政府外事办公室出国处",
        "撤下时间": "2026-03-09 10:00",
        "撤下说明": "内容有误，已撤下。",
    }
    assert "关于暂停受理的预告" not in page.get_text()
    assert "有误" in page.get_text()
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"  # type: ignore[index]


def test_while_hosts_have_not_confirmed_the_page_says_being_withdrawn(client: Client, now: datetime) -> None:
    site = make_site(now)
    page = soup(client, address(site.withdrawing), 410)
    assert page.h1 and page.h1.get_text() == "正在撤下"
    assert "关于举办涉外讲座的预告" not in page.get_text()


def test_what_is_not_released_has_no_page(client: Client, now: datetime) -> None:
    office = make_office()
    submitted(office, now)
    for path in ("/info/014416330-2026-00001/", "/info/x/", "/info/014416330-9999-99999/"):
        page = soup(client, path, 404)
        assert page.h1 and page.h1.get_text() == "没有找到这个页面"
        assert path not in str(page.main)


def test_texts_that_cite_each_other_are_linked_both_ways(client: Client, now: datetime) -> None:
    office = make_office()
    cited = item_of(released(office, now, kind="document", **document_values(office)))
    news = item_of(released(office, now, body="<p>规程（宿外办发〔2026〕8号）自三月五日起施行。</p>"))
    forth = soup(client, address(news)).find_all("a", href=address(cited))
    back = soup(client, address(cited)).find_all("a", href=address(news))
    assert forth and back


def test_wide_tables_scroll_inside_a_named_region(client: Client, now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now, kind="document", **document_values(office)))
    frame = soup(client, address(item)).select_one(".prose .table-frame")
    assert frame and frame["tabindex"] == "0" and frame["role"] == "region" and frame["aria-label"] == "表格1"


def test_the_preview_is_the_page_without_what_release_brings(client: Client, now: datetime) -> None:
    office = make_office()
    version = submitted(office, now)
    preview = pages.render("preview", {"version": version.pk}, as_of=now).body.decode()
    draft = pages.render("preview", {"draft": version.edition.draft.pk}, as_of=now).body.decode()
    from tests.support.publishing import pass_gates

    item = item_of(release.release(office.officer, pass_gates(office, version, now).pk, now=now))
    page = soup(client, address(item))
    shown = BeautifulSoup(preview, "html.parser")
    assert str(shown.select_one(".prose")) == str(page.select_one(".prose"))
    assert "这是尚未发布的内容" not in preview  # the desk's own bar says it, outside the page
    assert metadata(shown)["索引号"] == "发布时生成"
    assert BeautifulSoup(draft, "html.parser").h1.get_text() == page.h1.get_text()  # type: ignore[union-attr]


def test_an_empty_draft_can_be_previewed(now: datetime) -> None:
    site = make_site(now)
    assert "尚未公布的访问安排" in pages.render("preview", {"draft": site.draft.pk}, as_of=now).body.decode()


def test_a_correction_released_later_keeps_address_and_date(client: Client, now: datetime) -> None:
    office = make_office()
    item = item_of(released(office, now))
    number = item.index_number
    correct(
        office, item, now + timedelta(days=3), note="更正人数。", title="宿迁市外办举办涉外礼仪培训（更正）"
    )
    page = soup(client, address(item))
    shown = metadata(page)
    assert shown["索引号"] == number and shown["发布日期"] == "2026-03-09 10:00"
    assert page.h1 and page.h1.get_text() == "宿迁市外办举办涉外礼仪培训（更正）"


def test_site_has_no_link_to_what_is_not_public(client: Client, now: datetime) -> None:
    site: Site = make_site(now)
    for path in ("/", "/list/", "/c/news/", "/site-map/", "/sitemap.xml", "/sitemap-zh-0.xml"):
        body = client.get(path).content.decode()
        for hidden in ("尚未公布的访问安排", "关于暂停受理的预告", "关于举办涉外讲座的预告"):
            assert hidden not in body, path
        for item in (site.withdrawn, site.withdrawing):
            assert address(item) not in body, path
