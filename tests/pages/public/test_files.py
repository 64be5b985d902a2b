"""A citizen downloads what is attached to a released text, and nothing else from the file store."""

from datetime import datetime
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingchuang.base.files import services as files
from mingchuang.base.files.models import FileState, StoredFile
from mingchuang.publishing.models import Item, VersionAttachment
from mingchuang.publishing.services import attachments, release, submission, withdrawal
from tests.support.made_files import photo
from tests.support.public_site import address
from tests.support.publishing import Office, drafted, item_of, make_office, pass_gates

pytestmark = pytest.mark.django_db

PLAN = "涉外礼仪培训安排：第一天讲会见，第二天讲礼宾次序。\n".encode()


def _stored(office: Office, name: str, content: bytes, now: datetime) -> StoredFile:
    return files.store(SimpleUploadedFile(name, content), actor=office.drafter, now=now)


def _status(client: Client, path: str) -> int:
    response = client.get(path)
    if response.streaming:
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.status_code


def _released_with(office: Office, now: datetime, *, file: StoredFile | None = None, body: str = "") -> Item:
    draft = drafted(office, now, **({"body": body} if body else {}))
    if file is not None:
        attachments.add_attachment(office.drafter, draft.pk, file, "培训安排", now=now)
    draft.refresh_from_db()
    version = submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
    return item_of(release.release(office.officer, pass_gates(office, version, now).pk, now=now))


def test_an_attachment_is_listed_with_kind_and_size_and_saved_under_its_title(
    client: Client, now: datetime
) -> None:
    office = make_office()
    file = _stored(office, "scan001.txt", PLAN, now)
    item = _released_with(office, now, file=file)
    page = BeautifulSoup(client.get(address(item)).content, "html.parser")
    row = page.select_one(".attachments li")
    assert row and row.a
    assert "培训安排.txt" in row.get_text() and f"{len(PLAN)} B" in row.get_text()
    response = client.get(str(row.a["href"]))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PLAN  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_a_file_goes_with_its_text(client: Client, now: datetime) -> None:
    office = make_office()
    item = _released_with(office, now, file=_stored(office, "a.txt", PLAN, now))
    row = VersionAttachment.objects.get()
    path = f"/attachments/{row.uid}/a.txt"
    assert _status(client, path) == 200
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误，已撤下。", now=now)
    assert _status(client, path) == 404


def test_a_file_without_a_public_copy_is_said_to_be_unavailable(client: Client, now: datetime) -> None:
    office = make_office()
    _released_with(office, now, file=_stored(office, "a.txt", PLAN, now))
    row = VersionAttachment.objects.get()
    StoredFile.objects.update(state=FileState.BLOCKED)
    response = client.get(f"/attachments/{row.uid}/a.txt")
    assert response.status_code == 404
    assert "这个附件暂时不能下载" in response.content.decode()


def test_nothing_else_of_the_store_is_handed_out(client: Client, now: datetime) -> None:
    office = make_office()
    file = _stored(office, "a.txt", PLAN, now)
    draft = drafted(office, now)
    row = attachments.add_attachment(office.drafter, draft.pk, file, "培训安排", now=now)
    for uid in (file.uid, row.uid, uuid4()):
        assert _status(client, f"/attachments/{uid}/a.txt") == 404
        assert _status(client, f"/files/{uid}/") == 404


def test_an_image_is_public_while_a_public_text_shows_it(client: Client, now: datetime) -> None:
    office = make_office()
    image = _stored(office, "map.jpg", photo(), now)
    other = _stored(office, "other.jpg", photo(size=(64, 32)), now)
    body = f'<p>培训现场。</p><figure><img src="/desk/files/{image.uid}/" alt="培训现场"></figure>'
    item = _released_with(office, now, body=body)
    page = BeautifulSoup(client.get(address(item)).content, "html.parser")
    shown = page.select_one(".prose img")
    assert shown and shown["src"] == f"/files/{image.uid}/"
    assert _status(client, str(shown["src"])) == 200
    assert _status(client, f"/files/{other.uid}/") == 404
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误，已撤下。", now=now)
    assert _status(client, str(shown["src"])) == 404
