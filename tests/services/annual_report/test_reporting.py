"""An office reports on its year: counted, checked, mended with reasons, signed, handed to publishing."""

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from mingchuang.disclosure.annual_report import selectors, services
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportEdit, ReportState
from mingchuang.publishing.models import Draft
from mingchuang.publishing.services import submission
from mingchuang.rules.annual_report.counting import CountedDispute, CountedRequest
from mingchuang.rules.annual_report.forms import CHAPTERS, Table
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.disclosure import block_column
from tests.support.public_site import document_values
from tests.support.publishing import Office, released
from tests.support.reported import Requests

pytestmark = pytest.mark.django_db

YEAR = 2025
PLACE = "requests.granted.natural_person"


def numbers(report: AnnualReport, row: str) -> list[Any]:
    return report.tables["requests"]["rows"][row]


def written(report: AnnualReport, office: Office, now: datetime) -> AnnualReport:
    """The same with its chapters written."""
    return services.write_chapters(
        office.officer, report.pk, ["无"] * len(CHAPTERS), base_revision=report.revision, now=now
    )


@pytest.fixture
def filled(requests: Requests) -> Requests:
    requests.requests += [
        CountedRequest("natural_person", 2024, 2025, "granted"),
        CountedRequest("natural_person", 2025, 2025, "granted"),
        CountedRequest("commercial", 2025, 2025, "unable_1"),
        CountedRequest("commercial", 2025, None, ""),
    ]
    requests.disputes.append(CountedDispute("review", 2025, None, "pending"))
    return requests


@pytest.fixture
def report(office: Office, filled: Requests, now: datetime) -> AnnualReport:
    return services.create_report(office.officer, YEAR, now=now)


@pytest.mark.db
def test_the_tables_are_counted_and_hold(report: AnnualReport) -> None:
    assert numbers(report, "new") == [1, 2, 0, 0, 0, 0, 3]
    assert numbers(report, "carried_in") == [1, 0, 0, 0, 0, 0, 1]
    assert numbers(report, "granted") == [2, 0, 0, 0, 0, 0, 2]
    assert numbers(report, "carried_out") == [0, 1, 0, 0, 0, 0, 1]
    assert report.tables["review_litigation"]["review"] == [0, 0, 0, 1, 1]
    assert selectors.checked(report).findings == ()
    assert "新收政府信息公开申请3件，上年结转1件，办结3件" in report.chapters[2]
    assert "行政复议1件，其中尚未审结1件" in report.chapters[3]


@pytest.mark.db
def test_every_number_of_table_3_opens_exactly_its_cases(report: AnnualReport) -> None:
    read = report.read()
    for row, cells in read.tables[Table.REQUESTS].items():
        for column, cell in cells.items():
            behind = selectors.cases_behind(YEAR, Table.REQUESTS, row, column)
            assert len(behind) == cell.number, (row, column)


def test_norms_in_force_are_counted_from_what_is_public(
    office: Office, requests: Requests, now: datetime
) -> None:
    values = document_values(office) | {"statutory_item": "20-1"}
    released(office, now, kind="document", **values)
    report = services.create_report(office.officer, now.year, now=now)
    row = report.tables["active"]["art20_1"]["行政规范性文件"]
    assert row == {"issued_this_year": 1, "repealed_this_year": 0, "in_force": 1}
    (behind,) = selectors.cases_behind(now.year, Table.ACTIVE, "art20_1.行政规范性文件", "in_force")
    assert behind.title == values["title"]


def test_there_is_one_report_a_year_and_none_for_a_year_to_come(
    report: AnnualReport, office: Office, now: datetime
) -> None:
    with pytest.raises(Refused, match="已经生成"):
        services.create_report(office.officer, YEAR, now=now)
    with pytest.raises(Refused, match="还没有到"):
        services.create_report(office.officer, now.year + 1, now=now)
    with pytest.raises(Refused, match="2019"):
        services.create_report(office.officer, 2018, now=now)


def test_a_year_without_data_is_all_zeros_and_says_so(
    office: Office, requests: Requests, now: datetime
) -> None:
    report = services.create_report(office.officer, 2020, now=now)
    assert selectors.checked(report).findings == ()
    assert selectors.is_empty(report.read())


def test_only_who_may_changes_or_signs(report: AnnualReport, office: Office, now: datetime) -> None:
    for person in (office.leader, office.supervisor, office.drafter):
        with pytest.raises(Forbidden):
            services.edit_cell(person, report.pk, PLACE, "3", reason="补录", now=now)
    for person in (office.officer, office.supervisor):
        with pytest.raises(Forbidden):
            services.sign(person, report.pk, now=now)
    assert not selectors.visible(office.drafter).exists()
    assert selectors.visible(office.supervisor).exists()


def test_a_number_is_changed_with_a_reason_and_stays_changed_when_counted_again(
    report: AnnualReport, office: Office, filled: Requests, now: datetime
) -> None:
    services.edit_cell(office.officer, report.pk, PLACE, "3", reason="系统启用前办结1件", now=now)
    filled.requests.append(CountedRequest("research", 2025, 2025, "granted"))
    again = services.count_again(office.officer, report.pk, now=now)
    assert numbers(again, "granted") == [3, 0, 1, 0, 0, 0, 3]
    edit = ReportEdit.objects.get()
    assert (edit.place, edit.before, edit.after) == (PLACE, "2", "3")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportEdit.objects.update(reason="别的理由")


