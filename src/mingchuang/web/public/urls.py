"""Addresses of the public front."""

from django.urls import path

from mingchuang.web.public import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("site-map/", views.site_map, name="site-map"),
]
