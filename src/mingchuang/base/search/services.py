"""Asking for an index to be built anew."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.audit.registry import action
from mingchuang.base.search.models import Rebuild
from mingchuang.base.search.sources import Index
from mingchuang.rules.roles import Permission

REBUILD = action("search.rebuild", _("重建检索索引"))


@transaction.atomic
def ask_for_rebuild(actor: User, index: Index, *, now: datetime) -> Rebuild:
    """Have every host build an index anew; its worker begins within seconds, the index in use goes on.

    Raises Forbidden.
    """
    require(actor, Permission.MANAGE_IDENTITY)
    asked = Rebuild.objects.create(index=index.value, asked_at=now, asked_by=actor)
    audit.record(actor, REBUILD, asked, now=now, data={"index": index.value})
    return asked
