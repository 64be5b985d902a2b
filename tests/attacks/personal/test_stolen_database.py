"""Who steals the database file, without the key, learns nobody's data."""

import pytest
from django.db import connection

from mingchuang.base.personal import registry, services
from mingchuang.rules.personal_data import Fact

SECRETS = {"name": "诸葛明远", "phone": "13987654321", "address": "泗水关大街88号"}


@pytest.mark.db
@pytest.mark.django_db
def test_no_column_holds_anything_readable(monkeypatch, now):
    fields = dict.fromkeys(SECRETS, Fact.OTHER)
    kind = registry.Kind("test.theft", "测试", fields, lambda reader, record: True)
    monkeypatch.setattr(registry, "_KINDS", {kind.name: kind})
    first = services.keep("test.theft", SECRETS, now=now)
    second = services.keep("test.theft", SECRETS, now=now)
    assert first.digest != second.digest, "equal data cannot be told from the digests"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            stored = "".join(
                bytes(value).decode("utf-8", "replace")
                if isinstance(value, (bytes, memoryview))
                else str(value)
                for row in cursor.fetchall()
                for value in row
            )
            assert not any(secret in stored for secret in SECRETS.values()), table
