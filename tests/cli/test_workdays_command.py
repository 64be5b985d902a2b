"""`mingchuang workdays` as a clerk types it."""

import csv
import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mingchuang.cli.main import cli
from mingchuang.cli.workdays import workdays

CASES = Path(__file__).parents[1] / "data" / "workday_cases.csv"


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(workdays, list(args), input=stdin)


def known_cases() -> list[dict[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def answers(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    "written",
    [
        "2026-2-13",
        "2026-02-13",
        "2026/02/13",
        "2026/2/13",
        "20260213",
        "2026年2月13日",
        "２０２６年２月１３日",
        "２０２６－０２－１３",
        "2026.2.13",
        " 2026 年 2 月 13 日 ",
        "2026/2/13 0:00",
        "2026-02-13T00:00:00",
    ],
)
def test_a_date_may_be_written_as_people_write_it(written: str) -> None:
    result = run("add", written, "20")
    assert (result.exit_code, result.output) == (0, "2026-03-19\n")


def test_full_width_counts() -> None:
    assert run("add", "2026-02-13", "２０").output == "2026-03-19\n"


def test_the_trace_says_why_each_day_is_skipped_and_ends_with_the_due_day() -> None:
    lines = run("add", "2026-09-30", "3", "--trace").output.splitlines()
    assert lines[0] == "2026-09-30  起算日，不计入"
    assert lines[1] == "2026-10-01  不计  国庆节放假（国办发明电〔2025〕7号）"
    assert lines[8] == "2026-10-08  第1个工作日  工作日（周四）"
    assert lines[10] == "2026-10-10  第3个工作日  调休上班（国庆节）（国办发明电〔2025〕7号）"
    assert lines[11] == "2026-10-10"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("add", "2026-02-30", "5"), "“2026-02-30”不存在"),
        (("add", "明天", "5"), "“明天”读不懂"),
        (("add", "\x1b[2J2026", "5"), "“\ufffd[2J2026”读不懂"),
        (("add", "2026-02/13", "5"), "读不懂"),
        (("add", "", "5"), "读不懂"),
        (("add", "٢٠٢٦-٠٢-١٣", "5"), "读不懂"),
        (("add", "2026-02-13", "0"), "“0”不对"),
        (("add", "2026-02-13", "-5"), "“-5”不对"),
        (("add", "2026-02-13", "1.5"), "“1.5”不对"),
        (("add", "2026-02-13", "999999999999"), "不对"),
        (("add", "2026-02-13", "二十"), "“二十”不对"),
        (("add", "2026-02-13"), "请给出日期和工作日数"),
        (("add",), "请给出日期和工作日数"),
        (("add", "2026-12-04", "20"), "到2026-12-31为止"),
        (("add", "2031-05-01", "1"), "到2026-12-31为止"),
        (("add", "2018-12-31", "1"), "自2019-01-01起"),
        (("add", "--csv", "x.csv", "2026-02-13", "5"), "不能与"),
        (("add", "--csv", "-", "--trace"), "不能与"),
        (("add", "--csv", "没有这个文件.csv"), "打不开文件没有这个文件.csv"),
        (("between", "2026-01-01", "2031-01-01"), "到2026-12-31为止"),
        (("between", "2026-01-01", "昨天"), "“昨天”读不懂"),
        (("list", "2027"), "到2026-12-31为止"),
        (("list", "二〇二六"), "“二〇二六”读不懂"),
    ],
)
def test_what_cannot_be_answered_ends_with_one_and_a_reason(args: tuple[str, ...], says: str) -> None:
    result = run(*args)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stdout == ""


def test_between_counts_after_the_first_up_to_the_second() -> None:
    assert run("between", "2026-09-30", "2026-10-10").output == "3\n"
    assert run("between", "2026-10-10", "2026-09-30").output == "-3\n"
    assert run("between", "2026-10-01", "2026-10-01").output == "0\n"


