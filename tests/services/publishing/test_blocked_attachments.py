"""A file with something hidden in it cannot go out, whoever accepts the finding."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from mingchuang.base.files import services as files
from mingchuang.publishing import checks
from mingchuang.publishing.services import attachments, findings, submission
from tests.support import made_files as made
from tests.support.publishing import Office, drafted


def test_an_accepted_finding_makes_no_public_copy(
    office: Office, now: datetime, today: date, settings, tmp_path
) -> None:
    settings.FILES_ROOT = tmp_path
    draft = drafted(office, now)
    upload = SimpleUploadedFile("统计.xlsx", made.workbook(change=made.hidden_sheet))
    file = files.store(upload, actor=office.drafter, now=now)
    attachments.add_attachment(office.drafter, draft.pk, file, "统计表", now=now)
    found = checks.open_findings(draft, today)
    assert {"file.hidden_sheet", "privacy.id_card"} <= {f.rule for f in found}
    for item in found:
        findings.accept_finding(
            office.officer, draft.pk, item.fingerprint, "经核对可以公开", now=now, today=today
        )
    reasons = submission.readiness(draft, today)
    assert [reason.code for reason in reasons] == ["file_hidden_sheet"]
    assert "统计.xlsx" in reasons[0].message


def test_a_cleaned_file_is_no_obstacle(
    office: Office, now: datetime, today: date, settings, tmp_path
) -> None:
    settings.FILES_ROOT = tmp_path
    draft = drafted(office, now)
    file = files.store(SimpleUploadedFile("统计.xlsx", made.workbook()), actor=office.drafter, now=now)
    attachments.add_attachment(office.drafter, draft.pk, file, "统计表", now=now)
    found = checks.open_findings(draft, today)
    assert [f.rule for f in found] == ["file.metadata"]
    findings.accept_finding(
        office.drafter, draft.pk, found[0].fingerprint, "公开副本已清除", now=now, today=today
    )
    assert submission.readiness(draft, today) == []
