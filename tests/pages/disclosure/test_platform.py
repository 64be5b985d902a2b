"""A citizen opens 政府信息公开: every block is there, nothing is silently blank, and asking is explained."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingchuang.base.accounts.models import User
from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.disclosure.services.statutory import set_statutory_item
from mingchuang.publishing import pages
from mingchuang.rules import request_guidance
from mingchuang.rules.disclosure import GUIDE_FIELDS
from mingchuang.rules.page_tags import PageKind, tags_of
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.statutory import ACTIVE_ITEMS
from tests.support.disclosure import GUIDE, guide_values, report_values, system_values
from tests.support.public_site import address, document_values
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db

BLOCKS = {
    "政府信息公开指南": "/disclosure/guide/",
    "政府信息公开制度": "/disclosure/systems/",
    "法定主动公开内容": "/disclosure/statutory/",
    "政府信息公开年报": "/disclosure/reports/",
    "依申请公开": "/disclosure/request/",
}
FORM = "/disclosure/request/form/"


@pytest.fixture
def office() -> Office:
    return make_office()


def soup(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def text(part: object) -> str:
    return " ".join(part.get_text(" ", strip=True).split())  # type: ignore[attr-defined]


def test_the_front_has_exactly_the_blocks(client: Client, office: Office) -> None:
    page = soup(client, "/disclosure/")
    assert page.h1 and page.h1.get_text() == "政府信息公开"
    assert {a.get_text(): a["href"] for a in page.select(".platform-entries a")} == BLOCKS


def test_every_block_answers_before_anything_is_published(client: Client, office: Office) -> None:
    for name, path in BLOCKS.items():
        page = soup(client, path)
        assert page.h1 and page.h1.get_text() == name
        current = page.select_one('.side-menu [aria-current="page"]')
        assert current and current.get_text() == name


def test_platform_pages_are_the_bytes_of_render_with_their_tags_and_no_cookie(
    client: Client, office: Office, now: datetime
) -> None:
    for key in [key for key in pages.every() if key.startswith("disclosure.")]:
        path = reverse(key.replace(".", ":").replace("_", "-"))
        response = client.get(path)
        assert response.content == pages.render(key, {}, as_of=now).body
        assert not response.cookies
        found = {
            tag["name"]: tag["content"]
            for tag in BeautifulSoup(response.content, "html.parser").select("meta[name]")
        }
        kind = PageKind.OTHER if path == FORM else PageKind.COLUMN
        assert all(found.get(tag.name) for tag in tags_of(kind) if tag.required), path


def test_the_guide_shows_each_field_of_the_regulation(client: Client, office: Office, now: datetime) -> None:
    item = item_of(released(office, now, kind="guide", **guide_values(office)))
    page = soup(client, "/disclosure/guide/")
    shown = {text(row.dt): text(row.dd) for row in page.select(".own-fields > div")}
    assert shown == {field.label: GUIDE[field.key] for field in GUIDE_FIELDS}
    assert page.find("a", href=address(item))


def test_systems_and_reports_are_listed(client: Client, office: Office, now: datetime) -> None:
    system = item_of(released(office, now, kind="system", **system_values(office)))
    for year in ("2024", "2025"):
        released(office, now, kind="annual_report", **report_values(office, year))
    assert soup(client, "/disclosure/systems/").find("a", href=address(system))
    years = [text(span) for span in soup(client, "/disclosure/reports/").select(".report-year")]
    assert years == ["2025年度", "2024年度"]


def test_the_tree_lists_all_fifteen_items_and_says_why_some_do_not_apply(
    client: Client, office: Office, now: datetime
) -> None:
    item = item_of(released(office, now, kind="document", **document_values(office)))
    set_statutory_item(office.officer, "20-6", applicable=False, reason="本机关没有处罚职权", now=now)
    page = soup(client, "/disclosure/statutory/")
    leaves = {str(leaf["id"]): text(leaf) for leaf in page.select(".statutory-tree > li")}
    assert [f"item-{entry.code}" for entry in ACTIVE_ITEMS] == list(leaves)[:15]
    assert "1 条" in leaves["item-20-1"] and "政策文件" in leaves["item-20-1"]
    assert "不适用" in leaves["item-20-6"]
    assert "本机关没有处罚职权（ 2026年3月9日 登记）" in leaves["item-20-6"]
    assert "20个工作日" in leaves["item-20-7"], "no item is silently blank"
    link = page.select_one("#item-20-1 h3 a")
    assert link
    listed = soup(client, str(link["href"]))
    assert listed.find("a", href=address(item))


def test_asking_is_explained_from_the_rules_and_asks_no_purpose(client: Client, office: Office) -> None:
    page = soup(client, "/disclosure/request/")
    shown = text(page.main)
    for _, statements in request_guidance.SECTIONS:
        for statement in request_guidance.shown(statements):
            assert statement.says in shown and statement.source.document in shown
    form = soup(client, FORM)
    assert not any(word in text(form.main) for word in ("用途", "科研需要", "生产需要"))
    assert not form.select("main input, main textarea"), "the printed form is not sent anywhere"


def test_nothing_unverified_is_told_as_law() -> None:
    kept = request_guidance.Statement("x", "甲", "乙", Source("某文件", "某条", Tag.SECONDARY))
    for tag in (Tag.UNVERIFIED, Tag.CONVENTION):
        dropped = request_guidance.Statement("y", "丙", "丁", Source("某文件", "某条", tag))
        assert request_guidance.shown((kept, dropped)) == (kept,)


def test_the_request_page_names_the_body_of_the_guide(client: Client, office: Office, now: datetime) -> None:
    assert "宿迁市人民政府外事办公室" in text(soup(client, "/disclosure/request/").select_one("#contact"))
    released(office, now, kind="guide", **guide_values(office))
    contact = text(soup(client, "/disclosure/request/").select_one("#contact"))
    assert "宿迁市人民政府外事办公室秘书处" in contact and "0527-00000000" in contact


def test_platform_pages_cost_few_queries(client: Client, office: Office, now: datetime) -> None:
    released(office, now, kind="guide", **guide_values(office))
    released(office, now, kind="document", **document_values(office))
    for path in (*BLOCKS.values(), "/disclosure/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) <= 12, path


def _sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def test_the_disclosure_body_decides_at_the_desk(client: Client, office: Office) -> None:
    _sign_in(client, office.officer)
    assert "本机关不承担法定统计职责" in client.get("/desk/admin/statutory-items/").content.decode()
    page = "/desk/admin/statutory-items/20-5/"
    refused = client.post(page, {"applicable": "no", "reason": ""})
    assert refused.status_code == 422
    assert "标为“不适用”须写明理由" in refused.content.decode()
    assert client.post(page, {"applicable": "no", "reason": "已划转"}).status_code == 302
    row = StatutoryItemSetting.objects.get(code="20-5")
    assert (row.applicable, row.reason, row.decided_by) == (False, "已划转", office.officer)
    assert client.get("/desk/admin/statutory-items/20-99/").status_code == 404


def test_others_do_not_reach_the_page(client: Client, office: Office) -> None:
    assert client.get("/desk/admin/statutory-items/").status_code == 302
    _sign_in(client, office.drafter)
    assert client.get("/desk/admin/statutory-items/").status_code == 403
    assert client.post("/desk/admin/statutory-items/20-5/", {"applicable": "yes"}).status_code == 403