def test_list_prints_every_date_of_the_year() -> None:
    lines = run("list", "2024").output.splitlines()
    assert len(lines) == 366
    assert lines[0] == "2024-01-01,off"
    assert "2024-02-18,work" in lines
    assert sum(line.endswith(",work") for line in lines) == 251
    assert run("list", "２０２４年").output.splitlines() == lines


# --- CSV ----------------------------------------------------------------------------------------


def test_all_known_cases_from_a_file(tmp_path: Path) -> None:
    source = tmp_path / "cases.csv"
    cases = known_cases()
    source.write_text(
        "start_date,working_days\n" + "".join(f"{c['start_date']},{c['working_days']}\n" for c in cases)
    )
    result = run("add", "--csv", str(source))
    assert result.exit_code == 0
    assert [row["due_date"] for row in answers(result.output)] == [c["expected_due_date"] for c in cases]
    assert result.output.splitlines()[0] == "start_date,working_days,due_date"


def test_a_due_day_past_the_coverage_is_said_in_its_row() -> None:
    table = "start_date,working_days\n2026-12-03,20\n2026-12-04,20\n2018-01-02,1\n2031-01-01,1\n"
    result = run("add", "--csv", "-", stdin=table)
    assert result.exit_code == 0
    assert [row["due_date"] for row in answers(result.output)] == [
        "2026-12-31",
        "out of coverage",
        "out of coverage",
        "out of coverage",
    ]


TABLE = "序号,Start_Date , working_days,说明\r\n1,2026年2月13日,２０,春节\r\n\r\n2,2026/9/30,3,“国庆”\r\n"


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gb18030"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", "\t").encode("utf-16"),
        TABLE.replace("\r\n", "\n").encode(),
    ],
    ids=["utf-8", "mark", "gb18030", "utf-16", "tabs", "unix"],
)
def test_files_as_offices_save_them(data: bytes) -> None:
    result = run("add", "--csv", "-", stdin=data)
    assert result.exit_code == 0, result.stderr
    assert answers(result.output) == [
        {"start_date": "2026-02-13", "working_days": "20", "due_date": "2026-03-19"},
        {"start_date": "2026-09-30", "working_days": "3", "due_date": "2026-10-10"},
    ]


def test_bad_rows_are_named_and_the_others_still_answered() -> None:
    table = "start_date,working_days\n2026-02-13,20\n明天,3\n2026-02-13,许多\n2026-09-30,3\n2026-09-30\n"
    result = run("add", "--csv", "-", stdin=table)
    assert result.exit_code == 1
    assert [row["due_date"] for row in answers(result.stdout)] == ["2026-03-19", "", "", "2026-10-10", ""]
    assert "第3行：日期“明天”读不懂" in result.stderr
    assert "第4行：工作日数“许多”不对" in result.stderr
    assert "第6行：工作日数“”不对" in result.stderr
    assert "5行中有3行没有算出" in result.stderr


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "缺少列start_date、working_days（现有：没有表头）"),
        (b"start_date,days\n2026-02-13,20\n", "缺少列working_days（现有：start_date、days）"),
        (b"\xff\xfe\x00\xd8", "编码读不出来"),
        (b"start_date,working_days\n\xff\xff\xff\n", "编码读不出来"),
        (b'start_date,working_days\n"' + b"2" * 140_000 + b'",3\n', "第1行读不懂"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    result = run("add", "--csv", "-", stdin=data)
    assert result.exit_code == 1
    assert says in result.stderr


# --- the command itself -------------------------------------------------------------------------


def test_help_shows_how() -> None:
    result = CliRunner().invoke(cli, ["workdays", "add", "--help"])
    assert result.exit_code == 0
    assert "mingchuang workdays add 2026-02-13 20" in result.output
    assert "start_date" in result.output


def test_it_answers_without_django() -> None:
    program = (
        "import sys\n"
        "from mingchuang.cli.main import cli\n"
        "cli(['workdays', 'add', '2026-02-13', '20'], standalone_mode=False)\n"
        "assert 'django' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert date.fromisoformat(done.stdout.strip()) == date(2026, 3, 19)
