"""A scan of somebody's identity card is kept sealed, opened on record, and gone for good when erased."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.personal import files, registry, services
from mingchuang.base.personal.models import PersonalFile
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.made_files import photo

PICTURE = photo()
KIND = "test.identity_proof"
registry.declare_file(
    registry.FileKind(KIND, "身份证明", lambda reader, _file: reader.display_name == "经办", 40_000)
)

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def upload(data=None, name="张三身份证.jpg"):
    return SimpleUploadedFile(name, PICTURE if data is None else data)


def test_the_row_shows_neither_name_nor_picture(now):
    picture = PICTURE
    kept = files.keep_file(KIND, upload(picture), now=now)
    row = bytes(PersonalFile.objects.get(pk=kept.pk).sealed)
    assert picture not in row
    assert "张三".encode() not in row
    assert (kept.media_type, kept.size) == ("image/jpeg", len(picture))
    assert files.is_whole(kept)


def test_an_opening_is_recorded_with_its_purpose(now):
    kept = files.keep_file(KIND, upload(), now=now)
    clerk = make_person([Role.DRAFTER], name="经办")
    opened = files.open_file(kept, clerk, Purpose.VERIFY_IDENTITY, now=now)
    assert (opened.name, opened.data) == ("张三身份证.jpg", PICTURE)
    [event] = AuditEvent.objects.filter(action="personal.revealed")
    assert event.data == {"kind": KIND, "purpose": "verify_identity"}


def test_who_may_not_open_it_is_refused_and_nothing_is_recorded(now):
    kept = files.keep_file(KIND, upload(), now=now)
    with pytest.raises(Forbidden):
        files.open_file(kept, make_person([Role.DRAFTER], name="别人"), Purpose.HANDLE, now=now)
    assert not AuditEvent.objects.filter(action="personal.revealed").exists()


def test_an_erased_file_is_gone_and_stays_gone(now):
    kept = files.keep_file(KIND, upload(), now=now)
    files.erase_file(kept, None, now=now)
    files.erase_file(kept, None, now=now)
    with pytest.raises(Refused) as refused:
        files.open_file(kept, make_person([Role.DRAFTER], name="经办"), Purpose.HANDLE, now=now)
    assert refused.value.codes == {"personal_data_erased"}
    assert AuditEvent.objects.filter(action="personal.erased").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonalFile.objects.filter(pk=kept.pk).update(sealed=b"x", erased_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonalFile.objects.filter(pk=kept.pk).delete()


def test_what_is_too_large_or_no_picture_or_document_is_refused(now):
    for bad, code in ((b"x" * 50_000, "file_too_large"), (b"<html><script>alert(1)</script>", None)):
        with pytest.raises(Refused) as refused:
            files.keep_file(KIND, upload(bad, "proof.png"), now=now, field="proof")
        assert all(reason.field == "proof" for reason in refused.value.reasons)
        assert code is None or refused.value.codes == {code}
    assert not PersonalFile.objects.exists()


def test_a_new_key_reseals_files_too(now, settings):
    kept = files.keep_file(KIND, upload(), now=now)
    settings.PERSONAL_DATA_RETIRED_KEYS = (settings.PERSONAL_DATA_KEY,)
    settings.PERSONAL_DATA_KEY = "another-key-for-personal-data-" + "k" * 20
    assert services.reseal_all() == 1
    settings.PERSONAL_DATA_RETIRED_KEYS = ()
    assert files.is_whole(PersonalFile.objects.get(pk=kept.pk))
