"""Which translation an address means for the person who asks; what they may not see does not exist."""

from uuid import UUID

from django.http import Http404

from mingchuang.base.accounts.decorators import DeskRequest
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.models import Draft, Edition
from mingchuang.publishing.selectors import editions, writing


def edition_or_404(request: DeskRequest, uid: UUID) -> Edition:
    """The translation, when this person may see it."""
    edition = editions.edition_for(request.user, uid)
    if edition is None:
        raise Http404
    return edition


def draft_to_translate(request: DeskRequest, uid: UUID) -> Draft:
    """The draft of a translation, for who translates into its language. Raises Forbidden."""
    edition = edition_or_404(request, uid)
    require_writer(request.user, edition)
    draft = writing.draft_for(request.user, edition.uid)
    if draft is None:
        raise Http404
    return draft
