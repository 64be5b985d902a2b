"""Addresses of the annual report at the desk."""

from django.urls import path

from mingchuang.disclosure.annual_report import act_views, views

app_name = "annual_report"

urlpatterns = [
    path("", views.report_list, name="list"),
    path("import/", act_views.import_page, name="import"),
    path("<uuid:uid>/", views.report_page, name="report"),
    path("<uuid:uid>/cell/", act_views.cell_page, name="cell"),
    path("<uuid:uid>/chapters/", act_views.chapters_page, name="chapters"),
    path("<uuid:uid>/act/<slug:act>/", act_views.act, name="act"),
    path("<uuid:uid>/export/<slug:ending>/", views.export, name="export"),
]
