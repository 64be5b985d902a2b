"""The record says where an item stands, and every act on it is confirmed, carried out or refused in words."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingchuang.publishing.models import (
    Draft,
    FindingAcceptance,
    Item,
    ItemState,
    ValidityAct,
    Version,
    VersionState,
)
from mingchuang.publishing.services import drafts, review
from mingchuang.rules.gates import Gate
from tests.support.factories import sign_in
from tests.support.publishing import Office, cleared, drafted, released, submitted

MARKED = "<p>联系人身份证号32130219900307663X，请与他联系,谢谢。</p>"


def draft_of(version: Version) -> Draft:
    return Draft.objects.select_related("edition__item").get(edition=version.edition)


def url(name: str, draft: Draft, *more: Any) -> str:
    return reverse(f"publishing_items:{name}", args=[draft.edition.item.uid, *more])


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_draft_shows_its_clock_and_who_acts_next(clerk: Client, office: Office, now: datetime) -> None:
    page = text(clerk, url("record", drafted(office, now)))
    assert "2026-03-30" in page and "为何是这一天" in page and "第 20 个工作日" in page
    assert "写完后送审" in page and "drafter" in page


def test_the_check_page_sends_the_draft_to_the_gates(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    page = text(clerk, url("submit", draft))
    assert "保密审查" in page and "secrecy_reviewer" in page
    answer = clerk.post(url("submit", draft), {"revision": draft.revision}, follow=True)
    assert "第1版已送审" in answer.content.decode()
    assert Version.objects.get().state == VersionState.IN_REVIEW
    again = clerk.post(url("submit", draft), {"revision": draft.revision}, follow=True)
    assert "已经送审" in again.content.decode()
    assert Version.objects.count() == 1


def test_every_reason_stands_on_the_check_page(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now, title="", keywords=[], body=MARKED)
    answer = clerk.post(url("submit", draft), {"revision": draft.revision})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("请填写标题", "请至少填写一个主题词", "自动检查有"):
        assert words in page
    assert url("checks", draft) in page


def test_a_stale_page_does_not_submit_what_nobody_read(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    old = draft.revision
    drafts.save_draft(office.second_drafter, draft.pk, old, {"title": "刚被改动"}, now=now)
    answer = clerk.post(url("submit", draft), {"revision": old})
    assert "刚被他人改动" in answer.content.decode()
    assert not Version.objects.exists()


def test_findings_say_where_and_what_and_are_kept_with_a_reason(
    clerk: Client, office: Office, now: datetime
) -> None:
    draft = drafted(office, now, body=MARKED)
    page = clerk.get(url("checks", draft))
    rows = page.context["open"]
    assert {row.blocks for row in rows} == {True, False}
    assert "正文第1段第" in page.content.decode()
    warned = next(row for row in rows if not row.blocks)
    empty = clerk.post(url("checks", draft), {"fingerprint": warned.found.fingerprint, "reason": " "})
    assert empty.status_code == 422 and "请写明保留的理由" in empty.content.decode()
    clerk.post(url("checks", draft), {"fingerprint": warned.found.fingerprint, "reason": "原文如此"})
    assert FindingAcceptance.objects.get().reason == "原文如此"
    assert "原文如此" in text(clerk, url("checks", draft))


def test_a_block_is_kept_only_by_who_answers_for_release(
    client: Client, office: Office, now: datetime
) -> None:
    draft = drafted(office, now, body=MARKED)
    sign_in(client, office.drafter)
    page = client.get(url("checks", draft))
    assert "只能由政府信息公开工作机构" in page.content.decode()
    blocking = next(row for row in page.context["open"] if row.blocks)
    data = {"fingerprint": blocking.found.fingerprint, "reason": "已公开的办公信息"}
    assert client.post(url("checks", draft), data).status_code == 422
    sign_in(client, office.officer)
    assert client.post(url("checks", draft), data).status_code == 302


def test_who_returned_it_and_why(clerk: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    reviewer = office.reviewers[Gate.POLICY]
    review.sign_gate(
        reviewer,
        version.pk,
        Gate.POLICY,
        passed=False,
        read_hash=version.content_hash,
        comment="引用的文件已经废止",
        now=now,
    )
    page = text(clerk, url("record", draft_of(version)))
    assert "引用的文件已经废止" in page and "policy_reviewer" in page
    assert "按审核意见修改后重新送审" in page


def test_the_waiting_gates_name_their_people(clerk: Client, office: Office, now: datetime) -> None:
    page = text(clerk, url("record", draft_of(submitted(office, now))))
    assert "政治关审核" in page and "political_reviewer" in page


def test_recall_gives_the_draft_back(clerk: Client, office: Office, now: datetime) -> None:
    draft = draft_of(submitted(office, now))
    assert "已经作出的审核意见留作记录" in text(clerk, url("act", draft, "recall"))
    empty = clerk.post(url("act", draft, "recall"), {"reason": ""})
    assert empty.status_code == 422 and "请填写撤回原因" in empty.content.decode()
    answer = clerk.post(url("act", draft, "recall"), {"reason": "日期写错"})
    assert answer["Location"] == url("edit", draft)
    twice = clerk.post(url("act", draft, "recall"), {"reason": "日期写错"}, follow=True)
    assert twice.redirect_chain == [(url("record", draft), 302)]
    assert "这一版先前已经撤回" in twice.content.decode()


def test_what_was_never_sent_is_not_called_recalled(clerk: Client, office: Office, now: datetime) -> None:
    refused = clerk.post(url("act", drafted(office, now), "recall"), {"reason": "日期写错"})
    assert refused.status_code == 422 and "没有正在审核" in refused.content.decode()


def test_a_correction_is_opened_and_given_up(clerk: Client, office: Office, now: datetime) -> None:
    draft = draft_of(released(office, now))
    assert "公众看到的不变" in text(clerk, url("act", draft, "correct"))
    clerk.post(url("act", draft, "correct"))
    editor = text(clerk, url("edit", draft))
    assert "更正说明" in editor and "更正已发布的第" in editor
    clerk.post(url("act", draft, "discard-changes"))
    draft.refresh_from_db()
    assert draft.locked
    twice = clerk.post(url("act", draft, "discard-changes"), follow=True)
    assert twice.redirect_chain == [(url("record", draft), 302)]
    assert "没有需要放弃的" in twice.content.decode()
    refused = clerk.get(url("act", draft, "discard-changes")).content.decode()
    assert "不能放弃更正" in refused


def test_an_earlier_version_is_brought_back(clerk: Client, office: Office, now: datetime) -> None:
    draft = draft_of(released(office, now, title="第一版的标题"))
    clerk.post(url("act", draft, "correct"))
    draft.refresh_from_db()
    drafts.save_draft(office.drafter, draft.pk, draft.revision, {"title": "改坏的标题"}, now=now)
    assert "第一版" in text(clerk, url("revert", draft, 1))
    clerk.post(url("revert", draft, 1))
    draft.refresh_from_db()
    assert draft.title == "第一版的标题"
    assert clerk.get(url("revert", draft, 9)).status_code == 404


def test_any_save_can_be_read_compared_and_restored(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now, title="最早的标题")
    drafts.save_draft(office.drafter, draft.pk, 1, {"title": "后来的标题", "keywords": ["新"]}, now=now)
    assert "第 1 次" in text(clerk, url("revisions", draft))
    page = text(clerk, url("revision", draft, 1))
    assert "最早" in page and "后来" in page and "主题词" in page
    clerk.post(url("revision", draft, 1))
    draft.refresh_from_db()
    assert (draft.title, draft.revision) == ("最早的标题", 3)
    assert clerk.get(url("revision", draft, 99)).status_code == 404


def test_a_copy_is_made_once(clerk: Client, office: Office, now: datetime) -> None:
    draft = draft_of(released(office, now, document_number="宿外办〔2026〕3号"))
    data = {"division": "abroad", "once": "0192d3c0-0000-7000-8000-000000000002"}
    first = clerk.post(url("act", draft, "copy"), data)
    second = clerk.post(url("act", draft, "copy"), data)
    assert first["Location"] == second["Location"]
    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert (copy.title, copy.document_number) == (draft.title, "")


def test_discarding_needs_a_reason(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    assert clerk.post(url("act", draft, "discard"), {"reason": ""}).status_code == 422
    clerk.post(url("act", draft, "discard"), {"reason": "重复"})
    assert Item.objects.get().state == ItemState.DISCARDED
    assert "重复" in text(clerk, url("record", draft))
    twice = clerk.post(url("act", draft, "discard"), {"reason": "重复"}, follow=True)
    assert twice.redirect_chain == [(url("record", draft), 302)]
    assert "这条信息先前已经废弃" in twice.content.decode()


def test_what_is_public_is_not_called_discarded(clerk: Client, office: Office, now: datetime) -> None:
    draft = draft_of(released(office, now))
    assert clerk.post(url("act", draft, "discard"), {"reason": "重复"}).status_code == 422


def test_withdrawing_names_what_happens_and_leaves_its_trace(
    client: Client, office: Office, now: datetime
) -> None:
    draft = draft_of(released(office, now))
    sign_in(client, office.officer)
    page = text(client, url("act", draft, "withdraw"))
    assert "公众立即看不到这条信息" in page
    empty = client.post(url("act", draft, "withdraw"), {}).content.decode()
    assert "请填写撤下原因" in empty and "请填写撤下说明" in empty
    client.post(url("act", draft, "withdraw"), {"reason": "数据有误", "public_note": "因数据有误撤下"})
    assert Item.objects.get().state == ItemState.WITHDRAWING
    record = text(client, url("record", draft))
    assert "正在撤下" in record and "对外：因数据有误撤下" in record and "内部：数据有误" in record
    again = {"reason": "数据有误", "public_note": "另一份说明"}
    twice = client.post(url("act", draft, "withdraw"), again, follow=True)
    assert twice.redirect_chain == [(url("record", draft), 302)]
    said = twice.content.decode()
    assert "这条信息先前已经撤下" in said and "另一份说明" not in said


def test_withdrawing_asks_for_the_password_after_a_while(
    client: Client, office: Office, now: datetime, clock: Any
) -> None:
    draft = draft_of(released(office, now))
    sign_in(client, office.officer)
    clock.forward(minutes=20)
    answer = client.post(url("act", draft, "withdraw"), {"reason": "数据有误", "public_note": "说明"})
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert Item.objects.get().state == ItemState.PUBLISHED


def test_a_clerk_may_not_withdraw(clerk: Client, office: Office, now: datetime) -> None:
    draft = draft_of(released(office, now))
    assert clerk.get(url("act", draft, "withdraw")).status_code == 403
    assert clerk.post(url("act", draft, "withdraw"), {"reason": "a", "public_note": "b"}).status_code == 403
    assert clerk.get(url("act", draft, "no-such-act")).status_code == 404


def test_validity_is_recorded_with_its_basis(client: Client, office: Office, now: datetime) -> None:
    draft = draft_of(released(office, now))
    sign_in(client, office.officer)
    nothing = client.post(url("act", draft, "validity"), {}).content.decode()
    assert "请选择变动的种类" in nothing and "请填写依据" in nothing
    data = {
        "kind": "repealed",
        "on_year": "2026",
        "on_month": "3",
        "on_day": "9",
        "basis": "宿外办〔2026〕5号",
    }
    client.post(url("act", draft, "validity"), data)
    assert ValidityAct.objects.get().basis == "宿外办〔2026〕5号"
    record = text(client, url("record", draft))
    assert "宿外办〔2026〕5号" in record and "已废止" in record
    twice = client.post(url("act", draft, "validity"), data)
    assert twice.status_code == 422 and "已经登记过" in twice.content.decode()


def test_released_in_time_says_so(clerk: Client, office: Office, now: datetime) -> None:
    record = text(clerk, url("record", draft_of(released(office, now))))
    assert "按期公开" in record and "014416330" in record


@pytest.mark.parametrize("stage", [submitted, cleared, released])
def test_reviewers_and_readers_open_the_record(
    client: Client, office: Office, now: datetime, stage: Any
) -> None:
    draft = draft_of(stage(office, now))
    for reader in (office.reviewers[Gate.POLITICAL], office.supervisor, office.leader, office.officer):
        sign_in(client, reader)
        assert client.get(url("record", draft)).status_code == 200
