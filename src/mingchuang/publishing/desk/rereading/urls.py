"""Addresses under /desk/rereading/."""

from django.urls import path

from mingchuang.publishing.desk.rereading import views

app_name = "publishing_rereading"
urlpatterns = [
    path("", views.findings, name="list"),
    path("start/", views.start, name="start"),
    path("<uuid:uid>/keep/", views.keep, name="keep"),
]
