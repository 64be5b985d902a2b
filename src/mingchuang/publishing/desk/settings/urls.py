"""Addresses of columns, gates and words under /desk/admin/."""

from django.urls import path

from mingchuang.publishing.desk.settings import views, word_views

app_name = "publishing_settings"
urlpatterns = [
    path("columns/", views.column_list, name="columns"),
    path("columns/new/", views.column_edit, name="new_column"),
    path("columns/<slug:slug>/", views.column_edit, name="column"),
    path("columns/<slug:slug>/close/", views.column_close, name="close_column"),
    path("columns/<slug:slug>/reopen/", views.column_reopen, name="reopen_column"),
    path("gates/", views.gate_list, name="gates"),
    path("gates/<slug:kind>/", views.gate_edit, name="gate"),
    path("words/", word_views.word_list, name="words"),
    path("words/new/", word_views.word_edit, name="new_word"),
    path("words/<int:entry_id>/", word_views.word_edit, name="word"),
    path("words/<int:entry_id>/retire/", word_views.word_retire, name="retire_word"),
]
