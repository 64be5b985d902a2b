"""An address that is too long is answered by words in the reader's language, not by silence."""

import pytest
from django.test import Client

from mingchuang.config.middleware import LONGEST_ADDRESS

SAID = {
    "/": "地址太长",
    "/en/": "address is too long",
    "/ja/": "アドレスが長すぎます",
    "/ko/": "주소가 너무 깁니다",
}


@pytest.mark.parametrize(("prefix", "words"), SAID.items())
def test_a_page_says_that_the_address_is_too_long(client: Client, prefix: str, words: str) -> None:
    """Without a query of the database: nothing is looked up for it."""
    for path in (f"{prefix}list/?q={'a' * LONGEST_ADDRESS}", f"{prefix}{'a' * LONGEST_ADDRESS}/"):
        answer = client.get(path)
        assert answer.status_code == 414 and words in answer.content.decode()
        assert answer["Cache-Control"] == "no-store" and "Content-Security-Policy" in answer
        assert f'href="{prefix}"' in answer.content.decode() and not answer.cookies
        assert client.head(path).status_code == client.post(path).status_code == 414


@pytest.mark.django_db
def test_what_fits_is_answered_as_ever(client: Client) -> None:
    assert client.get("/list/", {"q": "a" * 10_000}).status_code == 200
    assert client.get("/list/", {"q": "长" * 3_500}).status_code == 200
    assert client.get("/list/", {"q": "长" * 3_600}).status_code == 414, "counted as it is sent"


def test_a_program_is_told_by_a_problem(client: Client) -> None:
    answer = client.get(f"/api/v1/items?q={'a' * LONGEST_ADDRESS}")
    assert answer.status_code == 414 and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 414 and answer["Access-Control-Allow-Origin"] == "*"
