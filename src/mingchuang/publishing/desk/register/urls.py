"""Addresses under /desk/register/."""

from django.urls import path

from mingchuang.publishing.desk.register import views

app_name = "publishing_register"
urlpatterns = [
    path("", views.register, name="list"),
    path("<uuid:uid>/", views.document, name="document"),
]
