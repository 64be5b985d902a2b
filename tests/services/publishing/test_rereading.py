"""Failure 12, a wrong expression found by readers first: the office reads its released texts again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from mingchuang.base.jobs.worker import drain
from mingchuang.base.notify.models import Message
from mingchuang.publishing.models import CitedDocument, CitedStatus, ReleasedFinding, WordEntry
from mingchuang.publishing.selectors.rereading import FindingFilter, open_released_findings, released_findings
from mingchuang.publishing.services import rereading, settings, withdrawal
from mingchuang.rules.refusals import Refused
from tests.support.public_site import correct
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db

WORDS: dict[str, Any] = {
    "pattern": "外事专员",
    "category": "caution",
    "suggestion": "专办员",
    "reason": "统一称呼",
    "severity": "warn",
    "gate": "wording",
    "contexts": [],
    "source": "办公室会议纪要",
    "owner": "秘书处",
    "valid_from": None,
    "valid_to": None,
}
BODY = "<p>请与各单位外事专员联系办理。</p>"


@pytest.fixture
def office() -> Office:
    return make_office()


def add_word(office: Office, now: datetime) -> WordEntry:
    return settings.save_word(office.officer, None, WORDS, now=now)


def read_all(now: datetime) -> None:
    after: int | None = 0
    while after is not None:
        after = rereading.reread_some(after, now=now, today=now.date())


@pytest.mark.db
def test_failure_12_a_wrong_expression_is_found_by_the_office_first(office: Office, now: datetime) -> None:
    version = released(office, now, body=BODY)
    assert not ReleasedFinding.objects.exists()
    add_word(office, now)
    drain()
    finding = open_released_findings(office.officer).get()
    assert (finding.version, finding.excerpt, finding.suggestion) == (version, "外事专员", "专办员")
    told = Message.objects.filter(recipient=office.officer, link="/desk/rereading/")
    assert told.count() == 1
    read_all(now)
    assert open_released_findings(office.officer).count() == 1
    assert told.count() == 1


def test_the_finding_is_gone_when_the_text_is_corrected(office: Office, now: datetime) -> None:
    version = released(office, now, body=BODY)
    add_word(office, now)
    read_all(now)
    correct(office, item_of(version), now, note="统一称呼。", body="<p>请与各单位专办员联系办理。</p>")
    assert not open_released_findings(office.officer).exists()
    read_all(now + timedelta(hours=1))
    assert ReleasedFinding.objects.get().gone_at == now + timedelta(hours=1)


def test_the_finding_is_gone_when_the_text_is_withdrawn(office: Office, now: datetime) -> None:
    version = released(office, now, body=BODY)
    add_word(office, now)
    read_all(now)
    withdrawal.withdraw(office.officer, item_of(version).pk, reason="有误", public_note="有误", now=now)
    read_all(now)
    assert ReleasedFinding.objects.get().gone_at == now


def test_the_finding_is_gone_when_the_word_is_retired_and_comes_back_with_it(
    office: Office, now: datetime
) -> None:
    released(office, now, body=BODY)
    word = add_word(office, now)
    read_all(now)
    settings.retire_word(office.officer, word.pk, on=now.date() - timedelta(days=1), now=now)
    read_all(now)
    assert ReleasedFinding.objects.get().gone_at == now
    settings.save_word(office.officer, word, WORDS, now=now)
    read_all(now)
    assert open_released_findings(office.officer).count() == 1


def test_what_a_cited_document_loses_is_found_in_released_texts(office: Office, now: datetime) -> None:
    """Failure 13, a guide against the law: its basis is repealed after the release."""
    basis = CitedDocument.objects.create(
        source_key="law-1",
        title="外国人接待办法",
        title_key="外国人接待办法",
        status=CitedStatus.VALID,
        updated_at=now,
    )
    released(office, now, body="<p>依据《外国人接待办法》办理。</p>")
    read_all(now)
    assert not ReleasedFinding.objects.filter(rule="cite.invalid").exists()
    CitedDocument.objects.filter(pk=basis.pk).update(status=CitedStatus.INVALID)
    read_all(now)
    found = open_released_findings(office.officer).get(rule="cite.invalid")
    assert found.severity == "block"


def test_a_place_is_kept_with_a_reason_and_never_raised_again(office: Office, now: datetime) -> None:
    released(office, now, body=BODY)
    add_word(office, now)
    read_all(now)
    finding = ReleasedFinding.objects.get()
    with pytest.raises(Refused) as refused:
        rereading.keep_finding(office.officer, finding.pk, "  ", now=now)
    assert refused.value.codes == {"reason_missing"}
    rereading.keep_finding(office.officer, finding.pk, "历史称呼，原文引用", now=now)
    read_all(now)
    assert not open_released_findings(office.officer).exists()
    assert released_findings(office.officer, FindingFilter(state="kept")).get() == finding
    with pytest.raises(Refused) as twice:
        rereading.keep_finding(office.officer, finding.pk, "再说一次", now=now)
    assert twice.value.codes == {"finding_kept"}


def test_what_the_reviewers_settled_is_not_raised_again(office: Office, now: datetime) -> None:
    add_word(office, now)
    version = released(office, now)
    read_all(now)
    assert not ReleasedFinding.objects.filter(version=version).exists()


def test_only_those_who_release_may_keep_a_finding(office: Office, now: datetime) -> None:
    released(office, now, body=BODY)
    add_word(office, now)
    read_all(now)
    with pytest.raises(Refused):
        rereading.keep_finding(office.drafter, ReleasedFinding.objects.get().pk, "理由", now=now)


def test_many_texts_are_read_in_steps(office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "STEP", 2)
    for number in range(5):
        released(office, now, title=f"通知{number}", body=BODY)
    add_word(office, now)
    drain()
    assert open_released_findings(office.officer).count() == 5


def test_an_expression_is_found_on_the_day_its_entry_begins(office: Office, now: datetime) -> None:
    released(office, now, body=BODY)
    settings.save_word(office.officer, None, WORDS | {"valid_from": date(2026, 4, 1)}, now=now)
    rereading.reread_some(0, now=now, today=date(2026, 3, 31))
    assert not ReleasedFinding.objects.exists()
    rereading.reread_some(0, now=now, today=date(2026, 4, 1))
    assert ReleasedFinding.objects.count() == 1
