"""Reading the site's identity."""

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.identity.models import ONLY_ROW, SiteIdentity
from mingchuang.base.shared_reads import once
from mingchuang.rules.refusals import Reason
from mingchuang.rules.site_identity import missing_tags


def site_identity(language: str = CHINESE) -> SiteIdentity:
    """The identity of this installation as a page in that language shows it; never to be saved.

    An empty one before anybody has filled it in.
    """
    return once("site_identity", _read).in_language(language)


def _read() -> SiteIdentity:
    return SiteIdentity.objects.filter(pk=ONLY_ROW).first() or SiteIdentity(pk=ONLY_ROW)


def missing_page_tags() -> list[Reason]:
    """Required page tags that the identity leaves empty; `field` names the field to fill in."""
    return missing_tags(site_identity().values())
