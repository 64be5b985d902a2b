"""The office sees what is searched and not found, and does something about it."""

import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from openpyxl import load_workbook

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.lookups.models import SearchCount, SynonymGroup
from tests.support.factories import sign_in
from tests.support.publishing import Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def officer(office: Office) -> Client:
    return sign_in(Client(), office.officer)


def searched(words: str, searches: int, day: date, *, found: str = "few", language: str = "zh-hans") -> None:
    SearchCount.objects.create(day=day, language=language, words=words, found=found, searches=searches)


def soup_of(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def test_what_is_missing_leads_to_a_draft_and_to_a_synonym(officer: Client, today: date) -> None:
    searched("绿卡", 7, today, found="none")
    searched("护照", 9, today)
    page = soup_of(officer, "/desk/search/report/")
    missing = page.select_one("#missing")
    assert missing and "绿卡" in missing.get_text() and "护照" not in missing.get_text()
    links = [str(a["href"]) for a in missing.select("a")]
    draft = next(link for link in links if link.startswith("/desk/items/new/"))
    assert soup_of(officer, draft).select_one("input[name=words]")["value"] == "绿卡"  # type: ignore[index]
    synonym = next(link for link in links if "synonyms/new" in link)
    assert "绿卡" in soup_of(officer, synonym).select_one("textarea").get_text()  # type: ignore[union-attr]


def test_the_period_and_language_narrow_the_report(officer: Client, today: date) -> None:
    searched("护照", 9, today - timedelta(days=40))
    searched("passport", 3, today, language="en")
    assert "护照" not in soup_of(officer, "/desk/search/report/").select_one("#most").get_text()  # type: ignore[union-attr]
    longer = soup_of(officer, "/desk/search/report/?period=90&language=zh-hans").select_one("#most")
    assert longer and "护照" in longer.get_text() and "passport" not in longer.get_text()


def test_words_searched_once_are_listed_only_when_asked_for(officer: Client, today: date) -> None:
    searched("某件小事", 1, today, found="none")
    assert "某件小事" not in soup_of(officer, "/desk/search/report/").get_text()
    assert "某件小事" in soup_of(officer, "/desk/search/report/?period=30&least=1").get_text()


def test_the_report_is_taken_away_as_a_file_and_leaves_a_trace(officer: Client, today: date) -> None:
    searched("=HYPERLINK(1)", 3, today, found="none")
    answer = officer.post("/desk/search/report/export/", {"format": "xlsx", "period": "30"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]  # type: ignore[union-attr]
    assert rows[0][:4] == ["清单", "检索词", "语种", "次数"]
    assert rows[2][:4] == ["没有结果", "'=HYPERLINK(1)", "中文", 3]
    assert AuditEvent.objects.latest("id").action == "lookups.export_searches"
    text = officer.post("/desk/search/report/export/", {"format": "csv"}).content.decode("utf-8-sig")
    assert "没有结果" in text


def test_who_may_not_read_it_is_told_so(office: Office) -> None:
    drafter = sign_in(Client(), office.drafter)
    for path in ("/desk/search/report/", "/desk/search/synonyms/", "/desk/search/synonyms/new/"):
        assert drafter.get(path).status_code == 403
    assert drafter.post("/desk/search/report/export/").status_code == 403
    leader = sign_in(Client(), office.leader)
    page = soup_of(leader, "/desk/search/report/")
    assert page.select_one("a[href^='/desk/search/synonyms/']") is None


def test_synonyms_are_kept_at_the_desk(officer: Client) -> None:
    answer = officer.post(
        "/desk/search/synonyms/new/", {"language": "zh-hans", "words": "绿卡\n永久居留", "note": ""}
    )
    assert answer.status_code == 302
    group = SynonymGroup.objects.get()
    refused = officer.post("/desk/search/synonyms/new/", {"language": "zh-hans", "words": "绿卡\n永居"})
    assert refused.status_code == 422 and "已经在另一组中" in refused.content.decode()
    assert "绿卡、永久居留" in soup_of(officer, "/desk/search/synonyms/?q=绿卡").get_text()
    officer.post(f"/desk/search/synonyms/{group.pk}/use/", {"in_use": "no"})
    group.refresh_from_db()
    assert not group.in_use
    assert soup_of(officer, "/desk/search/synonyms/").select("tbody tr") == []
