"""People type the language of an address as they please; it leads to the one address there is."""

import pytest
from django.test import Client

LEADS = {
    "/EN/": "/en/",
    "/En": "/en/",
    "/JA/list/?q=%E6%8A%A4&page=2": "/ja/list/?q=%E6%8A%A4&page=2",
    "/KO/c/news/": "/ko/c/news/",
    "/zh/": "/",
    "/zh-CN/list/": "/list/",
    "/ZH/c/%E6%96%B0/": "/c/%E6%96%B0/",
    "/zh//evil.example/": "/%2Fevil.example/",
    "/EN//evil.example": "/en//evil.example",
}


@pytest.mark.parametrize(("typed", "meant"), LEADS.items())
def test_a_language_in_capitals_or_chinese_by_name_leads_on(client: Client, typed: str, meant: str) -> None:
    answer = client.get(typed)
    assert answer.status_code == 301 and answer["Location"] == meant
    assert client.head(typed).status_code == 301
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ENGLISH/", "/fr/", "/zhx/", "/enx/", "/API/v1/items"])
def test_any_other_beginning_is_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_what_only_programs_do_gets_no_page_for_people(client: Client) -> None:
    """OPTIONS and TRACE are refused with what is allowed; a page about forms would be wrong."""
    for method in ("OPTIONS", "TRACE"):
        answer = client.generic(method, "/list/")
        assert answer.status_code == 405 and answer["Allow"] == "GET, HEAD" and not answer.content
