"""Erases what an application says about people, by hand or when its time is over."""

from datetime import datetime

from django.conf import settings

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import services as personal
from mingchuang.casework import selectors
from mingchuang.casework import services as trunk
from mingchuang.casework.letters.services import erase_letters
from mingchuang.casework.models import Case
from mingchuang.disclosure.record_corrections.models import RecordCorrection
from mingchuang.rules.record_corrections import KIND
from mingchuang.rules.requests.retention import last_closing


def erase_content(case: Case, actor: User | None, now: datetime) -> None:
    """Empty every text, person and paper; codes and days stay.

    Called by `casework.services.erase`, in its transaction.
    """
    row: RecordCorrection = case.record_correction
    texts = ("record", "problem", "evidence", "salt", "result", "agency", "agency_contact")
    RecordCorrection.objects.filter(case=case).update(**dict.fromkeys(texts, ""))
    personal.erase(row.applicant, actor, now=now)
    for paper in row.papers.select_related("file"):
        personal_files.erase_file(paper.file, actor, now=now)
    erase_letters(case, actor, now)


def erase_due(now: datetime) -> int:
    """Erase what was closed as long ago as requests for disclosure are kept; how many. Twice is no harm."""
    last = last_closing(local_day(now), years=settings.REQUEST_PERSONAL_DATA_YEARS)
    cases = list(selectors.to_erase(Case.objects.all(), KIND, last).order_by("pk"))
    for case in cases:
        trunk.erase(case, actor=None, now=now)
    return len(cases)
