"""Somebody checks the tables of other offices at the prompt; scripts rely on the lines and the exit code."""

import copy
import json

import pytest
from click.testing import CliRunner

from mingchuang.cli.main import cli
from tests.support.annual_reports import changed, report


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
