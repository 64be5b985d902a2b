"""Who looks at a year of cases sees the counts of what they may see, as tables with bars and as files."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.casework import services
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.casework.statistics import Statistics, Tally, percent
from mingchuang.disclosure.requests.services.applicant import withdraw
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

PAGE = "/desk/cases/statistics/"


@pytest.fixture
def officer():
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def news():
    return make_division("新闻处")


def report_error(now, days_ago, address="/info/1/"):
    report = Report("wording", "“公布”写成了“工布”", address)
    return file_report(report, receipt=new_receipt(), proven=True, now=now - timedelta(days=days_ago)).case


@pytest.fixture
def cases(officer, news, now):
    """Of site errors: one answered in time, one too late, one open; of requests: one withdrawn, one open."""
    in_time, late = report_error(now, 3, "/info/1/"), report_error(now, 40, "/info/2/")
    for case in (in_time, late):
        services.take_on(case, actor=officer, now=now)
        services.answer(case, reply="已改正，谢谢。", actor=officer, now=now)
    services.forward(report_error(now, 5, "/info/3/"), division=news, reason="", actor=officer, now=now)
    requests = [
        register_request(
            Application(applicant_type="natural_person", name="甲", document_name=name),
            Arrival(Channel.IN_PERSON, submitted_on=now.date()),
            actor=officer,
            now=now,
        ).case
        for name in ("统计表", "预算")
    ]
    withdraw(requests[0], now=now)
    return Case.objects.all()


def table(client: Client, caption: str, query: str = "") -> dict[str, list[str]]:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    [found] = [one for one in page.select("table") if one.caption.get_text(strip=True) == caption]
    return {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")[:3]]
        for row in found.select("tbody tr, tfoot tr")
    }


def test_a_year_by_month_kind_and_division(client, officer, cases):
    desk = sign_in(client, officer)
    months = table(desk, "按月")
    assert len(months) == 13
    assert months["1月"] == ["1", "0", "—"]
    assert months["3月"] == ["4", "3", "66.7%"]
    assert months["合计"] == ["5", "3", "66.7%"]
    kinds = table(desk, "按种类")
    assert kinds["依申请公开"] == ["2", "1", "100.0%"]
    assert kinds["合计"] == ["5", "3", "66.7%"]
    assert table(desk, "按处室")["新闻处"] == ["1", "0", "—"]


def test_outcomes_of_requests_have_their_shares(client, officer, cases):
    outcomes = table(sign_in(client, officer), "办理结果")
    assert outcomes["其他处理"][:2] == ["1", "100.0%"]
    assert outcomes["予以公开"][:2] == ["0", "0.0%"]


def test_bars_say_nothing_the_table_does_not_and_need_no_inline_style(client, officer, cases):
    response = sign_in(client, officer).get(PAGE)
    page = BeautifulSoup(response.content, "html.parser")
    bars = page.select("td.bars svg")
    assert bars
    assert all(bar["aria-hidden"] == "true" for bar in bars)
    assert not page.select("main [style]")
    widths = [int(bar["width"]) for bar in page.select(".bar-solid")]
    assert max(widths) == 100


def test_the_year_and_the_kind_stand_in_the_address(client, officer, cases):
    desk = sign_in(client, officer)
    assert table(desk, "按月", "?year=2026&kind=request")["合计"] == ["2", "1", "100.0%"]
    assert "这一年没有来件" not in desk.get(PAGE + "?year=1&kind=x").content.decode()
    worklist = desk.get("/desk/cases/").content.decode()
    assert f'href="{PAGE}"' in worklist


def test_an_office_without_cases_is_told_so(client, officer):
    assert "这一年没有来件" in sign_in(client, officer).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("role", "arrived"),
    [(Role.DISCLOSURE_OFFICER, "5"), (Role.LEADER, "5"), (Role.SUPERVISOR, "5"), (Role.DRAFTER, "1")],
)
def test_each_role_counts_what_it_may_see(client, cases, news, role, arrived):
    person = make_person([role], division=news, name="某人")
    assert table(sign_in(client, person), "按月")["合计"][0] == arrived


def test_who_may_not_read_cases_is_refused(client, cases):
    desk = sign_in(client, make_person([Role.ADMINISTRATOR], name="管理员"))
    assert desk.get(PAGE).status_code == 403
    assert desk.get(PAGE + "export/").status_code == 403


def test_the_same_counts_as_a_file(client, officer, cases):
    desk = sign_in(client, officer)
    answer = desk.get(PAGE + "export/?year=2026&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(row["收到"]) for row in rows) == 5
    assert sum(int(row["按期办结"]) for row in rows) == 2
    book = openpyxl.load_workbook(io.BytesIO(desk.get(PAGE + "export/?format=xlsx&table=outcomes").content))
    lines = list(book.active.values)
    assert lines[0] == ("种类", "办理结果", "件数", "占比")
    assert ("依申请公开", "其他处理", 1, "100.0%") in lines


def test_a_year_is_counted_with_as_few_queries_as_before_more_cases(officer, cases, now):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = Statistics(officer, 2026)
            found.by_month(), found.by_kind(), found.by_division(), found.outcomes()
        return len(queries)

    before = asked()
    for number in range(5):
        report_error(now, 1, f"/info/9{number}/")
    assert asked() == before


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "—"), (0, 3, "0.0%"), (2, 3, "66.7%"), (3, 3, "100.0%"), (99999, 100000, "99.9%")],
)
def test_only_all_of_it_is_a_hundred_percent(part, whole, said):
    assert percent(part, whole) == said
    assert Tally(measured=whole, on_time=part).rate == said