@pytest.mark.parametrize("value", ["", "-1", "1.5", "三", "2", "-"])
def test_a_wrong_number_is_refused_together_with_a_missing_reason(
    report: AnnualReport, office: Office, now: datetime, value: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.edit_cell(office.officer, report.pk, PLACE, value, reason=" ", now=now)
    assert {reason.field for reason in refused.value.reasons} == {"value", "reason"}


@pytest.mark.parametrize("place", ["", "requests", "requests.granted.nobody", "elsewhere.a.b", "active..x"])
def test_there_is_nothing_to_change_outside_the_form(
    report: AnnualReport, office: Office, now: datetime, place: str
) -> None:
    with pytest.raises(Refused, match="没有这一格"):
        services.edit_cell(office.officer, report.pk, place, "1", reason="补录", now=now)


def test_a_report_that_breaks_a_hard_identity_cannot_be_signed(
    report: AnnualReport, office: Office, now: datetime
) -> None:
    services.edit_cell(office.officer, report.pk, PLACE, "3", reason="系统启用前办结1件", now=now)
    with pytest.raises(Refused) as refused:
        services.sign(office.leader, report.pk, now=now)
    assert refused.value.codes == {"identity_broken", "chapter_unwritten"}
    assert "表三“（七）总计”自然人应为3，现为2" in str(refused.value)
    assert "表三“（一）予以公开”总计应为3，现为2" in str(refused.value)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_a_difference_from_the_year_before_needs_a_note(
    office: Office, filled: Requests, now: datetime
) -> None:
    services.create_report(office.officer, 2024, now=now)
    filled.requests.append(CountedRequest("social", 2024, 2025, "granted"))
    report = services.create_report(office.officer, YEAR, now=now)
    report = written(report, office, now)
    with pytest.raises(Refused) as refused:
        services.sign(office.leader, report.pk, now=now)
    assert refused.value.codes == {"note_missing"}
    for column in ("social", "total"):
        place = f"requests.carried_in.{column}"
        services.write_note(office.officer, report.pk, place, "上年报告漏报1件，已更正", now=now)
    assert services.sign(office.leader, report.pk, now=now).state == ReportState.SIGNED
    with pytest.raises(Refused, match="不能修改"):
        services.write_note(office.officer, report.pk, place, "", now=now)


def test_a_note_where_nothing_differs_is_refused(report: AnnualReport, office: Office, now: datetime) -> None:
    with pytest.raises(Refused, match="不用说明"):
        services.write_note(office.officer, report.pk, PLACE, "没有差异", now=now)


def test_chapters_are_not_overwritten_silently(report: AnnualReport, office: Office, now: datetime) -> None:
    written(report, office, now)
    with pytest.raises(Refused, match="别人改过"):
        services.write_chapters(office.officer, report.pk, ["新"] * 6, base_revision=report.revision, now=now)


def test_the_year_must_be_over_before_signing(office: Office, requests: Requests, now: datetime) -> None:
    report = written(services.create_report(office.officer, now.year, now=now), office, now)
    with pytest.raises(Refused, match="还没有结束"):
        services.sign(office.leader, report.pk, now=now)


def test_a_report_counted_before_the_last_request_cannot_be_signed(
    report: AnnualReport, office: Office, filled: Requests, now: datetime
) -> None:
    written(report, office, now)
    services.edit_cell(
        office.officer, report.pk, "active.art20_8.行政事业性收费_万元", "1.5", reason="x", now=now
    )
    assert selectors.sign_reasons(AnnualReport.objects.get()) == []
    filled.requests.append(CountedRequest("research", 2025, 2025, "granted"))
    with pytest.raises(Refused) as refused:
        services.sign(office.leader, report.pk, now=now)
    assert refused.value.codes == {"counts_stale"}
    services.count_again(office.officer, report.pk, now=now)
    assert services.sign(office.leader, report.pk, now=now).state == ReportState.SIGNED


def test_drafted_sentences_say_the_new_numbers_and_written_ones_stay(
    report: AnnualReport, office: Office, filled: Requests, now: datetime
) -> None:
    chapters = list(report.chapters)
    chapters[0] = chapters[0].replace("（请补充：依申请公开的做法和成效）", "我们收到3件。")
    chapters[3] = "去年的一件复议尚未审结。"
    services.write_chapters(office.officer, report.pk, chapters, base_revision=report.revision, now=now)
    filled.requests.append(CountedRequest("research", 2025, 2025, "granted"))
    again = services.count_again(office.officer, report.pk, now=now)
    assert "依申请公开。全年新收政府信息公开申请4件。我们收到3件。" in again.chapters[0]
    assert "新收政府信息公开申请4件，上年结转1件，办结4件" in again.chapters[2]
    assert again.chapters[3] == "去年的一件复议尚未审结。"


@pytest.mark.db
def test_a_signed_report_becomes_a_draft_for_the_gates(
    report: AnnualReport, office: Office, now: datetime
) -> None:
    column = block_column(office, "reports", "annual_report")
    report = written(report, office, now)
    with pytest.raises(Refused, match="还没有签发"):
        services.hand_over(office.officer, report.pk, office.secretariat, now=now)
    services.sign(office.leader, report.pk, now=now)
    services.take_back(office.leader, report.pk, now=now)
    services.sign(office.leader, report.pk, now=now)
    item = services.hand_over(office.officer, report.pk, office.secretariat, now=now)
    draft = Draft.objects.get(edition__item=item)
    assert (item.kind, draft.extra, draft.column_id) == ("annual_report", {"year": "2025"}, column.pk)
    assert draft.body.count("<table>") == 3
    assert submission.readiness(draft, now.date()) == []
    assert '<th scope="rowgroup" rowspan="8">（三）不予公开</th>' in draft.body
    with pytest.raises(Refused) as refused:
        services.hand_over(office.officer, report.pk, office.secretariat, now=now)
    assert refused.value.codes == {"report_handed_over"}
    with pytest.raises(Refused, match="更正"):
        services.take_back(office.leader, report.pk, now=now)
