"""Addresses of the public page of this kind, under /disclosure/record-correction/."""

from django.urls import path

from mingchuang.disclosure.record_corrections import views

app_name = "record_corrections"

urlpatterns = [
    path("progress/", views.progress, name="progress"),
    path("progress/letter/", views.letter, name="letter"),
]
