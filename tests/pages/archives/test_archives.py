"""An administrator has the site archived, a supervisor takes the file along, and nothing half appears."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.jobs import registry
from mingchuang.base.jobs.models import Job
from mingchuang.base.notify.models import Message
from mingchuang.publishing.baking.state import Busy, only_baker
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from mingchuang.web.archiving import services, writing
from mingchuang.web.models import ArchiveState, SiteArchive
from tests.support.clock import Clock
from tests.support.factories import make_person, sign_in

pytestmark = pytest.mark.django_db

LIST = "/desk/archives/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.ARCHIVES_ROOT = tmp_path / "archives"
    return settings.ARCHIVES_ROOT


@pytest.fixture
def administrator() -> User:
    return make_person([Role.ADMINISTRATOR])


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("site-*"))


def asked(actor: User) -> SiteArchive:
    return services.ask_for_archive(actor, now=timezone.now())


def made(actor: User, capture) -> SiteArchive:
    archive = asked(actor)
    with capture(execute=True):
        services.make_archive(archive.pk, clock=timezone.now)
    archive.refresh_from_db()
    return archive


def test_from_the_button_to_the_file_in_the_hands_of_a_supervisor(
    client: Client, administrator: User, folder: Path, django_capture_on_commit_callbacks
) -> None:
    sign_in(client, administrator)
    assert "还没有做过存档" in client.get(LIST).content.decode()
    page = client.post(f"{LIST}start/", follow=True).content.decode()
    assert "已开始制作存档" in page and "排队中" in page and "制作存档</span>" not in page
    archive = SiteArchive.objects.get()
    assert Job.objects.get(name="web.write_archive").result.status == "READY"
    assert registry.find("web.write_archive").slow
    with django_capture_on_commit_callbacks(execute=True):
        registry.find("web.write_archive").function({"archive": archive.pk})
    archive.refresh_from_db()
    assert archive.state == ArchiveState.READY and archive.written == archive.total > 40
    assert Message.objects.get(recipient=administrator).link == LIST
    told = client.get(LIST, headers={"X-Background": "1"})
    assert told["HX-Refresh"] == "true" and archive.sha256 in told.content.decode()

    reader = sign_in(Client(), make_person([Role.SUPERVISOR]))
    page = reader.get(LIST).content.decode()
    assert (
        f"{archive.written} 个网址，{archive.records} 条记录" in page and "/desk/archives/start/" not in page
    )
    answer = reader.post(f"{LIST}{archive.uid}/download/", {"part": "archive"})
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == archive.sha256 and len(content) == archive.bytes
    assert answer["Content-Disposition"] == f'attachment; filename="{archive.file_name}"'
    with (folder / archive.file_name).open("rb") as handle:
        assert sum(1 for _ in ArchiveIterator(handle)) == archive.records
    index = reader.post(f"{LIST}{archive.uid}/download/", {"part": "index"})
    assert len(b"".join(index.streaming_content).splitlines()) == archive.written
    assert [e.data for e in AuditEvent.objects.filter(action="web.hand_out_archive").order_by("pk")] == [
        {"index": False, "withdrawn": 0},
        {"index": True, "withdrawn": 0},
    ]


def test_roles(client: Client, administrator: User) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        person = make_person([role], language="en" if role == Role.TRANSLATOR else "")
        sign_in(client, person)
        assert client.get(LIST).status_code == (200 if role == Role.SUPERVISOR else 403), role
        assert client.post(f"{LIST}start/").status_code == 403, role
        with pytest.raises(Forbidden):
            asked(person)
    assert not SiteArchive.objects.exists()


@pytest.mark.db
def test_one_at_a_time(client: Client, administrator: User) -> None:
    asked(administrator)
    with pytest.raises(Refused, match="正在制作一份存档"):
        asked(administrator)
    sign_in(client, administrator)
    assert "正在制作一份存档" in client.post(f"{LIST}start/", follow=True).content.decode()
    assert SiteArchive.objects.count() == Job.objects.filter(name="web.write_archive").count() == 1


@pytest.mark.db
def test_a_second_worker_waits_and_the_archive_stays_open(administrator: User, folder: Path) -> None:
    archive = asked(administrator)
    with only_baker(folder), pytest.raises(Busy):
        services.make_archive(archive.pk, clock=timezone.now)
    archive.refresh_from_db()
    assert archive.is_open


def test_only_the_newest_are_kept(
    client: Client,
    administrator: User,
    folder: Path,
    settings,
    clock: Clock,
    django_capture_on_commit_callbacks,
) -> None:
    settings.ARCHIVES_KEPT = 2
    for _ in range(3):
        made(administrator, django_capture_on_commit_callbacks)
        clock.forward(minutes=1)
    states = list(SiteArchive.objects.values_list("state", flat=True))
    assert states == [ArchiveState.READY, ArchiveState.READY, ArchiveState.REMOVED]
    assert len(files(folder)) == 4
    oldest = SiteArchive.objects.last()
    assert oldest and oldest.file_name not in files(folder)
    sign_in(client, administrator)
    gone = client.post(f"{LIST}{oldest.uid}/download/", {"part": "archive"}, follow=True)
    assert "已经不在了" in gone.content.decode()
    assert not AuditEvent.objects.filter(action="web.hand_out_archive").exists()


class Killed(BaseException):
    """The process ends without a chance to tidy up."""


def answers_until(error: BaseException) -> Iterator[writing.Answer]:
    for number in range(250):
        yield writing.Answer(f"http://x/{number}", 200, "OK", [], b"x")
    raise error


@pytest.mark.db
def test_a_killed_worker_leaves_nothing_to_download_and_the_next_begins_anew(
    administrator: User, folder: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    archive = asked(administrator)
    with monkeypatch.context() as patch:
        patch.setattr(writing, "answers", lambda: answers_until(Killed()))
        with pytest.raises(Killed):
            services.make_archive(archive.pk, clock=timezone.now)
    (folder / "site-20260309-77.warc.gz.part").write_bytes(b"half")
    archive.refresh_from_db()
    assert (archive.state, archive.written, archive.is_open) == (ArchiveState.RUNNING, 200, True)
    with django_capture_on_commit_callbacks(execute=True):
        services.make_archive(archive.pk, clock=timezone.now)
    archive.refresh_from_db()
    assert archive.state == ArchiveState.READY
    assert files(folder) == [archive.file_name.replace(".warc.gz", ".cdxj"), archive.file_name]


@pytest.mark.db
def test_what_a_lost_worker_left_open_does_not_block_the_next(
    administrator: User, clock: Clock, now: datetime
) -> None:
    left = asked(administrator)
    SiteArchive.objects.update(state=ArchiveState.RUNNING, seen_at=now)
    clock.set(now + timedelta(minutes=14))
    with pytest.raises(Refused):
        asked(administrator)
    clock.set(now + timedelta(minutes=16))
    asked(administrator)
    left.refresh_from_db()
    assert (left.state, left.problem) == (ArchiveState.FAILED, services.LEFT)


@pytest.mark.parametrize(
    ("error", "problem", "words"),
    [
        (OSError(28, "No space left"), "full", "磁盘已满"),
        (PermissionError(13, "no"), "unwritable", "写不进去"),
    ],
)
def test_a_full_disk_is_told_and_leaves_nothing(
    client: Client,
    administrator: User,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    problem: str,
    words: str,
) -> None:
    archive = asked(administrator)
    monkeypatch.setattr(writing, "answers", lambda: answers_until(error))
    services.make_archive(archive.pk, clock=timezone.now)
    archive.refresh_from_db()
    assert (archive.state, archive.problem, archive.is_open) == (ArchiveState.FAILED, problem, False)
    assert files(folder) == []
    assert words in Message.objects.get(recipient=administrator).body
    sign_in(client, administrator)
    assert words in client.get(LIST).content.decode()
    assert AuditEvent.objects.get(action="web.fail_archive").data == {"problem": problem}


def test_a_page_that_breaks_ends_the_archive_and_the_job_says_so(
    administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = asked(administrator)
    monkeypatch.setattr(writing, "answers", lambda: answers_until(RuntimeError("broken")))
    with pytest.raises(RuntimeError):
        services.make_archive(archive.pk, clock=timezone.now)
    archive.refresh_from_db()
    assert (archive.state, archive.problem) == (ArchiveState.FAILED, services.BROKEN)
