"""A clerk or a script checks files at the prompt before anything is uploaded."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from mingchuang.cli.main import cli
from mingchuang.rules.text_checks import RULE_CATALOGUE
from tests.support import made_files as made


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def textcheck(*arguments, **options):
        return CliRunner().invoke(cli, ["textcheck", *arguments], **options)

    return textcheck


def test_findings_are_printed_with_their_place(run, tmp_path):
    (tmp_path / "稿.txt").write_text("标题\r\n联系人手机13812345678。\n机密★10年\n", encoding="utf-8")
    done = run("稿.txt")
    assert done.stdout.splitlines() == [
        "稿.txt:2:6 privacy.mobile warn 13812345678",
        "稿.txt:3:1 secrecy.mark block 机密★10年",
    ]
    assert done.exit_code == 1
    assert run("--block", "稿.txt").stdout.splitlines() == ["稿.txt:3:1 secrecy.mark block 机密★10年"]


def test_a_clean_text_says_nothing_and_ends_well(run, tmp_path):
    (tmp_path / "稿.md").write_text("政府信息应当及时公开。", encoding="gb18030")
    done = run("稿.md")
    assert (done.stdout, done.exit_code) == ("", 0)


def test_text_from_standard_input(run):
    done = run("-", input="近日，中港合作".encode())
    assert "-:1:1 date.relative warn 近日" in done.stdout
    assert "-:1:4 word.forbidden block 中港" in done.stdout


def test_the_words_of_a_page_are_checked(run, tmp_path):
    (tmp_path / "a.html").write_text("<p>甲</p><p>手机<b>13812345678</b></p>", encoding="utf-8")
    assert run("a.html").stdout == "a.html:2:3 privacy.mobile warn 13812345678\n"


def test_attachments_are_looked_into(run, tmp_path):
    (tmp_path / "a.docx").write_bytes(made.word("第一段", "秘密★5年", author="王"))
    (tmp_path / "b.xlsx").write_bytes(made.workbook(change=made.hidden_sheet))
    (tmp_path / "c.pdf").write_bytes(made.pdf("手机13812345678"))
    lines = run("a.docx", "b.xlsx", "c.pdf").stdout.splitlines()
    assert "a.docx:2:1 secrecy.mark block 秘密★5年（正文）" in lines
    assert "b.xlsx:1:1 file.metadata warn 作者：李会计（文件属性）" in lines
    assert "b.xlsx:1:4 privacy.id_card block 11010519491231002X（工作表「名单」）" in lines
    assert "b.xlsx:1:1 file.hidden_sheet block 名单（名单）" in lines
    assert "c.pdf:1:3 privacy.mobile warn 13812345678（第1页）" in lines


def test_the_office_s_own_numbers_and_words(run, tmp_path):
    (tmp_path / "a.txt").write_text("电话0527-84350000，外宾办", encoding="utf-8")
    entry = {
        "pattern": "外宾办",
        "kind": "replace",
        "reason": "机构已更名",
        "suggestion": "礼宾处",
        "severity": "warn",
        "gate": "wording",
        "source": {"document": "本机关", "article": "", "tag": "convention"},
    }
    (tmp_path / "words.json").write_text(json.dumps({"entries": [entry]}), encoding="utf-8")
    done = run("--allow", "052784350000", "--words", "words.json", "a.txt")
    assert done.stdout == "a.txt:1:17 word.replace warn 外宾办\n"


def test_a_title_and_what_cannot_be_seen(run, tmp_path):
    (tmp_path / "a.txt").write_text("通知\u200b。", encoding="utf-8")
    assert run("--title", "a.txt").stdout.splitlines() == [
        "a.txt:1:3 character.invisible warn \\u200b",
        "a.txt:1:4 punctuation.title_end warn 。",
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"\xff\xff\xff", "编码"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为"),
        ("a.docx", b"PK\x03\x04", "重新导出"),
        ("b.txt", None, "打不开"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_still_checked(run, tmp_path, name, data, says):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "last.txt").write_text("机密★", encoding="utf-8")
    done = run(name, "last.txt")
    assert says in done.stderr
    assert name in done.stderr
    assert "last.txt:1:1 secrecy.mark block" in done.stdout
    assert done.exit_code == 1


BAD_PATTERN = {
    "pattern": "*",
    "kind": "caution",
    "reason": "r",
    "severity": "warn",
    "gate": "wording",
    "source": {"document": "d", "article": "", "tag": "convention"},
}


@pytest.mark.parametrize(
    "content",
    ["{", '{"x": 1}', '{"entries": [{"pattern": "a"}]}', "[]", json.dumps({"entries": [BAD_PATTERN]})],
)
def test_a_broken_wording_list_is_told(run, tmp_path, content):
    (tmp_path / "words.json").write_text(content, encoding="utf-8")
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    done = run("--words", "words.json", "a.txt")
    assert done.exit_code == 1
    assert "用语清单" in done.stderr


def test_the_checks_are_listed_with_their_sources(run):
    lines = run("--rules").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(RULE_CATALOGUE)
    assert all(len(line.split("\t")) == 7 for line in lines)


def modules_after_checking(path):
    """Names of the modules a fresh process has loaded once it checked the file."""
    program = (
        "import sys; from click.testing import CliRunner; from mingchuang.cli.main import cli; "
        "r = CliRunner().invoke(cli, ['textcheck', sys.argv[1]]); assert not r.stderr, r.stderr; "
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", program, str(path)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_plain_text_waits_for_neither_django_nor_office_libraries(tmp_path):
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    assert not {"django", "pypdf", "PIL", "openpyxl"} & modules_after_checking(tmp_path / "a.txt")


def test_attachments_are_looked_into_without_django(tmp_path):
    (tmp_path / "a.pdf").write_bytes(made.pdf("甲"))
    loaded = modules_after_checking(tmp_path / "a.pdf")
    assert "pypdf" in loaded
    assert "django" not in loaded
