"""Addresses of the whole platform; each chapter brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mingchuang.base.design.urls")),
    path("account/", include("mingchuang.base.accounts.urls")),
]
