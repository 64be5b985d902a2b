"""Uploads are checked, kept once under their hash, and handed out clean."""

import hashlib
import io
import os
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.files import references, selectors, services
from mingchuang.base.files.models import FileState, StoredFile
from mingchuang.base.files.serving import serve_original, serve_public
from mingchuang.base.files.uploading import OversizedUpload
from mingchuang.base.jobs.registry import find
from mingchuang.publishing.models import Draft, DraftAttachment, Edition, Item
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.text_checks import starter
from tests.support import made_files as made

MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def files_root(settings, tmp_path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


@pytest.fixture
def clerk(db, now) -> User:
    user = User.objects.create(username="clerk", display_name="王秘书")
    RoleAssignment.objects.create(user=user, role="leader", granted_at=now)
    return user


def upload(data=None, name="通知.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.word("正文") if data is None else data)


def original_of(file) -> bytes:
    with services.open_original(file) as original:
        return original.read()


def kept(files_root) -> set[str]:
    return {path.name for path in files_root.rglob("*") if path.is_file()}


def test_a_clerk_attaches_a_file_and_the_public_gets_it_clean(clerk, now, files_root):
    data = made.word("正文", author="王秘书")
    file = services.store(upload(data), actor=clerk, now=now)
    file.refresh_from_db()
    assert (file.state, file.size, file.original_name) == (FileState.READY, len(data), "通知.docx")
    assert file.uploaded_by == clerk and file.uploaded_at == now
    with services.open_original(file) as original, services.open_public(file) as public:
        assert original.read() == data
        assert selectors.inspection_of(file).metadata["作者"] == "王秘书"
        assert "王秘书".encode() not in made.part(public.read(), "docProps/core.xml")
    assert kept(files_root) == {file.sha256, file.public_sha256}
    assert str(file) == "通知.docx"


def test_the_event_tells_the_content_but_not_the_name(clerk, now):
    file = services.store(upload(name="关于张三的报告.docx"), actor=clerk, now=now)
    event = AuditEvent.objects.get(action="files.store")
    assert event.actor == clerk
    assert event.data["sha256"] == file.sha256
    assert "张三" not in str(event.data)


def test_the_same_content_is_stored_once(clerk, now, files_root):
    first = services.store(upload(name="甲.docx"), actor=clerk, now=now)
    before = kept(files_root)
    data = original_of(first)
    second = services.store(upload(data, "乙.docx"), actor=clerk, now=now)
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert kept(files_root) == before


def test_someone_without_a_role_may_not_upload(db, now, files_root):
    stranger = User.objects.create(username="x", display_name="某人")
    with pytest.raises(Forbidden):
        services.store(upload(), actor=stranger, now=now)
    assert kept(files_root) == set()


def test_a_public_form_uploads_without_a_person(db, now):
    assert services.store(upload(), actor=None, now=now).uploaded_by is None


def test_a_file_with_hidden_content_is_kept_but_has_no_public_copy(clerk, now):
    file = services.store(upload(made.workbook(change=made.hidden_sheet), "a.xlsx"), actor=clerk, now=now)
    assert (file.state, file.refusals, file.public_sha256) == (FileState.BLOCKED, ["hidden_sheet"], "")
    with pytest.raises(Refused, match="没有公开副本"):
        services.open_public(file)
    (reason,) = selectors.public_refusals(file)
    assert reason.code == "file_hidden_sheet"
    assert "a.xlsx" in reason.message and "重新上传" in reason.message
    rules = {f.finding.rule for f in selectors.findings_of(file, starter())}
    assert {"file.hidden_sheet", "privacy.id_card"} <= rules


def test_a_refused_file_leaves_nothing_behind(clerk, now, files_root):
    with pytest.raises(Refused, match="宏"):
        services.store(upload(name="a.docm"), actor=clerk, now=now)
    assert kept(files_root) == set()
    assert not StoredFile.objects.exists()


def test_a_text_stream_is_stored_too(clerk, now):
    file = services.store(ContentFile("正文", name="a.txt"), actor=clerk, now=now)
    assert original_of(file) == "正文".encode()


# -- size


class Endless(io.RawIOBase):
    """A body that never ends and counts what was taken of it."""

    taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        return len(buffer)


def test_too_large_a_file_is_refused_before_it_is_read(clerk, now, files_root):
    body = Endless()
    file = File(body, name="a.pdf")
    file.size = 200 * MEGABYTE
    with pytest.raises(Refused) as refused:
        services.store(file, actor=clerk, now=now)
    assert refused.value.reasons[0].message == "文件须小于 20 MB，您选的是 200 MB"
    assert body.taken == 0
    assert kept(files_root) == set()


def test_a_body_that_hides_its_size_is_cut_off_at_the_limit(clerk, now, settings, files_root):
    settings.FILES_MAX_BYTES = MEGABYTE
    body = Endless()
    file = File(body, name="a.pdf")
    file.size = 0
    with pytest.raises(Refused, match="文件须小于 1 MB"):
        services.store(file, actor=clerk, now=now)
    assert body.taken <= 2 * MEGABYTE
    assert kept(files_root) == set()


def received(content, settings):
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("大.pdf", content)})
    return request.FILES["file"]


