"""By 31 January the report is handed in and published: shown, on the first screen, and told of in time."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from mingchuang.base.audit import services as audit
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import start_of_day
from mingchuang.base.notify.models import Message
from mingchuang.disclosure.annual_report import deadlines, services
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportState
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.publishing import Office, item_of, released

pytestmark = pytest.mark.django_db

YEAR = 2025
JANUARY = date(2026, 1, 20)


def at(day: date) -> datetime:
    return start_of_day(day) + timedelta(hours=9)


@pytest.fixture
def used_since_2025(office: Office) -> None:
    audit.record(office.officer, "annual_report.create", office.officer, now=at(date(2025, 6, 2)), data={})


@pytest.fixture
def signed(office: Office, used_since_2025: None) -> AnnualReport:
    report = services.create_report(office.officer, YEAR, now=at(JANUARY))
    AnnualReport.objects.filter(pk=report.pk).update(
        state=ReportState.SIGNED, signed_by=office.officer, signed_at=at(JANUARY)
    )
    report.refresh_from_db()
    return report


def standing(day: date) -> list[str]:
    return [clock.standing.state.value for clock in deadlines.clocks_of(YEAR, day, current_calendar())]


@pytest.mark.db
def test_both_parts_have_to_be_done_in_time(signed: AnnualReport, office: Office) -> None:
    act = {"day": date(2026, 1, 19), "now": at(date(2026, 1, 30))}
    with pytest.raises(Refused) as refused:
        services.hand_in(office.officer, signed.pk, **act)
    assert refused.value.codes == {"day_too_early"}
    assert standing(date(2026, 2, 2)) == ["overdue", "overdue", "running"]
    services.hand_in(office.officer, signed.pk, day=date(2026, 1, 30), now=act["now"])
    assert standing(date(2026, 2, 2)) == ["met", "overdue", "running"]
    item = item_of(released(office, at(date(2026, 2, 3)), formed_on=date(2026, 1, 30)))
    AnnualReport.objects.filter(pk=signed.pk).update(item=item)
    assert standing(date(2026, 2, 4)) == ["met", "missed", "running"]
    assert deadlines.due_year(date(2026, 2, 4)) == 2026


def test_who_writes_is_told_first_and_who_signs_from_the_offices_own_last_day(
    used_since_2025: None, office: Office
) -> None:
    leader = make_person([Role.LEADER], name="分管领导")

    def told(day: date) -> set[str]:
        Message.objects.all().delete()
        services.remind(at(day))
        return {message.recipient.display_name for message in Message.objects.select_related("recipient")}

    writers = {office.officer.display_name}
    assert told(date(2026, 1, 20)) == set()
    assert told(date(2026, 1, 26)) == writers
    assert told(date(2026, 1, 28)) >= {*writers, leader.display_name}
    assert told(date(2026, 2, 10)) >= {*writers, leader.display_name}
    assert "已超期" in Message.objects.first().subject  # type: ignore[union-attr]


def test_a_report_made_before_the_platform_is_not_asked_for(office: Office) -> None:
    assert services.remind(at(date(2026, 2, 10))) == 0
    assert not deadlines.awaited_by(office.officer, date(2026, 2, 10)).exists()
    assert deadlines.due_year(date(2026, 2, 10)) == 2026


def test_the_days_stand_on_the_pages_and_the_first_screen(
    client, clock: SimpleNamespace, signed: AnnualReport, office: Office
) -> None:
    sign_in(client, office.officer)
    front = client.get(reverse("desk:front")).content.decode()
    assert "年度报告待报送、公布" in front
    listed = client.get(reverse("annual_report:list")).content.decode()
    page = client.get(reverse("annual_report:report", args=[signed.uid])).content.decode()
    for text in (listed, page):
        assert "向主管部门报送" in text
        assert "本级政府年度报告公布" in text
        assert "2026-01-31" in text
    url = reverse("annual_report:act", args=[signed.uid, "hand-in"])
    assert "请填写报送日期" in client.post(url).content.decode()
    done = client.post(url, {"day": "2026-01-30"}, follow=True).content.decode()
    assert "已登记报送" in done
    assert "2026-01-30</time>，按期" in done
