"""What stands beside a translation while it is written: the source, what changed in it, its terms."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField

from mingchuang.publishing.desk.editions.forms import TranslationForm
from mingchuang.publishing.desk.reviewing.comparison import compare, shown
from mingchuang.publishing.models import Draft, Version
from mingchuang.publishing.page_contexts.bodies import preview_body
from mingchuang.publishing.selectors.editions import newest_source
from mingchuang.publishing.terms import terms_of
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.terms import terms_in
from mingchuang.rules.text_checks import plain_text

_PAIRED = ("title", "issuer", "content_source", "abstract", "body", "keywords")


@dataclass(frozen=True, slots=True)
class Pair:
    """One field with what its source says."""

    field: BoundField
    source: Any
    long: bool = False

    @property
    def label(self) -> str:
        return str(self.field.label)


def beside(draft: Draft, form: TranslationForm, today: date) -> dict[str, Any]:
    """The context the writing page of a translation needs beyond that of every writing page."""
    edition, source = draft.edition, draft.source_version
    newest = newest_source(edition.item)
    compared_from = edition.source_version or source
    return {
        "edition": edition,
        "language": LANGUAGE_LABELS[edition.language],
        "chinese_title": source.title if source else "",
        "newest": newest,
        "outdated": newest is not None and source is not None and newest.pk != source.pk,
        "compared_from": compared_from,
        "comparison": compare(compared_from, newest) if newest and compared_from != newest else None,
        "pairs": _pairs(form, source) if source else [],
        "terms": hints(source, edition.language, today) if source else [],
    }


def _pairs(form: TranslationForm, source: Version) -> list[Pair]:
    pairs = [Pair(form[name], _said(source, name), name == "body") for name in _PAIRED]
    extra = [Pair(form[name], source.extra.get(name.removeprefix("extra_"), "")) for name in form.extra_names]
    return [*pairs[:4], *extra, *pairs[4:]]


def _said(source: Version, name: str) -> Any:
    value = getattr(source, name)
    if name == "body":
        return preview_body(value)
    return shown(name, value) if value else ""


def hints(source: Version, language: str, today: date) -> list[Any]:
    """The terms of the source in the order they first stand in it."""
    text = "\n".join((source.title, source.abstract, plain_text(source.body)))
    found = sorted(terms_in(text, terms_of(language, today)), key=lambda pair: pair[1])
    return [term for term, _ in found]
