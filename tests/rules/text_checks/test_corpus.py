"""Well-edited official texts are the measure of false alarms: a check that cries there is worn out soon."""

import gzip
import json
from collections import Counter

import pytest

from mingchuang.rules.text_checks import check_text, starter

CEILINGS = {
    # Findings in 10,000 characters. The first is real: a few dozen texts were typed with half-width brackets.
    "punctuation.half_width": 25.0,
    "character.invisible": 0.3,
    "number.full_width": 0.05,
    "structure.level_mark": 0.05,
    "character.repeated": 0.02,
    "secrecy.draft": 0.02,
}
EVERY_OTHER = 0.015

EXCERPT = (
    "第一条 为了保障公民、法人和其他组织依法获取政府信息，根据有关法律，制定本条例。\n"
    "第十四条 依法确定为国家秘密的政府信息，不予公开。\n"
    "第十五条 涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。\n"
    "第二十六条 自该政府信息形成或者变更之日起20个工作日内及时公开。\n"
    "（一）行政法规、规章和规范性文件；\n（二）机关职能、机构设置；\n"
)


def test_an_official_text_passes_without_a_finding():
    assert check_text(EXCERPT, words=starter()) == []


@pytest.mark.corpus
def test_official_texts_raise_few_alarms(corpus):
    counts: Counter[str] = Counter()
    characters = 0
    quiet = 0
    with gzip.open(corpus / "regulations.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for record in records:
        found = check_text(record["text"], words=starter())
        counts.update(finding.rule for finding in found)
        characters += len(record["text"])
        quiet += all(finding.rule == "punctuation.half_width" for finding in found)
    rates = {rule: count / characters * 10_000 for rule, count in counts.items()}
    too_loud = {rule: rate for rule, rate in rates.items() if rate > CEILINGS.get(rule, EVERY_OTHER)}
    assert too_loud == {}
    assert quiet > len(records) * 0.9
