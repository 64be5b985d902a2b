"""Django application of this kind of case."""

from django.apps import AppConfig


class SiteErrorsConfig(AppConfig):
    name = "mingchuang.casework.site_errors"
    label = "site_errors"
    verbose_name = "我为网站找错"
