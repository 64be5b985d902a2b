"""Who steals the database file, without the key, learns nobody's data."""

import json
from datetime import datetime

import pytest
from django.db import connection

from mingchuang.base.personal import registry, services
from mingchuang.base.personal.models import PersonalFile
from mingchuang.casework import services as trunk
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.disclosure.record_corrections.models import PaperRole
from mingchuang.disclosure.record_corrections.services import register
from mingchuang.rules.personal_data import Fact
from tests.support import handled
from tests.support.made_files import photo
from tests.support.publishing import make_office
from tests.support.record_corrections import typed
from tests.support.requests import id_card

pytestmark = [pytest.mark.django_db, pytest.mark.db]

SECRETS = {"name": "诸葛明远", "phone": "13987654321", "address": "泗水关大街88号"}


def stored() -> dict[str, str]:
    """Everything a thief can read, by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = "\n".join(
                bytes(value).decode("utf-8", "replace")
                if isinstance(value, (bytes, memoryview))
                else str(value)
                for row in cursor.fetchall()
                for value in row
            )
    return found


def tables_with(secret: str) -> list[str]:
    """Tables in which it stands, as it is or as JSON spells it."""
    spelt = {secret, json.dumps(secret).strip('"')}
    return [table for table, text in stored().items() if any(one in text for one in spelt)]


def test_no_column_holds_anything_readable(monkeypatch, now):
    fields = dict.fromkeys(SECRETS, Fact.OTHER)
    kind = registry.Kind("test.theft", "测试", fields, lambda reader, record: True)
    monkeypatch.setattr(registry, "_KINDS", {kind.name: kind})
    first = services.keep("test.theft", SECRETS, now=now)
    second = services.keep("test.theft", SECRETS, now=now)
    assert first.digest != second.digest, "equal data cannot be told from the digests"
    for secret in SECRETS.values():
        assert tables_with(secret) == [], secret


REACHED_AT = {
    "id_number": "110101199003074899",
    "phone": "13987654321",
    "email": "zhuge@example.cn",
    "address": "泗水关大街88号",
}


def test_cases_that_went_all_the_way_give_nobody_away(now: datetime) -> None:
    """A request, a correction of a record and a report from the web, with copies, letters and messages."""
    office = make_office()
    handled.able_to_write_letters(office)
    person = {"name": "诸葛明远", **REACHED_AT}
    case = handled.granted(office, now, **person, way="paper", route="post")
    papers = {PaperRole.IDENTITY_PROOF: id_card()}
    register(typed(person=person), papers=papers, actor=office.officer, now=now)
    report = Report("wording", "“公布”写成了“工布”", contact=REACHED_AT["phone"])
    file_report(report, receipt=new_receipt(), proven=True, now=now)

    for secret in REACHED_AT.values():
        assert tables_with(secret) == [], secret
    copies = [bytes(file.sealed) for file in PersonalFile.objects.all()]
    assert len(copies) == 2
    assert not any(photo("PNG")[:32] in copy for copy in copies)
    assert tables_with("身份证正面") == [], "not even what a copy was called"
    # The letters of the office name whom they answer, as the signed paper does, until the case is erased.
    assert set(tables_with("诸葛明远")) == {"letters_letter", "requests_requestletter"}
    trunk.erase(case, actor=office.officer, now=now)
    assert tables_with("诸葛明远") == []
