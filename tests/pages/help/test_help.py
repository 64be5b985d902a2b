"""Everybody at the desk finds an explanation of the page they are on, and it says what the rules say."""

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

import mingchuang
from mingchuang.base.files.kinds import ACCEPTED
from mingchuang.publishing import kinds
from mingchuang.publishing.models import ItemState, VersionState
from mingchuang.rules.disclosure import ATTRIBUTE_GROUNDS, GROUND_RULES
from mingchuang.rules.gates import CHECKLISTS, GATE_LABELS
from mingchuang.rules.roles import PERMISSION_LABELS, ROLE_LABELS, Role
from mingchuang.rules.text_checks import RULE_CATALOGUE
from mingchuang.rules.validity import KIND_LABELS, VALIDITY_LABELS
from mingchuang.web.help.topics import BY_SLUG, EXPLAINED_BY, TOPICS, help_url, place_for
from tests.support.factories import make_person, sign_in
from tests.support.routes import every_route

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    """A supervisor: somebody who may change nothing."""
    return sign_in(client, make_person([Role.SUPERVISOR]))


def page(client: Client, slug: str) -> BeautifulSoup:
    response = client.get(f"/desk/help/{slug}/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words(client: Client, slug: str) -> str:
    main = page(client, slug).find("main")
    assert main is not None
    return main.get_text()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_every_topic_can_be_read_by_anybody_at_the_desk(reader: Client, topic: object) -> None:
    slug, title = topic.slug, topic.title  # type: ignore[attr-defined]
    soup = page(reader, slug)
    assert soup.h1 is not None
    assert soup.h1.get_text(strip=True) == title
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    linked = [a["href"][1:] for a in soup.select(".help a[href^='#']")]
    assert set(linked) <= set(ids)
    assert "{{" not in soup.get_text()
    assert "{%" not in soup.get_text()


def test_nobody_reads_it_without_signing_in(client: Client) -> None:
    assert client.get("/desk/help/").status_code == 302
    assert client.get("/desk/help/findings/").status_code == 302


def test_a_topic_that_does_not_exist_is_not_found(reader: Client) -> None:
    assert reader.get("/desk/help/nothing/").status_code == 404


def test_the_front_page_leads_to_every_topic(reader: Client) -> None:
    soup = BeautifulSoup(reader.get("/desk/help/").content, "lxml")
    links = {a["href"] for a in soup.select("main a")}
    assert {topic.url for topic in TOPICS} <= links


def test_every_check_is_explained_at_its_own_place(reader: Client) -> None:
    soup = page(reader, "findings")
    for check in RULE_CATALOGUE.values():
        place = soup.find(id=check.id)
        assert place is not None, check.id
        section = place.parent
        assert section is not None
        for text in (check.name, check.meaning, check.remedy, GATE_LABELS[check.gate]):
            assert text in section.get_text()


def test_every_gate_with_its_checklist_is_explained(reader: Client) -> None:
    text = words(reader, "reviewing")
    for gate, label in GATE_LABELS.items():
        assert label in text
        assert all(line in text for _, line in CHECKLISTS[gate])


def test_every_role_and_permission_is_listed(reader: Client) -> None:
    text = words(reader, "administration")
    assert [
        label for label in (*ROLE_LABELS.values(), *PERMISSION_LABELS.values()) if label not in text
    ] == []


def test_every_kind_of_validity_is_explained(reader: Client) -> None:
    text = words(reader, "releasing")
    assert [label for label in (*KIND_LABELS.values(), *VALIDITY_LABELS.values()) if label not in text] == []


def test_every_state_kind_and_ground_is_named(reader: Client) -> None:
    start, writing = words(reader, "start"), words(reader, "writing")
    assert [label for label in (*ItemState.labels, *VersionState.labels) if str(label) not in start] == []
    assert [kind.label for kind in kinds.every() if str(kind.label) not in writing] == []
    assert [g for g in ATTRIBUTE_GROUNDS if GROUND_RULES[g].covers not in writing] == []
    assert ACCEPTED in writing


def desk_names() -> list[str]:
    """Routes that people at the desk see, by name."""
    shown = ("/desk/", "/account/")
    return sorted(
        {r.name for r in every_route() if r.address.startswith(shown) and r.name != "design:session"}
    )


def test_every_page_of_the_desk_has_an_explanation() -> None:
    """A new page needs a line in `web/help/topics.py`, and a place in a help page."""
    names = desk_names()
    assert len(names) > 60
    assert [name for name in names if place_for(name) is None] == []


def test_every_explanation_is_a_place_that_exists(reader: Client) -> None:
    for place in sorted(set(EXPLAINED_BY.values()) - {""}):
        slug, _, anchor = place.partition("#")
        assert slug in BY_SLUG, place
        if anchor:
            assert page(reader, slug).find(id=anchor) is not None, place


def test_no_line_is_left_over_from_a_page_that_is_gone() -> None:
    names = [route.name for route in every_route()]
    assert [start for start in EXPLAINED_BY if not any(name.startswith(start) for name in names)] == []


@pytest.mark.parametrize(
    ("address", "explained"),
    [
        ("/desk/", "/desk/help/start/#front"),
        ("/desk/items/", "/desk/help/start/#journey"),
        ("/desk/messages/", "/desk/help/start/#messages"),
        ("/desk/cases/", "/desk/help/cases/"),
        ("/desk/audit/", "/desk/help/administration/#audit"),
        ("/account/", "/desk/help/account/"),
        ("/desk/help/", "/desk/help/"),
    ],
)
def test_the_help_link_opens_the_place_that_explains_the_page(
    reader: Client, address: str, explained: str
) -> None:
    soup = BeautifulSoup(reader.get(address).content, "lxml")
    (link,) = [a for a in soup.select(".deskbar a") if re.search("帮助", a.get_text())]
    assert link["href"] == explained


def test_the_longest_beginning_counts() -> None:
    assert help_url("publishing_items:edit") == "/desk/help/writing/"
    assert help_url("publishing_items:checks") == "/desk/help/findings/"
    assert help_url("people:roles") == "/desk/help/administration/#roles"
    assert help_url("unknown") == "/desk/help/"


EXAMPLES = {"此为原文引用", "附件1：报名表", "新建文档(3)"}
"""Words in quotation marks that are examples of what people write, not names on the screen."""


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_names_of_buttons_and_pages_are_those_on_the_screen(topic: object) -> None:
    """What the help puts in quotation marks stands somewhere on the screen, in just these words."""
    source = Path(mingchuang.__file__).parent
    prose = (source / f"web/templates/{topic.template}").read_text(encoding="utf-8")  # type: ignore[attr-defined]
    quoted = set(re.findall("[“「]([^”」{]{2,30})[”」]", prose)) - EXAMPLES
    assert [words for words in sorted(quoted) if words not in screen_words(source)] == []


@cache
def screen_words(source: Path) -> str:
    """Every text of the platform but the help's own."""
    files = [path for path in source.rglob("*") if path.suffix in {".py", ".html", ".js"}]
    return "\n".join(p.read_text(encoding="utf-8") for p in files if "web/help" not in str(p))
