"""What clerks see and do at the case desk."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse

from mingchuang.casework import services
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.roles import Role
from mingchuang.rules.site_errors import SiteErrorState as S
from tests.support.factories import make_division, make_person, sign_in

pytestmark = pytest.mark.django_db

LIST = "/desk/cases/"


def make_case(now, *, days_ago=0, address="/info/1/", proven=True):
    report = Report("wording", "“公布”写成了“工布”", address)
    return file_report(report, receipt=new_receipt(), proven=proven, now=now - timedelta(days=days_ago)).case


@pytest.fixture
def officer():
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def desk(client, officer):
    return sign_in(client, officer)


def act(client, case, name, **data):
    prefixed = {f"{name}-{key}": value for key, value in data.items()}
    return client.post(reverse("casework:act", args=[case.uid, name]), prefixed)


def test_the_list_begins_with_what_is_due_first(desk, now):
    fresh, late = make_case(now, address="/fresh/"), make_case(now, days_ago=7, address="/late/")
    page = desk.get(LIST)
    text = page.content.decode()
    assert text.index(late.number) < text.index(fresh.number)
    assert "已超期" in text
    assert page.context["counts"] == {"overdue": 1, "soon": 1, "unopened": 2, "mine": 0}


def test_a_late_reply_stays_late_once_the_case_is_closed(desk, now):
    late, prompt = make_case(now, days_ago=7), make_case(now, address="/fresh/")
    for case in (late, prompt):
        act(desk, case, "take-on")
        act(desk, case, "answer", reply="已更正")
    rows = desk.get(LIST + "?state=closed").content.decode().split("<tr>")[1:]
    by_number = {case: next(row for row in rows if case.number in row) for case in (late, prompt)}
    assert "逾期" in by_number[late] and "status-overdue" in by_number[late]
    assert "按期" in by_number[prompt] and "status-done" in by_number[prompt]
    page = desk.get(reverse("casework:case", args=[late.uid])).content.decode()
    assert "status-overdue" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"late", "soon", "unchecked"}),
        ("due=overdue", {"late"}),
        ("due=soon", {"soon", "unchecked"}),
        ("scope=mine", {"late"}),
        ("scope=unassigned", {"soon", "unchecked"}),
        ("scope=division", set()),
        ("state=closed", {"closed"}),
        ("state=all", {"late", "soon", "unchecked", "closed"}),
        ("q=late", {"late"}),
        ("q=E2026-00002&state=all", {"soon"}),
        ("kind=site_error", {"late", "soon", "unchecked"}),
        ("kind=nonsense&scope=nonsense&due=nonsense&sort=nonsense", {"late", "soon", "unchecked"}),
        ("q=%00", {"late", "soon", "unchecked"}),
    ],
)
def test_filters_stand_in_the_address(desk, officer, now, query, expected):
    cases = {
        "late": make_case(now, days_ago=7, address="/late/"),
        "soon": make_case(now, address="/soon/"),
        "unchecked": make_case(now, address="/unchecked/", proven=False),
        "closed": make_case(now, address="/closed/"),
    }
    services.take_on(cases["late"], actor=officer, now=now)
    services.take_on(cases["closed"], actor=officer, now=now)
    services.answer(cases["closed"], reply="已更正。", actor=officer, now=now)
    page = desk.get(f"{LIST}?{query}")
    shown = {row.case.pk for row in page.context["rows"]}
    assert {name for name, case in cases.items() if case.pk in shown} == expected


@pytest.mark.parametrize("sort", ["due", "-due", "received", "-received", "number", "-number"])
def test_the_list_sorts_both_ways(desk, now, sort):
    for days in (5, 3, 1):
        make_case(now, days_ago=days)
    rows = desk.get(LIST, {"sort": sort}).context["rows"]
    name = {"due": "due_on", "received": "received_at", "number": "number"}[sort.removeprefix("-")]
    values = [getattr(row.case, name) for row in rows]
    assert values == sorted(values, reverse=sort.startswith("-"))


def test_a_clerk_sees_the_own_division_only(client, officer, now):
    news, other = make_division("新闻处"), make_division("交流处")
    mine = services.forward(make_case(now), division=news, actor=officer, now=now)
    theirs = services.forward(make_case(now), division=other, actor=officer, now=now)
    nobodys = make_case(now)
    clerk = make_person([Role.DRAFTER], division=news)
    sign_in(client, clerk)
    page = client.get(LIST)
    assert [row.case for row in page.context["rows"]] == [mine]
    assert client.get(reverse("casework:case", args=[mine.uid])).status_code == 200
    for case in (theirs, nobodys):
        assert client.get(reverse("casework:case", args=[case.uid])).status_code == 404
        assert act(client, case, "take-on").status_code == 404


def test_the_list_asks_the_database_as_often_for_fifty_rows_as_for_one(
    desk, officer, now, django_assert_max_num_queries
):
    division = make_division()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = desk.get(LIST)
        return len(captured), len(page.context["rows"])

    services.forward(make_case(now), division=division, actor=officer, now=now)
    desk.get(LIST)
    few, one = queries()
    for _ in range(60):
        services.forward(make_case(now), division=division, actor=officer, now=now)
    many, fifty = queries()
    assert (one, fifty) == (1, 50)
    assert many <= few
    assert many <= 20


def test_the_whole_way_at_the_desk(desk, officer, now):
    case = make_case(now)
    page = desk.get(reverse("casework:case", args=[case.uid])).content.decode()
    assert "为何是这一天" in page
    assert "工布" in page
    assert act(desk, case, "take-on").status_code == 302
    assert act(desk, case, "answer", reply="已更正，谢谢。").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.assignee) == (S.ANSWERED, officer)
    page = desk.get(reverse("casework:case", args=[case.uid])).content.decode()
    assert "已更正，谢谢。" in page
    assert "重新办理" in page
    assert act(desk, case, "reopen", reason="更正有误").status_code == 302


def test_a_refusal_says_why_and_keeps_the_text(desk, now):
    case = make_case(now)
    act(desk, case, "take-on")
    page = act(desk, case, "answer", reply="")
    assert page.status_code == 422
    assert "请填写答复内容" in page.content.decode()
    page = act(desk, case, "answer", reply="请打11010519491231002X")
    assert page.status_code == 422
    assert "11010519491231002X</textarea>" in page.content.decode()
    page = act(desk, case, "admit")
    assert page.status_code == 422
    assert "不能核对通过" in page.content.decode()
    case.refresh_from_db()
    assert case.state == S.IN_PROGRESS


def test_a_clerk_of_another_division_is_not_offered(desk, officer, now):
    news = make_division("新闻处")
    stranger = make_person([Role.DRAFTER], division=make_division())
    case = services.forward(make_case(now), division=news, actor=officer, now=now)
    page = act(desk, case, "assign", assignee=str(stranger.pk))
    assert page.status_code == 422
    case.refresh_from_db()
    assert case.assignee is None


def test_the_supervisor_reads_and_changes_nothing(client, now):
    case = make_case(now)
    sign_in(client, make_person([Role.SUPERVISOR]))
    page = client.get(reverse("casework:case", args=[case.uid]))
    assert page.status_code == 200
    assert "不能办理" in page.content.decode()
    assert act(client, case, "take-on").status_code == 403
    assert Case.objects.get().state == S.RECEIVED


def test_an_unknown_act_is_not_found(desk, now):
    assert act(desk, make_case(now), "erase-everything").status_code == 404


def test_what_the_machine_erased_is_not_said_to_be_the_reporters_doing(desk, officer, now):
    case = services.discard(make_case(now, proven=False), reason="广告", actor=officer, now=now)
    services.erase(case, actor=None, now=now)
    page = desk.get(reverse("casework:case", args=[case.uid])).content.decode()
    erased = page[page.index("删除个人信息") :][:200]
    assert "系统" in erased
    assert "来件人" not in erased


def test_the_list_can_be_taken_away_as_a_file(desk, now):
    case = make_case(now, address="/info/7/")
    rows = list(csv.reader(io.StringIO(desk.get(f"{LIST}export/").content.decode("utf-8-sig"))))
    assert rows[0][0] == "编号"
    assert rows[1][:3] == [case.number, "网站找错", "错别字、病句：/info/7/"]
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"{LIST}export/?format=xlsx").content))
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == rows


def test_a_cell_is_never_a_formula():
    from mingchuang.casework.exports import answer

    class Fake:
        number, title, division, assignee, due_on, closed_on = "=1+1", " @x", None, None, None, None
        received_on = __import__("datetime").date(2026, 3, 9)

    lines = answer([(Fake(), None, "-a", "+b")], "csv", name="cases").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("'=1+1,'-a,' @x,'+b,")
