"""A form that could not be taken comes back with all that was typed: the sign-in ended, or began anew."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingchuang.publishing.models import Item
from mingchuang.rules.roles import Role
from tests.support import factories

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}
NEW = "/desk/items/new/"
LONG = "\n第一行\n第二行 <b>不是标记</b> 😀"


@pytest.fixture
def member_signed_in(member):
    client = Client(enforce_csrf_checks=True)
    person = member("li", Role.DRAFTER)
    factories.sign_in(client, person)
    return client, person


def token_of(client: Client, address: str) -> str:
    page = BeautifulSoup(client.get(address).content, "lxml")
    return str(page.select_one("main [name=csrfmiddlewaretoken]")["value"])


def sent_again(answer) -> dict[str, str]:
    """What the form of the page sends, as a browser reads it."""
    fields = BeautifulSoup(answer.content, "lxml").select("main form [name]")
    return {
        field["name"]: field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")
        for field in fields
        if field.get("type") != "file"
    }


def test_what_was_typed_survives_the_end_of_the_sign_in(member_signed_in, division):
    client, person = member_signed_in
    typed = {"kind": "notice", "division": division.code, "words": LONG, "once": "x", "many": ["甲", "乙"]}
    token = token_of(client, NEW)
    del client.cookies["sessionid"]
    answer = client.post(NEW, typed | {"csrfmiddlewaretoken": token}, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 403 and "登录已到期，还没有提交" in page
    assert "/account/login/?next=/desk/items/new/" in page
    assert answer["Cache-Control"].startswith("max-age=0")
    assert not Item.objects.exists()

    factories.sign_in(client, person)
    again = sent_again(answer)
    assert again.pop("csrfmiddlewaretoken")
    assert again == typed | {"many": "乙"}
    assert page.count('name="many"') == 2
    stale = client.post(NEW, again | {"csrfmiddlewaretoken": "0" * 64}, headers=HERE)
    assert stale.status_code == 403 and "填写的内容都在" in stale.content.decode()
    assert sent_again(stale) | {"csrfmiddlewaretoken": ""} == again | {"csrfmiddlewaretoken": ""}


def test_files_are_asked_for_again_by_name(member_signed_in):
    client, _person = member_signed_in
    scan = SimpleUploadedFile("申请书.pdf", b"%PDF-1.7")
    answer = client.post("/desk/requests/register/", {"applicant": "王某", "scan": scan}, headers=HERE)
    page = answer.content.decode()
    assert "请重新选择文件" in page and "申请书.pdf" in page
    assert 'type="file" name="scan"' in page and "multipart/form-data" in page


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}])
def test_what_another_site_sent_is_not_offered_for_one_click(headers, member_signed_in):
    client, _person = member_signed_in
    answer = client.post(NEW, {"kind": "notice"}, headers=headers)
    assert answer.status_code == 403
    assert "还没有提交" in answer.content.decode() and "<form" not in answer.content.decode()


def test_a_password_never_comes_back(client):
    answer = Client(enforce_csrf_checks=True).post(
        "/account/login/", {"login": "li", "password": "geheim"}, headers=HERE
    )
    assert "geheim" not in answer.content.decode() and "重新打开页面" in answer.content.decode()


def test_without_anything_typed_one_signs_in_and_is_back_on_the_page(client):
    answer = client.post(NEW, headers={"Referer": "http://testserver/desk/items/?page=2"})
    assert answer["Location"] == "/account/login/?next=/desk/items/%3Fpage%3D2"
    answer = client.post(NEW, headers={"Referer": "http://evil.example/desk/items/"})
    assert answer["Location"] == "/account/login/?next=/desk/items/new/"


def test_what_a_script_saves_is_told_in_its_own_way(client):
    answer = client.post(NEW, {"title": "甲"}, headers={"Accept": "application/json"})
    assert answer.status_code == 302


@pytest.mark.parametrize("language", ["", "/en", "/ja", "/ko"])
def test_an_address_for_forms_opened_by_itself_leads_to_their_page(language, client):
    answer = client.get("/desk/cases/0198b0a0-0000-7000-8000-000000000000/comment/")
    page = answer.content.decode()
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert 'href="/desk/cases/0198b0a0-0000-7000-8000-000000000000/"' in page
    answer = client.post(f"{language}/site-map/")
    assert answer.status_code == 405
    assert f'lang="{language[1:] or "zh-CN"}"' in answer.content.decode()
    assert int(answer["Content-Length"]) == len(answer.content)
