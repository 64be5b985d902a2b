"""The guide goes out whole or not at all; a year has one report; “not applicable” holds nothing."""

from datetime import datetime
from typing import Any

import pytest

from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.disclosure.services.statutory import set_statutory_item
from mingchuang.publishing.models import Draft
from mingchuang.publishing.services import release, submission
from mingchuang.rules.disclosure import GUIDE_FIELDS
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.disclosure import GUIDE, guide_values, report_values
from tests.support.public_site import document_values
from tests.support.publishing import Office, cleared, drafted, make_office, released

pytestmark = pytest.mark.django_db


def _reasons(draft: Draft, now: datetime) -> dict[str, str]:
    draft.refresh_from_db()
    return {reason.field: reason.message for reason in submission.readiness(draft, now.date())}


@pytest.fixture
def office() -> Office:
    return make_office()


def test_a_guide_with_every_field_can_be_submitted(office: Office, now: datetime) -> None:
    assert _reasons(drafted(office, now, kind="guide", **guide_values(office)), now) == {}


def test_each_empty_field_of_the_guide_is_told(office: Office, now: datetime) -> None:
    for value in ("", "  ", "\u200b", "待补充"):
        extra = dict.fromkeys(GUIDE, value)
        draft = drafted(office, now, kind="guide", **guide_values(office, extra=extra))
        told = {field for field in _reasons(draft, now) if field.startswith("extra_")}
        assert told == {f"extra_{field.key}" for field in GUIDE_FIELDS}, repr(value)


def test_one_empty_field_is_enough_to_hold_the_guide_back(office: Office, now: datetime) -> None:
    for field in GUIDE_FIELDS:
        extra = GUIDE | {field.key: ""}
        draft = drafted(office, now, kind="guide", **guide_values(office, extra=extra))
        with pytest.raises(Refused) as refused:
            submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
        assert field.label in str(refused.value)


def test_a_year_has_one_annual_report(office: Office, now: datetime) -> None:
    released(office, now, kind="annual_report", **report_values(office, "2025"))
    second = drafted(office, now, kind="annual_report", **report_values(office, "2025"))
    assert _reasons(second, now) == {"extra_year": "2025年度的年报已经公开，需要修改请在原件上发起更正"}
    other = drafted(office, now, kind="annual_report", **report_values(office, "2024"))
    assert _reasons(other, now) == {}


def test_two_reports_cleared_side_by_side_do_not_both_go_out(office: Office, now: datetime) -> None:
    first = cleared(office, now, kind="annual_report", **report_values(office, "2025"))
    second = cleared(office, now, kind="annual_report", **report_values(office, "2025"))
    release.release(office.officer, first.pk, now=now)
    with pytest.raises(Refused) as refused:
        release.release(office.officer, second.pk, now=now)
    assert "report_twice" in refused.value.codes


@pytest.mark.parametrize("year", ["", "25", "1999", "二〇二五"])
def test_the_year_of_a_report_is_a_year(office: Office, now: datetime, year: str) -> None:
    draft = drafted(office, now, kind="annual_report", **report_values(office, year))
    assert set(_reasons(draft, now)) == {"extra_year"}


def test_not_applicable_needs_its_reason(office: Office, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        set_statutory_item(office.officer, "20-4", applicable=False, reason=" ", now=now)
    assert refused.value.codes == {"not_applicable_without_reason"}
    row = set_statutory_item(office.officer, "20-4", applicable=False, reason="本机关不统计", now=now)
    assert (row.applicable, row.reason, row.decided_on, row.decided_by) == (
        False, "本机关不统计", now.date(), office.officer,
    )  # fmt: skip


def test_an_item_in_use_cannot_be_called_not_applicable(office: Office, now: datetime) -> None:
    released(office, now, kind="document", **document_values(office))
    with pytest.raises(Refused) as refused:
        set_statutory_item(office.officer, "20-1", applicable=False, reason="没有", now=now)
    assert refused.value.codes == {"item_in_use"}


def test_nothing_is_published_under_an_item_that_does_not_apply(office: Office, now: datetime) -> None:
    version = cleared(office, now, kind="document", **document_values(office))
    set_statutory_item(office.officer, "20-1", applicable=False, reason="没有", now=now)
    with pytest.raises(Refused) as refused:
        release.release(office.officer, version.pk, now=now)
    assert "statutory_not_applicable" in refused.value.codes
    draft = drafted(
        office, now, kind="document", **document_values(office, document_number="宿外办发〔2026〕9号")
    )
    assert set(_reasons(draft, now)) == {"statutory_item"}


def test_only_the_disclosure_body_decides(office: Office, now: datetime) -> None:
    people: tuple[Any, ...] = (office.drafter, office.administrator, office.supervisor, None)
    for person in people:
        with pytest.raises(Forbidden):
            set_statutory_item(person, "20-4", applicable=True, reason="", now=now)
    assert not StatutoryItemSetting.objects.exists()
