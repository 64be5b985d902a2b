"""The papers of a request for its archive package: who asked for what, and how the reply came about."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework.letters.papers import letter_papers
from mingchuang.casework.models import Case
from mingchuang.casework.packages import Paper
from mingchuang.disclosure.requests import selectors
from mingchuang.disclosure.requests.models import GivenFile, InformationRequest
from mingchuang.disclosure.requests.services import linking
from mingchuang.publishing.models import Item
from mingchuang.rules.personal_data import Purpose

_encode = DjangoJSONEncoder(ensure_ascii=False, indent=1, sort_keys=True).encode
_SECRETS = frozenset({"receipt_digest"})


def papers(case: Case, reader: User, purpose: Purpose, now: datetime) -> Iterator[Paper]:
    """Everything of a request. What was erased is said to be erased; its content is gone."""
    request: InformationRequest = case.information_request

    def person(record: PersonalRecord | None) -> dict[str, Any] | None:
        if record is None:
            return None
        if record.erased_at is not None:
            return {"erased_at": record.erased_at}
        return dict(personal.reveal(record, reader, purpose, now=now))

    application = _row(request) | {
        "applicant": person(request.applicant),
        "agent": person(request.agent),
        "labels": selectors.labels_of(request),
    }
    yield _json("application", application)
    yield _json("items", [_row(item) for item in request.items.select_related("decided_by")])
    yield _json("searches", [_row(search) for search in request.searches.select_related("by")])
    yield _json("sign_offs", [_row(sign_off) for sign_off in request.sign_offs.select_related("by")])
    consultations = request.consultations.select_related("party")
    yield _json("consultations", [_row(row) | {"party": person(row.party)} for row in consultations])
    notice = getattr(request, "fee_notice", None)
    yield _json("fee_notice", _row(notice) if notice else None)
    yield _json("disputes", [_row(dispute) for dispute in request.disputes.all()])
    yield _json(
        "turned_active",
        [_row(row) | _text_of(row.item) for row in request.turned.select_related("item", "by")],
    )
    yield _json("linked_cases", _linked(case, reader))
    yield from _uploads(request, reader, purpose, now)
    yield from letter_papers(case)


def _text_of(item: Item) -> dict[str, Any]:
    """The published text a reply became, as it stands when the package is made."""
    return {"item": item.uid, "index_number": item.index_number, "state": item.state}


def _linked(case: Case, reader: User) -> list[dict[str, Any]]:
    """The requests a person linked with this one, earlier and later; never who asked in them."""
    sides = {"earlier": linking.linked_of(case, reader), "later": linking.later_of(case, reader)}
    return [
        {"which": which, "number": other.number, "uid": other.uid, "state": other.state}
        for which, others in sides.items()
        for other in others
    ]


def _uploads(request: InformationRequest, reader: User, purpose: Purpose, now: datetime) -> Iterator[Paper]:
    kept = list(request.papers.select_related("file", "added_by"))
    yield _json("uploads", [_row(paper) | {"erased_at": paper.file.erased_at} for paper in kept])
    given = list(GivenFile.objects.filter(item__request=request).select_related("file", "added_by"))
    yield _json("given_files", [_row(file) | {"erased_at": file.file.erased_at} for file in given])
    for role, file in [*((p.role, p.file) for p in kept), *(("given", g.file) for g in given)]:
        if file.erased_at is None:
            opened = personal_files.open_file(file, reader, purpose, now=now)
            yield Paper(f"{role}-{opened.name}", opened.data)


def _row(row: Model) -> dict[str, Any]:
    """The fields of a row; a person of the office by name."""
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.related_model is User:
            user = getattr(row, field.name)
            value = user.display_name if user else ""
        if field.name not in _SECRETS:
            found[field.name] = value
    return found


def _json(name: str, content: Any) -> Paper:
    return Paper(f"{name}.json", _encode(content).encode())
