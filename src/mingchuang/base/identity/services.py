"""Changing who the site is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.base.identity import registry
from mingchuang.base.identity.models import ONLY_ROW, SiteIdentity
from mingchuang.rules.refusals import refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.site_identity import normalise, reasons

CHANGE = action("identity.change", _("修改网站标识"))


def change_identity(actor: User | None, values: Mapping[str, str], *, now: datetime) -> SiteIdentity:
    """Store the identity; fields not in `values` keep what they have. Actor None: the machine itself.

    Raises `Forbidden`, or `Refused` with every reason at its field.
    """
    with transaction.atomic():
        if actor is not None:
            require(actor, Permission.MANAGE_IDENTITY)
        stored = SiteIdentity.objects.select_for_update().filter(pk=ONLY_ROW).first()
        identity = stored or SiteIdentity(pk=ONLY_ROW)
        wanted = normalise(identity.values() | dict(values))
        refuse_if(reasons(wanted))
        changed = sorted(field for field, value in wanted.items() if getattr(identity, field) != value)
        if not changed:
            return identity
        for field, value in wanted.items():
            setattr(identity, field, value)
        identity.save()
        record(actor, CHANGE, identity, now=now, data={"fields": changed})
        for call in registry.after_change():
            call(now)
    return identity
