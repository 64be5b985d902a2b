"""Addresses of the case desk, under /desk/cases/."""

from django.urls import path

from mingchuang.casework import views

app_name = "casework"

urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("export/", views.export, name="export"),
    path("<uuid:uid>/", views.case_page, name="case"),
    path("<uuid:uid>/contact/", views.contact, name="contact"),
    path("<uuid:uid>/<slug:act>/", views.act, name="act"),
]
