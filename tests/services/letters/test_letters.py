"""A letter's life: drafted, approved by another, numbered without a gap, never changed, voided, delivered."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.services import open_original
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.localtime import local_day
from mingchuang.casework.letters import selectors, services
from mingchuang.casework.letters.models import Delivery, Letter
from mingchuang.casework.letters.rendering import as_pdf
from mingchuang.rules.letters.delivery import DeliveryWay
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.placeholders import Placeholder
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.letters import ADDRESSEE, CHOICE, draft_letter, issued_letter, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(now):
    return make_office(now)


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    return refusal.value.codes


def test_a_reply_is_drafted_approved_issued_and_kept(office, now):
    letter = issued_letter(office, now)
    assert (letter.number, letter.state) == ("示外公开答〔2026〕1号", "issued")
    content = selectors.content_of(letter)
    assert content.number == letter.number and content.dated == local_day(now)
    assert any(office.case.number in text or "Y2026-00018" in text for text in content.paragraphs)
    assert selectors.is_whole(letter)
    with open_original(letter.pdf) as kept:
        assert kept.read() == as_pdf(content)
    assert letter.docx.original_name.endswith(".docx")
    done = set(AuditEvent.objects.filter(action__startswith="letters.").values_list("action", flat=True))
    assert done == {"letters.draft", "letters.approve", "letters.issue"}


def test_nothing_written_in_a_letter_reaches_the_audit_trail(office, now):
    issued_letter(office, now)
    written = "".join(str(event.data) for event in AuditEvent.objects.filter(action__startswith="letters."))
    assert ADDRESSEE not in written


def test_the_case_and_the_office_fill_in_what_they_know(office, now):
    values = dict.fromkeys((Placeholder.NUMBER, Placeholder.RECEIVED_ON), "")
    codes = refused(draft_letter, office, now, values=values)
    assert codes == {"letter_value_missing"}
    only = {Placeholder.ASKED: "某文件", Placeholder.REASON: "属于过程稿"}
    letter = services.draft(
        office.case, LetterKind.REPLY_DENY_PROCESS, only, addressee="甲", actor=office.clerk, now=now
    )
    text = "".join(letter.content["paragraphs"])
    assert office.case.number in text and "2026年3月9日" in text
    assert "第十六条第二款" in text


@pytest.mark.db
def test_numbers_have_no_gap_and_voided_ones_stay(office, now):
    first, second = issued_letter(office, now), issued_letter(office, now)
    services.void(first, reason="写错了申请人", actor=office.clerk, now=now)
    third = issued_letter(office, now)
    receipt = services.issue(
        draft_letter(office, now, LetterKind.RECEIPT, remedy=()), actor=office.clerk, now=now
    )
    assert [second.serial, third.serial] == [2, 3]
    assert receipt.number == "示外公开回〔2026〕1号"
    kept = Letter.objects.get(pk=first.pk)
    assert (kept.number, kept.state, kept.void_reason) == ("示外公开答〔2026〕1号", "voided", "写错了申请人")


@pytest.mark.db
def test_a_refused_issue_takes_no_number(office, now):
    wrong = services.draft(
        office.case,
        LetterKind.RECEIPT,
        {**dict.fromkeys(Placeholder, "某"), Placeholder.NUMBER: "Y1"},
        addressee="",
        actor=office.clerk,
        now=now,
    )
    assert "letter_addressee_missing" in refused(services.issue, wrong, actor=office.clerk, now=now)
    assert issued_letter(office, now).serial == 1


def test_the_year_begins_anew(office, now):
    issued_letter(office, now)
    next_year = now + timedelta(days=365)
    assert issued_letter(office, next_year).number == "示外公开答〔2027〕1号"


def test_failure_5_a_letter_without_reason_article_or_the_right_remedy_is_not_approved(office, now):
    letter = draft_letter(office, now, remedy=CHOICE)
    codes = refused(services.approve, letter, actor=office.head, now=now)
    assert codes == {"letter_remedy_wrong", "letter_six_months", "letter_direct_suit"}
    letter = draft_letter(office, now, remedy=())
    assert refused(services.approve, letter, actor=office.head, now=now) == {"letter_remedy_missing"}
    with pytest.raises(Refused) as refusal:
        draft_letter(office, now, values={Placeholder.REASON: " "})
    assert [reason.field for reason in refusal.value.reasons] == ["理由"]


def test_the_drafter_never_approves(office, now):
    letter = draft_letter(office, now, actor=office.head)
    with pytest.raises(Forbidden) as refusal:
        services.approve(letter, actor=office.head, now=now)
    assert refusal.value.codes == {"letter_own_draft"}
    assert services.approve(letter, actor=office.leader, now=now).state == "approved"


@pytest.mark.parametrize("who", ["clerk", "other", "supervisor"])
def test_only_those_who_may_approve_do(office, now, who):
    letter = draft_letter(office, now, actor=office.officer)
    with pytest.raises(Forbidden):
        services.approve(letter, actor=getattr(office, who), now=now)


@pytest.mark.parametrize("who", ["other", "supervisor", "leader"])
def test_only_those_who_handle_the_case_draft_issue_and_void(office, now, who):
    person = getattr(office, who)
    letter = services.approve(draft_letter(office, now), actor=office.head, now=now)
    for call in (
        lambda: draft_letter(office, now, actor=person),
        lambda: services.issue(letter, actor=person, now=now),
        lambda: services.void(letter, reason="因为", actor=person, now=now),
    ):
        with pytest.raises(Forbidden):
            call()


def test_what_is_not_approved_is_not_issued_and_nothing_is_issued_twice(office, now):
    letter = draft_letter(office, now)
    assert refused(services.issue, letter, actor=office.clerk, now=now) == {"letter_not_approved"}
    letter = services.approve(letter, actor=office.head, now=now)
    assert refused(services.approve, letter, actor=office.head, now=now) == {"letter_not_draft"}
    services.issue(letter, actor=office.clerk, now=now)
    assert refused(services.issue, letter, actor=office.clerk, now=now) == {"letter_issued"}
    assert StoredFile.objects.count() == 2


def test_no_number_without_the_offices_code_word(office, now):
    SiteIdentity.objects.update(document_code="")
    letter = services.approve(draft_letter(office, now), actor=office.head, now=now)
    assert refused(services.issue, letter, actor=office.clerk, now=now) == {"document_code_missing"}


def test_a_voided_letter_stays_so_and_needs_a_reason(office, now):
    letter = draft_letter(office, now)
    assert refused(services.void, letter, reason=" ", actor=office.clerk, now=now) == {"void_reason_missing"}
    services.void(letter, reason="重拟", actor=office.clerk, now=now)
    assert refused(services.issue, letter, actor=office.clerk, now=now) == {"letter_voided"}
    assert refused(services.void, letter, reason="重拟", actor=office.clerk, now=now) == {"letter_voided"}


@pytest.mark.db
@pytest.mark.parametrize(
    "change",
    [
        {"content": {"title": "改过"}},
        {"digest": "0" * 64},
        {"number": "示外公开答〔2026〕9号"},
        {"serial": 9},
        {"state": "draft"},
        {"pdf": None},
        {"issued_at": None},
        {"kind": "receipt"},
    ],
)
def test_the_database_refuses_to_change_an_issued_letter(office, now, change):
    letter = issued_letter(office, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)


@pytest.mark.db
def test_the_database_deletes_no_letter_and_revives_none(office, now):
    letter = draft_letter(office, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).delete()
    services.void(letter, reason="重拟", actor=office.clerk, now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state="draft")


def test_a_draft_changed_behind_our_back_is_not_issued(office, now):
    letter = services.approve(draft_letter(office, now), actor=office.head, now=now)
    data = letter.content | {"addressee": "别人"}
    Letter.objects.filter(pk=letter.pk).update(content=data)
    assert "letter_damaged" in refused(services.issue, letter, actor=office.clerk, now=now)


def test_text_that_looks_like_code_is_printed_as_it_is(office, now):
    code = '{{7*7}} ${7*7} #eval("1") $x^2$ *星* _线_ @甲 <b>粗</b> \\u{41} {收到日期}'
    letter = issued_letter(office, now, values={Placeholder.ASKED: code}, addressee="#set text(red) 甲")
    assert any(code in text for text in letter.content["paragraphs"])
    from pypdf import PdfReader

    with open_original(letter.pdf) as kept:
        text = "".join(page.extract_text() for page in PdfReader(kept).pages).replace("\n", "")
    assert "{{7*7}}" in text and "#eval" in text and "{收到日期}" in text and "#set text(red)" in text
    assert "49" not in text


def pdf_upload(letter):
    with open_original(letter.pdf) as kept:
        return ContentFile(kept.read(), "签章.pdf")


def test_the_signed_original_is_taken_back_once(office, now):
    draft = draft_letter(office, now)
    letter = issued_letter(office, now)
    upload = pdf_upload(letter)
    codes = refused(services.take_back_signed, draft, upload, actor=office.clerk, now=now)
    assert codes == {"letter_not_issued"}
    text = ContentFile("不是公文".encode(), "签章.txt")
    assert refused(services.take_back_signed, letter, text, actor=office.clerk, now=now) == {"file_kind"}
    letter = services.take_back_signed(letter, upload, actor=office.clerk, now=now)
    assert letter.signed is not None
    assert refused(services.take_back_signed, letter, upload, actor=office.clerk, now=now) == {
        "letter_signed_kept"
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(signed=letter.pdf)


def test_delivery_is_recorded_with_its_proof(office, now):
    letter = issued_letter(office, now)
    delivery = services.deliver(
        letter,
        way=DeliveryWay.POST,
        on=local_day(now),
        recipient=" 张三丰 ",
        mail_number="xa12345678901",
        proof=pdf_upload(letter),
        actor=office.clerk,
        now=now,
    )
    assert (delivery.mail_number, delivery.recipient) == ("XA12345678901", "张三丰")
    assert delivery.proof is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.update(recipient="别人")
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.all().delete()


def test_a_delivery_before_the_issue_or_of_a_draft_is_refused(office, now):
    day = local_day(now)
    given = {"way": "direct", "recipient": "甲", "actor": office.clerk, "now": now}
    letter = issued_letter(office, now)
    assert refused(services.deliver, letter, on=day - timedelta(days=1), **given) == {"delivery_before_issue"}
    draft = draft_letter(office, now)
    assert refused(services.deliver, draft, on=day, **given) == {"delivery_not_issued"}
    services.void(letter, reason="写错", actor=office.clerk, now=now)
    assert refused(services.deliver, letter, on=day, **given) == {"delivery_not_issued"}


@pytest.mark.db
def test_erasure_empties_letters_and_keeps_number_and_hash(office, now):
    letter = issued_letter(office, now)
    services.deliver(letter, way="direct", on=local_day(now), recipient="甲", actor=office.clerk, now=now)
    assert services.erase_letters(office.case, office.officer, now) == 1
    kept = Letter.objects.get(pk=letter.pk)
    assert (kept.number, kept.digest, kept.content, kept.pdf) == (letter.number, letter.digest, {}, None)
    assert Delivery.objects.get().recipient == ""
    assert selectors.content_of(kept) is None and selectors.is_whole(kept)
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(content={"title": "又写"})
    assert services.erase_letters(office.case, office.officer, now) == 0
