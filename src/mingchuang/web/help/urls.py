"""Addresses of the help, under /desk/help/."""

from django.urls import path

from mingchuang.web.help import views

app_name = "help"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.topic, name="topic"),
]
