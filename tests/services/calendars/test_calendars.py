"""The office changes a calendar: it sees what moves, accepts exactly that, and old deadlines stay known."""

import threading
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from mingchuang.base.accounts import services as accounts
from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.calendars import registry, services
from mingchuang.base.calendars.models import CalendarVersion, CalendarYear
from mingchuang.base.calendars.registry import ClockRow
from mingchuang.base.calendars.selectors import calendar_of_version, current_calendar
from mingchuang.rules.calendar_data import national, national_notices, notice_to_data
from mingchuang.rules.calendar_text import notice_from_lines
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from mingchuang.rules.source import Tag
from mingchuang.rules.workdays import CoverageError

pytestmark = pytest.mark.django_db

RECEIVED = {"甲": date(2026, 9, 22), "乙": date(2026, 3, 2), "丙": date(2026, 12, 25)}


@pytest.fixture
def administrator(now) -> User:
    person = accounts.create_person(None, username="wang", display_name="王某", now=now).person
    accounts.grant_role(None, person, Role.ADMINISTRATOR, now=now)
    return person


@pytest.fixture
def clocks(monkeypatch) -> dict[str, date]:
    """Three open clocks of ten working days each, as a chapter would register them."""
    monkeypatch.setattr(registry, "_SOURCES", {})
    monkeypatch.setattr(registry, "_AFTER", {})
    received = dict(RECEIVED)

    def rows(calendar, now):
        for name, day in received.items():
            try:
                due = calendar.add(day, 10)
            except CoverageError:
                due = None
            yield ClockRow(f"申请{name}", f"/desk/{name}/", due)

    registry.register_clock_source("requests", rows)
    return received


def year_2026(make_up: str = "") -> dict:
    """2026 as packaged, without the make-up day of 20 September unless given."""
    notice = next(notice for notice in national_notices() if notice.year == 2026)
    data = notice_to_data(notice)
    data["make_up_days"] = [day for day in data["make_up_days"] if day["day"] != "2026-09-20"]
    data["make_up_days"] += [{"name": "国庆节", "day": make_up}] if make_up else []
    return data


def year_2027() -> dict:
    notice = notice_from_lines(2027, "元旦 1月1日至3日", "", tag=Tag.UNVERIFIED, provisional=True)
    return notice_to_data(notice)


def test_before_the_first_seed_the_packaged_calendar_is_in_force():
    assert current_calendar() == national()


def test_seeding_twice_changes_nothing_and_never_overwrites_the_office(administrator, clocks, now):
    assert services.seed(now) == 8
    assert services.seed(now) == 0
    assert CalendarVersion.objects.count() == 1
    assert current_calendar() == national()

    preview = services.preview_change(administrator, year_2026("2026-09-19"), now=now)
    services.apply_change(
        administrator, year_2026("2026-09-19"), accepted=preview.digest, reason="省里另有安排", now=now
    )
    edited = current_calendar()
    assert edited.is_workday(date(2026, 9, 19))
    assert services.seed(now) == 0
    assert current_calendar() == edited

    CalendarYear.objects.filter(year=2019).update(
        arrangement=notice_to_data(national_notices()[1]) | {"year": 2019}
    )
    CalendarYear.objects.filter(year=2020).delete()
    assert services.seed(now) == 2, "what nobody edited follows the package"
    assert current_calendar() == edited


def test_a_change_shows_the_days_and_every_clock_it_would_move(administrator, clocks, now):
    preview = services.preview_change(administrator, year_2026("2026-10-11"), now=now)
    assert [day for day, _, _ in preview.days] == [date(2026, 9, 20), date(2026, 10, 11)]
    [moved] = preview.moved
    assert (moved.source, moved.label, moved.before, moved.after) == (
        "requests",
        "申请甲",
        date(2026, 10, 13),
        date(2026, 10, 12),
    )
    assert current_calendar() == national(), "looking changes nothing"
    assert not CalendarVersion.objects.exists()


