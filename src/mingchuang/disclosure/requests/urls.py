"""Addresses of the public pages of a request, under /disclosure/request/."""

from django.urls import path

from mingchuang.disclosure.requests import acknowledgement_views, apply_views, progress_views

app_name = "requests"

urlpatterns = [
    path("apply/", apply_views.apply, name="apply"),
    path("resume/", apply_views.resume, name="resume"),
    path("received/", acknowledgement_views.received, name="received"),
    path("received/receipt.txt", acknowledgement_views.acknowledgement_file, name="receipt-file"),
    path("progress/", progress_views.progress, name="progress"),
    path("progress/correct/", progress_views.correct, name="correct"),
    path("progress/letter/", progress_views.letter, name="letter"),
    path("progress/file/", progress_views.given, name="given"),
    path("progress/reasons/", progress_views.reasons, name="reasons"),
    path("progress/withdraw/", progress_views.withdraw, name="withdraw"),
]
