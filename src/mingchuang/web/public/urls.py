"""Addresses of the public front."""

from django.urls import path

from mingchuang.web.public import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("site-map/", views.site_map, name="site-map"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-pages.xml", views.sitemap_pages, name="sitemap-pages"),
    path("sitemap-<int:year>.xml", views.sitemap_year, name="sitemap-year"),
]
