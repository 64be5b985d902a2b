"""Addresses of the public front."""

from django.urls import path

from mingchuang.web.open_data import views as open_data
from mingchuang.web.public import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("site-map/", views.site_map, name="site-map"),
    path("open-data/", open_data.page, name="open-data"),
    path("open-data/api/", open_data.reference, name="open-data-reference"),
]
