"""Addresses of the audit trail, under /desk/."""

from django.urls import path

from mingchuang.base.audit import views

app_name = "audit"

urlpatterns = [
    path("audit/", views.trail, name="trail"),
    path("audit/export/", views.export, name="export"),
]
