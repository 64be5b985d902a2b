"""Addresses of 我为网站找错, under /report-error/."""

from django.urls import path

from mingchuang.casework.site_errors import views

app_name = "site_errors"

urlpatterns = [
    path("", views.report, name="report"),
    path("progress/", views.progress, name="progress"),
    path("received/", views.received, name="received"),
    path("received/receipt.txt", views.receipt_file, name="receipt-file"),
]
