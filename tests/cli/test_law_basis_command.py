"""`mingchuang law-basis`: the page is written, and a stale one is noticed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mingchuang.cli import law_basis as command
from mingchuang.cli.main import cli
from mingchuang.rules.source import Rule, Source, Tag


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["law-basis", *args])


def test_a_written_page_is_current(tmp_path: Path) -> None:
    page = tmp_path / "law-basis.md"
    written = run("--output", str(page))
    assert written.exit_code == 0
    assert "政府信息公开条例" in page.read_text(encoding="utf-8")
    assert run("--check", "--output", str(page)).exit_code == 0


def test_a_changed_page_is_stale_and_the_lines_are_shown(tmp_path: Path) -> None:
    page = tmp_path / "law-basis.md"
    run("--output", str(page))
    changed = page.read_text(encoding="utf-8").replace("20个工作日内公开", "30个工作日内公开")
    page.write_text(changed, encoding="utf-8")
    result = run("--check", "--output", str(page))
    assert result.exit_code == 1
    assert "30个工作日内公开" in result.stderr
    assert "已经过时" in result.stderr
    assert page.read_text(encoding="utf-8") == changed


@pytest.mark.parametrize("data", [None, b"\xff\xfe\xff"])
def test_a_page_that_cannot_be_read_is_stale(tmp_path: Path, data: bytes | None) -> None:
    page = tmp_path / "law-basis.md"
    if data is not None:
        page.write_bytes(data)
    result = run("--check", "--output", str(page))
    assert result.exit_code == 1
    assert "请运行 mingchuang law-basis 生成" in result.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run("--output", str(tmp_path / "missing" / "law-basis.md"))
    assert result.exit_code == 1
    assert "写不了" in result.stderr


def test_conflicting_rules_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = Source("某条例", "第一条", Tag.PRIMARY)
    monkeypatch.setattr(
        command, "rules_of_modules", lambda: {"x": (Rule("x.1", "甲", source), Rule("x.1", "乙", source))}
    )
    result = run("--output", str(tmp_path / "law-basis.md"))
    assert result.exit_code == 1
    assert "x.1" in result.stderr
