"""Submitting tells everything that is missing at once, and freezes exactly what was written."""

from datetime import date, datetime

import pytest

from mingchuang.publishing import checks
from mingchuang.publishing.models import Draft, KindGates, Version, VersionState
from mingchuang.publishing.services import drafts, findings, settings, submission
from mingchuang.publishing.snapshots import content_hash, full_snapshot
from mingchuang.rules.gates import Gate
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.publishing import Office, drafted, submitted


def test_everything_missing_is_told_at_once(office: Office, now: datetime, today: date) -> None:
    item = drafts.create_item(office.drafter, "document", office.passports, now=now)
    draft = Draft.objects.get(edition__item=item)
    with pytest.raises(Refused) as refused:
        submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=today)
    fields = {reason.field for reason in refused.value.reasons}
    assert {
        "title",
        "abstract",
        "body",
        "issuer",
        "content_source",
        "document_number",
        "formed_on",
        "column",
        "keywords",
        "attribute",
    } <= fields


def test_a_date_in_the_future_is_refused(office: Office, now: datetime, today: date) -> None:
    draft = drafted(office, now, formed_on=date(2031, 1, 1))
    assert "formed_on_future" in {r.code for r in submission.readiness(draft, today)}
    draft.edition.item.refresh_from_db()
    assert draft.edition.item.publication_due_on is None


def test_a_version_is_what_was_written(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    draft = Draft.objects.get(edition=version.edition)
    assert version.content_hash == content_hash(full_snapshot(draft))
    assert draft.locked
    assert version.state == VersionState.IN_REVIEW


def test_an_id_number_blocks_and_only_the_disclosure_body_may_keep_it(
    office: Office, now: datetime, today: date
) -> None:
    draft = drafted(office, now, body="<p>联系人身份证号11010519491231002X。</p>")
    with pytest.raises(Refused) as refused:
        submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=today)
    assert "findings_open" in refused.value.codes
    from mingchuang.publishing import checks

    (found,) = [f for f in checks.open_findings(draft, today) if f.rule.startswith("privacy")]
    assert (found.where, found.line) == ("正文", 1)
    with pytest.raises(Refused, match="拦截项"):
        findings.accept_finding(
            office.drafter, draft.pk, found.fingerprint, "公开的示例号码", now=now, today=today
        )
    findings.accept_finding(
        office.officer, draft.pk, found.fingerprint, "标准文本中的示例号码", now=now, today=today
    )
    version = submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=today)
    row = version.findings.get(rule=found.rule)
    assert row.reason == "标准文本中的示例号码"


def test_an_accepted_finding_opens_again_when_the_words_change(
    office: Office, now: datetime, today: date
) -> None:
    draft = drafted(office, now, body="<p>近日，我办召开会议。</p>")
    from mingchuang.publishing import checks

    (found,) = checks.open_findings(draft, today)
    findings.accept_finding(office.drafter, draft.pk, found.fingerprint, "新闻稿", now=now, today=today)
    assert checks.open_findings(draft, today) == []
    drafts.save_draft(
        office.drafter, draft.pk, draft.revision, {"body": "<p>近日，本市召开会议。</p>"}, now=now
    )
    draft.refresh_from_db()
    assert len(checks.open_findings(draft, today)) == 1


def test_a_new_word_holds_a_waiting_version_back(office: Office, now: datetime, today: date) -> None:
    version = submitted(office, now)
    settings.save_word(
        office.officer,
        None,
        {
            "pattern": "宴请",
            "category": "caution",
            "reason": "对外不用",
            "severity": "warn",
            "gate": "policy",
            "source": "办公室通知",
            "owner": "秘书处",
        },
        now=now,
    )
    assert findings.check_again(version.pk, now=now, today=today) == 1
    assert version.findings.filter(disposed_at=None).count() == 1
    assert findings.check_again(version.pk, now=now, today=today) == 0


def test_someone_elses_save_between_reading_and_sending_is_noticed(
    office: Office, now: datetime, today: date
) -> None:
    draft = drafted(office, now)
    read = draft.revision
    drafts.save_draft(office.second_drafter, draft.pk, read, {"title": "改过的标题"}, now=now)
    with pytest.raises(Refused, match="刚被他人改动"):
        submission.submit(office.drafter, draft.pk, read, now=now, today=today)
    assert not Version.objects.exists()


def test_recalling_needs_a_reason_and_opens_the_draft(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    with pytest.raises(Refused, match="请填写撤回原因"):
        submission.recall(office.drafter, version.pk, reason="", now=now)
    submission.recall(office.drafter, version.pk, reason="补充附件", now=now)
    assert not Draft.objects.get(edition=version.edition).locked


def test_secrecy_cannot_be_configured_away(office: Office, now: datetime) -> None:
    settings.set_gates(office.administrator, "news", [Gate.WORDING], now=now)
    assert KindGates.objects.get().gates == ["secrecy", "wording"]
    with pytest.raises(Refused, match="至少保留一关"):
        settings.set_gates(office.administrator, "news", [], now=now)
    with pytest.raises(Forbidden):
        settings.set_gates(office.officer, "news", [Gate.WORDING], now=now)


def test_a_setting_does_not_change_what_is_in_review(office: Office, now: datetime) -> None:
    version = submitted(office, now)
    settings.set_gates(office.administrator, "news", [Gate.WORDING], now=now)
    assert version.required_gates.count() == 4


def test_a_kept_finding_stays_kept_when_another_paragraph_changes(office: Office, now: datetime) -> None:
    before = drafted(office, now, body="<p>请参加,谢谢。</p><p>下一段。</p>")
    found = next(f for f in checks.findings_for(before, now.date()) if f.rule.startswith("punctuation"))
    before.body = "<p>请参加,谢谢。</p><p>改过的下一段。</p>"
    after = {f.fingerprint for f in checks.findings_for(before, now.date())}
    assert found.fingerprint in after
    before.body = "<p>请各位参加,谢谢。</p>"
    assert found.fingerprint not in {f.fingerprint for f in checks.findings_for(before, now.date())}
