"""Files that went with a reply: offered for the text it becomes, attached only where a clerk chose them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.files.services import open_public
from mingchuang.casework import services as trunk
from mingchuang.disclosure.requests.models import GivenFile
from mingchuang.disclosure.requests.services import answering, content, giving, turning
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.publishing.models import Draft, Item
from mingchuang.rules.refusals import Refused
from tests.services.requests.test_turning import DAY, TOLD, sent, turn
from tests.support.made_files import commented, pdf, photo, word, workbook
from tests.support.requested_years import Office
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

TABLE, NAMING, NOTED, SCAN = "2025年预算表", "经办情况", "批注未清的表", "欧阳文的扫描件"
FILES = {
    TABLE: ("欧阳文要的表.docx", word("会议费 40万元", author="王秘书")),
    NAMING: ("情况.docx", word("答复申请人欧阳文，电话138 0013 8000")),
    NOTED: ("表.xlsx", workbook(change=commented)),
    SCAN: ("扫描.png", photo("PNG")),
}


@pytest.fixture
def office(now):
    return Office(now)


@pytest.fixture
def served(office, now):
    """A granted reply with four files, and one more of an item that was refused."""
    case = trunk.take_on(confirm(file_one(now).case, actor=office.officer, now=now), **office.on(DAY))
    granted, refused = answering.set_items(case, descriptions="预算\n纪要", **office.on(DAY))
    for item in (granted, refused):
        answering.answer_item(case, item, decision="grant", answer={"information": TOLD}, **office.on(DAY))
    for title, (name, data) in FILES.items():
        giving.give(case, granted, title=title, file=SimpleUploadedFile(name, data), **office.on(DAY))
    minutes = SimpleUploadedFile("纪要.pdf", pdf("纪要"))
    giving.give(case, refused, title="会议纪要", file=minutes, **office.on(DAY))
    process = {"decision": "deny_process", "ground": "process", "reason": "属于讨论记录"}
    answering.answer_item(case, refused, **process, **office.on(DAY))
    return sent(office, case)


def given(*titles):
    return [GivenFile.objects.get(title=title) for title in titles]


def attached(item):
    return list(Draft.objects.get(edition__item=item).attachments.order_by("position"))


def test_what_was_granted_is_offered_and_nothing_is_attached_unless_it_was_chosen(served, places, office):
    offered = turning.proposal_of(served).files
    assert [row.title for row in offered] == [TABLE, NAMING, NOTED, SCAN]
    assert attached(turn(served, places, office)) == []


@pytest.mark.db
def test_a_chosen_file_is_stored_like_an_upload_with_a_clean_copy(served, places, office):
    item = turn(served, places, office, given=given(TABLE, NOTED, SCAN))
    table, noted, scan = attached(item)
    assert (table.title, table.file.original_name) == (TABLE, f"{TABLE}.docx"), "not the name of the upload"
    assert scan.title == "×××的扫描件"
    with open_public(table.file) as public:
        cleaned = Document(public)
    assert cleaned.paragraphs[0].text == "会议费 40万元"
    assert "王秘书" not in (cleaned.core_properties.author, cleaned.core_properties.last_modified_by)
    assert noted.file.state == "blocked", "what hides comments has no public copy and stops at the checks"
    looks = AuditEvent.objects.filter(action="personal.revealed", data__kind=giving.GIVEN)
    assert looks.count() == 3
    assert GivenFile.objects.get(title=TABLE).file.erased_at is None, "the applicant still has theirs"


def test_a_file_in_which_people_of_the_request_stand_is_refused_and_the_look_stays_recorded(
    served, places, office
):
    with pytest.raises(Refused) as refused:
        turn(served, places, office, title=" ", given=given(TABLE, NAMING))
    assert refused.value.codes == {"title_missing", "file_names_people"}
    [said] = [reason for reason in refused.value.reasons if reason.code == "file_names_people"]
    assert said.field == "given" and f"“{NAMING}”里有公开申请的申请人（欧**，1处）" in said.message
    assert "欧阳文" not in said.message and "138****8000" in said.message
    assert not Item.objects.exists()
    assert AuditEvent.objects.filter(action="personal.revealed", data__kind=giving.GIVEN).count() == 2


def test_a_file_the_reply_did_not_give_is_not_taken(served, places, office):
    with pytest.raises(Refused, match="没有随答复提供"):
        turn(served, places, office, given=given("会议纪要"))
    content.erase_content(served, office.officer, office.now)
    assert turning.proposal_of(served).files == ()


def test_the_clerk_chooses_at_the_page_on_which_no_file_is_ticked(client, clock, served, places, office):
    clock.forward(days=1)
    client.force_login(office.officer)
    address = f"/desk/requests/{served.uid}/turn/"
    page = client.get(address)
    shown = page.content.decode()
    assert "作为附件公开的文件" in shown and "会议纪要" not in shown
    table, naming = given(TABLE, NAMING)
    assert f"/reply/files/{table.file.uid}/" in shown, "each can be opened and read first"
    assert not page.context["form"]["given"].value()
    sent = {
        "title": "2025年因公出国经费预算",
        "statutory_item": "20-7",
        "column": places["column"].pk,
        "division": places["division"].pk,
        "formed_on": DAY.isoformat(),
    }
    refused = client.post(address, {**sent, "given": [naming.file.uid]})
    assert refused.status_code == 422 and "遮盖后在稿件里另行添加" in refused.content.decode()
    stranger = client.post(address, {**sent, "given": [given("会议纪要")[0].file.uid]})
    assert stranger.status_code == 422
    assert client.post(address, {**sent, "given": [table.file.uid]}).status_code == 302
    assert [row.title for row in attached(Item.objects.get())] == [TABLE]
