"""The office that every story of this folder plays in, and what its clerks type."""

from typing import Any

import pytest
from django.test import Client

from mingchuang.publishing.models import Draft
from tests.support.factories import sign_in
from tests.support.publishing import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """Two divisions, their people, two columns."""
    return make_office()


@pytest.fixture
def clerk(client: Client, office: Office) -> Client:
    """The drafter's browser."""
    sign_in(client, office.drafter)
    return client


def typed(draft: Draft, **changes: Any) -> dict[str, Any]:
    """What the editor page sends for a draft as it stands, with changes."""
    values: dict[str, Any] = {
        "act": "save",
        "revision": draft.revision,
        "title": draft.title,
        "document_number": draft.document_number,
        "issuer": draft.issuer,
        "content_source": draft.content_source,
        "abstract": draft.abstract,
        "body": draft.body,
        "attribute": draft.attribute,
        "ground": draft.ground,
        "attribute_reason": draft.attribute_reason,
        "column": draft.column.slug if draft.column else "",
        "statutory_item": draft.statutory_item,
        "keywords": "、".join(draft.keywords),
    }
    for name in ("formed_on", "effective_on", "expires_on"):
        day = getattr(draft, name)
        for part in ("year", "month", "day"):
            values[f"{name}_{part}"] = getattr(day, part) if day else ""
    return values | changes
