"""The server's entry point: static files first, then baked pages, then Django."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from mingchuang.base.long_running import settle
from mingchuang.config.baked import BakedFirst
from mingchuang.config.headers import security_headers
from mingchuang.config.static import StaticFirst

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
_application = get_wsgi_application()
# Load every view now: otherwise the first visitor waits for it.
get_resolver().url_patterns  # noqa: B018
if settings.TRUSTED_PROXIES:
    # Without a proxy these headers are the visitor's own claim and must not be believed.
    _application = wrap_wsgi_with_proxy_headers(_application, trusted_hosts=settings.TRUSTED_PROXIES)
_baked = BakedFirst(_application, settings.SITE_ROOT, security_headers())
application = StaticFirst(_baked, settings.STATIC_ROOT, settings.STATIC_URL)
settle()
