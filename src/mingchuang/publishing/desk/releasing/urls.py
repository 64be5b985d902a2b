"""Addresses under /desk/releases/."""

from django.urls import path

from mingchuang.publishing.desk.releasing import views

app_name = "publishing_releasing"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("confirm/", views.confirm, name="confirm"),
    path("<uuid:uid>/schedule/", views.schedule, name="schedule"),
    path("<uuid:uid>/unschedule/", views.unschedule, name="unschedule"),
]
