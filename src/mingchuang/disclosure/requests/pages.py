"""What the public pages of a request show: steps, boxes for files, answers to check, what travels along."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField, BoundField, ChoiceField, Field
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.shell import Crumb
from mingchuang.casework.public_pages import public_page
from mingchuang.disclosure.requests.forms import STEPS, UPLOADED, Step
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.disclosure.requests.services.uploading import Upload
from mingchuang.rules.disclosure import PLATFORM_BLOCKS, PLATFORM_NAME, PlatformBlock


def page(title: str, url: str, **more: Any) -> dict[str, Any]:
    """The context of a page that hangs under the explanation of how to ask."""
    above = (
        Crumb(_(PLATFORM_NAME), reverse("disclosure:front")),
        Crumb(_(PLATFORM_BLOCKS[PlatformBlock.REQUEST]), reverse("disclosure:request")),
    )
    return public_page(title, url, above=above, **more)


def steps(current: Step) -> list[dict[str, Any]]:
    """The steps with their state, for the bar above the form; the last is the check."""
    place = STEPS.index(current)
    marks = [
        {"label": step.label, "state": "done" if n < place else "current" if n == place else "todo"}
        for n, step in enumerate(STEPS)
    ]
    return [*marks, {"label": _("核对并提交"), "state": "todo"}]


def carried(typed: Mapping[str, str], *, leave_out: Collection[str] = ()) -> list[tuple[str, str, bool]]:
    """What was typed on other steps, for hidden fields: name, value, whether it has lines."""
    return [(name, value, name == "features") for name, value in typed.items() if name not in leave_out]


@dataclass(frozen=True, slots=True)
class Box:
    """One box for files with what was uploaded in it."""

    field: BoundField
    files: list[dict[str, Any]]


def boxes(form: HouseForm, uploads: Sequence[Upload]) -> list[Box]:
    """The boxes of the step with the files each of them holds."""
    return [
        Box(
            form[role],
            [
                {"name": upload.name, "size": upload.size, "remove_value": upload.uid}
                for upload in uploads
                if upload.role == role
            ],
        )
        for role in UPLOADED
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on the check page."""

    label: Any
    value: str
    step: Step


def answers(typed: Mapping[str, str], uploads: Sequence[Upload]) -> list[tuple[Step, list[Answer]]]:
    """Every answer by step, as it will be sent."""
    return [(step, _answers_of(step, typed, uploads)) for step in STEPS]


_ONLY_WHERE_GIVEN = frozenset(
    {"contact_person", "agent_name", PaperRole.AGENT_IDENTITY_PROOF, PaperRole.POWER_OF_ATTORNEY}
)
"""Answers most applicants have no reason to give; left out of the check while they are empty."""


def _answers_of(step: Step, typed: Mapping[str, str], uploads: Sequence[Upload]) -> list[Answer]:
    return [
        Answer(field.label, _shown(name, field, typed, uploads), step)
        for name, field in step.form.base_fields.items()
        if name not in _ONLY_WHERE_GIVEN or typed.get(name) or any(u.role == name for u in uploads)
    ]


def _shown(name: str, field: Field, typed: Mapping[str, str], uploads: Sequence[Upload]) -> str:
    """One answer in words."""
    value = typed.get(name, "")
    if name in UPLOADED:
        return "\n".join(upload.name for upload in uploads if upload.role == name)
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, "")) if value else ""  # type: ignore[arg-type]
    if isinstance(field, BooleanField):
        return _("是") if value else _("否")
    return value
