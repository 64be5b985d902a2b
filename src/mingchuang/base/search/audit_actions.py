"""Words for what is written down about the search indexes."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import register_values
from mingchuang.base.search.sources import Index

register_values("index", {Index.PUBLIC: _("公开检索"), Index.DESK: _("工作台检索")}, "search.")
