"""Addresses of the site's identity, under /desk/admin/."""

from django.urls import path

from mingchuang.base.identity import views

app_name = "identity"

urlpatterns = [path("identity/", views.identity, name="identity")]
