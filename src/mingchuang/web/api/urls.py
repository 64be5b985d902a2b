"""Addresses of the interface. The version stands in them: a change that breaks readers gets a new one."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from mingchuang.web.api import problems
from mingchuang.web.api.answers import machine_view
from mingchuang.web.api.endpoints import api

app_name = "api"


def _nothing(request: HttpRequest, **parts: object) -> HttpResponse:
    return problems.answer(
        "not-found", "接口没有这个地址，见 openapi.json。 / No such address, see openapi.json."
    )


urlpatterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
for _pattern in urlpatterns:
    _pattern.callback = machine_view(_nothing if _pattern.name == "api-root" else _pattern.callback)
urlpatterns.append(path("<path:rest>", machine_view(_nothing), name="nothing"))
