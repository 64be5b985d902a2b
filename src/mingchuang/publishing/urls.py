"""Public addresses of the publishing trunk; they never change."""

from django.urls import path

from mingchuang.publishing import public_views, search_views

app_name = "publishing"

urlpatterns = [
    path("list/", search_views.listing, name="list"),
    path("list/suggest/", search_views.suggest, name="suggest"),
    path("c/<slug:slug>/", public_views.column, name="column"),
    path("c/<slug:slug>/<int:number>/", public_views.column, name="column-archive"),
    path("feeds/<slug:form>.xml", public_views.site_feed, name="site-feed"),
    path("c/<slug:slug>/<slug:form>.xml", public_views.column_feed, name="column-feed"),
    path("list/feed/<slug:form>.xml", public_views.search_feed, name="search-feed"),
    path("info/<slug:slug>/", public_views.item, name="item"),
    path("info/<path:written>", public_views.item_variant, name="item-variant"),
]
