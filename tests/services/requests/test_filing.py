"""Requests come in by web, counter, post, fax and e-mail; each channel has its received day."""

from datetime import date, timedelta

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalFile, PersonalRecord
from mingchuang.casework import services as cases
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.services import verify_chains
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.disclosure.requests.services import applicant, application, filing, month, uploading
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.disclosure.requests.services.filing import Arrival
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests import receiving
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person
from tests.support.requests import TYPED, file_one, id_card

pytestmark = [pytest.mark.django_db, pytest.mark.db]

MONDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 6)


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


def register(officer, now, channel, *, submitted=None, arrived=None, confirmed=None, **changes):
    return filing.register_request(
        application.read({**TYPED, **changes}),
        Arrival(channel, submitted, arrived, confirmed),
        actor=officer,
        now=now,
    ).case


@pytest.mark.parametrize(
    ("channel", "days", "received_on", "state"),
    [
        (Channel.IN_PERSON, {"submitted": FRIDAY, "arrived": FRIDAY}, FRIDAY, S.RECEIVED),
        (Channel.SIGNED_POST, {"submitted": date(2026, 3, 2), "arrived": FRIDAY}, FRIDAY, S.RECEIVED),
        (Channel.ORDINARY_POST, {"arrived": FRIDAY}, None, S.SUBMITTED),
        (Channel.ORDINARY_POST, {"arrived": FRIDAY, "confirmed": MONDAY}, MONDAY, S.RECEIVED),
        (Channel.FAX, {"submitted": FRIDAY, "arrived": FRIDAY}, None, S.SUBMITTED),
        (Channel.EMAIL, {"submitted": FRIDAY, "arrived": FRIDAY, "confirmed": FRIDAY}, FRIDAY, S.RECEIVED),
    ],
)
def test_the_received_day_follows_the_channel(officer, now, channel, days, received_on, state):
    case = register(officer, now, channel, **days)
    assert (case.state, case.received_on) == (state, received_on)
    request = InformationRequest.objects.get(case=case)
    assert request.arrived_on == days.get("arrived")
    assert request.confirmed_on == days.get("confirmed")
    assert request.submitted_day == days.get("submitted"), "no hour is made up"
    assert list(verify_chains()) == []


def test_what_came_on_paper_is_taken_in_however_little_it_says(officer, now):
    typed = {"applicant_type": "natural_person", "name": "欧阳文", "features": "想看预算"}
    read = application.read(typed)
    arrival = Arrival(Channel.IN_PERSON, submitted_on=MONDAY)
    opened = filing.register_request(read, arrival, filled_by_staff=True, actor=officer, now=now)
    assert opened.case.due_on == date(2026, 4, 7)
    assert opened.case.information_request.filled_by_staff


def test_wrong_days_and_the_wrong_channel_are_all_named(officer, now):
    with pytest.raises(Refused) as refused:
        register(officer, now, Channel.ONLINE, submitted=MONDAY + timedelta(days=1), applicant_type="")
    assert {"arrived_missing", "day_in_future", "channel_online", "applicant_type_missing"} <= set(
        refused.value.codes
    )


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel is not Channel.ONLINE])
@pytest.mark.parametrize("role", [Role.DRAFTER, Role.DIVISION_HEAD, Role.DISCLOSURE_OFFICER])
def test_failure_6_no_section_turns_a_request_away(now, role, channel):
    """Whatever section it reaches takes it in; it waits for the whole office and its clock is the same."""
    clerk = make_person([role], division=make_division("新闻处"))
    case = register(clerk, now, channel, submitted=MONDAY, arrived=MONDAY)
    assert case.number
    assert case.division is None
    received = S.RECEIVED if channel in receiving.AT_ONCE else S.SUBMITTED
    assert (case.state, case.received_on) == (received, MONDAY if received == S.RECEIVED else None)


def test_failure_6_forwarding_to_the_right_section_keeps_the_clock(officer, now):
    case = register(officer, now, Channel.IN_PERSON, submitted=MONDAY)
    due = case.due_on
    for name in ("新闻处", "外宣处"):
        case = cases.forward(case, division=make_division(name), actor=officer, now=now + timedelta(days=3))
    assert (case.state, case.received_on, case.due_on) == (S.RECEIVED, MONDAY, due)


def test_a_clerk_of_a_division_leaves_the_confirmation_to_the_officer(now):
    clerk = make_person([Role.DRAFTER], division=make_division("新闻处"))
    with pytest.raises(Refused) as refused:
        register(clerk, now, Channel.FAX, arrived=MONDAY, confirmed=MONDAY)
    assert set(refused.value.codes) == {"not_yours_to_confirm"}


def test_who_handles_nothing_registers_nothing(now):
    with pytest.raises(Forbidden):
        register(make_person([Role.TRANSLATOR]), now, Channel.IN_PERSON, submitted=MONDAY)


def test_an_online_request_counts_from_the_day_it_is_confirmed(officer, now):
    case = file_one(now).case
    assert (case.state, case.received_on) == (S.SUBMITTED, None)
    later = now + timedelta(days=1)
    case = confirm(case, actor=officer, now=later)
    assert (case.state, case.received_on) == (S.RECEIVED, date(2026, 3, 10))
    assert case.due_on == date(2026, 4, 8)
    with pytest.raises(Refused, match="不能双方确认收到"):
        confirm(case, actor=officer, now=later)


