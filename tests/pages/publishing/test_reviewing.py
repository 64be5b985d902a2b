"""A reviewer reads a text beside what the public reads, and passes or returns it on the page."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mingchuang.publishing.models import Draft, Version, VersionState
from mingchuang.publishing.services import drafts, findings, settings, submission
from mingchuang.rules.gates import CHECKLISTS, Gate
from tests.support.factories import sign_in
from tests.support.publishing import Office, cleared, released, submitted


def signed_form(version: Version, gate: Gate, verdict: str = "pass", **changes: object) -> dict[str, object]:
    """What the browser sends for a gate."""
    values: dict[str, object] = {
        "verdict": verdict,
        "checklist": [code for code, _ in CHECKLISTS[gate]],
        "comment": "",
        "read_hash": version.content_hash,
    } | changes
    return {f"{gate.value}-{name}": value for name, value in values.items()}


def sign_url(version: Version, gate: Gate) -> str:
    return reverse("publishing_reviewing:sign", args=[version.uid, gate.value])


def test_the_queue_shows_what_waits_for_me(client: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    sign_in(client, office.reviewers[Gate.SECRECY])
    page = client.get("/desk/reviews/").content.decode()
    assert version.title in page and "保密审查" in page
    sign_in(client, office.reviewers[Gate.LEGAL])
    assert version.title not in client.get("/desk/reviews/").content.decode()


def test_passing_on_the_page(client: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    for gate in (Gate.SECRECY, Gate.POLITICAL, Gate.POLICY, Gate.WORDING):
        sign_in(client, office.reviewers[gate])
        page = client.get(reverse("publishing_reviewing:version", args=[version.uid]))
        assert version.content_hash in page.content.decode()
        answer = client.post(sign_url(version, gate), signed_form(version, gate))
        assert answer.status_code == 302
    version.refresh_from_db()
    assert version.state == VersionState.CLEARED


def test_every_reason_comes_back_with_what_was_typed(client: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    sign_in(client, office.reviewers[Gate.POLICY])
    answer = client.post(
        sign_url(version, Gate.POLICY),
        signed_form(version, Gate.POLICY, checklist=["basis"], comment="文号已核对"),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请先确认：与上级政策" in page and "请先确认：属于本机关职责" in page
    assert "文号已核对" in page


@pytest.mark.parametrize("gate", [Gate.SECRECY, Gate.POLITICAL])
def test_a_forged_gate_is_refused(client: Client, office: Office, now: datetime, gate: Gate) -> None:
    version = submitted(office, now)
    sign_in(client, office.reviewers[Gate.WORDING])
    answer = client.post(sign_url(version, gate), signed_form(version, gate))
    assert answer.status_code == 422
    assert not version.decisions.exists()


def test_a_stranger_does_not_see_the_text(client: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    sign_in(client, office.administrator)
    assert client.get(reverse("publishing_reviewing:version", args=[version.uid])).status_code == 404


def test_the_change_stands_beside_the_text(client: Client, office: Office, now: datetime) -> None:
    first = released(office, now)
    draft = drafts.start_correction(office.drafter, first.edition.item_id, now=now)
    saved = drafts.save_draft(
        office.drafter,
        draft.pk,
        draft.revision,
        {"body": "<h2>培训内容</h2><p>共有八十人参加。</p>", "public_note": "更正人数"},
        now=now,
    )
    version = submission.submit(office.drafter, draft.pk, saved.draft.revision, now=now, today=now.date())
    sign_in(client, office.reviewers[Gate.WORDING])
    page = client.get(reverse("publishing_reviewing:version", args=[version.uid])).content.decode()
    assert "与公众正在看的第 1 版相比" in page
    assert "<del>" in page and "<ins>" in page and "更正人数" in page


def test_a_new_finding_is_settled_on_the_page(client: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    word = {
        "pattern": "宴请",
        "category": "caution",
        "reason": "对外不用",
        "severity": "warn",
        "gate": "policy",
        "source": "办公室通知",
        "owner": "秘书处",
    }
    settings.save_word(office.officer, None, word, now=now)
    findings.check_again(version.pk, now=now, today=now.date())
    finding = version.findings.get(disposed_at=None)
    sign_in(client, office.reviewers[Gate.POLICY])
    refused = client.post(sign_url(version, Gate.POLICY), signed_form(version, Gate.POLICY))
    assert "尚有未处理的发现" in refused.content.decode()
    keep = reverse("publishing_reviewing:accept_finding", args=[version.uid, finding.pk])
    wordy = client.post(keep, {"reason": "礼仪术语" * 126})
    assert wordy.status_code == 422
    assert "保留的理由最多500字，您写了504字，请精简" in wordy.content.decode()
    assert "礼仪术语" * 126 in wordy.content.decode()
    client.post(keep, {"reason": "礼仪术语"})
    assert client.post(sign_url(version, Gate.POLICY), signed_form(version, Gate.POLICY)).status_code == 302


def test_releasing_names_what_will_happen_first(client: Client, office: Office, now: datetime) -> None:
    version = cleared(office, now)
    sign_in(client, office.officer)
    assert version.title in client.get("/desk/releases/").content.decode()
    asked = client.get("/desk/releases/confirm/", {"version": str(version.uid)})
    assert "将有 1 件信息对外公开" in asked.content.decode()
    version.refresh_from_db()
    assert version.state == VersionState.CLEARED
    done = client.post("/desk/releases/confirm/", {"version": str(version.uid), "confirmed": "yes"})
    assert "已发布 1 件" in done.content.decode()
    version.edition.item.refresh_from_db()
    assert f"<td>{version.edition.item.index_number}</td>" in done.content.decode()
    again = client.post("/desk/releases/confirm/", {"version": str(version.uid), "confirmed": "yes"})
    assert "没有发布" in again.content.decode() and "已发布 0 件" not in again.content.decode()


def test_a_reviewer_cannot_release(client: Client, office: Office, now: datetime) -> None:
    version = cleared(office, now)
    for person in (office.reviewers[Gate.WORDING], office.drafter, office.supervisor, office.administrator):
        sign_in(client, person)
        answer = client.post("/desk/releases/confirm/", {"version": str(version.uid), "confirmed": "yes"})
        assert answer.status_code == 403
    version.refresh_from_db()
    assert version.state == VersionState.CLEARED


def test_scheduling_on_the_page(client: Client, office: Office, now: datetime) -> None:
    version = cleared(office, now)
    sign_in(client, office.officer)
    url = reverse("publishing_releasing:schedule", args=[version.uid])
    late = client.post(url, {"scheduled_for": "2026-03-01T09:00"})
    assert late.status_code == 422 and "晚于现在" in late.content.decode()
    at = (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(url, {"scheduled_for": at}).status_code == 302
    version.refresh_from_db()
    assert version.state == VersionState.SCHEDULED
    assert "定时" in client.get("/desk/releases/").content.decode()
    client.post(reverse("publishing_releasing:unschedule", args=[version.uid]))
    version.refresh_from_db()
    assert version.state == VersionState.CLEARED


def test_queue_queries_do_not_grow(
    client: Client, office: Office, now: datetime, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        submitted(office, now, title=f"第{number}件")
    sign_in(client, office.reviewers[Gate.WORDING])
    client.get("/desk/reviews/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get("/desk/reviews/")
    assert Draft.objects.count() == 12
