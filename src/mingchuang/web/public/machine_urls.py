"""Addresses that machines read, outside any language."""

from django.urls import path

from mingchuang.web.open_data import views as open_data
from mingchuang.web.public import views

app_name = "web_machines"

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-pages.xml", views.sitemap_pages, name="sitemap-pages"),
    path("open-data/catalog.jsonld", open_data.catalog, name="open-data-catalog"),
    path("open-data/catalogue-<slug:name>-<int:block>.<slug:form>", open_data.file, name="open-data-file"),
    path("sitemap-<slug:name>-<int:block>.xml", views.sitemap_block, name="sitemap-block"),
]
