"""What the database itself refuses, whatever code forgets to ask."""

from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from mingchuang.base.ids import new_uid
from mingchuang.publishing.models import (
    Draft,
    Edition,
    GateDecision,
    RequiredGate,
    ReviewResult,
    Version,
    VersionState,
)
from mingchuang.rules.gates import Gate
from tests.support.publishing import Office, cleared, sign, submitted

pytestmark = pytest.mark.db


def sealed_by_hand(version: Version, now: datetime) -> None:
    """Somebody writes the seal of a review straight into the table."""
    ReviewResult.objects.create(
        version=version, kind="gates", content_hash=version.content_hash, sealed_at=now
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "改"), ("body", "<p>改</p>"), ("content_hash", "0" * 64), ("extra", {"a": 1})],
)
def test_the_database_keeps_a_version_as_it_was_signed(
    office: Office, now: datetime, field: str, value: Any
) -> None:
    version = cleared(office, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(**{field: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


def test_the_database_refuses_forged_decisions(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        GateDecision.objects.create(
            uid=new_uid(),
            version=version,
            gate="secrecy",
            passed=True,
            reviewer=office.leader,
            content_hash="f" * 64,
            decided_at=now,
        )


def test_the_database_refuses_a_seal_over_one_persons_decisions(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    for row in version.required_gates.all():
        GateDecision.objects.create(
            uid=new_uid(),
            version=version,
            gate=row.gate,
            passed=True,
            reviewer=office.leader,
            content_hash=version.content_hash,
            decided_at=now,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        sealed_by_hand(version, now)


def test_the_database_refuses_a_seal_by_an_editor(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    people = [office.drafter, *(office.reviewers[gate] for gate in Gate)]
    for row, reviewer in zip(version.required_gates.all(), people, strict=False):
        GateDecision.objects.create(
            uid=new_uid(),
            version=version,
            gate=row.gate,
            passed=True,
            reviewer=reviewer,
            content_hash=version.content_hash,
            decided_at=now,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        sealed_by_hand(version, now)


def test_gates_and_files_cannot_be_slipped_in_or_taken_away_once_signed(
    office: Office, now: datetime
) -> None:
    version = submitted(office, now)
    sign(office, version, Gate.SECRECY, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        RequiredGate.objects.filter(version=version, gate="wording").delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        RequiredGate.objects.create(version=version, gate="legal")
    with pytest.raises(DatabaseError), transaction.atomic():
        version.editors.all().delete()


def test_a_version_cannot_be_born_released(office: Office, now: datetime) -> None:
    source = submitted(office, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.create(
            edition=source.edition,
            number=9,
            state=VersionState.RELEASED,
            content_hash=source.content_hash,
            submitted_by=office.drafter,
            submitted_at=now,
        )


def two_drafts(office: Office, now: datetime) -> tuple[Draft, Draft]:
    """The Chinese draft of an item and one of its translation."""
    chinese = Draft.objects.get(edition=submitted(office, now).edition)
    edition = Edition.objects.create(item=chinese.edition.item, language="en")
    return chinese, Draft.objects.create(edition=edition, updated_by=office.drafter, updated_at=now)


def test_the_database_knows_whose_chinese_text_a_draft_is(office: Office, now: datetime) -> None:
    chinese, english = two_drafts(office, now)
    other = submitted(office, now).edition.item
    assert chinese.chinese_of == chinese.edition.item
    for draft, said in ((chinese, None), (chinese, other), (english, english.edition.item)):
        with pytest.raises(DatabaseError, match="Chinese"), transaction.atomic():
            Draft.objects.filter(pk=draft.pk).update(chinese_of=said)
    edition = Edition.objects.create(item=other, language="ja")
    with pytest.raises(DatabaseError, match="Chinese"), transaction.atomic():
        Draft.objects.create(edition=edition, chinese_of=other, updated_by=office.drafter, updated_at=now)
    for change in ({"language": "ko"}, {"item": other}):
        with pytest.raises(DatabaseError, match="stays with"), transaction.atomic():
            Edition.objects.filter(pk=english.edition_id).update(**change)


def test_an_office_from_before_learns_which_drafts_are_chinese(office: Office, now: datetime) -> None:
    chinese, english = two_drafts(office, now)
    guarded = " ON publishing_draft" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER publishing_draft_kept_as_its_edition{guarded}")
    Draft.objects.update(chinese_of=None)
    import_module("mingchuang.publishing.migrations.0018_chinese_drafts_named").name_them(apps, None)
    assert dict(Draft.objects.values_list("pk", "chinese_of")) == {
        chinese.pk: chinese.edition.item_id,
        english.pk: None,
    }
