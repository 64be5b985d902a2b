"""The catalogue described for other catalogues: DCAT as JSON-LD, with every file that can be copied."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, LANGUAGES, in_language
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.pages import Context, Page, Params
from mingchuang.publishing.selectors import blocks
from mingchuang.web.api.reading import absolute
from mingchuang.web.open_data import files
from mingchuang.web.open_data.page import terms_of_use

TYPE = "application/ld+json; charset=utf-8"
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
_EU = "http://publications.europa.eu/resource/authority"
_LANGUAGE = {"zh-hans": "ZHO", "en": "ENG", "ja": "JPN", "ko": "KOR"}
_IANA = "https://www.iana.org/assignments/media-types"

_DESCRIPTION = _("本机关已公开信息的目录，可整批取用。")
_DATASET = _("已公开信息目录")
_INTERFACE = _("数据接口")

Thing = dict[str, Any]


def _at(address: str) -> Thing:
    return {"@id": address}


def _in_each(text: Promise) -> list[Thing]:
    """A text of the interface in every language."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found.append({"@value": str(text), "@language": HTML_LANGUAGE[code]})
    return found


def _path() -> str:
    return reverse("web_machines:open-data-catalog")


def _home() -> str:
    return in_language(reverse("web:open-data"), CHINESE)


def context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """One data set for each language in which something is public; it names its files, not what they hold."""
    site = site_identity()
    publisher = {
        "@type": "foaf:Agent",
        "@id": f"{settings.PUBLIC_URL}/#office",
        "foaf:name": site.office_name,
    }
    held = {code: blocks.sizes(code) for code in LANGUAGES}
    catalog = {
        "@context": _PREFIXES,
        "@type": "dcat:Catalog",
        "@id": absolute(_path()),
        "dct:title": {"@value": site.site_name(CHINESE) or site.office_name, "@language": "zh-CN"},
        "dct:description": _in_each(_DESCRIPTION),
        "dct:publisher": publisher,
        "dct:language": [_at(f"{_EU}/language/{_LANGUAGE[code]}") for code, found in held.items() if found],
        "foaf:homepage": _at(absolute(_home())),
        "dct:rights": {"@value": terms_of_use(site), "@language": "zh-CN"},
        "dcat:dataset": [_dataset(code, found) for code, found in held.items() if found],
        "dcat:service": _service(),
    }
    return {"text": json.dumps(catalog, ensure_ascii=False) + "\n"}


def _dataset(language: str, held: Iterable[tuple[int, int]]) -> Thing:
    own = in_language(reverse("web:open-data"), language)
    return {
        "@type": "dcat:Dataset",
        "@id": f"{absolute(own)}#data",
        "dct:title": _in_each(_DATASET),
        "dct:publisher": _at(f"{settings.PUBLIC_URL}/#office"),
        "dct:language": _at(f"{_EU}/language/{_LANGUAGE[language]}"),
        "dct:accrualPeriodicity": _at(f"{_EU}/frequency/UPDATE_CONT"),
        "dcat:landingPage": _at(absolute(own)),
        "dcat:distribution": list(_distributions(language, [number for number, _size in held])),
    }


def _distributions(language: str, held: Sequence[int]) -> Iterator[Thing]:
    media = {form: _at(f"{_IANA}/{kind.partition(';')[0]}") for form, kind in files.MEDIA_TYPES.items()}
    paths = {form: files.addresses(language, form) for form in files.MEDIA_TYPES}
    for number in held:
        for form, path in paths.items():
            address = absolute(path(number))
            yield {
                "@type": "dcat:Distribution",
                "@id": address,
                "dcat:downloadURL": _at(address),
                "dcat:mediaType": media[form],
            }


def _service() -> Thing:
    return {
        "@type": "dcat:DataService",
        "@id": absolute("/api/v1/"),
        "dct:title": _in_each(_INTERFACE),
        "dcat:endpointURL": _at(absolute("/api/v1/")),
        "dcat:endpointDescription": _at(absolute(reverse("api:openapi-json"))),
    }


def _once(language: str) -> Iterable[Params]:
    return ({},) if language == CHINESE else ()


def _affected(change: Change, language: str) -> Iterable[Params]:
    """A text may begin or end a file in any language; the shell names the office."""
    return ({},) if language == CHINESE and (change.of_text or change.act is Act.SHELL) else ()


PAGE = Page("open_data_catalog", "web/plain.txt", context, lambda _params: _path(), _once, _affected, TYPE)