def test_a_form_keeps_nothing_of_a_file_beyond_the_limit_but_knows_its_size(clerk, now, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILES_MAX_BYTES = 4 * MEGABYTE
    got = received(b"x" * (7 * MEGABYTE), settings)
    assert isinstance(got, OversizedUpload)
    assert list(tmp_path.glob("*.upload*")) == []
    with pytest.raises(Refused) as refused:
        services.store(got, actor=clerk, now=now)
    assert refused.value.reasons[0].message == "文件须小于 4 MB，您选的是 7 MB"


def test_a_form_passes_a_file_within_the_limit(settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    with closing(received(b"x" * MEGABYTE, settings)) as got:
        assert got.read() == b"x" * MEGABYTE


# -- handing out


def test_the_public_gets_an_attachment_that_cannot_act(clerk, now):
    file = services.store(upload(made.pdf("正文"), "年度报告.pdf"), actor=clerk, now=now)
    with closing(serve_public(file)) as response:
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%B9%B4")
        body = b"".join(response.streaming_content)
    assert hashlib.sha256(body).hexdigest() == file.public_sha256


def test_a_picture_is_shown_in_place(clerk, now):
    file = services.store(upload(made.photo(), "会见.jpg"), actor=clerk, now=now)
    with closing(serve_public(file)) as response:
        assert response["Content-Disposition"].startswith("inline")


def test_the_original_goes_to_the_desk_only_uncached(clerk, now):
    file = services.store(upload(), actor=clerk, now=now)
    with closing(serve_original(file)) as response:
        assert response["Cache-Control"] == "private, no-store"
        assert response["ETag"] == f'"{file.sha256}"'


def test_the_policy_of_the_site_does_not_replace_that_of_the_file(clerk, now):
    from csp.middleware import CSPMiddleware

    file = services.store(upload(), actor=clerk, now=now)

    def view(_request) -> HttpResponse:
        return serve_public(file)

    with closing(CSPMiddleware(view)(RequestFactory().get("/"))) as response:
        assert "sandbox" in response["Content-Security-Policy"]


def test_a_cleared_file_says_so(clerk, now, files_root):
    file = services.store(upload(), actor=clerk, now=now)
    selectors.content_store().remove(file.sha256)
    with pytest.raises(Refused, match="通知"):
        services.open_original(file)
    assert selectors.damaged() == [file]


def test_a_changed_content_is_noticed(clerk, now):
    file = services.store(upload(), actor=clerk, now=now)
    assert selectors.damaged() == []
    selectors.content_store().path(file.sha256).write_bytes(b"changed")
    assert selectors.damaged() == [file]


def test_a_file_is_found_by_its_identity(clerk, now):
    file = services.store(upload(), actor=clerk, now=now)
    assert selectors.file_by_uid(file.uid) == file


# -- clearing away


def test_what_nothing_refers_to_is_cleared_after_a_week(clerk, now, files_root):
    file = services.store(upload(), actor=clerk, now=now)
    later = now + timedelta(days=6)
    assert services.remove_unreferenced(now=later) == 0
    assert StoredFile.objects.filter(pk=file.pk).exists()
    # The disk keeps its own time.
    much_later = max(now, datetime.now(now.tzinfo)) + timedelta(days=8)
    assert services.remove_unreferenced(now=much_later) == 2
    assert not StoredFile.objects.exists()
    assert kept(files_root) == set()
    assert AuditEvent.objects.filter(action="files.clear").count() == 1


def test_a_file_on_a_draft_or_in_the_way_of_a_late_reference_stays(clerk, now, monkeypatch):
    file = services.store(upload(), actor=clerk, now=now)
    later = max(now, datetime.now(now.tzinfo)) + timedelta(days=8)
    division = Division.objects.create(code="secretariat", name="秘书处")
    item = Item.objects.create(kind="notice", division=division, created_by=clerk, created_at=now)
    edition = Edition.objects.create(item=item)
    draft = Draft.objects.create(edition=edition, chinese_of=item, updated_by=clerk, updated_at=now)
    DraftAttachment.objects.create(draft=draft, file=file, title="通知", position=1)
    assert list(selectors.unreferenced(later)) == []
    # The reference came after the question was asked.
    monkeypatch.setattr(services, "unreferenced", lambda before: StoredFile.objects.all())
    assert services.remove_unreferenced(now=later) == 0
    assert StoredFile.objects.get() == file
    assert not AuditEvent.objects.filter(action="files.clear").exists()


def test_other_things_in_the_folder_are_not_touched(clerk, now, files_root):
    file = services.store(upload(), actor=clerk, now=now)
    note = selectors.content_store().path(file.sha256).with_name("README")
    note.write_text("x")
    os.utime(note, (0, 0))
    services.remove_unreferenced(now=now)
    assert note.exists()


def test_a_file_that_some_text_still_names_is_not_cleared(clerk, now, monkeypatch):
    named = services.store(upload(), actor=clerk, now=now)
    monkeypatch.setitem(references._FINDERS, "texts", lambda uids: {named.uid} & set(uids))
    later = max(now, datetime.now(now.tzinfo)) + timedelta(days=8)
    assert services.remove_unreferenced(now=later) == 0
    assert StoredFile.objects.get() == named


def test_publishing_is_asked_before_a_picture_is_cleared():
    assert "publishing" in references.rooms()
    assert references.named([]) == set()


def test_every_night_the_worker_clears_away(clerk, now, clock, files_root):
    services.store(upload(), actor=clerk, now=now - timedelta(days=30))
    for path in files_root.glob("??/??/*"):
        os.utime(path, (0, 0))
    find("files.remove_unreferenced").function({})
    assert not StoredFile.objects.exists()
    assert kept(files_root) == set()


@pytest.mark.db
def test_the_database_refuses_a_ready_file_without_a_public_copy(db, now):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        StoredFile.objects.create(
            sha256="0" * 64, size=1, media_type="x", original_name="x", state=FileState.READY, uploaded_at=now
        )
    assert connection.vendor in {"sqlite", "postgresql"}
