"""Old texts come in many at a time: what stops them is the same that stops a text at the desk."""

from datetime import date, datetime

import pytest

from mingchuang.publishing import checks
from mingchuang.publishing.models import CitedDocument, CitedStatus
from mingchuang.publishing.register import lookup, number_key, title_key
from mingchuang.publishing.words import word_lists
from mingchuang.rules.text_checks import Severity
from tests.support.publishing import Office, drafted

pytestmark = pytest.mark.django_db

BODIES = {
    "": set(),
    "<p>5月份，各单位密切配合，依申请办理，不得延误。</p>": set(),
    "<p>机密★10年</p>": {"secrecy.mark"},
    "<p>份　号：000012</p>": {"secrecy.copy_number"},
    "<p>（此件不公开）</p>": {"secrecy.internal_mark"},
    "<p>身份证号１１０１０５１９４９１２３１００２Ｘ</p>": {"privacy.id_card"},
    "<p>依据《旧办法》（国办发〔2001〕5号）和《无名办法》办理。</p>": {"cite.invalid"},
    "<p>依据国办发〔2001〕5号办理。</p>": {"cite.invalid"},
    "<p>关\u202e于</p>": {"character.direction"},
    '<p>见<a href="javascript:void(0)">这里</a></p>': {"link.form"},
}


@pytest.mark.parametrize(("body", "rules"), BODIES.items())
def test_what_stops_an_old_text_is_what_stops_a_new_one(
    office: Office, today: date, now: datetime, body: str, rules: set[str]
) -> None:
    CitedDocument.objects.create(
        source_key="old",
        title="旧办法",
        title_key=title_key("旧办法"),
        document_number="国办发〔2001〕5号",
        number_key=number_key("国办发〔2001〕5号"),
        status=CitedStatus.INVALID,
        updated_at=now,
    )
    draft = drafted(office, now)
    draft.body = body
    known = checks.Known(word_lists(today), checks.own_numbers(), lookup)
    found = checks.blocking(draft, known)
    assert {finding.rule for finding in found} == rules
    assert found == [one for one in checks.run(draft, today) if one.severity == Severity.BLOCK]
