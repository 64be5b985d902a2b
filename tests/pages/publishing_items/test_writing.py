"""A clerk starts an item, fills it in, saves it by hand and by itself; nothing typed is ever lost."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingchuang.publishing.models import Draft, Item, UnmergedCopy
from mingchuang.publishing.services import drafts
from mingchuang.rules.roles import Role
from tests.pages.publishing_items.conftest import typed
from tests.support.factories import sign_in
from tests.support.publishing import Office, drafted, person, submitted


def url(name: str, draft: Draft, *more: Any) -> str:
    return reverse(f"publishing_items:{name}", args=[draft.edition.item.uid, *more])


def test_a_new_item_opens_in_the_editor_with_the_office_as_issuer(clerk: Client, office: Office) -> None:
    page = clerk.get("/desk/items/new/").content.decode()
    assert "出国处" in page and "秘书处" not in page.split("desk-main")[1]
    answer = clerk.post("/desk/items/new/", {"kind": "notice", "division": "abroad"}, follow=True)
    draft = Draft.objects.get()
    assert answer.redirect_chain[-1][0] == url("edit", draft)
    assert draft.issuer == "宿迁市人民政府外事办公室"
    assert draft.content_source == "出国处"


def test_a_double_click_makes_one_item(clerk: Client, office: Office) -> None:
    once = "0192d3c0-0000-7000-8000-000000000001"
    data = {"kind": "notice", "division": "abroad", "once": once}
    first, second = clerk.post("/desk/items/new/", data), clerk.post("/desk/items/new/", data)
    assert first["Location"] == second["Location"]
    assert Item.objects.count() == 1


def test_another_divisions_item_cannot_be_started(clerk: Client, office: Office) -> None:
    answer = clerk.post("/desk/items/new/", {"kind": "notice", "division": "secretariat"})
    assert answer.status_code == 422
    assert "请选择您可以起草的处室" in answer.content.decode()


def test_everything_typed_is_saved(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    answer = clerk.post(
        url("edit", draft),
        typed(
            draft,
            title="关于举办培训的\n通知",
            document_number="宿外办[2026]３号",
            effective_on_year="２０２６",
            effective_on_month="4",
            effective_on_day="1",
            keywords="培训，礼仪;外事、培训",
            column="documents",
            statutory_item="20-5",
        ),
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.title == "关于举办培训的通知"
    assert draft.document_number == "宿外办〔2026〕3号"
    assert str(draft.effective_on) == "2026-04-01"
    assert draft.keywords == ["培训", "礼仪", "外事"]
    assert draft.column == office.documents
    assert draft.statutory_item == "20-5"


def test_lines_typed_without_the_editor_become_paragraphs(
    clerk: Client, office: Office, now: datetime
) -> None:
    draft = drafted(office, now)
    clerk.post(url("edit", draft), typed(draft, body="第一段 a < b\n\n第二段"))
    draft.refresh_from_db()
    assert draft.body == "<p>第一段 a &lt; b</p><p>第二段</p>"


def test_what_is_wrong_stays_in_the_form_and_the_rest_is_saved(
    clerk: Client, office: Office, now: datetime
) -> None:
    draft = drafted(office, now)
    answer = clerk.post(
        url("edit", draft),
        typed(draft, title="长" * 10_000, formed_on_month="13", abstract="新的内容概述\x00\x1b"),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "标题最多300字，您输入了10000字，请缩短后再保存" in page
    assert "没有“2026-13-2”这一天" in page
    assert "长" * 10_000 in page and 'value="13"' in page
    draft.refresh_from_db()
    assert draft.abstract == "新的内容概述"
    assert draft.title == "宿迁市外办举办涉外礼仪培训"
    # The page knows the new revision: saving once more is not taken for somebody else's change.
    assert f'name="revision" value="{draft.revision}"' in page


def test_pasted_scripts_do_not_survive(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    body = '<p onclick="x()">正文</p><script>alert(1)</script><img src="https://evil.example/x.png" alt="图">'
    clerk.post(url("edit", draft), typed(draft, body=body))
    draft.refresh_from_db()
    assert "正文" in draft.body
    assert not any(part in draft.body for part in ("script", "onclick", "evil"))


def test_missing_fields_are_told_all_at_once_with_links(clerk: Client, office: Office, now: datetime) -> None:
    item = drafts.create_item(office.drafter, "document", office.passports, now=now)
    draft = Draft.objects.get(edition__item=item)
    page = clerk.get(url("edit", draft)).content.decode()
    for field, words in {
        "id_title": "请填写标题",
        "id_formed_on_field": "请填写成文日期",
        "id_document_number": "该类信息须填写发文字号",
        "id_column": "请选择栏目",
        "id_attribute_field": "请选择公开属性",
        "id_keywords": "请至少填写一个主题词",
    }.items():
        assert f'<a href="#{field}">{words}</a>' in page
    refusal = clerk.get(url("submit", draft)).content.decode()
    assert f"{url('edit', draft)}#id_title" in refusal


def test_autosave_answers_with_time_and_revision(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    answer = clerk.post(url("autosave", draft), typed(draft, abstract="自动保存的概述")).json()
    draft.refresh_from_db()
    assert answer == {"saved_at": "10:00:00", "revision": draft.revision, "problems": []}
    assert draft.abstract == "自动保存的概述"


def test_autosave_tells_what_could_not_be_stored(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    answer = clerk.post(url("autosave", draft), typed(draft, title="长" * 400)).json()
    assert answer["problems"] == ["标题最多300字，您输入了400字，请缩短后再保存"]


def test_two_people_at_one_field_are_led_to_the_merge_page(
    clerk: Client, office: Office, now: datetime
) -> None:
    draft = drafted(office, now)
    page = typed(draft, title="甲写的标题")
    drafts.save_draft(office.second_drafter, draft.pk, draft.revision, {"title": "乙写的标题"}, now=now)
    answer = clerk.post(url("autosave", draft), page)
    copy = UnmergedCopy.objects.get()
    assert answer.status_code == 409
    assert answer.json()["merge_url"] == url("merge", draft, copy.uid)

    both = clerk.get(url("merge", draft, copy.uid)).content.decode()
    assert "甲" in both and "乙" in both
    nothing = clerk.post(url("merge", draft, copy.uid), {})
    assert "请为“标题”选择一份" in nothing.content.decode()
    clerk.post(url("merge", draft, copy.uid), {"title": "own", "title_text": "甲乙合写的标题"})
    draft.refresh_from_db()
    assert draft.title == "甲乙合写的标题"
    again = clerk.get(url("merge", draft, copy.uid), follow=True).content.decode()
    assert "已经合并过" in again


def test_theirs_and_mine_can_be_chosen(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    page = typed(draft, title="甲的标题", keywords="甲词")
    drafts.save_draft(
        office.second_drafter, draft.pk, draft.revision, {"title": "乙的标题", "keywords": ["乙词"]}, now=now
    )
    answer = clerk.post(url("edit", draft), page)
    clerk.post(answer["Location"], {"title": "theirs", "keywords": "mine"})
    draft.refresh_from_db()
    assert (draft.title, draft.keywords) == ("乙的标题", ["甲词"])


def test_attachments_are_added_named_moved_and_removed(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    files = [SimpleUploadedFile(f"{name}.txt", f"{name}的内容".encode()) for name in ("甲表", "乙表")]
    clerk.post(url("edit", draft), typed(draft, act="upload", uploads=files))
    first, second = draft.attachments.order_by("position")
    assert (first.title, second.title) == ("甲表", "乙表")

    draft.refresh_from_db()
    names = {f"attachment_title_{first.uid}": "报名表", f"attachment_title_{second.uid}": "日程表"}
    clerk.post(url("edit", draft), typed(draft, act=f"down:{first.uid}", **names))
    assert [row.title for row in draft.attachments.order_by("position")] == ["日程表", "报名表"]

    opened = clerk.get(url("attachment", draft, first.uid))
    assert b"".join(opened) == "甲表的内容".encode()
    clerk.post(url("edit", draft), typed(draft, act=f"remove:{first.uid}"))
    assert [row.title for row in draft.attachments.all()] == ["日程表"]


def test_each_file_that_cannot_be_taken_is_named(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    files = [
        SimpleUploadedFile("好.txt", "内容".encode()),
        SimpleUploadedFile("坏.docx", b"not a document"),
        SimpleUploadedFile("网页.html", b"<html><script>1</script></html>"),
    ]
    answer = clerk.post(url("edit", draft), typed(draft, act="upload", title="同时改的标题", uploads=files))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "坏.docx：" in page and "网页.html：" in page
    draft.refresh_from_db()
    assert [row.title for row in draft.attachments.all()] == ["好"]
    assert draft.title == "同时改的标题"


def test_a_closed_draft_leads_to_the_record(clerk: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now)
    draft = Draft.objects.get(edition=version.edition)
    answer = clerk.get(url("edit", draft), follow=True)
    assert answer.redirect_chain[-1][0] == url("record", draft)
    # What was typed while a colleague submitted is still on the page.
    late = clerk.post(url("edit", draft), typed(draft, abstract="迟到的修改"))
    assert late.status_code == 422
    assert "迟到的修改" in late.content.decode() and "不能修改" in late.content.decode()


def test_a_drafter_of_another_division_sees_nothing(client: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    sign_in(client, person("stranger", office.secretariat, Role.DRAFTER, in_division=True))
    for name in ("edit", "record", "checks", "submit", "revisions", "panel"):
        assert client.get(url(name, draft)).status_code == 404
    assert client.post(url("edit", draft), typed(draft, title="改掉")).status_code == 404
    draft.refresh_from_db()
    assert draft.title != "改掉"


def test_who_only_reads_may_not_write(client: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    sign_in(client, office.supervisor)
    assert client.get(url("record", draft)).status_code == 200
    for name in ("edit", "submit"):
        assert client.get(url(name, draft)).status_code == 403
    assert client.post(url("autosave", draft), typed(draft, title="改掉")).status_code == 403


def test_the_number_is_read_while_it_is_typed(clerk: Client, office: Office) -> None:
    address = "/desk/items/document-number/"
    good = clerk.get(address, {"document_number": "宿外办发（2026）8号"}).content.decode()
    assert "宿外办发〔2026〕8号" in good
    bad = clerk.get(address, {"document_number": "宿外办发2026"}).content.decode()
    assert "请核对" in bad
    assert clerk.get(address, {"document_number": ""}).content.decode().strip() == ""


def test_the_side_panel_follows_the_draft(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now, body="<p>联系人身份证号32130219900307663X。</p>")
    page = clerk.get(url("panel", draft)).content.decode()
    assert "必须处理" in page
    assert page.strip().startswith('<div id="panel"')
