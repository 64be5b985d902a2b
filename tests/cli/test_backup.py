"""A backup is worth what its restore is: everything comes back, verified, or nothing is touched."""

import hashlib
import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from mingchuang.cli import archive
from tests.cli.installations import copy, mingchuang, run

FILL = """
import django; django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from mingchuang.base.accounts import services as accounts
from mingchuang.base.audit import services as audit
from mingchuang.base.files import services as files
from mingchuang.base.personal import registry, services as personal
from mingchuang.rules.personal_data import Fact
from mingchuang.rules.roles import Role
registry.declare(registry.Kind("test.cli", "测试", {"name": Fact.NAME}, lambda reader, record: True))
now = timezone.now()
division = accounts.create_division(None, code="91", name="档案处", now=now)
made = accounts.create_person(None, username="clerk", display_name="李文", division=division, now=now)
person = made.person
accounts.grant_role(None, person, Role.DRAFTER, division=division, now=now)
accounts.grant_role(None, person, Role.ADMINISTRATOR, division=None, now=now)
files.store(SimpleUploadedFile("说明.txt", "办理说明".encode()), actor=person, now=now)
personal.keep("test.cli", {"name": "诸葛明远"}, now=now)
audit.seal(now); audit.export_head(now)
"""
READ = """
import django; django.setup()
from mingchuang.base.accounts.models import User
from mingchuang.base.files import services as files
from mingchuang.base.files.models import StoredFile
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
print(User.objects.get().display_name, files.open_original(StoredFile.objects.get()).read().decode(),
      personal._open(PersonalRecord.objects.get())["name"])
"""


@pytest.fixture(scope="module")
def office(migrated: Path, tmp_path_factory) -> Path:
    """A data directory with a person, a file, personal data and a sealed audit trail."""
    folder = copy(migrated, tmp_path_factory.mktemp("office"))
    filled = run(folder, "-c", FILL)
    assert filled.returncode == 0, filled.stderr
    return folder


