"""An office with two divisions and the people who handle what arrives."""

from types import SimpleNamespace

import pytest

from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person


@pytest.fixture
def office(db):
    news, exchange = make_division("新闻处"), make_division("交流处")
    return SimpleNamespace(
        news=news,
        exchange=exchange,
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        clerk=make_person([Role.DRAFTER], division=news, name="新闻处经办"),
        colleague=make_person([Role.DIVISION_HEAD], division=news, name="新闻处负责人"),
        other=make_person([Role.DRAFTER], division=exchange, name="交流处经办"),
        supervisor=make_person([Role.SUPERVISOR], name="监督员"),
    )


@pytest.fixture
def report():
    return Report(error_kind="wording", problem="“公布”写成了“工布”", page_address="/info/1/")


@pytest.fixture
def filed(office, report, now):
    return file_report(report, receipt=new_receipt(), proven=True, now=now)


@pytest.fixture
def case(filed):
    return filed.case
