"""The administrator changes the work calendar: types a year, sees what moves, accepts."""

import json
import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile

from mingchuang.base.accounts import services as accounts
from mingchuang.base.accounts.models import User
from mingchuang.base.calendars import registry
from mingchuang.base.calendars.models import CalendarVersion
from mingchuang.base.calendars.registry import ClockRow
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.rules.calendar_data import national, national_notices, notice_to_data
from mingchuang.rules.roles import Role
from mingchuang.rules.workdays import CoverageError

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/admin/calendars/"
TYPED = {
    "year": "2027",
    "holidays": "元旦 1月1日至3日\n春节 2027-02-06 至 2027-02-12",
    "make_up_days": "春节 2月20日（周六）",
    "basis": "provisional",
}


@pytest.fixture(autouse=True)
def administrator(client, now) -> User:
    person = accounts.create_person(None, username="wang", display_name="王某", now=now).person
    accounts.change_own_password(person, "shu-xia-you-feng-9", now=now)
    accounts.grant_role(None, person, Role.ADMINISTRATOR, now=now)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(person)
    return person


@pytest.fixture
def clocks(monkeypatch) -> dict[str, date]:
    monkeypatch.setattr(registry, "_SOURCES", {})
    monkeypatch.setattr(registry, "_AFTER", {})
    received = {"甲": date(2026, 12, 25)}

    def rows(calendar, now):
        for name, day in received.items():
            try:
                yield ClockRow(f"申请{name}", f"/desk/{name}/", calendar.add(day, 10))
            except CoverageError:
                yield ClockRow(f"申请{name}", f"/desk/{name}/", None)

    registry.register_clock_source("requests", rows)
    return received


def text(answer) -> str:
    return answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    """The hidden boxes of the page of changes."""
    found = dict(re.findall(r'<input type="hidden" name="(accepted|arrangement)" value="([^"]*)"', page))
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


def test_every_year_is_listed_and_shown_day_by_day(client):
    page = text(client.get(ADDRESS))
    for year in range(2019, 2027):
        assert f'/calendars/{year}/"' in page
    assert "国办发明电〔2025〕7号" in page
    year = text(client.get(f"{ADDRESS}2026/"))
    assert year.count("<caption>") == 12
    assert year.count('class="day-make_up"') == 6 + 1, "six days and the key"
    assert client.get(f"{ADDRESS}2031/").status_code == 404


def test_a_year_that_ends_soon_is_warned_of(client, clock):
    assert "日历快到头了" not in text(client.get(ADDRESS))
    clock.forward(days=200)
    client.force_login(User.objects.get())
    assert "日历快到头了" in text(client.get(ADDRESS))


def test_a_typed_year_shows_what_it_moves_and_is_put_in_force(client, clocks):
    preview = text(client.post(f"{ADDRESS}change/", TYPED))
    assert "申请甲" in preview
    assert "超出日历" in preview
    assert "2027-01-11" in preview
    assert current_calendar() == national()
    answer = client.post(f"{ADDRESS}apply/", hidden(preview) | {"reason": "先按惯例预估"})
    assert answer["Location"] == ADDRESS
    assert current_calendar().explain(date(2027, 2, 20)).is_workday
    listed = text(client.get(ADDRESS))
    assert "先按惯例预估" in listed
    assert "变动期限 1 个" in listed
    assert "暂定" in listed


def test_what_moved_meanwhile_is_shown_again_before_it_is_accepted(client, clocks):
    shown = hidden(text(client.post(f"{ADDRESS}change/", TYPED)))
    clocks["乙"] = date(2026, 12, 24)
    again = text(client.post(f"{ADDRESS}apply/", shown | {"reason": "预估"}))
    assert "您确认之后情况有变化" in again
    assert "申请乙" in again
    assert 'value="预估"' in again, "what was typed stays"
    assert not CalendarVersion.objects.exists()
    assert client.post(f"{ADDRESS}apply/", hidden(again) | {"reason": "预估"}).status_code == 302
    assert CalendarVersion.objects.get().moved == 2


