"""Letters of a request: the wording is the office's, each has a number and goes its way with proof."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from mingchuang.casework.letters.models import Delivery, Letter, Wording
from mingchuang.casework.models import Case
from mingchuang.rules.letters.kinds import LetterKind as K
from mingchuang.rules.requests.states import RequestState as S
from tests.support.measure import accessibility_findings
from tests.support.requested_years import Office
from tests.support.walking import Walk, act, follow, press

pytestmark = pytest.mark.journey

MONDAY = date(2026, 3, 9)
DENIED = {"ground": "process", "reason": "属于讨论记录，尚未形成正式决定"}


def taken(page: Page, button: str, path: Path) -> bytes:
    """The bytes of a file that a button hands out."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(path)
    return path.read_bytes()


def printed(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def typed(docx: bytes) -> str:
    return "".join("".join(line.text for line in Document(io.BytesIO(docx)).paragraphs).split())


def test_the_office_edits_the_wording_and_nothing_typed_is_lost(walk: Walk, office: Office):
    page = walk.on(MONDAY, office.officer)
    page.goto("/desk/cases/letters/wording/")
    page.get_by_role("link", name="答复：过程性信息").click()
    box = page.get_by_label("段落")
    first = box.input_value()
    box.fill(f"{first}\n\n本答复由{{经办处室}}承办。")
    page.get_by_role("button", name="保存为新版本").click()
    expect(page.get_by_role("alert")).to_contain_text("没有{经办处室}这个占位符")
    expect(box).to_have_value(f"{first}\n\n本答复由{{经办处室}}承办。")
    assert not Wording.objects.exists()
    assert not accessibility_findings(page)
    box.fill(f"{first}\n\n本答复由{{机关名称}}承办。")
    # Some browsers show it in the new window, others keep it as a file: both were handed a PDF.
    with (
        page.expect_popup() as window,
        page.context.expect_event("response", lambda answer: "preview" in answer.url) as preview,
    ):
        page.get_by_role("button", name="预览 PDF").click()
    assert preview.value.headers["content-type"] == "application/pdf"
    window.value.close()
    press(page, "保存为新版本", said="已保存为第1版")
    assert Wording.objects.get().paragraphs[-1] == "本答复由{机关名称}承办。"

    office.sign(office.receive(MONDAY), MONDAY, "deny_process", **DENIED)
    assert "本答复由示例市人民政府外事办公室承办。" in Letter.objects.latest("id").content["paragraphs"]


def test_a_denial_is_approved_numbered_printed_signed_and_delivered(
    walk: Walk, office: Office, tmp_path: Path
):
    case = office.sign(office.receive(MONDAY), MONDAY, "deny_process", **DENIED)
    page = walk.on(MONDAY, office.officer)
    page.goto(f"/desk/cases/{case.uid}/")
    follow(page.get_by_role("row", name="答复：过程性信息").get_by_role("link"))
    expect(page.get_by_text("待核准").or_(page.get_by_text("拟稿")).first).to_be_visible()
    leader = walk.on(MONDAY, office.leader)
    leader.goto(page.url)
    press(leader, "核准", said="已核准，可以印发")
    page.reload()
    press(page, "编号印发", said="已编号印发")
    pdf = taken(page, "下载 PDF", tmp_path / "reply.pdf")
    docx = taken(page, "下载 Word 文档", tmp_path / "reply.docx")
    for text in (printed(pdf), typed(docx)):
        for said in (
            "示外公开答〔2026〕1号",
            "甲：",
            DENIED["reason"],
            "第十六条第二款",
            "先向示例市人民政府",
        ):
            assert said in text
        assert "6个月" not in text and "六个月" not in text

    page.locator("#act-take-back-signed summary").click()
    page.get_by_label("签章原件").set_input_files(tmp_path / "reply.pdf")
    press(page, "收回签章原件", said="签章原件已收回")
    page.locator("#act-deliver summary").click()
    page.get_by_label("送达凭证").set_input_files(tmp_path / "reply.pdf")
    act(page, "deliver", {"送达方式": "直接送达", "送达日期": "2026-03-09"}, said="送达已登记")
    expect(page.get_by_role("button", name=re.compile(r"下载\s*送达凭证"))).to_be_visible()
    assert not accessibility_findings(page)
    assert Delivery.objects.get().proof is not None
    assert Case.objects.get(pk=case.pk).state == S.SERVED


def test_a_voided_letter_keeps_its_number_and_the_next_gets_the_next(walk: Walk, office: Office):
    case = office.receive(MONDAY)
    office.decide(case, MONDAY, "deny_process", **DENIED)
    page = walk.on(MONDAY, office.officer)
    page.goto(f"/desk/cases/{case.uid}/")
    follow(page.get_by_role("row", name="答复：过程性信息").get_by_role("link"))
    act(page, "void", {"作废理由": "主送写错"}, said="已作废，编号保留")
    page.get_by_role("link", name="返回来件").click()
    expect(page.get_by_role("row", name="示外公开答〔2026〕1号")).to_contain_text("作废")
    press(page, "重新拟稿：答复：过程性信息", said="已重新拟稿，请核准后印发")
    leader = walk.on(MONDAY, office.leader)
    leader.goto(page.url)
    press(leader, "核准", said="已核准，可以印发")
    page.reload()
    press(page, "编号印发", said="已编号印发")
    expect(page.get_by_text("示外公开答〔2026〕2号").first).to_be_visible()
    numbers = Letter.objects.filter(kind=K.REPLY_DENY_PROCESS).order_by("id").values_list("number", "state")
    assert list(numbers) == [("示外公开答〔2026〕1号", "voided"), ("示外公开答〔2026〕2号", "issued")]
