"""Addresses of released files: one for all languages; they never change."""

from django.urls import path

from mingchuang.publishing import public_views

app_name = "publishing_files"

urlpatterns = [
    path("attachments/<uuid:uid>/<str:name>", public_views.attachment, name="attachment"),
    path("files/<uuid:uid>/", public_views.image, name="image"),
]
