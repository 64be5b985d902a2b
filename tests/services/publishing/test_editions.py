"""A text in other languages: from the person asked to translate it to the page, and away again."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.notify.models import Message
from mingchuang.publishing.models import Draft, Edition, EventKind, PublicListing, Version
from mingchuang.publishing.selectors import editions as selectors
from mingchuang.publishing.services import drafts, release, review, submission, withdrawal
from mingchuang.publishing.services.editions import starting, withdrawing
from mingchuang.rules.editions import Standing
from mingchuang.rules.gates import Gate
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from tests.support.editions import (
    ENGLISH,
    Bureau,
    make_bureau,
    sign_all,
    started,
    submit,
    translated,
    translation_cleared,
    translation_released,
    translation_submitted,
)
from tests.support.factories import give_role, make_person
from tests.support.publishing import Office, drafted, item_of, pass_gates, released
from tests.support.publishing import submitted as chinese_submitted

pytestmark = pytest.mark.db


@pytest.fixture
def english(office: Office) -> Bureau:
    return make_bureau(office)


@pytest.fixture
def chinese(office: Office, now: datetime) -> Version:
    return released(office, now - timedelta(hours=30))


def correct_chinese(office: Office, version: Version, now: datetime, **changes: object) -> Version:
    """The Chinese text is changed and released again."""
    draft = drafts.start_correction(office.drafter, version.edition.item_id, now=now)
    return release_correction(office, draft, now, **changes)


def release_correction(office: Office, draft: Draft, now: datetime, **changes: object) -> Version:
    """An open correction of the Chinese text is filled in and released."""
    values = {"public_note": "更正人数", "title": "宿迁市外办举办第二期涉外礼仪培训"} | changes
    saved = drafts.save_draft(office.drafter, draft.pk, draft.revision, values, now=now)
    again = submission.submit(office.drafter, draft.pk, saved.draft.revision, now=now, today=now.date())
    return release.release(office.officer, pass_gates(office, again, now).pk, now=now)


def state(item, language: str, now: datetime) -> selectors.LanguageState:
    from mingchuang.publishing.models import Item

    row = selectors.with_editions(Item.objects.filter(pk=item.pk)).get()
    return next(s for s in selectors.states_of(row, now=now) if s.language == language)


def test_an_edition_takes_numbers_and_dates_from_its_source(office, english, chinese, now):
    edition = started(office, english, item_of(chinese), now)
    draft = Draft.objects.get(edition=edition)
    assert draft.source_version == chinese
    assert (draft.formed_on, draft.column_id) == (chinese.formed_on, chinese.column_id)
    assert draft.title == draft.body == ""
    assert not draft.editors.exists()
    assert Message.objects.filter(recipient=english.translator).count() == 1


def test_every_reason_why_none_can_be_started_is_told(office, english, now):
    """Nothing to translate yet, and the person asked does not translate into that language."""
    item = drafted(office, now).edition.item
    with pytest.raises(Refused) as refused:
        starting.start_edition(office.officer, item.pk, "ja", english.translator, now=now)
    assert refused.value.codes == {"source_missing", "translator_unfit"}
    with pytest.raises(Refused) as refused:
        starting.start_edition(office.officer, item.pk, "fr", english.translator, now=now)
    assert refused.value.codes == {"language_unknown"}


def test_there_is_one_edition_a_language(office, english, chinese, now):
    item = item_of(chinese)
    started(office, english, item, now)
    with pytest.raises(Refused) as refused:
        started(office, english, item, now)
    assert refused.value.codes == {"edition_exists"}


def test_a_text_in_review_may_be_translated_ahead(office, english, now):
    """Urgent notices come out in every language at once."""
    source = chinese_submitted(office, now)
    draft = translated(office, english, source.edition.item, now)
    assert draft.source_version == source
    version = sign_all(english, submit(english, draft, now), now)
    with pytest.raises(Refused) as refused:
        release.release(office.officer, version.pk, now=now)
    assert {"chinese_not_public", "source_never_public"} <= refused.value.codes
    release.release(office.officer, pass_gates(office, source, now).pk, now=now)
    release.release(office.officer, version.pk, now=now)
    assert PublicListing.objects.filter(item=source.edition.item).count() == 2


def test_who_does_not_translate_into_the_language_may_not_write_on_it(office, english, chinese, now):
    edition = started(office, english, item_of(chinese), now)
    draft = Draft.objects.get(edition=edition)
    japanese = make_person([Role.TRANSLATOR], language="ja")
    for person in (office.drafter, office.officer, japanese, office.administrator):
        with pytest.raises(Forbidden):
            drafts.save_draft(person, draft.pk, draft.revision, {"title": "Stolen"}, now=now)
        with pytest.raises(Forbidden):
            submission.submit(person, draft.pk, draft.revision, now=now, today=now.date())


def test_two_translators_never_overwrite_each_other(office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    second = make_person([Role.TRANSLATOR], language="en")
    base = draft.revision
    drafts.save_draft(english.translator, draft.pk, base, {"title": "First title"}, now=now)
    result = drafts.save_draft(second, draft.pk, base, {"title": "Second title"}, now=now)
    assert result.copy is not None and result.copy.values == {"title": "Second title"}
    with pytest.raises(Refused) as refused:
        submit(english, draft, now)
    assert "unmerged" in refused.value.codes


def test_a_translation_passes_the_gates_with_readers_of_its_language(office, english, chinese, now):
    version = translation_submitted(office, english, item_of(chinese), now)
    for gate in (Gate.SECRECY, Gate.WORDING):
        with pytest.raises(Forbidden):
            review.sign_gate(
                office.reviewers[gate], version.pk, gate, passed=True, read_hash=version.content_hash, now=now
            )
    cleared = sign_all(english, version, now)
    out = release.release(office.officer, cleared.pk, now=now)
    edition = Edition.objects.get(pk=out.edition_id)
    assert (edition.released_version, edition.source_version) == (out, chinese)
    assert PublicListing.objects.get(edition=out.edition).title == ENGLISH["title"]


def test_the_translator_never_reviews_even_without_having_written(office, english, chinese, now):
    """The named translator answers for the text, whoever typed it in."""
    draft = translated(office, english, item_of(chinese), now)
    other = make_person([Role.TRANSLATOR], language="en", username="other")
    starting.assign_translator(office.officer, draft.edition_id, other, now=now)
    version = submit(english, draft, now)
    for person in (english.translator, other):
        give_role(person, Role.WORDING_REVIEWER, language="en")
        with pytest.raises(Refused) as refused:
            review.sign_gate(
                person, version.pk, Gate.WORDING, passed=True, read_hash=version.content_hash, now=now
            )
        assert "reviewer_is_editor" in refused.value.codes


def test_two_readers_are_asked_for_even_where_the_office_asks_for_one_gate(office, english, chinese, now):
    from mingchuang.publishing.models import KindGates

    KindGates.objects.create(kind="news", gates=["political"])
    version = translation_submitted(office, english, item_of(chinese), now)
    assert {row.gate for row in version.required_gates.all()} == {"secrecy", "political", "wording"}


def test_without_a_reader_of_the_language_it_is_not_sent_into_the_void(office, chinese, now):
    bureau = make_bureau(office, "ko", gates=[Gate.SECRECY, Gate.POLITICAL])
    draft = translated(office, bureau, item_of(chinese), now)
    with pytest.raises(Refused) as refused:
        submit(bureau, draft, now)
    missing = [reason.message for reason in refused.value.reasons if reason.code == "reader_missing"]
    assert len(missing) == 2 and all("韩文" in message for message in missing)


def test_a_changed_source_makes_the_translation_stale_and_tells_people(office, english, chinese, now):
    head = make_person([Role.DIVISION_HEAD], division=office.passports)
    item = item_of(chinese)
    first = translation_released(office, english, item, now)
    assert state(item, "en", now).standing == Standing.PUBLIC
    assert state(item, "en", now).hours == 30
    Message.objects.all().delete()
    correct_chinese(office, chinese, now + timedelta(hours=2))
    later = now + timedelta(hours=7)
    assert state(item, "en", later).standing == Standing.STALE
    assert state(item, "en", later).hours == 5
    assert state(item, "ja", later).standing == Standing.MISSING
    told = set(Message.objects.filter(subject__contains="更新").values_list("recipient", flat=True))
    assert {english.translator.pk, head.pk} <= told
    assert list(selectors.behind()) == [first.edition]
    assert PublicListing.objects.filter(edition=first.edition).exists()


def test_a_stale_translation_is_brought_up_to_date(office, english, chinese, now):
    item = item_of(chinese)
    first = translation_released(office, english, item, now)
    newer = correct_chinese(office, chinese, now + timedelta(hours=1))
    draft = drafts.start_correction(english.translator, item.pk, now=now, language="en")
    values = {"title": "Second Protocol Training Held", "public_note": "Updated to follow the Chinese text."}
    drafts.save_draft(english.translator, draft.pk, draft.revision, values, now=now)
    with pytest.raises(Refused) as refused:
        submit(english, draft, now)
    assert refused.value.codes == {"source_outdated"}
    starting.take_up_source(english.translator, first.edition_id, now=now)
    version = sign_all(english, submit(english, draft, now), now)
    release.release(office.officer, version.pk, now=now + timedelta(hours=4))
    edition = Edition.objects.get(pk=first.edition_id)
    assert (edition.source_version, edition.released_version) == (newer, version)
    assert state(item, "en", now + timedelta(days=9)).hours == 3
    assert not selectors.behind().exists()


def test_giving_up_an_update_keeps_what_the_public_text_was_made_from(office, english, chinese, now):
    item = item_of(chinese)
    translation_released(office, english, item, now)
    correct_chinese(office, chinese, now)
    draft = drafts.start_correction(english.translator, item.pk, now=now, language="en")
    starting.take_up_source(english.translator, draft.edition_id, now=now)
    drafts.discard_changes(english.translator, draft.pk, now=now)
    draft.refresh_from_db()
    assert draft.locked and draft.source_version == chinese


def test_the_source_is_part_of_what_reviewers_sign(office, english, chinese, now):
    version = translation_cleared(office, english, item_of(chinese), now)
    newer = correct_chinese(office, chinese, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(source_version=newer)


def test_withdrawing_the_item_takes_every_language(office, english, chinese, now):
    item = item_of(chinese)
    translation_released(office, english, item, now)
    withdrawal.withdraw(office.officer, item.pk, reason="内容有误", public_note="撤下更正", now=now)
    assert not PublicListing.objects.filter(item=item).exists()
    assert state(item, "en", now).standing == Standing.WITHDRAWN


def test_a_language_does_not_come_back_with_the_chinese_text(office, english, chinese, now):
    """Released again in Chinese, the withdrawn translation waits for its own gates."""
    item = item_of(chinese)
    translation_released(office, english, item, now)
    withdrawal.withdraw(office.officer, item.pk, reason="内容有误", public_note="撤下更正", now=now)
    withdrawal.confirm_withdrawal(item.pk, [], now=now)
    correct_chinese(office, chinese, now)
    assert [row.language for row in PublicListing.objects.filter(item=item)] == ["zh-hans"]


def test_one_language_is_withdrawn_alone_and_says_why(office, english, chinese, now):
    item = item_of(chinese)
    version = translation_released(office, english, item, now)
    with pytest.raises(Refused) as refused:
        withdrawing.withdraw_edition(office.officer, version.edition_id, reason=" ", public_note="", now=now)
    assert refused.value.codes == {"reason_missing", "public_note_missing"}
    with pytest.raises(Forbidden):
        withdrawing.withdraw_edition(
            english.translator, version.edition_id, reason="错译", public_note="x", now=now
        )
    withdrawing.withdraw_edition(
        office.leader,
        version.edition_id,
        reason="误译",
        public_note="This translation is being corrected.",
        now=now,
    )
    assert [row.language for row in PublicListing.objects.filter(item=item)] == ["zh-hans"]
    event = item.events.get(kind=EventKind.EDITION_WITHDRAWN)
    assert event.version == version
    assert selectors.withdrawal_of(version.edition) == event
    assert AuditEvent.objects.filter(action="publishing.withdraw_edition").exists()
    with pytest.raises(Refused) as refused:
        withdrawing.withdraw_edition(
            office.officer, version.edition_id, reason="再撤", public_note="x", now=now
        )
    assert refused.value.codes == {"not_public"}


def test_a_withdrawn_language_returns_through_its_gates(office, english, chinese, now):
    item = item_of(chinese)
    version = translation_released(office, english, item, now)
    withdrawing.withdraw_edition(
        office.officer, version.edition_id, reason="误译", public_note="Being corrected.", now=now
    )
    draft = drafts.start_correction(english.translator, item.pk, now=now, language="en")
    drafts.save_draft(english.translator, draft.pk, draft.revision, {"public_note": "Corrected."}, now=now)
    again = sign_all(english, submit(english, draft, now), now)
    release.release(office.officer, again.pk, now=now)
    assert state(item, "en", now).standing == Standing.PUBLIC


def test_the_translators_list_holds_what_is_open_or_behind(office, english, chinese, now):
    item = item_of(chinese)
    edition = started(office, english, item, now)
    assert list(selectors.work_of(english.translator)) == [edition]
    draft = Draft.objects.get(edition=edition)
    drafts.save_draft(english.translator, draft.pk, draft.revision, ENGLISH, now=now)
    release.release(office.officer, sign_all(english, submit(english, draft, now), now).pk, now=now)
    assert list(selectors.work_of(english.translator)) == []
    correct_chinese(office, chinese, now)
    assert list(selectors.work_of(english.translator)) == [edition]
