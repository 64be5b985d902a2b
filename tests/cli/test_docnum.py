"""Somebody pipes texts through the reader; scripts rely on one object a line."""

import json

from click.testing import CliRunner

from mingchuang.cli.docnum import docnum


def parse(stdin: bytes) -> list[dict[str, object]]:
    result = CliRunner().invoke(docnum, ["parse"], input=stdin)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout_bytes.decode().splitlines()]


def test_each_line_gives_one_object() -> None:
    (first, second, third) = parse("以法发〔1993〕15号通知印发\n国令第763号\n无\n".encode())
    assert first["raw"] == "以法发〔1993〕15号通知印发"
    assert first["found"] == [
        {
            "text": "法发〔1993〕15号",
            "issuer": "法发",
            "year": "1993",
            "number": "15",
            "canonical": "法发|1993|15",
        }
    ]
    assert [n["canonical"] for n in second["found"]] == ["国务院令||763"]  # type: ignore[attr-defined]
    assert third["found"] == []


def test_blank_lines_control_characters_and_broken_bytes_are_lines_too() -> None:
    lines = parse(b"\n\x00\x0b\x0c\x1c\x85\xe2\x80\xa8\xc2\x85\xff\r\n\t\nlast\rline")
    assert len(lines) == 4
    assert lines[0] == {"raw": "", "found": []}
    assert lines[1]["raw"] == "\x00\x0b\x0c\x1c\ufffd\u2028\x85\ufffd"
    assert lines[3]["raw"] == "last\rline"


def test_nothing_in_gives_nothing_out() -> None:
    assert parse(b"") == []


def test_our_own_numbers_are_checked_strictly() -> None:
    good = CliRunner().invoke(docnum, ["check", "宿外办发〔2026〕5号", "--code", "宿外办发"])
    assert (good.exit_code, good.output) == (0, "宿外办发〔2026〕5号: ok\n")
    bad = CliRunner().invoke(docnum, ["check", "宿外办发[2026]05号"])
    assert bad.exit_code == 1
    assert "六角括号" in bad.output


def test_help_shows_an_example() -> None:
    assert "canonical" in CliRunner().invoke(docnum, ["parse", "--help"]).output
