"""What is out: its number, its lists, its corrections, its withdrawal, its validity."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from mingchuang.publishing import jobs
from mingchuang.publishing.models import (
    Column,
    Draft,
    EventKind,
    Item,
    ItemState,
    PublicListing,
    Version,
    VersionState,
)
from mingchuang.publishing.selectors import public
from mingchuang.publishing.selectors.public import ListingFilter
from mingchuang.publishing.services import (
    columns,
    drafts,
    listings,
    projections,
    release,
    submission,
    validity,
    withdrawal,
)
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.publishing import Office, cleared, item_of, pass_gates, released


def test_numbers_are_permanent_and_never_given_twice(office: Office, now: datetime) -> None:
    first = item_of(released(office, now))
    second = item_of(released(office, now, title="第二件"))
    assert (first.index_number, second.index_number) == ("014416330/2026-00001", "014416330/2026-00002")
    correct(office, first, now, "标题更正")
    first.refresh_from_db()
    assert first.index_number == "014416330/2026-00001"


def correct(office: Office, item: Item, now: datetime, title: str) -> Version:
    """A correction brought through the gates to the public."""
    draft = drafts.start_correction(office.drafter, item.pk, now=now)
    saved = drafts.save_draft(
        office.drafter, draft.pk, draft.revision, {"title": title, "public_note": "更正标题"}, now=now
    )
    version = submission.submit(office.drafter, draft.pk, saved.draft.revision, now=now, today=now.date())
    return release.release(office.officer, pass_gates(office, version, now).pk, now=now)


def test_a_correction_keeps_the_old_version_and_says_what_changed(office: Office, now: datetime) -> None:
    first = released(office, now)
    item = item_of(first)
    second = correct(office, item, now + timedelta(days=1), "更正后的标题")
    first.refresh_from_db()
    assert first.state == VersionState.SUPERSEDED
    assert PublicListing.objects.get().version_id == second.pk
    history = list(public.public_history(item))
    assert [event.kind for event in history] == [EventKind.RELEASED, EventKind.CORRECTED]
    assert history[1].public_note == "更正标题"
    assert item_of(second).first_released_at == now


def test_a_correction_without_a_public_note_is_refused(office: Office, now: datetime) -> None:
    item = item_of(released(office, now))
    draft = drafts.start_correction(office.drafter, item.pk, now=now)
    assert "note_missing" in {r.code for r in submission.readiness(draft, now.date())}


def test_the_time_of_release_is_the_systems_own(office: Office, now: datetime) -> None:
    version = released(office, now, formed_on=date(2025, 1, 2))
    listing = PublicListing.objects.get(version=version)
    assert listing.shown_on == now.date()
    assert listing.year == 2025


def test_withdrawing_hides_at_once_and_is_called_done_only_when_hosts_confirm(
    office: Office, now: datetime
) -> None:
    item = item_of(released(office, now))
    withdrawal.withdraw(office.officer, item.pk, reason="内容有误", public_note="因内容有误撤下", now=now)
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWING
    assert public.released_version(item) is None
    assert not public.public_listings().exists()
    assert withdrawal.confirm_withdrawal(item.pk, [lambda _: "二号主机"], now=now) == ["二号主机"]
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWING
    assert withdrawal.confirm_withdrawal(item.pk, [lambda _: None], now=now) == []
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWN
    stone = public.tombstone(item)
    assert stone is not None
    assert (stone.public_note, stone.at) == ("因内容有误撤下", now)


def test_withdrawing_needs_a_reason_a_note_and_the_right(office: Office, now: datetime) -> None:
    item = item_of(released(office, now))
    with pytest.raises(Refused) as refused:
        withdrawal.withdraw(office.officer, item.pk, reason="", public_note="", now=now)
    assert refused.value.codes == {"reason_missing", "public_note_missing"}
    for actor in (office.drafter, office.administrator, office.supervisor):
        with pytest.raises(Forbidden):
            withdrawal.withdraw(actor, item.pk, reason="x", public_note="x", now=now)


def test_a_withdrawn_item_comes_back_only_through_the_gates(office: Office, now: datetime) -> None:
    item = item_of(released(office, now))
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="有误", now=now)
    withdrawal.confirm_withdrawal(item.pk, [], now=now)
    correct(office, item, now, "改正后重新公开")
    item.refresh_from_db()
    assert item.state == ItemState.PUBLISHED
    assert public.public_listings().count() == 1


def test_validity_is_computed_for_each_day(office: Office, now: datetime) -> None:
    version = released(office, now, effective_on=date(2026, 4, 1), expires_on=date(2027, 3, 31))
    item = item_of(version)
    days = {
        date(2026, 3, 9): "not_yet",
        date(2026, 4, 1): "in_force",
        date(2027, 3, 31): "in_force",
        date(2027, 4, 1): "lapsed",
    }
    for day, expected in days.items():
        assert listings.validity_of(item, version, day).value == expected
        listings.refresh_validity(today=day, now=now)
        assert PublicListing.objects.get().validity == expected


def test_repealing_is_an_act_with_a_basis(office: Office, now: datetime, today: date) -> None:
    version = released(office, now)
    item = item_of(version)
    with pytest.raises(Refused) as refused:
        validity.record_validity(office.officer, item.pk, "", None, " ", now=now, today=today)
    assert {"kind_missing", "on_missing", "basis_missing"} <= refused.value.codes
    validity.record_validity(
        office.officer, item.pk, "repealed", date(2026, 5, 1), "宿外办〔2026〕9号", now=now, today=today
    )
    assert PublicListing.objects.get().validity == "in_force"
    listings.refresh_validity(today=date(2026, 5, 1), now=now)
    assert PublicListing.objects.get().validity == "repealed"


def test_scheduled_release_goes_out_at_its_time_by_the_job(
    office: Office, now: datetime, clock: object
) -> None:
    version = cleared(office, now)
    release.schedule(office.officer, version.pk, now + timedelta(minutes=30), now=now)
    jobs.release_due({})
    version.refresh_from_db()
    assert version.state == VersionState.SCHEDULED
    release.release_due(now=now + timedelta(minutes=31))
    version.refresh_from_db()
    assert version.state == VersionState.RELEASED


def test_scheduling_into_the_past_is_refused(office: Office, now: datetime) -> None:
    version = cleared(office, now)
    with pytest.raises(Refused, match="晚于现在"):
        release.schedule(office.officer, version.pk, now, now=now)


def test_bulk_release_says_of_each_what_became_of_it(office: Office, now: datetime) -> None:
    good = cleared(office, now)
    bad = cleared(office, now, title="依申请公开的一件", attribute="on_request", attribute_reason="仅供查阅")
    outcomes = release.release_many(office.officer, [good.uid, bad.uid], now=now)
    assert [outcome.released for outcome in outcomes] == [True, False]
    assert outcomes[1].reasons[0].code == "not_proactive"


def test_a_closed_column_takes_nothing_more(office: Office, now: datetime) -> None:
    version = cleared(office, now)
    with pytest.raises(Refused, match="正在审核或等待发布"):
        columns.close_column(office.officer, office.news.pk, "合并", now=now)
    release.release(office.officer, version.pk, now=now)
    columns.close_column(office.officer, office.news.pk, "合并", now=now)
    item = drafts.create_item(office.drafter, "news", office.passports, now=now)
    draft = Draft.objects.get(edition__item=item)
    drafts.save_draft(office.drafter, draft.pk, draft.revision, {"column_id": office.news.pk}, now=now)
    draft.refresh_from_db()
    assert "column_closed" in {r.code for r in submission.readiness(draft, now.date())}


def test_a_column_is_merged_while_no_release_counts_into_its_successor(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    monkeypatch.setattr(projections, "hold", held.append)
    columns.close_column(office.officer, office.news.pk, "合并", now=now, successor=office.documents)
    assert held == [projections.LOCK]


def test_a_column_moves_while_no_release_counts_into_it(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []

    def take_column() -> QuerySet[Column]:
        held.append("column")
        return Column.objects.all()

    monkeypatch.setattr(projections, "hold", held.append)
    monkeypatch.setattr(Column.objects, "select_for_update", take_column)
    columns.save_column(office.officer, office.news, {"parent": office.documents}, now=now)
    assert held[:2] == [projections.LOCK, "column"]


def test_lists_filter_by_everything_a_reader_asks(office: Office, now: datetime) -> None:
    released(office, now, document_number="宿外办〔2026〕3号")
    released(office, now, title="另一件", formed_on=date(2025, 5, 6), issuer="宿迁市人民政府")
    wanted = [
        (ListingFilter(query="礼仪"), 2),
        (ListingFilter(query="另一件"), 1),
        (ListingFilter(query="宿外办[2026]3号"), 1),
        (ListingFilter(year=2025), 1),
        (ListingFilter(issuer="宿迁市人民政府"), 1),
        (ListingFilter(column=office.news), 2),
        (ListingFilter(column=office.documents), 0),
        (ListingFilter(validity="repealed"), 0),
        (ListingFilter(kind="news"), 2),
        (ListingFilter(sort="'; DROP TABLE x"), 2),
    ]
    for narrowed, count in wanted:
        assert public.filtered_listings(narrowed).count() == count, narrowed