def test_it_cannot_be_confirmed_before_it_came_nor_for_tomorrow(officer, now):
    case = file_one(now).case
    for day in (FRIDAY, MONDAY + timedelta(days=1)):
        with pytest.raises(Refused):
            confirm(case, day=day, actor=officer, now=now)


def test_a_request_that_lacks_something_is_not_sent_and_says_everything(now):
    with pytest.raises(Refused) as refused:
        filing.file_request(application.read({}), receipt=new_receipt(), proven=True, now=now)
    assert {"applicant_type_missing", "name_missing", "contact_missing", "way_missing"} <= set(
        refused.value.codes
    )
    assert not PersonalRecord.objects.exists()


def test_the_same_receipt_files_one_request(now):
    upload = uploading.keep_upload(id_card(), "identity_proof", now=now)
    read, receipt = application.read(TYPED, {"identity_proof"}), new_receipt()
    first = filing.file_request(read, receipt=receipt, proven=True, uploads=[upload], now=now)
    second = filing.file_request(read, receipt=receipt, proven=False, uploads=[upload], now=now)
    assert first == second
    assert InformationRequest.objects.count() == 1


def test_names_and_numbers_stand_nowhere_but_sealed(officer, now):
    case = file_one(now).case
    secrets = (TYPED["name"], TYPED["id_number"], TYPED["phone"], TYPED["email"])
    written = str(list(AuditEvent.objects.values())) + str(list(case.events.values())) + case.title
    assert not any(secret in written for secret in secrets)
    request = case.information_request
    shown = personal.reveal(request.applicant, officer, Purpose.CONTACT, now=now)
    assert shown["id_number"] == TYPED["id_number"]
    stranger = make_person([Role.DRAFTER], division=make_division("新闻处"))
    with pytest.raises(Forbidden):
        personal.reveal(request.applicant, stranger, Purpose.CONTACT, now=now)
    with pytest.raises(Forbidden):
        personal_files.open_file(request.papers.get().file, stranger, Purpose.VERIFY_IDENTITY, now=now)
    opened = personal_files.open_file(request.papers.get().file, officer, Purpose.VERIFY_IDENTITY, now=now)
    assert opened.data.startswith(b"\x89PNG")


def test_withdrawing_closes_and_erasing_leaves_a_tombstone(officer, now):
    case = applicant.withdraw(file_one(now, document_number="外办发〔2025〕12号").case, now=now)
    assert (case.state, case.is_open) == (S.CLOSED_WITHDRAWN, False)
    assert "外办发〔2025〕12号" in case.title
    cases.erase(case, actor=officer, now=now)
    case.refresh_from_db()
    request = InformationRequest.objects.get(case=case)
    assert (request.document_name, request.features, request.salt) == ("", "", "")
    assert case.title == "政府信息公开申请"
    assert not PersonalRecord.objects.filter(erased_at=None).exists()
    assert not PersonalFile.objects.filter(erased_at=None).exists()
    assert request.applicant_type == "natural_person"
    assert list(verify_chains()) == []


def test_uploads_nobody_sent_are_erased_after_a_day(now):
    waiting = uploading.keep_upload(id_card(), "identity_proof", now=now)
    sent = file_one(now)
    assert uploading.erase_unclaimed(now + timedelta(hours=20)) == 0
    assert uploading.erase_unclaimed(now + timedelta(hours=25)) == 1
    assert PersonalFile.objects.get(uid=waiting.uid).erased_at is not None
    assert sent.case.information_request.papers.get().file.erased_at is None


def test_one_number_is_one_person_however_it_was_typed(officer, now):
    """The fee by items counts on from the applicant's earlier requests of the month."""
    wide = TYPED["id_number"].translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    first = register(officer, now, Channel.IN_PERSON, submitted=MONDAY, arrived=MONDAY)
    second = register(
        officer,
        now,
        Channel.IN_PERSON,
        submitted=MONDAY,
        arrived=MONDAY,
        id_number=f"{wide[:6]} {wide[6:]}".lower(),
        phone="＋８６ 138 0013-8000",
        email="li＠example.com",
    )
    kept = [case.information_request.applicant for case in (first, second)]
    assert personal.is_same_person(*kept)
    assert personal.distinct_people(kept) == 1
    assert [earlier.case for earlier in month.before_this(second)] == [first]
    told = personal.reveal(kept[1], officer, Purpose.HANDLE, now=now)
    assert (told["phone"], told["email"]) == ("13800138000", "li@example.com"), "as a gateway takes them"


def test_records_kept_as_they_were_typed_are_compared_as_numbers_too(now):
    typed = [
        {"name": "甲", "identity": "id_card", "id_number": number, "phone": phone}
        for number, phone in (
            ("11010519491231002X", "13800138000"),
            ("110105 19491231 002ｘ", "1380013-8000"),
        )
    ]
    kept = [personal.keep(filing.APPLICANT, data, now=now) for data in typed]
    assert personal.is_same_person(*kept)
    assert personal.distinct_people(kept) == 1
