"""Addresses of search under /desk/search/."""

from django.urls import path

from mingchuang.web.search import report_views, synonym_views, views

app_name = "desk_search"
urlpatterns = [
    path("", views.search_page, name="search"),
    path("report/", report_views.report, name="report"),
    path("report/export/", report_views.export, name="export"),
    path("synonyms/", synonym_views.synonym_list, name="synonyms"),
    path("synonyms/new/", synonym_views.synonym_edit, name="new_synonyms"),
    path("synonyms/<int:group_id>/", synonym_views.synonym_edit, name="synonym_group"),
    path("synonyms/<int:group_id>/use/", synonym_views.synonym_use, name="use_synonyms"),
]
