"""Addresses of the term base, under /desk/terms/."""

from django.urls import path

from mingchuang.publishing.desk.terms import views

app_name = "publishing_terms"

urlpatterns = [
    path("", views.term_list, name="list"),
    path("export/", views.export, name="export"),
    path("import/", views.import_page, name="import"),
    path("new/", views.term_edit, name="new"),
    path("<int:entry_id>/", views.term_edit, name="term"),
    path("<int:entry_id>/retire/", views.term_retire, name="retire"),
]
