"""Somebody checks the tables of other offices at the prompt; scripts rely on the lines and the exit code."""

import copy
import json

import pytest
from click.testing import CliRunner
from docx import Document

from mingchuang.cli.main import cli
from mingchuang.rules.annual_report.counting import CountedRequest
from tests.support.annual_reports import changed, report
from tests.support.publishing import make_office
from tests.support.reported import registered


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(**reports):
        for name, data in reports.items():
            text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        return CliRunner().invoke(cli, ["annual-report", "check", *(f"{name}.json" for name in reports)])

    return run


def test_a_report_that_holds_is_ok(check):
    done = check(good=report())
    assert (done.stdout, done.exit_code) == ("good.json: ok\n", 0)


def test_each_broken_identity_is_a_line_and_the_exit_code_tells(check):
    done = check(good=report(), bad=changed("review_litigation", "review", 4, 0))
    assert done.stdout == "good.json: ok\nbad.json: review_litigation.review.total: expected 11, found 0\n"
    assert done.exit_code == 1


def test_real_reports(corpus):
    files = [str(path) for path in sorted((corpus / "annual_reports").glob("*.json"))]
    done = CliRunner().invoke(cli, ["annual-report", "check", *files])
    broken = [line for line in done.stdout.splitlines() if not line.endswith(": ok")]
    assert [line.rsplit("/", 1)[1] for line in broken] == [
        "hongze_2023.json: review_litigation.review.total: expected 11, found 0",
        "hongze_2023.json: review_litigation.litigation_after_review.total: expected 5, found 0",
        "jinhu_2023.json: review_litigation.litigation_direct.total: expected 3, found 0",
    ]
    assert len(done.stdout.splitlines()) == len(files) + 1
    assert done.exit_code == 1


def test_files_that_are_no_reports_are_named_and_the_others_are_checked(check):
    done = check(broken="{", good=report())
    assert done.stdout == "good.json: ok\n"
    assert "broken.json: 不是JSON格式" in done.stderr
    assert done.exit_code == 1
    missing = CliRunner().invoke(cli, ["annual-report", "check", "/nowhere/x.json"])
    assert "打不开" in missing.stderr
    assert missing.exit_code == 1


def test_two_years_of_one_office_that_do_not_meet_are_a_warning(check):
    before, after = report(2024), report(2025)
    done = check(before=before, after=after)
    assert done.stdout == "before.json: ok\nafter.json: ok\n"
    assert "after.json: warning: requests.carried_in.total: expected 819, found 560" in done.stderr
    assert done.exit_code == 0
    twice = check(before=before, again=copy.deepcopy(before), after=after)
    assert twice.stderr == ""


@pytest.mark.django_db
def test_a_report_is_built_from_the_data(tmp_path):
    make_office()
    with registered() as held:
        held.requests.append(CountedRequest("natural_person", 2025, 2025, "granted"))
        done = CliRunner().invoke(cli, ["annual-report", "build", "2025"])
        assert done.exit_code == 0, done.stderr
        data = json.loads(done.stdout)
        assert data["tables"]["requests"]["rows"]["granted"] == [1, 0, 0, 0, 0, 0, 1]
        file = tmp_path / "2025.docx"
        CliRunner().invoke(cli, ["annual-report", "build", "2025", "--format", "docx", "--output", str(file)])
        assert len(Document(str(file)).tables) == 3
    (tmp_path / "built.json").write_text(done.stdout, encoding="utf-8")
    checked = CliRunner().invoke(cli, ["annual-report", "check", str(tmp_path / "built.json")])
    assert checked.stdout.endswith("built.json: ok\n")


@pytest.mark.django_db
def test_a_year_without_data_is_built_with_a_warning_and_others_are_refused():
    make_office()
    done = CliRunner().invoke(cli, ["annual-report", "build", "2021"])
    assert done.exit_code == 0
    assert "2021年系统里没有收到、办理过申请" in done.stderr
    for year, told in (("2018", "2019年度以前"), ("2030", "还没有到")):
        refused = CliRunner().invoke(cli, ["annual-report", "build", year])
        assert refused.exit_code == 1
        assert told in refused.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path):
    result = CliRunner().invoke(
        cli, ["annual-report", "build", "2025", "--output", str(tmp_path / "no" / "x")]
    )
    assert result.exit_code == 2
    assert f"没有文件夹 {tmp_path / 'no'}" in result.output
