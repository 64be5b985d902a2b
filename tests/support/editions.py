"""People of one foreign language, and translations brought to each stage the way people bring them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.publishing.models import Draft, Edition, Item, Version
from mingchuang.publishing.services import drafts, release, submission
from mingchuang.publishing.services.editions import starting
from mingchuang.rules.gates import Gate
from mingchuang.rules.roles import Role
from tests.support.factories import give_role, make_person
from tests.support.publishing import Office, sign_gates

ENGLISH: dict[str, Any] = {
    "title": "Foreign Affairs Office Holds Protocol Training",
    "issuer": "Foreign Affairs Office of Suqian Municipal People's Government",
    "content_source": "Overseas Missions Division",
    "abstract": "The office trained staff across the city in protocol.",
    "body": "<h2>Contents</h2><p>The training covered meetings, banquets and order of precedence; "
    "sixty people took part.</p>",
    "keywords": ["training", "protocol"],
}


@dataclass
class Bureau:
    """A translator of one language and a reviewer of it for every gate."""

    language: str
    translator: User
    reviewers: dict[Gate, User]


def make_bureau(office: Office, language: str = "en", gates: Iterable[Gate] = Gate) -> Bureau:
    """People named for one language; only `gates` have a reviewer."""
    translator = make_person(
        [Role.TRANSLATOR], division=None, username=f"translator-{language}", language=language
    )
    reviewers = {}
    for gate in gates:
        reader = make_person([], username=f"{gate.value}-{language}")
        give_role(reader, Role(f"{gate.value}_reviewer"), language=language)
        reviewers[gate] = reader
    return Bureau(language, translator, reviewers)


def started(office: Office, bureau: Bureau, item: Item, now: datetime) -> Edition:
    """An edition that was asked for and is not written yet."""
    return starting.start_edition(office.officer, item.pk, bureau.language, bureau.translator, now=now)


def translated(office: Office, bureau: Bureau, item: Item, now: datetime, **changes: Any) -> Draft:
    """A draft the translator has filled in."""
    edition = started(office, bureau, item, now)
    draft = Draft.objects.get(edition=edition)
    values = ENGLISH | changes
    return drafts.save_draft(bureau.translator, draft.pk, draft.revision, values, now=now).draft


def translation_submitted(
    office: Office, bureau: Bureau, item: Item, now: datetime, **changes: Any
) -> Version:
    """A translation in review."""
    draft = translated(office, bureau, item, now, **changes)
    return submit(bureau, draft, now)


def submit(bureau: Bureau, draft: Draft, now: datetime) -> Version:
    """The translator sends the draft to the gates."""
    draft.refresh_from_db()
    return submission.submit(bureau.translator, draft.pk, draft.revision, now=now, today=now.date())


def sign_all(bureau: Bureau, version: Version, now: datetime) -> Version:
    """Every required gate signed by the reader named for it and the language."""
    return sign_gates(bureau.reviewers, version, now)


def translation_cleared(office: Office, bureau: Bureau, item: Item, now: datetime) -> Version:
    """A translation that has passed every gate."""
    return sign_all(bureau, translation_submitted(office, bureau, item, now), now)


def translation_released(
    office: Office, bureau: Bureau, item: Item, now: datetime, **changes: Any
) -> Version:
    """A translation readers can read."""
    version = sign_all(bureau, translation_submitted(office, bureau, item, now, **changes), now)
    return release.release(office.officer, version.pk, now=now)