def test_many_moved_clocks_are_paged_and_turning_accepts_nothing(client, clocks):
    clocks |= {f"第{number}件": date(2026, 12, 25) for number in range(60)}
    first = text(client.post(f"{ADDRESS}change/", TYPED))
    assert "61 个正在计时的期限" in first
    assert (first.count("超出日历"), "第 1 页，共 2 页" in first) == (50, True)
    second = text(client.post(f"{ADDRESS}apply/", hidden(first) | {"page": "2"}))
    assert (second.count("超出日历"), "第 2 页，共 2 页" in second) == (11, True)
    assert not CalendarVersion.objects.exists()
    clocks["后到的"] = date(2026, 12, 24)
    stale = hidden(text(client.post(f"{ADDRESS}apply/", hidden(second) | {"page": "1"})))
    refused = text(client.post(f"{ADDRESS}apply/", stale | {"reason": "预估"}))
    assert "您确认之后情况有变化" in refused


def test_going_back_from_the_preview_keeps_what_was_typed(client, clocks):
    shown = hidden(text(client.post(f"{ADDRESS}change/", TYPED)))
    page = text(client.post(f"{ADDRESS}change/", shown | {"edit": "1"}))
    assert "春节 2027-02-06 至 2027-02-12" in page
    assert 'value="2027"' in page
    assert client.post(f"{ADDRESS}change/", {"edit": "1", "arrangement": "{"}).status_code == 200


def test_a_reason_is_asked_for(client, clocks):
    shown = hidden(text(client.post(f"{ADDRESS}change/", TYPED)))
    assert "请写明修改的依据或原因" in text(client.post(f"{ADDRESS}apply/", shown | {"reason": " "}))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"holidays": "元旦\n春节 2月6日"}, "第1行“元旦”读不懂"),
        ({"holidays": "元旦 2028-01-01"}, "不在2027年"),
        ({"make_up_days": "春节 2月22日"}, "不是周末"),
        ({"year": "2031"}, "缺少年份"),
        ({"year": "31"}, "年份须在2000至2099之间"),
        ({"year": "明年"}, "年份须为四位数字"),
        ({"year": ""}, "请填写年份"),
        ({"holidays": "x" * 5001}, "5000"),
    ],
)
def test_what_cannot_be_read_is_told_and_stays_in_the_boxes(change, message, client):
    page = text(client.post(f"{ADDRESS}change/", TYPED | change))
    assert message in page
    assert "春节 2月" in page
    assert "启用新日历" not in page


def test_a_year_is_downloaded_changed_and_uploaded(client, clocks):
    data = json.loads(client.get(f"{ADDRESS}2026/file/").content)
    assert data == notice_to_data(national_notices()[-1])
    data["make_up_days"].append({"name": "国庆节", "day": "2026-10-11"})
    upload = SimpleUploadedFile("y.json", json.dumps(data).encode("utf-8-sig"))
    page = text(client.post(f"{ADDRESS}change/", {"upload": "1", "file": upload}))
    assert "2026-10-11" in page
    assert "没有正在计时的期限因此变动" in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        (b"\xff\xfe\x00", "不是UTF-8编码的JSON"),
        (b"[]", "以 { 开头"),
        (b"{" * 5000, "不是UTF-8编码的JSON"),
        (b'{"year": 2027}', "读不懂"),
        (b'{"year": 2027, "holidays": [{"name": 1}], "make_up_days": []}', "读不懂"),
        (b" " * 70_000, "文件须小于64 KB"),
    ],
)
def test_a_file_that_is_not_one_gets_a_clear_answer(content, message, client):
    upload = SimpleUploadedFile("y.json", content)
    assert message in text(client.post(f"{ADDRESS}change/", {"upload": "1", "file": upload}))


def test_no_file_chosen(client):
    assert "请选择文件" in text(client.post(f"{ADDRESS}change/", {"upload": "1"}))


@pytest.mark.parametrize(
    "damage", [{}, {"arrangement": "{"}, {"arrangement": "[1]"}, {"arrangement": '{"year":1}'}]
)
def test_a_damaged_acceptance_changes_nothing(damage, client):
    answer = client.post(f"{ADDRESS}apply/", damage | ({"accepted": "x", "reason": "y"} if damage else {}))
    assert answer.status_code == 302
    assert not CalendarVersion.objects.exists()
