"""Addresses of this chapter at the desk, under /desk/admin/."""

from django.urls import path

from mingchuang.disclosure import desk_views

app_name = "disclosure_desk"

urlpatterns = [
    path("statutory-items/", desk_views.statutory_items, name="statutory-items"),
    path("statutory-items/<slug:code>/", desk_views.statutory_item, name="statutory-item"),
]
