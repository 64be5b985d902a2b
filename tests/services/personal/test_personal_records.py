"""A person's data is kept sealed, shown masked, revealed on record, and erased without a trace of it."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.personal import registry, sealing, services
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.rules.personal_data import Fact, Purpose
from mingchuang.rules.refusals import Forbidden, Refused

KIND = registry.Kind(
    "test.requester",
    "测试申请人",
    {
        "name": Fact.NAME,
        "phone": Fact.PHONE,
        "email": Fact.EMAIL,
        "id_number": Fact.ID_NUMBER,
        "address": Fact.OTHER,
    },
    lambda reader, record: reader.username == "handler",
)
PERSON = {
    "name": "欧阳文",
    "phone": "13812341234",
    "email": "wen@example.org",
    "id_number": "32130219900307561X",
    "address": "幸福路1号",
}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_KINDS", {KIND.name: KIND})


@pytest.fixture
def handler(db):
    return User.objects.create(username="handler", display_name="李文")


@pytest.fixture
def record(db, now):
    return services.keep("test.requester", PERSON, now=now)


def test_lists_show_enough_to_tell_people_apart_and_no_more(record):
    assert services.masked(record) == {
        "name": "欧**",
        "phone": "138****1234",
        "email": "w***@example.org",
        "id_number": "3213************1X",
        "address": "****",
    }


def test_each_look_is_recorded_with_its_purpose_and_without_the_data(record, handler, now):
    assert services.reveal(record, handler, Purpose.CONTACT, now=now) == PERSON
    event = AuditEvent.objects.get(action="personal.revealed")
    assert event.data["purpose"] == "contact"
    written = str(list(AuditEvent.objects.values()))
    assert not any(value in written for value in PERSON.values())


def test_who_does_not_handle_the_case_sees_nothing_and_leaves_no_look(record, db, now):
    other = User.objects.create(username="other", display_name="王宁")
    with pytest.raises(Forbidden, match="没有查看"):
        services.reveal(record, other, Purpose.CONTACT, now=now)
    assert not AuditEvent.objects.filter(action="personal.revealed").exists()


def test_a_purpose_is_one_of_those_the_office_has(record, handler, now):
    with pytest.raises(ValueError, match="curiosity"):
        services.reveal(record, handler, "curiosity", now=now)


def test_erasure_takes_content_and_salt_and_leaves_a_tombstone(record, handler, now):
    digest = record.digest
    assert services.is_same(record, PERSON)
    services.erase(record, handler, now=now)
    services.erase(record, handler, now=now)
    left = PersonalRecord.objects.get(pk=record.pk)
    assert (left.sealed, left.erased_at, left.digest) == (None, now, digest)
    assert services.masked(left) == {}
    assert services.is_same(left, PERSON) is False
    with pytest.raises(Refused, match="已经清除"):
        services.reveal(left, handler, Purpose.HANDLE, now=now)
    assert AuditEvent.objects.filter(action="personal.erased").count() == 1


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE personal_personalrecord SET erased_at = NULL, sealed = 'x'",
        "UPDATE personal_personalrecord SET digest = 'other'",
        "DELETE FROM personal_personalrecord",
    ],
)
def test_the_database_keeps_tombstones(record, now, statement):
    services.erase(record, None, now=now)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_only_declared_kinds_and_fields_are_kept(now):
    with pytest.raises(registry.UnknownKind):
        services.keep("test.unknown", {}, now=now)
    with pytest.raises(ValueError, match="no field shoe_size"):
        services.keep("test.requester", {"shoe_size": "42"}, now=now)


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(value=st.text(max_size=200))
def test_any_text_comes_back_as_it_was(value, now):
    record = services.keep("test.requester", {"name": value, "address": value}, now=now)
    assert services._open(PersonalRecord.objects.get(pk=record.pk)) == {"name": value, "address": value}


@pytest.mark.db
@pytest.mark.django_db
def test_a_new_key_takes_over_and_the_old_one_becomes_needless(record, handler, now, settings):
    old, new = settings.PERSONAL_DATA_KEY, "n" * 20 + "0123456789abcdefghijk"
    settings.PERSONAL_DATA_KEY, settings.PERSONAL_DATA_RETIRED_KEYS = new, [old]
    assert services.reveal(record, handler, Purpose.HANDLE, now=now) == PERSON, "before resealing"
    assert services.reseal_all() == 1
    assert services.reseal_all() == 0
    settings.PERSONAL_DATA_RETIRED_KEYS = []
    fresh = PersonalRecord.objects.get(pk=record.pk)
    assert services.reveal(fresh, handler, Purpose.HANDLE, now=now) == PERSON
    settings.PERSONAL_DATA_KEY = old
    with pytest.raises(sealing.Unreadable, match="没有一把密钥"):
        services.reveal(fresh, handler, Purpose.HANDLE, now=now)


@pytest.mark.django_db
def test_a_tampered_record_is_not_read_as_something_else(record, handler, now):
    token = bytearray(record.sealed)
    token[40] ^= 1
    PersonalRecord.objects.filter(pk=record.pk).update(sealed=bytes(token))
    with pytest.raises(sealing.Unreadable):
        services.reveal(record, handler, Purpose.HANDLE, now=now)
