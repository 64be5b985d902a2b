"""Addresses of the page of search indexes, below /desk/."""

from django.urls import path

from mingchuang.base.search import views

urlpatterns = [
    path("search-index/", views.indexes, name="search_index"),
]
