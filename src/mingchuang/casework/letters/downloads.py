"""The letters of a case as whoever it is about gets them from its progress page, whatever its kind."""

from uuid import UUID

from django.http import Http404, HttpResponseBase

from mingchuang.base.files.serving import serve_original
from mingchuang.casework.letters.selectors import letters_to_applicant
from mingchuang.casework.models import Case


def serve_letter(case: Case, uid: str) -> HttpResponseBase:
    """A letter to the applicant as it was issued, or its signed original where that was taken back.

    The caller has checked that the case is theirs. Raises Http404 for a letter that is not theirs to have.
    """
    found = letters_to_applicant(case).filter(uid__in=_uids(uid)).first()
    file = (found.signed or found.pdf) if found else None
    if file is None:
        raise Http404
    return serve_original(file)


def _uids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []
