"""A script put into every text the database holds runs on no page: not of the desk, not of the public.

The texts are replaced in the database itself, past every form and service, so that a new model is covered
as soon as it has a page.
"""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.db import models

from tests.support.crawler import crawl
from tests.support.databases import without_guards

pytestmark = pytest.mark.django_db

CANARY = '"><script>canary()</script><img src=x onerror=canary()>{{1337*1331}}'
SHORT = '"><script>canary()</script>'
MACHINE = re.compile(
    r"(^|_)(uid|kind|state|status|code|hash|digest|salt|sealed|slug|version|username|password|key|language|gate|"
    r"severity|media_type|type|number|series|event|action|target|receipt|attribute|block|place|rule|role|domain|"
    r"link|url|path|route|handler|worker|queue|backend|error|seed|method|scope|unit|format|source_key|set|name_norm"
    r"|search|canonical|tokens|id|template|visibility|ground|statutory|basis|icon|mark)$"
)
"""Fields whose words come from a list of ours, or are made by the machine."""


def poisoned_fields() -> list[models.Field]:
    """Every field that holds what a person wrote."""
    return [
        field
        for model in apps.get_models()
        if model.__module__.startswith("mingchuang.") and model._meta.managed
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.unique
        and not MACHINE.search(field.name)
        and (field.max_length is None or field.max_length >= len(SHORT))
    ]


@pytest.fixture
def poisoned(world):
    with without_guards():
        for field in poisoned_fields():
            text = SHORT if field.max_length is not None and field.max_length < len(CANARY) else CANARY
            field.model._base_manager.exclude(**{field.name: ""}).update(**{field.name: text})
    return world


def is_data(tag: Tag) -> bool:
    """A block of JSON-LD: no browser runs it, and with no sign of markup in it nothing ends it early."""
    return tag.get("type") == "application/ld+json" and not set("<>&") & set(tag.get_text())


def runs(text: str) -> list[str]:
    """Places in a page where the canary would sing."""
    soup = BeautifulSoup(text, "html.parser")
    scripts = [
        str(tag)[:80] for tag in soup.find_all("script") if "canary" in tag.get_text() and not is_data(tag)
    ]
    handlers = [
        f"<{tag.name} {name}=…>" for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")
    ]
    links = [
        str(tag.get("href"))
        for tag in soup.find_all(href=True)
        if str(tag["href"]).strip().lower().startswith(("javascript:", "data:"))
    ]
    return scripts + handlers + links + (["template text was run"] if "1779547" in text else [])


def test_many_fields_are_poisoned():
    names = {f"{field.model._meta.label}.{field.name}" for field in poisoned_fields()}
    assert {"casework.Case.title", "accounts.User.display_name", "site_errors.SiteError.problem"} <= names
    assert len(names) > 25


def test_no_text_of_anybody_runs_on_a_page_or_breaks_it(poisoned, all_powerful):
    everything = crawl(all_powerful)
    assert [visit.address for visit in everything if visit.response.status_code >= 500] == []
    visits = [visit for visit in everything if visit.is_html]
    singing = {visit.address: found for visit in visits if (found := runs(visit.text))}
    assert singing == {}
    shown = [visit.address for visit in visits if "canary()" in visit.text]
    assert len(shown) > 5, "the canary is hardly shown anywhere: the test has lost its teeth"
