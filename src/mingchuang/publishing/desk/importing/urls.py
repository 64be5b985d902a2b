"""Addresses under /desk/imports/."""

from django.urls import path

from mingchuang.publishing.desk.importing import views

app_name = "publishing_importing"
urlpatterns = [
    path("", views.batch_list, name="list"),
    path("<uuid:uid>/", views.batch_page, name="batch"),
    path("<uuid:uid>/confirm/", views.confirm, name="confirm"),
    path("<uuid:uid>/decide/", views.decide, name="decide"),
]
