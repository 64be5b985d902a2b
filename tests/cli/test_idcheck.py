"""Someone at a terminal checks numbers; scripts read the exit code."""

from click.testing import CliRunner

from mingchuang.cli.idcheck import idcheck
from mingchuang.rules.identifiers import KINDS


def run(*arguments: str, stdin: str | bytes = "") -> tuple[int, list[str]]:
    result = CliRunner().invoke(idcheck, arguments, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output.splitlines()


def test_right_and_wrong_values_are_told_line_by_line() -> None:
    code, lines = run("id-card", "11010519491231002X", "110105194912310021")
    assert code == 1
    assert lines[0].startswith("11010519491231002X: ok ")
    assert lines[1].startswith("110105194912310021: 身份证号码的校验码")


def test_all_right_ends_with_zero_and_warnings_are_shown() -> None:
    code, lines = run("passport", "G12345678")
    assert code == 0
    assert "请留意：" in lines[0]


def test_quiet_prints_only_what_is_wrong() -> None:
    code, lines = run("phone", "-q", "13800138000", "12")
    assert code == 1
    assert len(lines) == 1


def test_values_may_come_from_standard_input_even_broken_ones() -> None:
    code, lines = run("phone", "-", stdin=b"13800138000\r\n\xff\xfe\n\n")
    assert code == 1
    assert [line.partition(": ")[2][:2] for line in lines] == ["ok", "电话", "请输"]


def test_the_lines_of_a_machine_readable_zone_may_be_one_value() -> None:
    zone = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
    code, lines = run("mrz", zone)
    assert code == 0
    assert len(lines) == 1


def test_an_unknown_kind_is_a_mistake_in_the_command() -> None:
    code, lines = run("shoe_size", "42")
    assert code == 2
    assert "可选" in lines[-1]


def test_the_kinds_can_be_listed_with_source_and_confidence() -> None:
    code, lines = run("--list")
    assert code == 0
    assert [line.split("\t")[0] for line in lines] == list(KINDS)
    assert "secondary" in lines[0]


def test_help_names_every_kind() -> None:
    code, lines = run("--help")
    assert code == 0
    assert all(kind in "\n".join(lines) for kind in KINDS)
