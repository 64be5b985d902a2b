"""A foreigner reports an error, is told of mistakes, and asks how it stands, all in one language."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from mingchuang.casework import services
from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.spoken import PREFIXES, left_in_chinese, tree_of

pytestmark = pytest.mark.django_db

FOREIGN = [lang for lang in PREFIXES if lang != "zh-CN"]
WORDS = {
    "en": {"missing": "Write what is wrong", "summary": "There are 2 things to correct", "error": "Error: "},
    "ja": {
        "missing": "誤りの内容を入力してください",
        "summary": "修正が必要な項目が2件あります",
        "error": "エラー：",
    },
    "ko": {
        "missing": "오류 내용을 입력해 주십시오",
        "summary": "수정이 필요한 항목이 2개 있습니다",
        "error": "오류: ",
    },
}
DATES = {
    "en": r"\d{1,2} (January|February|March|April) 20\d\d",
    "ja": r"20\d\d年\d{1,2}月\d{1,2}日",
    "ko": r"20\d\d년 \d{1,2}월 \d{1,2}일",
}
TYPED = {"page_address": "/en/", "error_kind": "wording", "problem": "“Suqain” should be “Suqian”."}


@pytest.fixture(autouse=True)
def _speaks_its_language(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page a story sees has its language and no Chinese that is not marked as such."""
    plain = client.generic

    def watched(*args: Any, **more: Any) -> Any:
        response = plain(*args, **more)
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            tree = tree_of(response.content)
            lang = str(args[1])[1:3]
            assert tree.get("lang") == lang
            assert left_in_chinese(tree.find("body"), lang) == [], args[1]
        return response

    monkeypatch.setattr(client, "generic", watched)


def hidden(response: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, name
    return found[1]


def filed(client: Client, lang: str) -> HttpResponse:
    address = f"/{lang}/report-error/"
    checked = client.post(address, {**TYPED, "act": "check"})
    assert checked.status_code == 200
    sent = client.post(address, {**TYPED, "act": "send", "receipt": hidden(checked, "receipt")})
    assert sent.status_code == 302
    assert sent["Location"].startswith(f"/{lang}/")
    return client.get(sent["Location"])


@pytest.mark.parametrize("lang", FOREIGN)
def test_mistakes_are_named_in_the_language_of_the_page(client: Client, lang: str) -> None:
    response = client.post(f"/{lang}/report-error/", {"act": "check"})
    page = response.content.decode()
    assert response.status_code == 422
    assert WORDS[lang]["missing"] in page
    assert WORDS[lang]["summary"] in page
    assert f"<title>{WORDS[lang]['error']}" in page


@pytest.mark.parametrize("lang", FOREIGN)
def test_a_text_that_is_too_long_is_named_in_the_language_of_the_page(client: Client, lang: str) -> None:
    response = client.post(f"/{lang}/report-error/", {**TYPED, "problem": "x" * 1001, "act": "check"})
    assert response.status_code == 422


@pytest.mark.parametrize("lang", FOREIGN)
def test_the_whole_way_stays_in_the_language(client: Client, lang: str, now: datetime) -> None:
    received = filed(client, lang)
    page = received.content.decode()
    assert re.search(DATES[lang], page)
    code = re.search(r"<strong>([0-9A-Z-]{19})</strong>", page)
    assert code
    case = Case.objects.get()
    file = client.get(re.search(rf'href="(/{lang}/[^"]*)" download', page)[1])  # type: ignore[index]
    assert case.number in file.content.decode()
    assert re.search(DATES[lang], file.content.decode())
    progress = client.post(
        f"/{lang}/report-error/progress/", {"number": case.number, "code": code[1]}
    ).content.decode()
    assert case.number in progress
    wrong = client.post(f"/{lang}/report-error/progress/", {"number": case.number, "code": "x"})
    assert wrong.status_code == 422


def test_the_reply_of_the_office_stays_as_it_was_written(client: Client, now: datetime) -> None:
    page = filed(client, "en").content.decode()
    code = re.search(r"<strong>([0-9A-Z-]{19})</strong>", page)
    assert code
    officer = make_person([Role.DISCLOSURE_OFFICER])
    case = services.admit(Case.objects.get(), actor=officer, now=now)
    case = services.take_on(case, actor=officer, now=now)
    services.answer(case, reply="已更正，谢谢您。", actor=officer, now=now + timedelta(hours=1))
    answered = client.post("/en/report-error/progress/", {"number": case.number, "code": code[1]})
    assert '<span lang="zh-CN">已更正，谢谢您。</span>' in answered.content.decode()
    assert "Answered" in answered.content.decode()


def test_the_desk_reads_a_foreign_report_in_chinese(client: Client) -> None:
    filed(client, "ko")
    assert Case.objects.get().title.startswith("错别字、病句")
