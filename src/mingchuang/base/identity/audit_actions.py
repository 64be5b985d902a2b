"""Words for what is written down about the office and its site."""

from mingchuang.base.audit.registry import register_values
from mingchuang.base.identity.models import SiteIdentity

register_values(
    "fields", {field.name: field.verbose_name for field in SiteIdentity._meta.concrete_fields}, "identity."
)
