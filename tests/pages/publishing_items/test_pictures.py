"""Pictures in a text: taken with their words, shown to who may see the item, refused in words."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingchuang.publishing.models import BodyImage, Draft
from mingchuang.publishing.services import drafts, release, submission
from mingchuang.rules.roles import Role
from tests.pages.publishing_items.conftest import typed
from tests.support.factories import sign_in
from tests.support.made_files import photo, word
from tests.support.publishing import Office, drafted, item_of, pass_gates, person


def url(name: str, draft: Draft) -> str:
    return reverse(f"publishing_items:{name}", args=[draft.edition.item.uid])


def picture(name: str = "教室.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or photo(), content_type="image/jpeg")


def look(client: Client, address: str) -> Any:
    """The answer to a look at a picture, read to its end so that its file is closed."""
    answer: Any = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer


def put_in(client: Client, draft: Draft, **data: Any) -> Any:
    return client.post(url("add-image", draft), {"image": picture(), "alt": "教室"} | data)


def test_a_picture_is_stored_and_shown_at_the_desk_only(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    address = put_in(clerk, draft).json()["address"]
    shown = look(clerk, address)
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert look(clerk, address.replace("/desk", "")).status_code == 404

    other = Client()
    sign_in(other, person("stranger", office.secretariat, Role.DRAFTER, in_division=True))
    assert look(other, address).status_code == 404
    assert look(Client(), address).status_code == 302


def test_the_same_picture_is_public_after_release(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    address = put_in(clerk, draft).json()["address"].replace("/desk", "")
    clerk.post(url("edit", draft), typed(draft, body=f'<p>图</p><p><img src="{address}" alt="教室"></p>'))
    draft.refresh_from_db()
    version = submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
    release.release(office.officer, pass_gates(office, version, now).pk, now=now)
    assert item_of(version).index_number
    assert look(Client(), address).status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"alt": " "}, "请填写替代文字"),
        ({"image": ""}, "请选择图片文件"),
        ({"image": SimpleUploadedFile("表.docx", word("表"))}, "正文里只能放"),
        ({"image": SimpleUploadedFile("假.jpg", b"<svg onload=alert(1)>")}, "不能上传"),
    ],
)
def test_what_cannot_stand_in_a_text_is_refused_in_words(
    clerk: Client, office: Office, now: datetime, data: dict[str, Any], words: str
) -> None:
    answer = put_in(clerk, drafted(office, now), **data)
    assert answer.status_code == 422
    assert words in "".join(answer.json()["problems"])
    assert not BodyImage.objects.exists()


def test_a_closed_draft_takes_no_picture(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
    answer = put_in(clerk, draft)
    assert answer.status_code == 422 and "不能增减附件" in "".join(answer.json()["problems"])


def test_a_copy_shows_its_pictures_to_its_own_division(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    address = put_in(clerk, draft).json()["address"]
    drafts.copy_item(office.officer, draft.edition.item_id, office.secretariat, now=now)
    reader = Client()
    sign_in(reader, person("colleague", office.secretariat, Role.DRAFTER, in_division=True))
    assert look(reader, address).status_code == 200
