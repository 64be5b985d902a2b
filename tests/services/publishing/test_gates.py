"""No path goes around the gates: every way out is walked with every way of cheating."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from mingchuang.base.accounts.models import RoleAssignment
from mingchuang.publishing.models import (
    Draft,
    Edition,
    PublicListing,
    ReviewResult,
    Version,
    VersionState,
)
from mingchuang.publishing.services import drafts, release, submission, withdrawal
from mingchuang.rules.gates import Gate
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support import editions
from tests.support.each import each
from tests.support.kept import undone
from tests.support.publishing import (
    Office,
    cleared,
    drafted,
    item_of,
    pass_gates,
    person,
    released,
    sign,
    submitted,
)

pytestmark = pytest.mark.db


def button(office: Office, version: Version, now: datetime) -> None:
    release.release(office.officer, version.pk, now=now)


def bulk(office: Office, version: Version, now: datetime) -> None:
    (outcome,) = release.release_many(office.officer, [version.uid], now=now)
    if not outcome.released:
        raise Refused(outcome.reasons)


def by_schedule(office: Office, version: Version, now: datetime) -> None:
    release.schedule(office.officer, version.pk, now + timedelta(hours=1), now=now)
    (outcome,) = release.release_due(now=now + timedelta(hours=2))
    if not outcome.released:
        raise Refused(outcome.reasons)


def forged_schedule(office: Office, version: Version, now: datetime) -> None:
    """Somebody writes the schedule straight into the table."""
    Version.objects.filter(pk=version.pk).update(
        state=VersionState.SCHEDULED, scheduled_for=now, scheduled_by=office.officer
    )
    release.release_due(now=now + timedelta(minutes=1))


def straight_state(office: Office, version: Version, now: datetime) -> None:
    Version.objects.filter(pk=version.pk).update(state=VersionState.RELEASED, released_at=now)


def straight_sql(office: Office, version: Version, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE publishing_version SET state = 'released' WHERE id = %s", [version.pk])


def straight_let_out(office: Office, version: Version, now: datetime) -> None:
    """Code that forgets every check and calls the last step."""
    release.let_out(office.officer, version, now=now)


def straight_listing(office: Office, version: Version, now: datetime) -> None:
    PublicListing.objects.create(
        edition=version.edition,
        item=version.edition.item,
        version=version,
        language="zh-hans",
        kind="news",
        column=office.news,
        title=version.title,
        index_number="x",
        issuer="x",
        shown_on=now.date(),
        year=2026,
        released_at=now,
        validity="in_force",
        validity_on=now.date(),
        search_text="",
    )


def straight_edition(office: Office, version: Version, now: datetime) -> None:
    Edition.objects.filter(pk=version.edition_id).update(released_version=version)


def forged_result(office: Office, version: Version, now: datetime) -> None:
    """Somebody seals a review by hand."""
    ReviewResult.objects.create(
        version=version, kind="gates", content_hash=version.content_hash, sealed_at=now
    )


def forged_migration(office: Office, version: Version, now: datetime) -> None:
    """One administrator plays both."""
    ReviewResult.objects.create(
        version=version,
        kind="migrated",
        content_hash=version.content_hash,
        reason="迁移",
        source="旧站",
        importer=office.administrator,
        approver=office.administrator,
        sealed_at=now,
    )


WAYS_OUT: list[Callable[[Office, Version, datetime], None]] = [
    button,
    bulk,
    by_schedule,
    forged_schedule,
    straight_state,
    straight_sql,
    straight_let_out,
    straight_listing,
    straight_edition,
    forged_result,
    forged_migration,
]


def nothing_signed(office: Office, now: datetime) -> Version:
    return submitted(office, now)


def one_gate_missing(office: Office, now: datetime) -> Version:
    version = submitted(office, now)
    for gate in (Gate.SECRECY, Gate.POLITICAL, Gate.POLICY):
        sign(office, version, gate, now)
    return version


def rejected(office: Office, now: datetime) -> Version:
    version = one_gate_missing(office, now)
    sign(office, version, Gate.WORDING, now, passed=False, comment="错字")
    version.refresh_from_db()
    return version


def recalled(office: Office, now: datetime) -> Version:
    version = submitted(office, now)
    submission.recall(office.drafter, version.pk, reason="补充内容", now=now)
    version.refresh_from_db()
    return version


def copied(office: Office, now: datetime) -> Version:
    """A copy of something released carries no review."""
    source = released(office, now)
    item = drafts.copy_item(office.officer, source.edition.item_id, office.passports, now=now)
    draft = Draft.objects.get(edition__item=item)
    return submission.submit(office.officer, draft.pk, draft.revision, now=now, today=now.date())


def corrected(office: Office, now: datetime) -> Version:
    """A correction of something released is a new version with nothing signed."""
    source = released(office, now)
    draft = drafts.start_correction(office.drafter, source.edition.item_id, now=now)
    result = drafts.save_draft(office.drafter, draft.pk, draft.revision, {"public_note": "更正人数"}, now=now)
    return submission.submit(office.drafter, draft.pk, result.draft.revision, now=now, today=now.date())


def reverted(office: Office, now: datetime) -> Version:
    """Going back to an old version passes the gates anew."""
    first = released(office, now)
    draft = drafts.start_correction(office.drafter, first.edition.item_id, now=now)
    drafts.discard_changes(office.drafter, draft.pk, now=now)
    draft = drafts.revert_to(office.drafter, first.pk, now=now)
    result = drafts.save_draft(office.drafter, draft.pk, draft.revision, {"public_note": "恢复"}, now=now)
    return submission.submit(office.drafter, draft.pk, result.draft.revision, now=now, today=now.date())


def translation_unsigned(office: Office, now: datetime) -> Version:
    """The Chinese text has passed its gates; that says nothing of its translation."""
    source = released(office, now)
    return editions.translation_submitted(office, editions.make_bureau(office), item_of(source), now)


def translation_read_by_chinese_reviewers(office: Office, now: datetime) -> Version:
    """All gates but one are signed for the language, the last only by a reviewer of Chinese."""
    source, bureau = released(office, now), editions.make_bureau(office)
    version = editions.translation_submitted(office, bureau, item_of(source), now)
    for gate in (Gate.SECRECY, Gate.POLITICAL, Gate.POLICY):
        sign(office, version, gate, now, actor=bureau.reviewers[gate])
    with pytest.raises(Forbidden):
        sign(office, version, Gate.WORDING, now)
    return version


def translation_updated(office: Office, now: datetime) -> Version:
    """An update of a released translation is a new version with nothing signed."""
    source, bureau = released(office, now), editions.make_bureau(office)
    editions.translation_released(office, bureau, item_of(source), now)
    draft = drafts.start_correction(bureau.translator, source.edition.item_id, now=now, language="en")
    drafts.save_draft(bureau.translator, draft.pk, draft.revision, {"public_note": "Updated."}, now=now)
    return editions.submit(bureau, draft, now)


UNREADY: list[Callable[[Office, datetime], Version]] = [
    nothing_signed,
    one_gate_missing,
    rejected,
    recalled,
    copied,
    corrected,
    reverted,
    translation_unsigned,
    translation_read_by_chinese_reviewers,
    translation_updated,
]


@pytest.fixture(params=UNREADY, ids=lambda make: make.__name__)
def unready(request: pytest.FixtureRequest, office: Office, now: datetime) -> int:
    """A version that must not go out."""
    version: Version = request.param(office, now)
    return version.pk


@each("way", WAYS_OUT, between=undone)
def test_no_way_out_without_every_gate(
    office: Office, now: datetime, unready: int, way: Callable[[Office, Version, datetime], None]
) -> None:
    version = Version.objects.get(pk=unready)
    with pytest.raises((Refused, DatabaseError)), transaction.atomic():
        way(office, version, now)
    version.refresh_from_db()
    assert version.state != VersionState.RELEASED
    assert not PublicListing.objects.filter(version=version).exists()


CHECKED_WAYS = [button, bulk, by_schedule, forged_schedule, straight_let_out]


@pytest.fixture
def without_chinese_text(office: Office, now: datetime) -> int:
    """A translation that passed its gates, of a text that was withdrawn."""
    source, bureau = released(office, now), editions.make_bureau(office)
    version = editions.translation_cleared(office, bureau, item_of(source), now)
    withdrawal.withdraw(
        office.officer, source.edition.item_id, reason="内容有误", public_note="撤下", now=now
    )
    return version.pk


@each("way", CHECKED_WAYS, between=undone)
def test_no_translation_goes_out_without_the_chinese_text(
    office: Office, now: datetime, without_chinese_text: int, way: Callable[[Office, Version, datetime], None]
) -> None:
    version = Version.objects.get(pk=without_chinese_text)
    with suppress(Refused, DatabaseError), transaction.atomic():
        way(office, version, now)
    assert not PublicListing.objects.exists()


def test_with_every_gate_it_goes_out(office: Office, now: datetime) -> None:
    version = released(office, now)
    assert version.state == VersionState.RELEASED
    assert PublicListing.objects.get().version_id == version.pk
    assert item_of(version).index_number == "014416330/2026-00001"


def test_one_person_signs_one_gate(office: Office, now: datetime) -> None:
    RoleAssignment.objects.create(
        user=office.reviewers[Gate.POLITICAL], role="policy_reviewer", granted_at=now
    )
    version = submitted(office, now)
    sign(office, version, Gate.POLITICAL, now)
    with pytest.raises(Refused) as refused:
        sign(office, version, Gate.POLICY, now, actor=office.reviewers[Gate.POLITICAL])
    assert "one_gate_per_person" in refused.value.codes


def test_an_editor_never_reviews(office: Office, now: datetime) -> None:
    RoleAssignment.objects.create(user=office.drafter, role="wording_reviewer", granted_at=now)
    version = submitted(office, now)
    with pytest.raises(Refused) as refused:
        sign(office, version, Gate.WORDING, now, actor=office.drafter)
    assert "reviewer_is_editor" in refused.value.codes


def test_a_role_is_needed_for_its_gate(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    for actor in (office.leader, office.officer, office.administrator, office.reviewers[Gate.POLICY]):
        with pytest.raises(Forbidden):
            sign(office, version, Gate.SECRECY, now, actor=actor)


def test_a_signature_binds_to_the_text_that_was_read(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    with pytest.raises(Refused) as refused:
        sign(office, version, Gate.SECRECY, now, read_hash="0" * 64)
    assert "text_changed" in refused.value.codes


def test_passing_needs_every_point_confirmed(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    with pytest.raises(Refused) as refused:
        sign(office, version, Gate.SECRECY, now, checklist=["no_secrets"])
    assert len(refused.value.reasons) == 2


def test_signatures_do_not_move_to_the_next_version(office: Office, now: datetime) -> None:
    first = one_gate_missing(office, now)
    sign(office, first, Gate.WORDING, now, passed=False, comment="请改标题")
    draft = Draft.objects.get(edition=first.edition)
    result = drafts.save_draft(office.drafter, draft.pk, draft.revision, {"title": "改后"}, now=now)
    second = submission.submit(office.drafter, draft.pk, result.draft.revision, now=now, today=now.date())
    sign(office, second, Gate.WORDING, now)
    with pytest.raises(Refused) as refused:
        release.release(office.officer, second.pk, now=now)
    assert {"secrecy_missing", "political_missing", "policy_missing"} <= refused.value.codes


def test_returning_needs_words_and_opens_the_draft(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    with pytest.raises(Refused, match="退回须写明理由"):
        sign(office, version, Gate.POLICY, now, passed=False)
    sign(office, version, Gate.POLICY, now, passed=False, comment="引用的文件已经废止")
    assert not Draft.objects.get(edition=version.edition).locked


def test_a_double_click_releases_once(office: Office, now: datetime) -> None:
    version = released(office, now)
    with pytest.raises(Refused):
        release.release(office.officer, version.pk, now=now)
    assert item_of(version).events.count() == 1


def test_kinds_that_need_the_law_pass_the_legal_gate(office: Office, now: datetime) -> None:
    version = submitted(
        office,
        now,
        kind="document",
        column_id=office.documents.pk,
        statutory_item="20-1",
        document_number="宿外办〔2026〕3号",
    )
    assert {row.gate for row in version.required_gates.all()} == {gate.value for gate in Gate}
    assert pass_gates(office, version, now).state == VersionState.CLEARED


def test_the_person_who_scheduled_must_still_be_allowed(office: Office, now: datetime) -> None:
    version = cleared(office, now)
    helper = person("helper", office.secretariat)
    assignment = RoleAssignment.objects.create(user=helper, role="disclosure_officer", granted_at=now)
    release.schedule(helper, version.pk, now + timedelta(hours=1), now=now)
    RoleAssignment.objects.filter(pk=assignment.pk).update(revoked_at=now)
    (outcome,) = release.release_due(now=now + timedelta(hours=2))
    assert not outcome.released
    version.refresh_from_db()
    assert version.state == VersionState.CLEARED


def test_what_is_not_proactive_never_goes_out(office: Office, now: datetime, today: date) -> None:
    version = cleared(office, now, attribute="on_request", attribute_reason="仅供申请人查阅")
    with pytest.raises(Refused) as refused:
        release.release(office.officer, version.pk, now=now)
    assert "not_proactive" in refused.value.codes


def test_drafts_are_never_listed(office: Office, now: datetime) -> None:
    drafted(office, now)
    assert not PublicListing.objects.exists()
