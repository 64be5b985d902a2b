"""Django application of this room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "mingchuang.base.files"
    label = "files"
    verbose_name = "文件"
