"""Reading the trail at the desk, narrowing it, taking it away as a file."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from mingchuang.base.accounts import services as accounts
from mingchuang.base.accounts.models import Division, User
from mingchuang.base.audit import selectors, services
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.audit.services import exporting
from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/audit/"


@pytest.fixture(autouse=True)
def officer(client, now) -> User:
    person = accounts.create_person(None, username="li", display_name="李某", now=now).person
    accounts.change_own_password(person, "shu-xia-you-feng-9", now=now)
    accounts.grant_role(None, person, Role.DISCLOSURE_OFFICER, now=now)
    client.force_login(person)
    return person


def text(answer) -> str:
    return answer.content.decode()


def csv_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def events_on(page: str) -> int:
    return page.count("<time datetime=")


def test_the_trail_speaks_plainly(client, officer):
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser").get_text()
    for words in ("新建人员", "授予角色", "角色：政府信息公开工作机构", "李某", "人员 李某", "待封存"):
        assert words in page


def test_values_are_said_in_words_and_their_codes_stand_in_the_file(client, officer, now):
    services.record(officer, "letters.draft", None, now=now, data={"kind": "reply_deny_process"})
    services.record(officer, "publishing.create_item", None, now=now, data={"kind": "news"})
    services.record(officer, "publishing.start_import", None, now=now, data={"kind": "released"})
    services.record(officer, "made.up", None, now=now, data={"state": "unheard-of", "fields": ["a", "b"]})
    page = client.get(ADDRESS, {"first": "2026-03-09"})
    said = " ".join(BeautifulSoup(page.content, "html.parser").get_text(" ", strip=True).split())
    for words in (
        "答复：过程性信息", "政务动态", "旧站已发布信息", "unheard-of", "a、b",
    ):  # fmt: skip
        assert words in said, words
    for code in ("reply_deny_process", "released"):
        assert f"{code} " not in said, code
    rows = csv_of(client.post(f"{ADDRESS}export/", {"format": "csv"}))
    told = "；".join(row[9] for row in rows[1:])
    assert "（reply_deny_process）" in told and "种类：政务动态（news）" in told and "角色：" in told


def test_the_same_code_is_another_word_for_another_kind_of_case(client, officer, now):
    for kind in ("site_error", "request"):
        case = Case.objects.create(
            kind=kind, number=f"{kind}-1", state="received", title="-", received_at=now
        )
        services.record(officer, "case.taken_on", case, now=now, data={"state": "received"})
    page = BeautifulSoup(client.get(ADDRESS, {"action": "case.taken_on"}).content, "html.parser")
    cells = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("tbody tr")]
    shown = {row[3]: row[4] for row in cells}
    assert "待接办" in shown["来件 site_error-1"] and "办理中" in shown["来件 request-1"]


def test_of_a_digest_the_beginning_is_shown_and_the_whole_is_there_to_copy(client, officer, now):
    digest = "0123456789abcdef" * 4
    chinese = "文" * 64
    services.record(officer, "files.store", None, now=now, data={"sha256": digest, "problem": chinese})
    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    shown = page.select_one("code.digest")
    assert shown["title"] == digest and shown.get_text() == digest
    assert shown.find(string=True, recursive=False) == digest[:12]
    assert len(page.select("code.digest")) == 1, "64 characters alone are no digest"
    assert chinese in page.get_text()


def test_who_guesses_is_not_called_a_program_and_the_one_thing_looked_at_is_named(client, officer, now):
    accounts.sign_in_failed("li", now=now)
    assert "未登录" in text(client.get(ADDRESS))
    narrowed = text(client.get(ADDRESS, {"target_type": "accounts.user", "target_id": officer.pk}))
    assert "只看人员 李某的记录" in narrowed
    assert "只看" not in text(client.get(ADDRESS))


def test_it_is_narrowed_by_person_action_target_and_days(client, officer, now):
    other = accounts.create_person(officer and None, username="sun", display_name="孙某", now=now).person
    division = accounts.create_division(None, code="01", name="处", now=now - timedelta(days=3))
    everything = events_on(text(client.get(ADDRESS)))
    assert everything == AuditEvent.objects.count()

    def count(**query) -> int:
        return events_on(text(client.get(ADDRESS, query)))

    assert count(actor=officer.pk) == 2
    assert count(action="accounts.create_person") == 2
    assert count(target_type="accounts.user", target_id=other.pk) == 1
    assert count(target_type="accounts.division") == 1
    assert count(first="2026-03-09") == everything - 1
    assert count(last="2026年3月8日") == 1
    assert count(first="2026-03-06", last="2026-03-06") == 1
    assert count(actor=other.pk) == 0
    assert division.pk


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"first": "昨天"}, "读不懂"),
        ({"first": "2026-02-30"}, "不存在"),
        ({"first": "2026-03-09", "last": "2026-03-01"}, "结束日期早于开始日期"),
        ({"action": "no.such"}, "有 1 处需要修改"),
        ({"actor": "x"}, "有 1 处需要修改"),
    ],
)
def test_a_filter_that_cannot_be_read_says_so(query, message, client):
    assert message in text(client.get(ADDRESS, query))


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30])
def test_any_page_number_gets_an_answer(page, client):
    assert client.get(ADDRESS, {"page": page}).status_code == 200


def test_a_long_trail_costs_the_same(client, officer, now, django_assert_max_num_queries):
    for n in range(120):
        services.record(officer, "accounts.sign_in", officer, now=now + timedelta(seconds=n))
    services.seal(now)
    with django_assert_max_num_queries(16):
        page = text(client.get(ADDRESS))
    assert events_on(page) == 30
    assert "共 12" in page


def test_a_very_long_trail_says_that_it_goes_on(client, officer, now, monkeypatch):
    for n in range(70):
        services.record(officer, "accounts.sign_out", officer, now=now + timedelta(seconds=n))
    narrowed = {"action": "accounts.sign_out", "page": "3"}
    whole = text(client.get(ADDRESS, narrowed))
    assert "共 70 条" in whole and "最多翻到这一页" not in whole
    monkeypatch.setattr(selectors, "COUNTED", 60)
    first = text(client.get(ADDRESS, narrowed | {"page": "1"}))
    assert "共 60+ 条" in first and "最多翻到这一页" not in first
    last = text(client.get(ADDRESS, narrowed))
    assert events_on(last) == 30 and "最多翻到这一页" in last, "there is no third page"


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_holds_what_was_narrowed_and_is_itself_written_down(file_format, client, officer, now):
    User.objects.filter(pk=officer.pk).update(display_name="=HYPERLINK(1)")
    answer = client.post(f"{ADDRESS}export/?action=accounts.sign_in", {"format": file_format})
    assert answer["Content-Disposition"].startswith("attachment")
    if file_format == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    else:
        rows = [
            list(row) for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
        ]
    assert rows[0][:5] == ["序号", "时间", "操作人", "用户名", "操作"]
    assert [row[4] for row in rows[1:]] == ["登录"]
    assert rows[1][2] == "'=HYPERLINK(1)", "never a formula"
    event = AuditEvent.objects.latest("id")
    assert event.action == "audit.export"
    assert event.data == {"rows": 1, "format": file_format, "action": "accounts.sign_in"}


def test_too_long_a_trail_is_not_handed_out(client, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    answer = client.post(f"{ADDRESS}export/", {"format": "csv"})
    assert answer.status_code == 422
    assert "请缩小日期范围" in text(answer)
    assert not AuditEvent.objects.filter(action="audit.export").exists()


def test_looking_cannot_hand_out(client):
    assert client.get(f"{ADDRESS}export/").status_code == 405


def test_a_drafter_does_not_read_the_trail(client, officer, now):
    division = Division.objects.create(code="02", name="处")
    other = accounts.create_person(None, username="sun", display_name="孙某", now=now).person
    accounts.change_own_password(other, "shu-xia-you-feng-9", now=now)
    accounts.grant_role(None, other, Role.DRAFTER, division=division, now=now)
    client.force_login(other)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}export/").status_code == 403
