"""Elder mode and contrast: a cookie, a style sheet, no database, and no way to lead people elsewhere."""

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.base.design import modes


@pytest.mark.parametrize("choice", modes.every_choice())
def test_a_choice_survives_its_cookie(choice: modes.ViewChoice) -> None:
    assert modes.read(choice.cookie) == choice


@given(st.text())
def test_any_cookie_can_be_read(cookie: str) -> None:
    assert modes.read(cookie) in modes.every_choice()


@given(st.sampled_from(modes.every_choice()))
def test_standard_gives_up_everything(choice: modes.ViewChoice) -> None:
    assert modes.choose(choice, "standard") == modes.ViewChoice()


@given(st.sampled_from(modes.every_choice()), st.sampled_from(modes.SIZES[1:]))
def test_size_and_contrast_are_independent(choice: modes.ViewChoice, size: str) -> None:
    assert modes.choose(choice, size).contrast == choice.contrast
    assert modes.choose(choice, modes.CONTRAST).size == choice.size


def sheet(client: Client) -> HttpResponse:
    return client.get("/view/current.css")


def test_a_reader_chooses_elder_mode_and_comes_back(client: Client) -> None:
    """The link works without script and returns to the page it stood on."""
    assert sheet(client).content == b""
    response = client.get("/view/elder?next=/info/014320000-2026-00012/")
    assert response.status_code == 302
    assert response["Location"] == "/info/014320000-2026-00012/"
    assert b"Elder mode" in sheet(client).content
    client.get("/view/contrast")
    assert b"Elder mode" in sheet(client).content
    assert b"yellow on black" in sheet(client).content
    client.get("/view/standard")
    assert sheet(client).content == b""


def test_the_sheet_is_never_shared_between_readers(client: Client) -> None:
    response = sheet(client)
    assert "Cookie" in response["Vary"]
    assert "private" in response["Cache-Control"]
    assert response["Content-Type"].startswith("text/css")


def test_an_unchanged_sheet_is_not_sent_again(client: Client) -> None:
    client.get("/view/elder-30")
    etag = sheet(client)["ETag"]
    again = client.get("/view/current.css", headers={"If-None-Match": etag})
    assert again.status_code == 304
    client.get("/view/contrast")
    assert client.get("/view/current.css", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
def test_an_unknown_view_is_not_found(client: Client) -> None:
    assert client.get("/view/gold").status_code == 404


def test_switching_touches_no_database_and_no_session(client: Client) -> None:
    """This test has no access to the database: a query would fail it."""
    response = client.get("/view/contrast?next=/")
    assert set(response.cookies) == {"view"}
    assert response.cookies["view"]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "/\t/elsewhere.example",
        "http:elsewhere.example",
        "",
    ],
)
def test_nobody_is_led_elsewhere(client: Client, address: str) -> None:
    response = client.get("/view/elder", {"next": address})
    assert response["Location"] == "/"


def test_without_a_next_the_reader_returns_to_the_page_before(client: Client) -> None:
    own = client.get("/view/elder", headers={"Referer": "http://testserver/c/notices/?year=2026"})
    assert own["Location"] == "/c/notices/?year=2026"
    foreign = client.get("/view/elder", headers={"Referer": "https://elsewhere.example/c/"})
    assert foreign["Location"] == "/"
    loop = client.get("/view/elder", headers={"Referer": "http://testserver/view/contrast"})
    assert loop["Location"] == "/"


def test_only_reading_methods_are_allowed(client: Client) -> None:
    assert client.post("/view/elder").status_code == 405


@given(st.text(max_size=60))
def test_whatever_next_is_the_answer_stays_on_this_site(address: str) -> None:
    location = Client().get("/view/elder", {"next": address})["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
