"""Files that went with a reply, as attachments of the text the reply becomes: only those a clerk chose.

They were sealed because they may speak of people, and nobody covers anything in a file. So none is taken by
itself, one in which the people of the request stand is refused, and what is taken is stored like any upload:
its public copy is cleaned, and the checks and gates look into it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.files import services as files
from mingchuang.base.files.inspection import inspect
from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import GivenFile
from mingchuang.disclosure.requests.selectors import given_to
from mingchuang.publishing.checks import own_numbers
from mingchuang.publishing.models import Draft
from mingchuang.publishing.services.attachments import add_attachment
from mingchuang.rules.hiding import Covered, merged
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Reason, Refused

FIELD = "given"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file to be attached under that title, with its content; `found` are the people who stand in it."""

    title: str
    opened: personal_files.Opened
    found: tuple[Covered, ...]


def read(
    case: Case,
    chosen: Sequence[GivenFile],
    people: Sequence[PersonalRecord],
    *,
    actor: User,
    now: datetime,
) -> list[Chosen]:
    """Open the chosen files and look for the people of the request in them; each look is recorded.

    Raises `Forbidden`, `Refused` (one that the reply did not give, or that is erased).
    """
    known = {row.pk for row in given_to(case)}
    if any(row.pk not in known for row in chosen):
        raise Refused.because("file_not_given", _("所选文件没有随答复提供，请刷新页面"), FIELD)
    result = []
    for row in chosen:
        opened = personal_files.open_file(row.file, actor, Purpose.HANDLE, now=now)
        title, _covered = personal.hide_people(row.title, people, allowed=own_numbers())
        result.append(Chosen(title, opened, tuple(_people_in(opened, people))))
    return result


def _people_in(opened: personal_files.Opened, people: Sequence[PersonalRecord]) -> list[Covered]:
    looked = inspect(opened.data, opened.name)
    texts = [*(part.text for part in looked.text_parts), *looked.metadata.values()]
    return merged(personal.people_in(text, people) for text in texts)


def reasons_against(chosen: Iterable[Chosen]) -> list[Reason]:
    """Why a file may not be attached as it is: it names somebody of the request."""
    return [
        Reason(
            "file_names_people",
            _("“%(title)s”里有%(who)s，请不选这份文件，遮盖后在稿件里另行添加")
            % {
                "title": one.title,
                "who": "、".join(f"{row.label}（{row.shown}，{row.count}处）" for row in one.found),
            },
            FIELD,
        )
        for one in chosen
        if one.found
    ]


def attach(draft: Draft, chosen: Iterable[Chosen], *, actor: User, now: datetime) -> None:
    """Store the files like uploads, named by their titles, and hang them on the draft. Raises `Refused`."""
    for one in chosen:
        extension = BY_MEDIA_TYPE[one.opened.media_type].extensions[0]
        try:
            stored = files.store(
                ContentFile(one.opened.data, f"{one.title}{extension}"), actor=actor, now=now
            )
            add_attachment(actor, draft.pk, stored, one.title, now=now)
        except Refused as refused:
            raise Refused(
                [Reason(reason.code, f"{one.title}：{reason.message}", FIELD) for reason in refused.reasons]
            ) from refused