def test_a_new_year_settles_what_lay_beyond_the_last(administrator, clocks, now):
    preview = services.preview_change(administrator, year_2027(), now=now)
    [moved] = preview.moved
    assert (moved.label, moved.before, moved.after) == ("申请丙", None, date(2027, 1, 11))
    services.apply_change(administrator, year_2027(), accepted=preview.digest, reason="先按惯例预估", now=now)
    assert current_calendar().covers(date(2027, 12, 31))
    assert current_calendar().explain(date(2027, 5, 1)).provisional


def test_an_accepted_change_is_kept_audited_and_told(administrator, clocks, now):
    told = []
    registry.register_after_change("requests", lambda calendar, at: told.append(calendar.version))
    data = year_2026()
    preview = services.preview_change(administrator, data, now=now)
    version = services.apply_change(
        administrator, data, accepted=preview.digest, reason="国办 通知  更正", now=now
    )
    assert (version.reason, version.moved, version.made_by) == ("国办 通知 更正", 0, administrator)
    assert told == [current_calendar().version] == [version.version]
    assert CalendarYear.objects.get(year=2026).edited_by == administrator
    event = AuditEvent.objects.latest("id")
    assert event.data == {"year": 2026, "version": version.version, "days": 1, "moved": 0}
    assert calendar_of_version(national().version) == national()
    assert calendar_of_version(version.version) == current_calendar()
    assert calendar_of_version("unknown") is None


def test_what_changed_meanwhile_is_refused_and_shown_again(administrator, clocks, now):
    data = year_2026("2026-10-11")
    shown = services.preview_change(administrator, data, now=now)
    clocks["丁"] = date(2026, 9, 23)

    def apply(accepted, reason="更正", what=data):
        with pytest.raises(Refused) as caught:
            services.apply_change(administrator, what, accepted=accepted, reason=reason, now=now)
        return caught.value.codes

    assert apply(shown.digest) == {"difference_changed"}
    assert apply("", " ") == {"difference_changed", "reason_missing"}
    again = services.preview_change(administrator, data, now=now)
    services.apply_change(administrator, data, accepted=again.digest, reason="更正", now=now)
    assert apply(again.digest) == {"nothing_changes"}
    assert apply(shown.digest, "长" * 201, year_2026()) == {"difference_changed", "reason_too_long"}
    assert CalendarVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"holidays": [{"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}]}, "day_of_other_year"),
        ({"holidays": [{"name": "元旦", "first": "2026-01-03", "last": "2026-01-01"}]}, "holiday_reversed"),
        ({"make_up_days": [{"name": "元旦", "day": "2026-01-05"}]}, "make_up_on_weekday"),
        ({"make_up_days": [{"name": "元旦", "day": "2026-02-30"}]}, "calendar_data"),
        ({"holidays": "all"}, "calendar_data"),
        ({"year": 2029}, "years_gap"),
        ({"year": "x"}, "calendar_data"),
    ],
)
def test_an_arrangement_that_makes_no_sense_is_refused(change, code, administrator, now):
    with pytest.raises(Refused) as caught:
        services.preview_change(administrator, year_2026() | change, now=now)
    assert code in caught.value.codes


def test_only_administrators_look_and_change(now, clocks):
    person = accounts.create_person(None, username="li", display_name="李某", now=now).person
    accounts.grant_role(None, person, Role.DISCLOSURE_OFFICER, now=now)
    with pytest.raises(Forbidden):
        services.preview_change(person, year_2026(), now=now)
    with pytest.raises(Forbidden):
        services.apply_change(person, year_2026(), accepted="", reason="x", now=now)


@pytest.mark.db
@pytest.mark.parametrize(
    "sql", ["UPDATE calendars_calendarversion SET moved = 9", "DELETE FROM calendars_calendarversion"]
)
def test_old_calendars_cannot_be_changed(sql, now):
    services.seed(now)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_people_accepting_at_once_make_one_change(administrator, clocks, now):
    services.seed(now)
    data = year_2026()
    accepted = services.preview_change(administrator, data, now=now).digest
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def accept() -> None:
        start.wait()
        try:
            services.apply_change(administrator, data, accepted=accepted, reason="更正", now=now)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.extend(refusal.codes)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "nothing_changes"]
    assert CalendarVersion.objects.count() == 2
    assert CalendarVersion.objects.latest("id").made_at - now < timedelta(seconds=1)
