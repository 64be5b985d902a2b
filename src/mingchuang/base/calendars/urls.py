"""Addresses of the work calendar, under /desk/admin/."""

from django.urls import path

from mingchuang.base.calendars import views

app_name = "calendars"

urlpatterns = [
    path("calendars/", views.years, name="years"),
    path("calendars/change/", views.change, name="change"),
    path("calendars/apply/", views.apply, name="apply"),
    path("calendars/<int:number>/", views.year, name="year"),
    path("calendars/<int:number>/file/", views.year_file, name="file"),
]
