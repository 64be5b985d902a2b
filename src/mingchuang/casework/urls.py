"""Addresses of the case desk, under /desk/cases/."""

from django.urls import path

from mingchuang.casework import case_views, package_views, statistics_views, views

app_name = "casework"

urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("export/", views.export, name="export"),
    path("statistics/", statistics_views.statistics, name="statistics"),
    path("statistics/export/", statistics_views.export, name="statistics_export"),
    path("<uuid:uid>/", case_views.case_page, name="case"),
    path("<uuid:uid>/contact/", case_views.contact, name="contact"),
    path("<uuid:uid>/package/", package_views.package, name="package"),
    path("<uuid:uid>/<slug:act>/", case_views.act, name="act"),
]
