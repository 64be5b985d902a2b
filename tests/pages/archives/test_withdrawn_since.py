"""What is withdrawn after the site was archived stays in the file: said by name, and not for everybody."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.publishing.services import withdrawal
from mingchuang.publishing.services.editions import withdrawing
from mingchuang.rules.refusals import Refused
from mingchuang.web.archiving import services
from mingchuang.web.archiving.selectors import withdrawn_since
from mingchuang.web.models import ArchiveState, SiteArchive
from tests.support.clock import Clock
from tests.support.editions import make_bureau, translation_released
from tests.support.factories import sign_in
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db
LIST = "/desk/archives/"
NOTES = {"reason": "有误", "public_note": "内容有误"}


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Office:
    settings.ARCHIVES_ROOT = tmp_path / "archives"
    return make_office()


def archived(actor: User, clock: Clock) -> SiteArchive:
    """An archive whose writing took five minutes; its pages are another test's business."""
    archive = SiteArchive.objects.create(asked_at=clock.now(), asked_by=actor)
    clock.forward(minutes=5)
    archive.file_name, archive.sha256, archive.bytes = f"site-{archive.pk}.warc.gz", "0" * 64, 3
    archive.state, archive.is_open, archive.finished_at = ArchiveState.READY, False, clock.now()
    archive.save()
    folder = Path(services.settings.ARCHIVES_ROOT)
    folder.mkdir(exist_ok=True)
    for name in (archive.file_name, f"site-{archive.pk}.cdxj"):
        (folder / name).write_bytes(b"old")
    clock.forward(minutes=5)
    return archive


def numbers(archive: SiteArchive) -> list[tuple[str, str]]:
    found = withdrawn_since([archive]).get(archive.pk, [])
    return [(one.index_number, one.language) for one in found]


@pytest.mark.db
def test_each_archive_names_what_was_withdrawn_after_it_and_no_more(
    office: Office, client: Client, clock: Clock
) -> None:
    before, gone, partly = (
        item_of(released(office, clock.now(), title=f"{word}类信息的说明")) for word in "甲乙丙"
    )
    english = translation_released(office, make_bureau(office), partly, clock.now()).edition
    clock.forward(minutes=1)
    withdrawal.withdraw(office.officer, before.pk, now=clock.now(), **NOTES)
    clock.forward(minutes=1)
    archive = archived(office.administrator, clock)
    assert numbers(archive) == []
    later = item_of(released(office, clock.now(), title="存档以后才发布的信息"))
    for item in (gone, later):
        withdrawal.withdraw(office.officer, item.pk, now=clock.now(), **NOTES)
    withdrawing.withdraw_edition(office.officer, english.pk, now=clock.now(), **NOTES)
    assert numbers(archive) == [(gone.index_number, ""), (partly.index_number, "英文")]
    clock.forward(minutes=1)
    newer = archived(office.administrator, clock)
    assert numbers(newer) == []
    sign_in(client, office.supervisor)
    page = client.get(LIST).content.decode()
    assert page.count("含后来撤下的信息 2 条") == 1 and str(gone.uid) in page and "英文版" in page
    SiteArchive.objects.filter(pk=archive.pk).update(state=ArchiveState.REMOVED)
    assert "含后来撤下的信息 2 条" in client.get(LIST).content.decode(), "copies were taken along"


def test_only_who_may_read_withdrawn_texts_takes_such_an_archive(
    office: Office, client: Client, clock: Clock, now: datetime
) -> None:
    item = item_of(released(office, now))
    clock.forward(minutes=1)
    archive = archived(office.administrator, clock)
    assert services.hand_out(office.administrator, archive, index=False, now=clock.now()).is_file()
    withdrawal.withdraw(office.officer, item.pk, now=clock.now(), **NOTES)
    for index in (False, True):
        with pytest.raises(Refused) as refused:
            services.hand_out(office.administrator, archive, index=index, now=clock.now())
        assert refused.value.codes == {"archive_holds_withdrawn"}
    sign_in(client, office.administrator)
    page = client.get(LIST).content.decode()
    assert f"{archive.uid}/download/" not in page and "只有可以查看全部在办信息的人员能下载" in page
    assert str(item.index_number) in page and str(item.uid) not in page
    told = client.post(f"{LIST}{archive.uid}/download/", {"part": "archive"}, follow=True)
    assert "另做一份" in told.content.decode()
    assert services.hand_out(office.supervisor, archive, index=False, now=clock.now()).is_file()
    taken = AuditEvent.objects.filter(action="web.hand_out_archive").order_by("pk")
    assert [event.data["withdrawn"] for event in taken] == [0, 1]


def test_other_users_of_the_machine_do_not_read_archives(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("mingchuang.web.archiving.writing.answers", lambda: iter(()))
    archive = services.ask_for_archive(office.administrator, now=clock.now())
    services.make_archive(archive.pk, clock=clock.now)
    assert (tmp_path / "archives").stat().st_mode & 0o077 == 0
