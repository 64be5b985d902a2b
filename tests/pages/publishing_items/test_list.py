"""The list: what may be seen, narrowed and sorted by the address, exported safely, in few queries."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.base.audit.models import AuditEvent
from mingchuang.publishing.models import Draft, Edition, Item
from mingchuang.publishing.services import drafts, review
from mingchuang.rules.gates import Gate
from tests.support.factories import sign_in
from tests.support.publishing import Office, cleared, complete_values, drafted, released, submitted

LIST = "/desk/items/"


def titles(client: Client, **query: Any) -> list[str]:
    """Titles of the rows of the list, in order."""
    return [row.title for row in client.get(LIST, query).context["rows"]]


@pytest.fixture
def write(office: Office, now: datetime) -> Callable[..., Draft]:
    """Write a draft with a title and other values."""

    def make(title: str, **changes: Any) -> Draft:
        return drafted(office, now, title=title, **changes)

    return make


def test_the_nearest_due_date_comes_first(clerk: Client, write: Callable[..., Draft]) -> None:
    write("晚到期", formed_on=date(2026, 3, 6))
    write("没有日期", formed_on=None)
    write("早到期", formed_on=date(2026, 2, 9))
    assert titles(clerk) == ["早到期", "晚到期", "没有日期"]
    assert titles(clerk, sort="title") == sorted(["早到期", "晚到期", "没有日期"])
    assert set(titles(clerk, sort="no-such-order; drop table")) == {"早到期", "晚到期", "没有日期"}


def test_each_filter_narrows(
    clerk: Client, office: Office, write: Callable[..., Draft], now: datetime
) -> None:
    write("一号通知", kind="notice", document_number="宿外办〔2026〕3号")
    write("二号动态", column_id=office.documents.pk, statutory_item="20-5")
    item = drafts.create_item(
        office.second_drafter, "news", office.passports, now=now, values={"title": "别人的"}
    )
    assert item.pk
    assert titles(clerk, kind="notice") == ["一号通知"]
    assert titles(clerk, column="documents") == ["二号动态"]
    assert set(titles(clerk, mine="on")) == {"一号通知", "二号动态"}
    assert titles(clerk, q="二号") == ["二号动态"]
    assert titles(clerk, q="宿外办[2026]3号") == ["一号通知"]
    assert titles(clerk, division="secretariat", kind="notice") == ["一号通知"]  # not theirs to filter by
    assert titles(clerk, stage="writing", state="new", q="没有这样的") == []


def test_stages_are_told_apart(client: Client, office: Office, now: datetime) -> None:
    drafted(office, now, title="起草中的")
    version = submitted(office, now, title="退回的")
    reviewer = office.reviewers[Gate.WORDING]
    review.sign_gate(
        reviewer,
        version.pk,
        Gate.WORDING,
        passed=False,
        read_hash=version.content_hash,
        comment="改",
        now=now,
    )
    submitted(office, now, title="审核中的")
    gone = released(office, now, title="发布了的")
    correcting = released(office, now, title="更正中的")
    drafts.start_correction(office.drafter, correcting.edition.item_id, now=now)
    cleared(office, now, title="待发布的")
    given_up = drafted(office, now, title="废弃的")
    drafts.discard_item(office.drafter, given_up.edition.item_id, reason="重复", now=now)
    sign_in(client, office.officer)
    assert titles(client, stage="writing") == ["起草中的"]
    assert titles(client, stage="returned") == ["退回的"]
    assert titles(client, stage="in_review") == ["审核中的"]
    assert titles(client, stage="cleared") == ["待发布的"]
    assert set(titles(client, stage="settled")) == {"发布了的", "废弃的"}
    assert titles(client, stage="correcting") == ["更正中的"]
    assert titles(
        client, q=gone.edition.item.index_number or Item.objects.get(pk=gone.edition.item_id).index_number
    ) == ["发布了的"]


def test_late_items_are_found(clerk: Client, write: Callable[..., Draft], now: datetime) -> None:
    write("超期的", formed_on=date(2026, 1, 5))
    write("不急的", formed_on=date(2026, 3, 6))
    assert titles(clerk, late="on") == ["超期的"]
    page = clerk.get(LIST).content.decode()
    assert "已超期" in page and "剩 " in page


def test_an_empty_list_says_what_to_do_next(clerk: Client) -> None:
    page = clerk.get(LIST).content.decode()
    assert "还没有信息" in page and "起草第一条信息" in page
    assert "没有符合条件的信息" in clerk.get(LIST, {"q": "无"}).content.decode()


def test_what_a_person_may_not_see_is_not_listed(client: Client, office: Office, now: datetime) -> None:
    drafted(office, now)
    sign_in(client, office.administrator)
    assert titles(client) == []


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1"])
def test_an_exported_title_is_never_a_formula(
    clerk: Client, write: Callable[..., Draft], office: Office, now: datetime, title: str
) -> None:
    draft = write("寻常标题")
    Draft.objects.filter(pk=draft.pk).update(title=title)
    answer = clerk.post(f"{LIST}export/", {"format": "csv", "query": ""})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][0] == "标题"
    assert rows[1][0] == f"'{title}"
    book = openpyxl.load_workbook(
        io.BytesIO(clerk.post(f"{LIST}export/", {"format": "xlsx", "query": ""}).content)
    )
    cell = book.active["A2"]
    assert cell.data_type == "s" and cell.value.startswith("'")


def test_the_export_holds_what_the_list_shows_and_is_written_down(
    clerk: Client, office: Office, write: Callable[..., Draft]
) -> None:
    write("通知甲", kind="notice")
    write("动态乙")
    answer = clerk.post(f"{LIST}export/", {"format": "csv", "query": "kind=notice"})
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    assert "通知甲" in text and "动态乙" not in text
    event = AuditEvent.objects.get(action="publishing.export_items")
    assert (event.actor, event.data) == (office.drafter, {"format": "csv", "rows": 1})
    assert clerk.get(f"{LIST}export/").status_code == 405


@pytest.mark.db
def test_the_number_of_queries_does_not_grow_with_the_list(
    clerk: Client, office: Office, now: datetime
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert clerk.get(LIST).status_code == 200
        return len(queries)

    _seed(office, now, 3)
    few = count()
    _seed(office, now, 600)
    assert count() <= few
    assert few <= 20
    page = clerk.get(LIST, {"page": "12"})
    assert len(page.context["rows"]) == 30
    assert "共 603 条" in page.content.decode()


def _seed(office: Office, now: datetime, count: int) -> None:
    """Many items at once, straight in the database: only reading is under test."""
    items = Item.objects.bulk_create(
        Item(
            kind="news",
            division=office.passports,
            created_by=office.drafter,
            created_at=now,
            publication_due_on=date(2026, 3, 30) + timedelta(days=number % 40),
        )
        for number in range(count)
    )
    editions = Edition.objects.bulk_create(Edition(item=item) for item in items)
    values = complete_values(office)
    Draft.objects.bulk_create(
        Draft(
            edition=edition,
            chinese_of=edition.item,
            revision=1,
            updated_by=office.drafter,
            updated_at=now,
            **values,
        )
        for edition in editions
    )
