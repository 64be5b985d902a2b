"""The information itself goes with the reply: who may have it, from when, and what the letter says of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from mingchuang.base.audit.models import AuditEvent
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import GivenFile
from mingchuang.disclosure.requests.services import answering, content, giving, serving, signing
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests import giving as rules
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.letters import identity_for_letters, issue_all
from tests.support.requests import file_one, id_card

pytestmark = [pytest.mark.django_db, pytest.mark.db]

TITLE = "2025年因公出国经费决算表"


@pytest.fixture
def office(clock, now):
    identity_for_letters()
    found = SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        leader=make_person([Role.LEADER], name="分管领导"),
        secrecy=make_person([Role.SECRECY_REVIEWER]),
        legal=make_person([Role.LEGAL_REVIEWER]),
    )
    found.act = {"actor": found.officer, "now": now}
    return found


@pytest.fixture
def filed(office, now):
    return file_one(now)


@pytest.fixture
def drafted(office, filed):
    """A request with one granted item, and a file to give with it."""
    case = confirm(filed.case, **office.act)
    [item] = answering.set_items(case, descriptions="决算", **office.act)
    answering.answer_item(case, item, decision="grant", answer={"information": "见附件"}, **office.act)
    giving.give(case, item, title=TITLE, file=id_card("决算.png"), **office.act)
    return SimpleNamespace(case=case, item=item)


def decided(case, office, now):
    answering.submit_for_review(case, **office.act)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    signing.sign(case, step="legal", actor=office.legal, now=now)
    signing.sign(case, step="head", actor=office.leader, now=now)
    return signing.decide(case, **office.act)


def progress(client, filed):
    sent = {"number": filed.case.number, "code": filed.query_code}
    return client.post(reverse("requests:progress"), sent)


def fetched(client, filed, given):
    key = progress(client, filed).context["key"]
    return client.post(reverse("requests:given"), {"key": key, "file": given.file.uid})


def test_the_letter_names_the_file_and_the_applicant_fetches_it_once_the_letter_has_left(
    client, filed, drafted, office, now
):
    given = GivenFile.objects.get()
    later = now + timedelta(hours=1)
    assert TITLE not in progress(client, filed).content.decode()
    assert fetched(client, filed, given).status_code == 404
    case = decided(drafted.case, office, later)
    [letter] = Letter.objects.filter(case=case, kind="reply_grant")
    assert letter.content["annexes"] == [TITLE]
    issue_all(case, approver=office.leader, actor=office.officer, now=later)
    assert fetched(client, filed, given).status_code == 404, "the letter is still in the house"
    serving.serve(case, day=now.date(), way="direct", proof="本人签收", actor=office.officer, now=later)
    assert TITLE in progress(client, filed).content.decode()
    answer = fetched(client, filed, given)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == id_card().read()
    assert AuditEvent.objects.filter(action="personal.handed_over").count() == 1


def test_nobody_fetches_the_file_of_somebody_else(client, drafted, office, now):
    case = decided(drafted.case, office, now)
    issue_all(case, approver=office.leader, **office.act)
    serving.serve(case, day=now.date(), way="direct", proof="本人签收", **office.act)
    other = file_one(now, name="司马青", id_number="110101199003074899", phone="13900139000")
    assert fetched(client, other, GivenFile.objects.get()).status_code == 404


def test_a_file_goes_only_with_what_is_granted(drafted, office, now):
    case, item = drafted.case, drafted.item
    answering.answer_item(case, item, decision="unable_not_exist", reason="没有制作", **office.act)
    with pytest.raises(Refused) as refused:
        giving.give(case, item, title="另一份", file=id_card(), **office.act)
    assert refused.value.codes == {"item_gives_nothing"}
    with pytest.raises(Refused, match="已附有要提供的文件"):
        answering.set_items(case, descriptions="别的", **office.act)


@pytest.mark.parametrize(
    ("decision", "title", "known", "codes"),
    [
        ("grant", TITLE, [], []),
        ("partial", TITLE, ["别的"], []),
        ("deny_secret", " ", [], ["item_gives_nothing", "title_missing"]),
        ("", "长" * 201, [], ["item_gives_nothing", "title_too_long"]),
        ("grant", TITLE, [TITLE], ["title_known"]),
        ("grant", TITLE, [f"{n}" for n in range(rules.MOST_FILES)], ["too_many_files"]),
    ],
)
def test_every_reason_is_told(decision, title, known, codes):
    assert [reason.code for reason in rules.refusals(decision, title, known)] == codes


def test_a_file_is_taken_back_while_the_reply_is_drafted_and_never_after(drafted, office, now):
    case = drafted.case
    giving.take_back(case, GivenFile.objects.get(), **office.act)
    assert not GivenFile.objects.exists()
    given = giving.give(case, drafted.item, title=TITLE, file=id_card(), **office.act)
    decided(case, office, now)
    with pytest.raises(Refused) as refused:
        giving.take_back(Case.objects.get(pk=case.pk), given, **office.act)
    assert refused.value.codes == {"not_drafting"}
    actions = AuditEvent.objects.filter(action__startswith="request.file").values_list("action", flat=True)
    assert sorted(actions) == [giving.ADDED, giving.ADDED, giving.TAKEN_BACK]


def test_those_who_sign_read_it_others_do_not(client, drafted, office):
    given = GivenFile.objects.get()
    address = reverse("requests_desk:given", args=[drafted.case.uid, given.file.uid])
    for person, status in ((office.officer, 200), (office.leader, 200), (office.secrecy, 200)):
        sign_in(client, person)
        assert client.get(address).status_code == status, person
    sign_in(client, make_person([Role.SUPERVISOR], name="督查"))
    assert client.get(address).status_code == 403
    with pytest.raises(Forbidden):
        giving.give(
            drafted.case, drafted.item, title="甲", file=id_card(), actor=office.leader, now=given.added_at
        )


def test_a_clerk_adds_and_removes_it_on_the_page(client, drafted, office):
    sign_in(client, office.officer)
    page = reverse("requests_desk:reply", args=[drafted.case.uid])
    give = reverse("requests_desk:give", args=[drafted.case.uid, 1])
    assert "不能为空" not in client.get(page).content.decode()
    empty = client.post(give, {"title": "名单"})
    assert empty.status_code == 422
    assert "请选择要上传的文件" in empty.content.decode()
    assert 'value="名单"' in empty.content.decode()
    done = client.post(give, {"title": "名单", "file": id_card()}, follow=True).content.decode()
    assert "已附上“名单”" in done
    given = GivenFile.objects.get(title="名单")
    remove = reverse("requests_desk:take-back", args=[drafted.case.uid, given.file.uid])
    assert "已移除“名单”" in client.post(remove, follow=True).content.decode()
    assert not GivenFile.objects.filter(title="名单").exists()


def test_what_was_given_is_erased_with_the_request(drafted, office, now):
    content.erase_content(drafted.case, None, now)
    given = GivenFile.objects.select_related("file").get()
    assert given.title == ""
    assert given.file.sealed is None
