"""Addresses of the view switch; the style guide only while developing and testing."""

from django.conf import settings
from django.urls import URLPattern, path

from mingchuang.base.design import styleguide, views

app_name = "design"

urlpatterns: list[URLPattern] = [
    path("view/current.css", views.current_sheet, name="current-sheet"),
    path("account/session/", views.session_left, name="session"),
    path("view/<slug:mode>", views.set_view, name="view"),
]

if settings.DEBUG or settings.TESTING:
    urlpatterns += [
        path("styleguide/", styleguide.index, name="styleguide"),
        path("styleguide/<slug:face>/", styleguide.face, name="styleguide-face"),
    ]
