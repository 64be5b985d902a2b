"""Which item an address means for the person who asks; what they may not see does not exist for them."""

from uuid import UUID

from django.http import Http404

from mingchuang.base.accounts.decorators import DeskRequest
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.models import Draft, Item
from mingchuang.publishing.selectors import writing


def item_or_404(request: DeskRequest, uid: UUID) -> Item:
    """The item, when this person may see it."""
    item = writing.item_for(request.user, uid)
    if item is None:
        raise Http404
    return item


def draft_or_404(request: DeskRequest, uid: UUID) -> Draft:
    """The draft of an item, or of a translation by the edition's uid, when this person may read it."""
    draft = writing.draft_for(request.user, uid)
    if draft is None:
        raise Http404
    return draft


def draft_to_write(request: DeskRequest, uid: UUID) -> Draft:
    """The draft for a person who may write on it. Raises Forbidden, which answers 403."""
    draft = draft_or_404(request, uid)
    require_writer(request.user, draft.edition)
    return draft
