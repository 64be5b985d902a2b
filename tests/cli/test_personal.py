"""The key of personal data is changed while nobody uses it, and what was kept stays readable."""

import fcntl
from pathlib import Path

import pytest

from tests.cli.installations import copy, run

KEEP = """
import django; django.setup()
from django.utils import timezone
from mingchuang.base.personal import registry, services
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.rules.personal_data import Fact
registry.declare(registry.Kind("test.cli", "测试", {"name": Fact.NAME}, lambda reader, record: True))
"""


@pytest.mark.slow
def test_a_new_key_takes_over_all_records(migrated: Path, tmp_path: Path):
    copy(migrated, tmp_path)
    keep = run(tmp_path, "-c", KEEP + "services.keep('test.cli', {'name': '李文'}, now=timezone.now())")
    assert keep.returncode == 0, keep.stderr
    key = tmp_path / "secrets" / "personal_data_key"
    before = key.read_text()

    with (tmp_path / "serve.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = run(tmp_path, "-m", "mingchuang", "personal", "rotate-key")
    assert refused.returncode == 1
    assert "请先停止" in refused.stderr
    assert key.read_text() == before

    done = run(tmp_path, "-m", "mingchuang", "personal", "rotate-key")
    assert done.returncode == 0, done.stderr
    assert "已将 1 条个人信息" in done.stdout
    assert key.read_text() != before
    retired = tmp_path / "secrets" / "personal_data_key.retired"
    assert retired.read_text().split() == [before]
    assert (key.stat().st_mode & 0o777, retired.stat().st_mode & 0o777) == (0o600, 0o600)

    retired.unlink()
    read = run(tmp_path, "-c", KEEP + "print(services._open(PersonalRecord.objects.get())['name'])")
    assert read.stdout.strip() == "李文", read.stderr
