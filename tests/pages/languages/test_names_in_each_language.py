"""The office names itself and its columns in each language; what it has not translated says it is Chinese."""

from datetime import datetime

import pytest
from django.test import Client
from lxml.html import document_fromstring

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.identity import services as identity
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.models import Column
from mingchuang.publishing.services import columns
from mingchuang.rules.refusals import Forbidden
from mingchuang.web.demo.office import IDENTITY
from tests.support.editions import make_bureau, translation_released
from tests.support.public_site import make_site

pytestmark = pytest.mark.django_db

OFFICE = {
    "en": "Suqian Municipal Foreign Affairs Office",
    "ja": "宿遷市人民政府外事弁公室",
    "ko": "쑤첸시 인민정부 외사판공실",
}


def _text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("language", OFFICE)
def test_masthead_footer_and_title_name_the_office_in_the_language(
    client: Client, now: datetime, language: str
) -> None:
    make_site(now)
    identity.change_identity(None, IDENTITY, now=now)
    page = document_fromstring(_text(client, f"/{language}/"))
    assert page.find_class("masthead-text")[0].text_content().strip() == OFFICE[language]
    assert page.findtext(".//title").startswith(OFFICE[language])
    footer = page.find_class("footer")[0].text_content()
    assert OFFICE[language] in footer
    assert IDENTITY[f"hours_{language}"] in footer
    assert IDENTITY["hours"] not in footer
    assert "+86 527-80000000" in footer


def test_what_is_not_translated_is_shown_and_marked_as_chinese(client: Client, now: datetime) -> None:
    make_site(now)
    SiteIdentity.objects.update(address="江苏省宿迁市示例路1号", address_en="")
    page = document_fromstring(_text(client, "/en/"))
    marked = page.xpath("//footer//*[@lang='zh-CN' and contains(., '示例路')]")
    assert marked, "a Chinese address on an English page must say that it is Chinese"


def test_japanese_without_kana_is_not_taken_for_chinese(client: Client, now: datetime) -> None:
    make_site(now)
    identity.change_identity(None, IDENTITY, now=now)
    page = document_fromstring(_text(client, "/ja/"))
    assert not page.xpath("//*[@lang='zh-CN' and contains(., '営業日')]")


def test_reading_in_another_language_changes_nothing_that_is_kept(now: datetime) -> None:
    identity.change_identity(None, IDENTITY, now=now)
    kept = SiteIdentity.objects.get()
    assert kept.in_language("en").address == IDENTITY["address_en"]
    assert kept.address == IDENTITY["address"]


def test_columns_are_named_in_the_language_of_the_page(client: Client, now: datetime) -> None:
    site = make_site(now)
    Column.objects.filter(pk=site.office.news.pk).update(name_en="News", description_en="What we do.")
    translation_released(site.office, make_bureau(site.office), site.news, now)
    slug = site.office.news.slug
    page = document_fromstring(_text(client, f"/en/c/{slug}/"))
    assert page.findtext(".//h1") == "News"
    menu = [link.text_content() for link in page.xpath("//nav[contains(@class,'mainnav')]//a")]
    assert "News" in menu
    assert site.office.news.name not in _text(client, "/en/site-map/")


def test_a_column_with_nothing_in_the_language_says_so_and_leads_to_the_chinese_one(
    client: Client, now: datetime
) -> None:
    site = make_site(now)
    slug = site.office.news.slug
    answer = _text(client, f"/ko/c/{slug}/")
    page = document_fromstring(answer)
    assert page.xpath(f"//main//a[@href='/c/{slug}/']")
    assert page.xpath("//meta[@name='robots' and contains(@content, 'noindex')]")
    assert f"/ko/c/{slug}/" not in [link.get("href") for link in page.xpath("//nav//ul[@class='width']//a")]
    _text(client, "/ko/c/no-such-column/", 404)


def test_the_foreign_front_page_begins_with_what_a_foreigner_needs(client: Client, now: datetime) -> None:
    make_site(now)
    identity.change_identity(None, IDENTITY, now=now)
    headings = document_fromstring(_text(client, "/en/")).xpath("//main//h2")
    assert headings[0].text_content() == "For foreign nationals and international businesses"
    assert "home-welcome" not in _text(client, "/")


def test_translations_of_a_column_are_kept_by_the_one_service(now: datetime) -> None:
    site = make_site(now)
    column = site.office.news
    with pytest.raises(Forbidden):
        columns.save_column(site.office.drafter, column, {"name_ja": "外事ニュース"}, now=now)
    column.refresh_from_db()
    assert column.name_ja == ""
    assert not AuditEvent.objects.filter(action="publishing.change_column").exists()
