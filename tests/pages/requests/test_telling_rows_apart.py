"""The worklist and the case page say what was asked, to those who may open the case and to nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingchuang.casework import services
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person, sign_in
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

LIST = "/desk/cases/"
MOST = 12


@pytest.fixture
def officer():
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


def names(client):
    return [row.asked for row in client.get(LIST).context["rows"]]


def test_each_row_says_what_was_asked(client, officer, clock, now):
    file_one(now, document_name="年度因公出国计划", document_number="明外发〔2026〕3号")
    later = now + timedelta(minutes=1)
    case = file_one(later, document_name="", features="张某13800138000问的\n名册").case
    sign_in(client, officer)
    told = ["年度因公出国计划（明外发〔2026〕3号）", "张某138****8000问的 名册"]
    assert names(client) == told
    heading = client.get(reverse("casework:case", args=[case.uid])).content.decode()
    assert told[1] in heading.split("<h1")[1].split("</h1>")[0]
    assert "张某" not in heading.split("<title>")[1].split("</title>")[0]


def test_files_and_other_divisions_do_not_hear_it(client, officer, clock, now):
    file_one(now)
    sign_in(client, officer)
    table = client.get(reverse("casework:export"), {"format": "csv"}).content.decode()
    assert "政府信息公开申请" in table
    assert "经费预算" not in table
    clerk = make_person([Role.DRAFTER], division=make_division("出国处"), name="经办")
    sign_in(client, clerk)
    assert names(client) == []


def test_nothing_is_told_after_erasure(client, officer, clock, now):
    case = file_one(now, proven=False).case
    services.discard(case, reason="重复提交", actor=officer, now=now)
    services.erase(case, now=now, actor=None)
    sign_in(client, officer)
    rows = client.get(LIST, {"state": "all"}).context["rows"]
    assert [row.asked for row in rows] == ["政府信息公开申请"]


def test_many_rows_cost_no_more_questions_than_one(client, officer, clock, now):
    sign_in(client, officer)

    def asked():
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    file_one(now)
    one = asked()
    for minute in range(1, 4):
        file_one(now + timedelta(minutes=minute))
    assert asked() == one <= MOST
