"""A picture in a body is named by its address only; it must survive the nightly clearing."""

import uuid

import pytest

from mingchuang.base.accounts.models import Division, User
from mingchuang.publishing import pictures
from mingchuang.publishing.models import Draft, DraftRevision, Edition, Item


def a_draft(now) -> Draft:
    clerk = User.objects.create(username="clerk", display_name="王秘书")
    division = Division.objects.create(code="secretariat", name="秘书处")
    item = Item.objects.create(kind="notice", division=division, created_by=clerk, created_at=now)
    edition = Edition.objects.create(item=item)
    return Draft.objects.create(edition=edition, chinese_of=item, updated_by=clerk, updated_at=now)


@pytest.mark.db
def test_a_picture_in_a_draft_or_an_earlier_save_is_still_needed(db, now):
    shown, earlier, nowhere = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    draft = a_draft(now)
    draft.body = f'<img src="/files/{shown}/a.png" alt="会见">'
    draft.save()
    DraftRevision.objects.create(
        draft=draft,
        revision=99,
        snapshot={"body": f"files/{earlier}/"},
        saved_by=draft.updated_by,
        saved_at=now,
    )
    assert pictures.named_in_bodies([shown, earlier, nowhere]) == {shown, earlier}
