"""A clerk writes; saves lose nothing, whoever else writes at the same time."""

from datetime import date, datetime

import pytest

from mingchuang.publishing.models import Draft, DraftEditor, Item, ItemState, UnmergedCopy
from mingchuang.publishing.services import drafts, submission
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.publishing import Office, drafted, released, submitted


def test_a_new_item_has_a_draft_and_its_publication_clock(office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    item = draft.edition.item
    assert item.state == ItemState.NEW
    assert item.publication_due_on == date(2026, 3, 30)  # 20 working days after 2026-03-02
    assert draft.revision == 1


def test_a_drafter_of_another_division_may_not_write(office: Office, now: datetime) -> None:
    with pytest.raises(Forbidden):
        drafts.create_item(office.drafter, "news", office.secretariat, now=now)


def test_the_document_number_is_normalised_when_saved(office: Office, now: datetime) -> None:
    draft = drafted(office, now, document_number="宿外办[2026]3号")
    assert draft.document_number == "宿外办〔2026〕3号"


def test_scripts_and_control_characters_never_reach_the_database(office: Office, now: datetime) -> None:
    draft = drafted(
        office,
        now,
        title="培训\x00通知\x1b",
        body="<p onclick='x()'>正文<script>alert(1)</script><a href='javascript:alert(1)'>链接</a></p>",
    )
    assert draft.title == "培训通知"
    assert "script" not in draft.body and "onclick" not in draft.body
    assert "正文" in draft.body


def test_a_title_of_ten_thousand_characters_is_refused_with_its_length(office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    with pytest.raises(Refused) as refused:
        drafts.save_draft(office.drafter, draft.pk, draft.revision, {"title": "长" * 10_000}, now=now)
    assert refused.value.reasons[0].field == "title"
    assert "10000" in refused.value.reasons[0].message
    draft.refresh_from_db()
    assert draft.title == "宿迁市外办举办涉外礼仪培训"


def test_two_people_changing_different_fields_are_merged(office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    base = draft.revision
    drafts.save_draft(office.drafter, draft.pk, base, {"title": "新标题"}, now=now)
    result = drafts.save_draft(office.second_drafter, draft.pk, base, {"abstract": "新概述"}, now=now)
    assert result.conflicts == {}
    draft.refresh_from_db()
    assert (draft.title, draft.abstract) == ("新标题", "新概述")


def test_two_people_changing_one_field_keep_both_texts(office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    base = draft.revision
    drafts.save_draft(office.drafter, draft.pk, base, {"title": "甲的标题"}, now=now)
    result = drafts.save_draft(office.second_drafter, draft.pk, base, {"title": "乙的标题"}, now=now)
    assert result.conflicts == {"title": ("甲的标题", "乙的标题")}
    copy = UnmergedCopy.objects.get()
    assert copy.values == {"title": "乙的标题"}
    draft.refresh_from_db()
    assert draft.title == "甲的标题"
    drafts.settle_copy(office.second_drafter, copy.uid, {"title": "乙的标题"}, now=now)
    draft.refresh_from_db()
    assert draft.title == "乙的标题"


def test_an_unmerged_copy_holds_the_submission_back(office: Office, now: datetime, today: date) -> None:
    draft = drafted(office, now)
    base = draft.revision
    drafts.save_draft(office.drafter, draft.pk, base, {"title": "甲"}, now=now)
    drafts.save_draft(office.second_drafter, draft.pk, base, {"title": "乙"}, now=now)
    draft.refresh_from_db()
    assert "unmerged" in {reason.code for reason in submission.readiness(draft, today)}


def test_every_save_is_kept_as_a_revision(office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    for title in ("一", "二", "三"):
        draft.refresh_from_db()
        drafts.save_draft(office.drafter, draft.pk, draft.revision, {"title": title}, now=now)
    titles = [row.snapshot["title"] for row in draft.revisions.all()]
    assert titles == ["三", "二", "一", "宿迁市外办举办涉外礼仪培训"]


def test_saving_the_same_text_makes_no_revision_and_no_editor(office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    drafts.save_draft(office.second_drafter, draft.pk, draft.revision, {"title": draft.title}, now=now)
    assert draft.revisions.count() == 1
    assert set(DraftEditor.objects.values_list("user__username", flat=True)) == {"drafter"}


def test_a_text_in_review_cannot_be_written_on(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    draft = Draft.objects.get(edition=version.edition)
    with pytest.raises(Refused, match="正在审核"):
        drafts.save_draft(office.drafter, draft.pk, draft.revision, {"title": "改"}, now=now)


def test_correcting_starts_from_what_the_public_reads(office: Office, now: datetime) -> None:
    version = released(office, now)
    draft = drafts.start_correction(office.second_drafter, version.edition.item_id, now=now)
    assert draft.title == version.title
    assert draft.based_on_id == version.pk
    assert {row.user_id for row in draft.editors.all()} == {office.second_drafter.pk}


def test_an_item_never_public_can_be_given_up_with_a_reason(office: Office, now: datetime) -> None:
    item = drafted(office, now).edition.item
    with pytest.raises(Refused, match="请填写废弃原因"):
        drafts.discard_item(office.drafter, item.pk, reason=" ", now=now)
    drafts.discard_item(office.drafter, item.pk, reason="重复录入", now=now)
    item.refresh_from_db()
    assert item.state == ItemState.DISCARDED


def test_what_is_public_cannot_be_discarded(office: Office, now: datetime) -> None:
    version = released(office, now)
    with pytest.raises(Refused, match="已发布"):
        drafts.discard_item(office.drafter, version.edition.item_id, reason="不要了", now=now)


def test_a_copy_is_a_new_item_with_nothing_signed(office: Office, now: datetime) -> None:
    version = released(office, now)
    copy = drafts.copy_item(office.officer, version.edition.item_id, office.passports, now=now)
    assert copy.index_number is None
    assert copy.state == ItemState.NEW
    assert not Item.objects.get(pk=copy.pk).editions.get().versions.exists()
