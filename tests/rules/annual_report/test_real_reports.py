"""Real reports as offices published them: the check finds what their keepers found, and nothing else."""

import json

import pytest

from mingchuang.rules.annual_report.identities import Finding, across, check
from mingchuang.rules.annual_report.reading import loads

BLOCK_RULE = "review_litigation_sum"


def as_lines(findings: list[Finding]) -> list[str]:
    return [str(finding) for finding in findings]


def test_every_report_is_as_its_keeper_says(corpus):
    files = sorted((corpus / "annual_reports").glob("*.json"))
    assert len(files) >= 11
    for path in files:
        text = path.read_text(encoding="utf-8")
        known = [f for f in json.loads(text)["arithmetic_findings"] if not f["rule"].startswith("prose")]
        assert all(finding["rule"] == BLOCK_RULE for finding in known)
        wanted = [
            f"review_litigation.{f['block']}.total: expected {f['sum']}, found {f['stated']}" for f in known
        ]
        assert as_lines(check(loads(text))) == wanted, path.name


@pytest.mark.parametrize("name", ["suqian_city", "hongze"])
def test_two_years_running_follow_from_each_other(corpus, name):
    before, after = (
        loads((corpus / "annual_reports" / f"{name}_{year}.json").read_text(encoding="utf-8"))
        for year in (2023, 2024)
    )
    assert across(before, after) == []
