"""Addresses under /desk/baking/."""

from django.urls import path

from mingchuang.publishing.desk.baking import views

app_name = "publishing_baking"
urlpatterns = [
    path("", views.hosts, name="hosts"),
    path("full/", views.bake_all, name="full"),
    path("check/", views.check, name="check"),
    path("<int:host_id>/forget/", views.forget, name="forget"),
]
