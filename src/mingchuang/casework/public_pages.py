"""The head of the public pages on which something is filed or looked up: nothing of them is indexed."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, PREFIX
from mingchuang.base.design.shell import Crumb, PageHead, language_switch, public_context
from mingchuang.base.identity.selectors import site_identity
from mingchuang.rules.page_tags import PageKind, printed


def public_page(title: str, url: str, *, above: tuple[Crumb, ...] = (), **more: Any) -> dict[str, Any]:
    """The context of such a page in the language of the request; `above` are the pages it hangs under."""
    language = get_language() or CHINESE
    site = site_identity(language)
    values = {
        "SiteName": site.site_name(language),
        "SiteDomain": site.domain,
        "SiteIDCode": site.site_id_code,
    }
    head = PageHead(
        title,
        url,
        HTML_LANGUAGE[language],
        tags=(*printed(PageKind.OTHER, values), ("robots", "noindex")),
        breadcrumbs=(Crumb(_("首页"), PREFIX[language]), *above, Crumb(title)),
        languages=language_switch(url),
        home=PREFIX[language],
    )
    return {**public_context(site, head), **more}
