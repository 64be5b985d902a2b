"""Addresses of the site's archives, under /desk/archives/."""

from django.urls import path

from mingchuang.web.archiving import views

app_name = "site_archives"
urlpatterns = [
    path("", views.archive_list, name="list"),
    path("start/", views.start, name="start"),
    path("<uuid:uid>/download/", views.download, name="download"),
]
