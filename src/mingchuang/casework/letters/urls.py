"""Addresses of letters and their wording, under /desk/cases/letters/."""

from django.urls import path

from mingchuang.casework.letters import number_views, views, wording_views

app_name = "letters"

urlpatterns = [
    path("numbers/", number_views.numbers, name="numbers"),
    path("numbers/export/", number_views.export, name="numbers_export"),
    path("wording/", wording_views.wording_list, name="wording_list"),
    path("wording/<slug:kind>/", wording_views.wording, name="wording"),
    path("wording/<slug:kind>/preview/", wording_views.preview, name="wording_preview"),
    path("wording/<slug:kind>/<int:version>/", wording_views.version, name="wording_version"),
    path("<uuid:uid>/", views.letter_page, name="letter"),
    path("<uuid:uid>/preview/", views.preview, name="preview"),
    path("<uuid:uid>/file/<slug:name>/", views.file, name="file"),
    path("<uuid:uid>/proof/<int:delivery_id>/", views.proof, name="proof"),
    path("<uuid:uid>/do/<slug:act>/", views.act, name="act"),
]
