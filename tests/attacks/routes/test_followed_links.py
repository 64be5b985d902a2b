"""Every page a stranger or a clerk reaches by links: safe, alive, unbroken by its own filters.

One module for all of it, because following every link takes a while and is done once for a module.
"""

import re

import pytest
from django.test import Client

from tests.attacks.routes.test_answers import check_headers
from tests.attacks.routes.test_bad_input import NASTY
from tests.support.crawler import query_names
from tests.support.factories import sign_in

pytestmark = pytest.mark.django_db


def test_every_page_one_can_reach_carries_them(visits_of):
    for visit in visits_of("everything"):
        check_headers(visit.response, visit.address)


def test_no_page_holds_a_script_or_style_of_its_own(visits_of):
    for visit in visits_of("everything"):
        if visit.is_html:
            text = visit.text
            assert not re.search(
                r"<script(?![^>]*(?:\bsrc=|type=\"application/ld\+json\"))[^>]*>\s*\S", text
            ), visit.address
            assert not re.search(r"<style\b|<[a-z][^>]*\sstyle=|<[a-z][^>]*\son[a-z]+=", text), visit.address
            assert not re.search(r"""(?:src|href)=["'](?:https?:)?//[^"']+\.(?:js|css)""", text), (
                visit.address
            )


def test_pages_of_the_desk_are_kept_by_nobody(visits_of):
    for visit in visits_of("everything"):
        if visit.response.status_code == 200 and visit.address.startswith("/desk/"):
            control = visit.response.headers.get("Cache-Control", "")
            assert "no-store" in control or "private" in control, visit.address


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(NASTY[::6], id="a sixth"),
        pytest.param(
            [value for place, value in enumerate(NASTY) if place % 6], id="the rest", marks=pytest.mark.slow
        ),
    ],
)
@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_no_filter_of_any_list_breaks_it(who, values, everything, visits_of):
    """Parameters are read off the pages themselves, so that a new list is tried as soon as it is linked."""
    client = sign_in(Client(), everything) if who == "everything" else Client()
    broken = []
    for path, names in sorted(query_names(visits_of(who)).items()):
        for value in values if names else ():
            answer = client.get(path, dict.fromkeys(names, value))
            if answer.status_code >= 500:
                broken.append(f"{path} {sorted(names)} {value[:40]!r}")
    assert broken == []


@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_following_every_link_writes_nothing_and_leads_somewhere(who, visits_of, world):
    """No page links to nothing; a stranger is asked to sign in at most."""
    visits = visits_of(who)
    assert len(visits) > 5
    assert world.writes[who] == []
    dead = [
        f"{visit.response.status_code} {visit.address} (on {visit.found_on})"
        for visit in visits
        if visit.found_on and visit.response.status_code not in {200, 302}
    ]
    assert dead == []
