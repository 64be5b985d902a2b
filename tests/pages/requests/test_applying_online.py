"""A citizen asks for information on the web: four steps, a check, an acknowledgement; nothing is lost."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingchuang.base.personal.models import PersonalFile
from mingchuang.base.personal.services import masked
from mingchuang.casework.models import Case
from mingchuang.casework.services import door
from mingchuang.casework.site_errors import urls as site_error_urls
from mingchuang.disclosure.requests import urls as request_urls
from mingchuang.disclosure.requests.models import InformationRequest, SavedApplication
from mingchuang.rules.requests.states import RequestState as S
from tests.support.proof_of_work import proof_for
from tests.support.requests import TYPED, id_card

pytestmark = pytest.mark.django_db

ADDRESS = "/disclosure/request/apply/"
CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")


def hidden(page, name):
    """Values of hidden fields of that name, in order."""
    text = page.content.decode()
    return [
        html.unescape(v) for v in re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', text)
    ]


def post(client, act, *, step="applicant", files=(), **changes):
    return client.post(ADDRESS, {**TYPED, **changes, "act": act, "step": step, "files": list(files)})


def checked(client, **changes):
    """The check page of a complete application, by way of the upload."""
    return post(client, "next", step="proof", identity_proof=id_card(), **changes)


def send(client, page, *, proof="", **changes):
    return post(
        client,
        "send",
        step="proof",
        files=hidden(page, "files"),
        receipt=hidden(page, "receipt")[0],
        proof=proof,
        **changes,
    )


def test_only_what_article_29_asks_is_asked(client):
    text = client.get(ADDRESS).content.decode()
    assert "申请人类型" in text
    assert "为什么要身份证明" in text
    assert "性别" not in text
    page = post(client, "next")
    assert "所需信息" in page.content.decode()
    everything = text + page.content.decode() + post(client, "next", step="wanted").content.decode()
    assert not re.search(r"name=\"(purpose|use|reason)\"", everything)


def test_each_step_says_everything_that_is_missing_at_once_and_keeps_what_was_typed(client):
    page = client.post(ADDRESS, {"act": "next", "step": "applicant", "name": "欧阳文", "identity": "id_card"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "错误：" in text
    assert "请选择申请人类型" in text
    assert "请填写证件号码" in text
    assert 'value="欧阳文"' in text


def test_a_forged_identity_number_is_named(client):
    page = post(client, "next", id_number="110105194912310021")
    assert page.status_code == 422
    assert "校验" in page.content.decode() or "证件" in page.content.decode()


def test_what_one_step_needs_of_another_is_asked_where_it_stands(client):
    page = post(client, "next", step="contact", route="post", way="paper", address="")
    assert page.status_code == 422
    assert "请填写通信地址" in page.content.decode()
    assert 'name="address"' in page.content.decode()


def test_without_a_copy_of_the_document_the_step_does_not_pass(client):
    page = post(client, "next", step="proof")
    assert page.status_code == 422
    assert "复印件或者照片" in page.content.decode()


def test_an_upload_is_sealed_at_once_shown_and_can_be_removed(client):
    page = post(client, "upload", step="proof", identity_proof=id_card("正面.png"))
    token = hidden(page, "files")[0]
    assert "正面.png" in page.content.decode()
    kept = PersonalFile.objects.get()
    assert b"PNG" not in bytes(kept.sealed)
    removed = post(client, "next", step="proof", files=[token], remove=str(kept.uid))
    assert hidden(removed, "files") == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("身份证.svg", b"<svg onload='x'/>", "PDF、JPG 或者 PNG"),
        ("身份证.png", b"<html><script>1</script>", "身份证.png"),
        ("身份证.docx", b"PK\x03\x04", "PDF、JPG 或者 PNG"),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_what_to_do(client, name, data, said):
    page = post(client, "upload", step="proof", identity_proof=SimpleUploadedFile(name, data))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert name in page.content.decode()
    assert not PersonalFile.objects.exists()


def test_a_token_that_was_made_up_brings_no_file(client):
    assert hidden(post(client, "upload", step="proof", files=["abc:def"]), "files") == []


def test_before_sending_every_answer_can_be_changed(client):
    page = checked(client)
    text = page.content.decode()
    assert "核对后提交" in text
    assert "身份证正面.png" in text
    assert text.count("修改") > 10
    assert not Case.objects.exists()
    edited = post(client, "edit:wanted", step="proof", files=hidden(page, "files"))
    assert TYPED["document_name"] in edited.content.decode()
    assert len(hidden(edited, "files")) == 1


def test_a_request_counts_only_once_the_office_confirms(client, clock):
    page = checked(client)
    answer = send(client, page, proof=proof_for(page))
    case = Case.objects.get()
    assert (case.state, case.received_on, case.due_on) == (S.SUBMITTED, None, case.due_on)
    assert case.title == "政府信息公开申请"
    request = InformationRequest.objects.get()
    assert masked(request.applicant)["name"] == "欧**"
    assert request.papers.get().role == "identity_proof"
    received = client.get(answer["Location"])
    text = received.content.decode()
    assert case.number in text
    assert "确认之日为收到申请之日" in text
    file = client.get(reverse("requests:receipt-file"))
    assert CODE.search(file.content.decode())
    clock.forward(hours=3)
    late = client.get(answer["Location"])
    assert late.status_code == 404
    assert "核对身份后补发" in late.content.decode()
    assert client.get(reverse("requests:receipt-file")).status_code == 404


def test_the_code_is_shown_to_the_browser_that_sent_the_request_and_to_no_other(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    page = checked(client)
    receipt = hidden(page, "receipt")[0]
    answer = send(client, page, proof=proof_for(page))
    assert receipt not in answer["Location"], "an address stands in logs"
    cookie = answer.cookies["receipt"]
    assert (cookie["path"], cookie["samesite"]) == (answer["Location"], "Lax")
    assert cookie["httponly"] and cookie["secure"]
    shown = [client.get(answer["Location"]).content.decode() for _ in range(2)]
    assert CODE.search(shown[0])[0] == CODE.search(shown[1])[0], "reading it again shows it again"
    assert receipt not in shown[0]
    assert Client().get(answer["Location"]).status_code == 404
    assert Client(headers={"cookie": f"receipt={'x' * 32}"}).get(answer["Location"]).status_code == 404


def test_on_a_computer_of_others_the_code_is_put_away_at_once(client):
    page = checked(client)
    address = send(client, page, proof=proof_for(page))["Location"]
    assert "已记下，不再显示" in client.get(address).content.decode()
    away = client.post(address)
    assert away["Location"] == reverse("requests:progress")
    assert client.get(address).status_code == 404


def test_no_public_address_of_a_case_holds_what_opens_it():
    patterns = [*request_urls.urlpatterns, *site_error_urls.urlpatterns]
    assert len(patterns) > 8
    assert [one.pattern for one in patterns if one.pattern.converters] == []


def test_without_javascript_it_is_received_and_waits_for_a_look(client):
    page = client.get(send(client, checked(client))["Location"])
    case = Case.objects.get()
    assert case.state == S.UNCHECKED
    assert case.number in page.content.decode()


def test_a_double_click_files_one_request(client):
    page = checked(client)
    proof = proof_for(page)
    first, second = send(client, page, proof=proof), send(client, page, proof=proof)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_an_upload_goes_with_one_request_only(client):
    page = checked(client)
    send(client, page, proof=proof_for(page))
    again = checked(client)
    stolen = post(
        client,
        "send",
        step="proof",
        files=hidden(page, "files"),
        receipt=hidden(again, "receipt")[0],
        proof=proof_for(again),
    )
    assert stolen.status_code == 422
    assert "请重新上传" in stolen.content.decode()


def test_too_many_without_proof_are_asked_to_wait_and_keep_their_text(client):
    for _ in range(door.LIMITS[door.Knock.REQUEST_UNPROVEN]):
        assert send(client, checked(client)).status_code == 302
    page = checked(client)
    refused = send(client, page)
    assert refused.status_code == 429
    assert TYPED["document_name"] in refused.content.decode()
    assert send(client, refused, proof=proof_for(refused)).status_code == 302


def test_an_application_can_be_kept_and_gone_on_with_for_thirty_days(client, clock):
    page = post(client, "save", step="wanted")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.content.decode())[0]
    sealed = bytes(SavedApplication.objects.get().sealed)
    assert "欧阳文".encode() not in sealed
    resumed = client.post(reverse("requests:resume"), {"saved_code": code.lower()})
    assert "欧阳文" in resumed.content.decode()
    assert TYPED["document_name"] in resumed.content.decode()
    again = post(client, "save", step="wanted", saved_code=hidden(resumed, "saved_code")[0])
    assert SavedApplication.objects.count() == 1, "saving again replaces it"
    assert code in again.content.decode()
    clock.forward(days=31)
    assert client.post(reverse("requests:resume"), {"saved_code": code}).status_code == 422


def test_sending_deletes_what_was_kept(client):
    page = post(client, "save", step="wanted")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.content.decode())[0]
    page = checked(client, saved_code=code)
    send(client, page, proof=proof_for(page), saved_code=code)
    assert not SavedApplication.objects.exists()


def test_what_was_typed_is_shown_as_text(client):
    nasty = "<script>alert(1)</script>"
    page = checked(client, document_name=nasty, features=nasty, name=nasty)
    assert nasty not in page.content.decode()
    send(client, page, proof=proof_for(page), document_name=nasty, features=nasty, name=nasty)
    assert InformationRequest.objects.get().document_name == nasty


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_other_languages_say_that_chinese_governs(client, language):
    page = client.get(f"/{language}{ADDRESS}")
    assert page.status_code == 200
    refused = client.post(f"/{language}{ADDRESS}", {"act": "next", "step": "applicant"})
    assert refused.status_code == 422
    assert "请填写" not in refused.content.decode()
