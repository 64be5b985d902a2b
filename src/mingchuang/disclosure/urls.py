"""Addresses of the 政府信息公开 platform."""

from django.urls import path

from mingchuang.disclosure import views

app_name = "disclosure"

urlpatterns = [
    path("", views.page, {"key": "disclosure.front"}, name="front"),
    path("guide/", views.page, {"key": "disclosure.guide"}, name="guide"),
    path("systems/", views.page, {"key": "disclosure.systems"}, name="systems"),
    path("statutory/", views.page, {"key": "disclosure.statutory"}, name="statutory"),
    path("reports/", views.page, {"key": "disclosure.reports"}, name="reports"),
    path("request/", views.page, {"key": "disclosure.request"}, name="request"),
    path("request/form/", views.page, {"key": "disclosure.request_form"}, name="request-form"),
]
