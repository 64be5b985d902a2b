"""What a paper request lacked is added when its correction comes: who asks, how to reach them, how to answer.

Only what is missing is taken. The personal data are sealed anew together; the old record is erased.
"""

from collections.abc import Mapping
from datetime import datetime

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import services as personal
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.disclosure.requests.services import application as applications
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import refuse_if

PERSON = ("name", "identity", "id_number", "contact_person", "phone", "email", "address")
ANSWERING = ("way", "route")


def missing(request: InformationRequest) -> frozenset[str]:
    """Names of what the request does not say. Tells no value."""
    held = personal.held_fields(request.applicant)
    return frozenset(
        [*(name for name in PERSON if name not in held), *(n for n in ANSWERING if not getattr(request, n))]
    )


def complete(
    request: InformationRequest, typed: Mapping[str, str], *, actor: User, now: datetime
) -> dict[str, str]:
    """Add what the request lacked; codes and ids for the event. Raises `Refused` (too long), `Forbidden`."""
    read = applications.read(typed)
    lacked = missing(request)
    new = {name: value for name in (*PERSON, *ANSWERING) if name in lacked and (value := getattr(read, name))}
    refuse_if([reason for reason in applications.length_refusals(read) if reason.field in new])
    told = {name: new.pop(name) for name in ANSWERING if name in new}
    if new:
        old = request.applicant
        data = {**personal.reveal(old, actor, Purpose.HANDLE, now=now), **new}
        request.applicant = personal.keep(old.kind, data, now=now)
        told["applicant"] = str(request.applicant.uid)
    if told:
        InformationRequest.objects.filter(pk=request.pk).update(
            applicant=request.applicant,
            is_foreign=request.is_foreign or ("identity" in new and read.is_foreign),
            **{name: told[name] for name in ANSWERING if name in told},
        )
    if new:
        personal.erase(old, actor, now=now)
    return told
