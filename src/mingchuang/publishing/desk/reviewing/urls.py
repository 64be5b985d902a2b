"""Addresses under /desk/reviews/."""

from django.urls import path, register_converter

from mingchuang.publishing.desk.reviewing import views
from mingchuang.rules.gates import Gate


class GateConverter:
    """The code of a gate in an address; anything else is not found."""

    regex = "|".join(gate.value for gate in Gate)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(GateConverter, "gate")

app_name = "publishing_reviewing"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<uuid:uid>/", views.version_page, name="version"),
    path("<uuid:uid>/sign/<gate:gate>/", views.sign, name="sign"),
    path("<uuid:uid>/files/<uuid:file_uid>/", views.file, name="file"),
    path("<uuid:uid>/findings/<int:finding_id>/", views.accept_finding, name="accept_finding"),
]
