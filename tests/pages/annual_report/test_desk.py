"""The officer builds the report, looks behind a number, mends it; the leader signs; it goes to the gates."""

import json
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.rules.annual_report.counting import CountedRequest
from tests.support.annual_reports import changed
from tests.support.disclosure import block_column
from tests.support.factories import sign_in
from tests.support.publishing import Office, make_office
from tests.support.reported import Requests, registered

pytestmark = pytest.mark.django_db
LIST = "/desk/annual-reports/"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def requests() -> Iterator[Requests]:
    with registered() as requests:
        requests.requests.append(CountedRequest("natural_person", 2025, 2025, "granted"))
        yield requests


@pytest.fixture
def officer(client: Client, office: Office) -> Client:
    return sign_in(client, office.officer)


@pytest.fixture
def report(officer: Client, requests: Requests) -> AnnualReport:
    assert officer.post(LIST, {"year": "2025"}).status_code == 302
    return AnnualReport.objects.get()


def soup(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def test_the_list_begins_empty_and_says_what_to_do(officer: Client) -> None:
    page = soup(officer, LIST)
    assert "还没有年度报告" in page.get_text()
    assert "生成年度报告" in [button.get_text(strip=True) for button in page.select("main button")]


def test_each_number_leads_to_the_cases_behind_it(officer: Client, report: AnnualReport) -> None:
    page = soup(officer, f"{LIST}{report.uid}/")
    assert [region["aria-label"] for region in page.select("[role=region][tabindex='0']")] == [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]
    link = page.select_one('a[href*="requests.granted.natural_person"]')
    assert link and link.get_text() == "1"
    cell = soup(officer, f"{LIST}{report.uid}/cell/?place=requests.granted.natural_person")
    assert [a["href"] for a in cell.select("td a")] == ["/desk/cases/0/"]
    empty = soup(officer, f"{LIST}{report.uid}/cell/?place=requests.partial.total")
    assert "系统里没有计入这一格的事项" in empty.get_text()
    for wrong in ("", "?place=requests", "?place=requests.a.b", "?place=%00"):
        assert officer.get(f"{LIST}{report.uid}/cell/{wrong}").status_code == 404


def test_a_changed_number_is_marked_and_keeps_the_report_from_being_signed(
    officer: Client, report: AnnualReport, office: Office
) -> None:
    address = f"{LIST}{report.uid}/cell/?place=requests.granted.natural_person"
    refused = officer.post(address, {"act": "edit", "value": "x", "reason": ""})
    assert refused.status_code == 422
    assert "请填写修改理由" in refused.content.decode()
    assert officer.post(address, {"act": "edit", "value": "2", "reason": "补录"}).status_code == 302
    page = soup(officer, f"{LIST}{report.uid}/")
    assert "表三“（一）予以公开”总计应为2，现为1" in page.get_text()
    assert "补录" in page.get_text()
    assert officer.post(f"{LIST}{report.uid}/act/sign/").status_code == 403
    leader = sign_in(Client(), office.leader)
    answer = leader.post(f"{LIST}{report.uid}/act/sign/")
    assert answer.status_code == 422
    assert "应为2，现为1" in answer.content.decode()
    assert "章还没有写完" in answer.content.decode()


def test_from_chapters_to_the_public_draft(officer: Client, report: AnnualReport, office: Office) -> None:
    block_column(office, "reports", "annual_report")
    chapters = soup(officer, f"{LIST}{report.uid}/chapters/")
    assert "全年新收政府信息公开申请1件" in chapters.get_text()
    texts = {f"chapter_{place}": f"第{place}章的话" for place in range(6)}
    saved = officer.post(f"{LIST}{report.uid}/chapters/", {**texts, "revision": report.revision})
    assert saved.status_code == 302
    twice = officer.post(f"{LIST}{report.uid}/chapters/", {**texts, "revision": report.revision})
    assert twice.status_code == 302
    other = {**texts, "chapter_1": "另一个窗口写的话", "revision": report.revision}
    late = officer.post(f"{LIST}{report.uid}/chapters/", other)
    assert late.status_code == 422
    told = BeautifulSoup(late.content, "lxml")
    assert "别人改过" in told.get_text() and "第2章“第1章的话”" in told.get_text()
    assert "另一个窗口写的话" in told.get_text()
    fresh = told.select_one("[name=revision]")["value"]
    assert officer.post(f"{LIST}{report.uid}/chapters/", {**other, "revision": fresh}).status_code == 302
    leader = sign_in(Client(), office.leader)
    assert leader.post(f"{LIST}{report.uid}/act/sign/").status_code == 302
    assert "不能修改" in officer.get(f"{LIST}{report.uid}/chapters/").content.decode()
    missing = officer.post(f"{LIST}{report.uid}/act/hand-over/")
    assert "请选择起草处室" in missing.content.decode()
    done = officer.post(f"{LIST}{report.uid}/act/hand-over/", {"division": office.secretariat.pk})
    assert done.status_code == 302
    report.refresh_from_db()
    assert report.item is not None
    page = soup(officer, f"{LIST}{report.uid}/")
    assert page.select_one(f'a[href="/desk/items/{report.item.uid}/"]')
    assert officer.post(f"{LIST}{report.uid}/act/unknown/").status_code == 404


@pytest.mark.parametrize("ending", ["json", "xlsx", "docx", "pdf"])
def test_files_are_downloads(officer: Client, report: AnnualReport, ending: str) -> None:
    response = officer.get(f"{LIST}{report.uid}/export/{ending}/")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert officer.get(f"{LIST}{report.uid}/export/exe/").status_code == 404


def test_another_office_is_imported_and_its_fault_named(officer: Client, requests: Requests) -> None:
    data = json.dumps(changed("review_litigation", "review", 4, None), ensure_ascii=False).encode()
    sent = officer.post(f"{LIST}import/", {"file": SimpleUploadedFile("某市.json", data)})
    assert sent.status_code == 302
    page = soup(officer, sent["Location"])
    assert "表四“行政复议”总计应为11，现为空白" in page.get_text()
    assert "编写正文" not in page.get_text()
    cell = soup(officer, f"{sent['Location']}cell/?place=review_litigation.review.total")
    assert not cell.select("main textarea")
    assert "某市人民政府" in soup(officer, LIST).get_text()
    part = changed("requests", "new", 0, 14069)
    part["completeness"]["requests"] = part["completeness"]["review_litigation"] = "absent"
    del part["tables"]["requests"], part["tables"]["review_litigation"]
    seen = SimpleUploadedFile("只有表二.json", json.dumps(part, ensure_ascii=False).encode())
    page = soup(officer, officer.post(f"{LIST}import/", {"file": seen})["Location"])
    first = page.select_one("#identities li")
    assert first is not None and "没有核对" in first.get_text(), "what is not there does not agree"
    assert "已导入" in page.get_text()
    bad = officer.post(f"{LIST}import/", {"file": SimpleUploadedFile("a.json", b"{")})
    assert bad.status_code == 422
    assert "不是JSON格式" in bad.content.decode()


def test_people_without_the_right_do_not_see_reports(client: Client, office: Office) -> None:
    assert client.get(LIST).status_code == 302
    assert sign_in(client, office.drafter).get(LIST).status_code == 403
    supervisor = sign_in(Client(), office.supervisor)
    assert supervisor.get(LIST).status_code == 200
    assert supervisor.post(LIST, {"year": "2025"}).status_code == 403


def test_the_list_asks_no_more_for_many_reports(officer: Client, office: Office, requests: Requests) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(LIST).status_code == 200
        return len(asked)

    officer.post(LIST, {"year": "2025"})
    few = queries()
    for year in ("2022", "2023", "2024"):
        officer.post(LIST, {"year": year})
    assert queries() == few


def test_a_year_without_requests_says_so(officer: Client) -> None:
    officer.post(LIST, {"year": "2020"})
    report = AnnualReport.objects.get()
    assert "这一年系统里没有收到、办理过申请" in soup(officer, f"{LIST}{report.uid}/").get_text()
    again = officer.post(LIST, {"year": "2020"})
    assert again.status_code == 422
    assert "已经生成" in again.content.decode()
