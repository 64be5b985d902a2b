"""Addresses of the health page, below /desk/."""

from django.urls import path

from mingchuang.base.jobs import views

urlpatterns = [path("health/", views.health, name="jobs_health")]
