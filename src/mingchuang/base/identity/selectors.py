"""Reading the site's identity."""

from mingchuang.base.identity.models import ONLY_ROW, SiteIdentity


def site_identity() -> SiteIdentity:
    """The identity of this installation; an empty, unsaved one before anybody has filled it in."""
    return SiteIdentity.objects.filter(pk=ONLY_ROW).first() or SiteIdentity(pk=ONLY_ROW)
