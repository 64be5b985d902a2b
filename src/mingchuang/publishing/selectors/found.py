"""What the desk index named, fetched again: only what the person may see now comes back."""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from mingchuang.base.accounts.models import User
from mingchuang.publishing.models import CitedDocument, Draft, Version
from mingchuang.publishing.selectors.desk import drafts_visible_to, versions_visible_to
from mingchuang.publishing.selectors.register import cited_documents


def drafts_found(user: User, editions: Sequence[str]) -> QuerySet[Draft]:
    """The drafts of editions this person may read the work of."""
    return drafts_visible_to(user).filter(edition_id__in=[int(key) for key in editions])


def versions_found(user: User, editions: Sequence[str]) -> QuerySet[Version]:
    """The newest version of each edition, of items this person may see."""
    newest = Version.objects.filter(edition=OuterRef("edition")).order_by("-number").values("number")[:1]
    rows = versions_visible_to(user).filter(edition_id__in=[int(key) for key in editions])
    return rows.filter(number=Subquery(newest))


def cited_found(user: User, documents: Sequence[str]) -> QuerySet[CitedDocument]:
    """Documents of the register, with their text, for who may read it."""
    return cited_documents(user).defer(None).filter(pk__in=[int(key) for key in documents])
