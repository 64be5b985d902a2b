"""What a search costs however much there is, and what it finds inside files."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.base.files import services as files
from mingchuang.base.search.files import read_some
from mingchuang.publishing.services import attachments, release, submission
from tests.pages.search.test_public_search import main_of
from tests.support.indexed import index_now
from tests.support.public_site import document_values
from tests.support.publishing import drafted, make_office, pass_gates, released

pytestmark = pytest.mark.django_db


def test_the_page_costs_few_queries_however_much_there_is(client: Client, now: datetime) -> None:
    office = make_office()
    released(office, now, kind="document", **document_values(office))
    for number in range(3):
        released(office, now, title=f"简报第{number}期")

    def costs() -> dict[str, int]:
        index_now()
        return {path: _cost(client, path) for path in ("/list/?q=简报", "/list/?q=简爆", "/list/?year=2026")}

    small = costs()
    for number in range(3, 23):
        released(office, now, title=f"简报第{number}期")
    large = costs()
    assert large == small
    assert max(large.values()) <= 12, large
    assert _cost(client, "/list/suggest/?q=简报") <= 4


def _cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_a_hit_in_an_attachment_says_in_which(client: Client, now: datetime) -> None:
    office = make_office()
    draft = drafted(office, now)
    upload = SimpleUploadedFile("list.txt", "参训人员来自泗阳县，共二十人。\n".encode())
    file = files.store(upload, actor=office.drafter, now=now)
    attachments.add_attachment(office.drafter, draft.pk, file, "参训名单", now=now)
    draft.refresh_from_db()
    version = submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
    release.release(office.officer, pass_gates(office, version, now).pk, now=now)
    read_some(10, now=now)
    index_now()
    told = main_of(client, "/list/?q=泗阳").select_one(".hit-file")
    assert told and "参训名单" in told.get_text()
    assert [mark.get_text() for mark in told.select("mark")] == ["泗阳"]
    link = told.select_one("a")
    assert link and str(link["href"]).startswith("/attachments/")
    assert main_of(client, "/list/?q=礼仪").select(".hit-file") == []
