"""What every answer carries, what none may give away, and that looking at a page changes nothing."""

import sys

import pytest
from django.test import Client, override_settings
from django.urls import clear_url_caches, path

from tests.support.crawler import body
from tests.support.each import each
from tests.support.kept import undone
from tests.support.routes import Route, every_route

pytestmark = pytest.mark.django_db

GIVEN_AWAY = (
    "Traceback",
    "site-packages",
    "/src/",
    ".py",
    "mingchuang.",
    "Django",
    "SECRET",
    "DATABASE",
    "sqlite",
    "psycopg",
    "geheimes Detail",
)


def broken_view(request):
    raise RuntimeError("geheimes Detail in /srv/app/src/mingchuang/secret.py")


def check_headers(answer, where: object) -> None:
    policy = answer.headers.get("Content-Security-Policy", "")
    assert answer.headers.get("X-Content-Type-Options") == "nosniff", where
    assert answer.headers.get("X-Frame-Options") == "DENY", where
    assert answer.headers.get("Referrer-Policy"), where
    assert answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin", where
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    assert directives.get("default-src") == ["'none'"] or "sandbox" in directives, (where, policy)
    assert directives.get("frame-ancestors") == ["'none'"], where
    for name in ("script-src", "style-src", "default-src"):
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:", "https:"} & set(
            directives.get(name, [])
        ), (where, policy)


@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_every_answer_carries_the_safe_headers_and_none_is_broken(who, answers_of):
    for route, asked in answers_of(who).items():
        assert asked.page.status_code < 500, route
        check_headers(asked.page, route)


@each("route", every_route(), between=undone)
def test_what_a_stranger_sends_is_answered_with_them_too(route: Route, arrive):
    """What clerks send is looked at where every form is tried."""
    check_headers(arrive("stranger").post(route.address), route)


@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_asking_for_a_page_writes_nothing_and_its_head_is_answered_alike(who, answers_of):
    """Search engines, previews and reloads may look as often as they like."""
    for route, asked in answers_of(who).items():
        assert asked.writes == [], route
        assert asked.head.status_code == asked.page.status_code, route


def test_every_desk_page_is_open_to_somebody(answers_of):
    pages = {route: asked.page for route, asked in answers_of("everything").items() if route.is_desk}
    assert len(pages) > 50
    assert [str(route) for route, page in pages.items() if page.status_code == 403] == []


def test_outside_the_desk_nothing_of_the_desk_is_shown(answers_of):
    """Public addresses answer a stranger without a page of the desk shell."""
    for route, asked in answers_of("stranger").items():
        if (
            not route.is_desk
            and asked.page.status_code == 200
            and "html" in asked.page.get("Content-Type", "")
        ):
            assert b'class="desk"' not in asked.page.content, route


@pytest.mark.parametrize(
    "address", ["/nothing/", "/desk/nothing/", "/info/../../etc/passwd", "/%00", "/%ff%fe", "/" + "a" * 3000]
)
@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_a_page_that_is_not_there_gives_nothing_away(address, who, arrive):
    answer = arrive(who).get(address)
    assert answer.status_code in {302, 400, 403, 404}
    assert_silent(body(answer).decode())
    check_headers(answer, address)


def assert_silent(text: str) -> None:
    for word in GIVEN_AWAY:
        assert word not in text, word


def _with_a_broken_page() -> list:
    from mingchuang.config import urls

    return [path("broken/", broken_view), *urls.urlpatterns]


class BrokenUrls:
    """A URL configuration in which one page breaks."""

    def __init__(self) -> None:
        from mingchuang.config import urls

        self.urlpatterns = _with_a_broken_page()
        for name in ("handler400", "handler403", "handler404", "handler500"):
            if hasattr(urls, name):
                setattr(self, name, getattr(urls, name))


@pytest.fixture
def broken_urls():
    sys.modules["tests.broken_urls"] = BrokenUrls()  # type: ignore[assignment]
    with override_settings(ROOT_URLCONF="tests.broken_urls"):
        yield
    del sys.modules["tests.broken_urls"]
    clear_url_caches()


def test_a_page_that_broke_gives_nothing_away(broken_urls, caplog):
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    text = body(answer).decode()
    assert_silent(text)
    assert "<html" in text
    assert "lang=" in text


@pytest.mark.parametrize("header", ["HTTP_HOST", "SERVER_NAME"])
def test_a_foreign_host_name_is_not_served(header, client):
    for route in every_route():
        if header == "HTTP_HOST":
            assert client.get(route.address, HTTP_HOST="evil.example").status_code == 400, route


def test_a_forwarded_host_is_not_believed(all_powerful, world):
    for route in every_route():
        answer = all_powerful.get(
            route.address,
            HTTP_X_FORWARDED_HOST="evil.example",
            HTTP_X_FORWARDED_PROTO="evil",
            HTTP_FORWARDED="host=evil.example",
            HTTP_REFERER="https://evil.example/",
            HTTP_ORIGIN="https://evil.example",
        )
        assert "evil.example" not in body(answer).decode("utf-8", "replace"), route
        assert "evil.example" not in answer.headers.get("Location", ""), route


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.example/",
    "/\t/evil.example",
    " //evil.example",
)
LEADING = ("next", "return", "return_to", "url", "redirect", "redirect_to", "back", "to", "continue", "link")


@pytest.mark.parametrize(
    "targets",
    [
        pytest.param(ELSEWHERE[:1], id="one"),
        pytest.param(ELSEWHERE[1:3], id="others", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("who", ["stranger", "everything"])
@each("route", every_route(), between=undone)
def test_nobody_is_led_elsewhere(route: Route, who, targets, arrive):
    client = arrive(who)
    for target in targets:
        query = dict.fromkeys(LEADING, target)
        for answer in (client.get(route.address, query), client.post(route.address, query)):
            location = answer.headers.get("Location", "")
            assert location.startswith(("/", "?")) or location == "", location
            assert not location.startswith(("//", "/\\", "/\t")), location


def test_signing_in_leads_to_our_own_pages_only(everything):
    from tests.support.factories import PASSWORD

    for target in ELSEWHERE:
        client = Client()
        answer = client.post(
            f"/account/login/?next={target}",
            {"login": everything.username, "password": PASSWORD, "next": target},
        )
        assert "evil" not in answer.headers.get("Location", "").partition("next=")[0], target
