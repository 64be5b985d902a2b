"""`mingchuang deadline request` and `mingchuang fee` as a clerk types them."""

import re
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner, Result

from mingchuang.cli.main import cli


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args))


def request(received: str, *events: str, trace: bool = False) -> Result:
    given = [word for event in events for word in ("--event", event)]
    return run("deadline", "request", "--received", received, *given, *(["--trace"] if trace else []))


def first_word(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()[0].split()[0]


@pytest.mark.parametrize(
    ("received", "events", "due"),
    [
        pytest.param("2024-01-31", (), "2024-03-04", id="1"),
        pytest.param("2024-04-26", (), "2024-05-27", id="2"),
        pytest.param("2024-09-13", (), "2024-10-17", id="3"),
        pytest.param("2025-10-03", (), "2025-11-04", id="6"),
        pytest.param("2026-02-13", (), "2026-03-19", id="7"),
        pytest.param("2026-02-13", ("extend=20",), "2026-04-17", id="7 extended"),
        pytest.param("2026-09-18", (), "2026-10-22", id="8"),
        pytest.param("2025-09-22", ("corrected=2025-10-13",), "2025-11-10", id="9"),
        pytest.param("2026-04-20", ("consult=2026-04-24..2026-05-20",), "2026-06-11", id="10"),
        pytest.param("2026-04-20", ("consult=2026-04-24..2026-05-13",), "2026-06-04", id="11"),
        pytest.param(
            "2026-05-06",
            ("consult=2026-05-11..2026-05-20", "consult=2026-05-14..2026-05-27"),
            "2026-06-18",
            id="12",
        ),
        pytest.param("2025-12-01", ("paid=2026-01-12",), "2026-02-09", id="13"),
        pytest.param("2026-03-02", ("delayed=2026-07-31",), "2026-07-31", id="delayed"),
        pytest.param("2026年2月13日", ("EXTEND＝２０",), "2026-04-17", id="as people write"),
    ],
)
def test_the_first_word_is_the_last_day(received: str, events: tuple[str, ...], due: str) -> None:
    assert first_word(request(received, *events)) == due


def test_the_trace_names_each_day_and_those_taken_out() -> None:
    lines = request("2026-04-20", "consult=2026-04-24..2026-05-13", trace=True).stdout.splitlines()
    assert lines[0] == "2026-06-04  自2026-04-20起20个工作日，征求意见11个工作日不计入"
    assert lines[1] == "2026-04-20  起算日，不计入"
    days = [date.fromisoformat(line.split()[0]) for line in lines[1:]]
    assert days[-1] == date(2026, 6, 4)
    assert len(days) == (days[-1] - days[0]).days + 1
    assert "2026-05-09  不计  征求意见期间，不计入期限" in lines
    assert "2026-05-01  不计  劳动节放假（国办发明电〔2025〕7号）" in lines
    assert lines[-1].startswith("2026-06-04  第20个工作日")


def test_it_computes_and_does_not_judge() -> None:
    capped = request("2026-02-13", "extend=25")
    assert first_word(capped) == "2026-04-17"
    assert "25个中只计20个" in capped.stderr
    reversed_span = request("2026-04-20", "consult=2026-05-13..2026-04-24")
    assert first_word(reversed_span) == "2026-05-20"
    assert "早于发出日" in reversed_span.stderr
    assert first_word(request("2026-04-20", "corrected=2026-03-02")) == "2026-03-30"


@pytest.mark.parametrize(
    ("received", "events", "says"),
    [
        ("2026-12-04", (), "到2026-12-31为止"),
        ("2026-11-20", ("extend=20",), "到2026-12-31为止"),
        ("2026-11-20", ("consult=2026-12-01..2027-01-05",), "到2026-12-31为止"),
        ("2018-12-28", (), "自2019-01-01起"),
        ("明天", (), "“明天”读不懂"),
        ("2026-02-30", (), "不存在"),
        ("2026-02-13", ("corrected",), "读不懂"),
        ("2026-02-13", ("lost=2026-03-02",), "“lost=2026-03-02”读不懂"),
        ("2026-02-13", ("extend=-1",), "“-1”不对"),
        ("2026-02-13", ("extend=many",), "“many”不对"),
        ("2026-02-13", ("consult=2026-03-02",), "请写成发出日..结束日"),
        ("2026-02-13", ("delayed=2026-02-13",), "晚于起算日"),
        ("2026-02-13", ("corrected=\x1b[2J",), "\ufffd"),
    ],
)
def test_what_cannot_be_computed_ends_with_one_and_a_reason(
    received: str, events: tuple[str, ...], says: str
) -> None:
    result = request(received, *events)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("args", "yuan"),
    [
        (("--items", "10"), 0),
        (("--items", "11"), 100),
        (("--items", "30"), 2000),
        (("--items", "31"), 2200),
        (("--items", "40"), 4000),
        (("--items", "41"), 4300),
        (("--items", "50"), 7000),
        (("--items", "51"), 7400),
        (("--items", "65"), 13500),
        (("--items", "5", "--already", "28"), 800),
        (("--items", "６５"), 13500),
        (("--pages", "30"), 0),
        (("--pages", "31"), 10),
        (("--pages", "100"), 700),
        (("--pages", "101"), 720),
        (("--pages", "200"), 2700),
        (("--pages", "201"), 2740),
        (("--pages", "250"), 4700),
    ],
)
def test_fees_to_the_yuan(args: tuple[str, ...], yuan: int) -> None:
    result = run("fee", *args)
    assert (result.exit_code, result.stdout) == (0, f"{yuan}\n")


def test_the_bands_of_a_fee() -> None:
    lines = run("fee", "--pages", "250", "--trace").stdout.splitlines()
    assert lines[0] == "4700"
    assert lines[-1] == "第201至250页：50页×40元＝2000元"
    amounts = [int(found.group(1)) for line in lines[1:] if (found := re.search(r"＝(\d+)元$", line))]
    assert sum(amounts) == 4700


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "请给出--items或者--pages"),
        (("--items", "1", "--pages", "1"), "只按一种标准"),
        (("--pages", "1", "--already", "1"), "不跨申请累计"),
        (("--items", "-1"), "“-1”不对"),
        (("--items", "1.5"), "“1.5”不对"),
        (("--pages", "一"), "“一”不对"),
        (("--pages", ""), "“”不对"),
        (("--items", "5", "--already", ""), "“”不对"),
        (("--pages", "9999999999"), "不对"),
    ],
)
def test_a_fee_that_cannot_be_computed(args: tuple[str, ...], says: str) -> None:
    result = run("fee", *args)
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stdout == ""


def test_help_shows_how() -> None:
    shown = run("deadline", "request", "--help").output
    assert "--event consult=SENT..ENDED" in shown
    assert "mingchuang deadline request --received 2026-02-13" in shown


def test_both_answer_without_django() -> None:
    program = (
        "import sys\n"
        "from mingchuang.cli.main import cli\n"
        "cli(['deadline', 'request', '--received', '2026-02-13'], standalone_mode=False)\n"
        "cli(['fee', '--items', '31'], standalone_mode=False)\n"
        "assert 'django' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["2026-03-19", "2200"]
