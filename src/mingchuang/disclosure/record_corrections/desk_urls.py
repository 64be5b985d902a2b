"""Addresses of applications to correct a record at the desk, under /desk/record-corrections/."""

from django.urls import path

from mingchuang.disclosure.record_corrections import desk_views

app_name = "record_corrections_desk"

urlpatterns = [
    path("register/", desk_views.register, name="register"),
    path("<uuid:uid>/papers/<uuid:file>/", desk_views.paper, name="paper"),
]