@pytest.fixture(scope="module")
def kept(office: Path, tmp_path_factory) -> Path:
    """A backup without secrets."""
    file = tmp_path_factory.mktemp("backups") / "office.tar.gz"
    done = mingchuang(office, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "已读回核对" in done.stdout and "secrets" in done.stdout
    return file


def test_keys_stay_out_unless_asked_for(office, kept, tmp_path):
    with tarfile.open(kept) as tar:
        names = tar.getnames()
    assert "database.sqlite3" in names
    assert any(name.startswith("files/") for name in names) and any(
        name.startswith("seals/") for name in names
    )
    assert not any("secret" in name or name.endswith("-wal") for name in names)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "made_at" in json.loads((office / "last-backup.json").read_text())

    done = mingchuang(office, "backup", "--with-secrets", str(tmp_path / "all.tar.gz"))
    assert "像密钥一样保管" in done.stderr
    again = mingchuang(office, "backup", str(tmp_path / "all.tar.gz"))
    assert again.returncode == 1 and "已经存在" in again.stderr
    inside = mingchuang(office, "backup", str(office / "files" / "x.tar.gz"))
    assert inside.returncode == 1 and "不能写在 DATA_DIR 里面" in inside.stderr

    fresh = tmp_path / "fresh"
    done = mingchuang(fresh, "restore", str(tmp_path / "all.tar.gz"))
    assert done.returncode == 0, done.stderr
    assert run(fresh, "-c", READ).stdout.split() == ["李文", "办理说明", "诸葛明远"]
    assert (fresh / "secrets").stat().st_mode & 0o777 == 0o700


def test_restored_with_the_kept_keys_everything_is_there_and_verified(office, kept, tmp_path):
    fresh = tmp_path / "fresh"
    refused = mingchuang(fresh, "restore", str(kept))
    assert refused.returncode == 1 and "备份里没有密钥" in refused.stderr
    (fresh / "secrets").mkdir()
    for key in (office / "secrets").iterdir():
        (fresh / "secrets" / key.name).write_bytes(key.read_bytes())
    done = mingchuang(fresh, "restore", str(kept))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "审计链" in done.stdout and "一致" in done.stdout
    assert run(fresh, "-c", READ).stdout.split() == ["李文", "办理说明", "诸葛明远"]

    again = mingchuang(fresh, "restore", str(kept))
    assert again.returncode == 1 and "已有内容" in again.stderr
    assert run(fresh, "-c", READ).stdout.split() == ["李文", "办理说明", "诸葛明远"]


@pytest.mark.slow
def test_without_the_key_the_rest_comes_back_and_the_loss_is_named(kept, tmp_path):
    done = mingchuang(tmp_path / "fresh", "restore", "--new-secrets", str(kept))
    assert done.returncode == 1
    assert "打不开个人信息" in done.stdout


@pytest.mark.slow
def test_a_file_lost_before_the_backup_is_named_by_the_restore(office, tmp_path):
    broken = copy(office, tmp_path / "broken")
    next(path for path in (broken / "files").rglob("*") if path.is_file()).write_bytes(b"other")
    assert mingchuang(broken, "backup", "--with-secrets", str(tmp_path / "b.tar.gz")).returncode == 0
    done = mingchuang(tmp_path / "fresh", "restore", str(tmp_path / "b.tar.gz"))
    assert done.returncode == 1
    assert "缺失或者内容已变" in done.stdout


def test_a_backup_is_taken_while_somebody_writes(office, tmp_path):
    writer = sqlite3.connect(office / "mingchuang.sqlite3", timeout=30, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        done = mingchuang(office, "backup", str(tmp_path / "while-writing.tar.gz"))
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert done.returncode == 0, done.stderr


def forge(target: Path, name: str, content: bytes = b"x", link: str = "") -> Path:
    """A well-formed archive with one member of the given name, listed in its manifest."""
    manifest = archive.Manifest(1, "2026-01-01T00:00:00+00:00", "0", "sqlite", True)
    manifest.files[name] = hashlib.sha256(content).hexdigest()
    with tarfile.open(target, "w:gz") as tar:
        information = tarfile.TarInfo(name)
        if link:
            information.type, information.linkname = tarfile.SYMTYPE, link
        information.size = 0 if link else len(content)
        tar.addfile(information, io.BytesIO(content))
        archive._add_manifest(tar, manifest)
    return target


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("../escaped", ""),
        ("/tmp/escaped", ""),
        ("files/../../escaped", ""),
        ("files/.hidden", ""),
        ("files\\..\\x", ""),
        ("files/link", "/etc/passwd"),
        ("a/" * 9 + "x", ""),
    ],
)
def test_a_forged_backup_writes_nowhere(tmp_path, name, link):
    forged = forge(tmp_path / "forged.tar.gz", name, link=link)
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(archive.Damaged, match="不该有"):
        archive.unpack(forged, target)
    assert not list(target.rglob("*"))
    assert not (tmp_path / "escaped").exists()


def test_a_cut_or_changed_or_foreign_file_is_refused_and_nothing_is_touched(kept, tmp_path):
    whole = kept.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 0xFF
    cases = {
        "cut": whole[: len(whole) // 2],
        "changed": bytes(changed),
        "foreign": b"not a backup at all",
        "empty": b"",
    }
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        done = mingchuang(tmp_path / f"target-{name}", "restore", "--new-secrets", str(tmp_path / name))
        assert done.returncode == 1, name
        assert "Traceback" not in done.stderr, name
        assert not (tmp_path / f"target-{name}" / "mingchuang.sqlite3").exists(), name


def test_a_backup_of_another_kind_of_database_is_refused(kept, tmp_path):
    done = mingchuang(
        tmp_path / "fresh",
        "restore",
        "--new-secrets",
        str(kept),
        DATABASE_URL="postgres://nobody@127.0.0.1:1/none",
    )
    assert done.returncode == 1 and "备份来自 sqlite" in done.stderr


def test_a_database_used_by_a_newer_version_is_not_touched(office, tmp_path):
    newer = copy(office, tmp_path / "newer")
    with sqlite3.connect(newer / "mingchuang.sqlite3") as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_future', '2030-01-01')"
        )
    done = run(newer, "-m", "mingchuang.cli.preparation")
    assert done.returncode == 1
    assert "更新的版本" in done.stderr and "jobs.9999_future" in done.stderr
