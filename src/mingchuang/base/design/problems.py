"""What stands in an error summary: every mistake of the forms and every reason of a refusal.

A service refuses with all reasons; `add_reasons` puts each where its field is, so that a page shows
a refusal exactly like a mistake in the form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.forms import BaseForm, BoundField

from mingchuang.rules.refusals import Reason


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the summary; `target` is the id of the control to go to, empty for none."""

    message: str
    target: str = ""
    remedy: str = ""


def target_of(field: BoundField) -> str:
    """The id an error links to: the control itself, or the group of a choice or date."""
    if field.use_fieldset or not field.id_for_label:
        return f"{field.auto_id}_field"
    return field.id_for_label


def _of_form(form: BaseForm) -> Iterable[Problem]:
    for message in form.non_field_errors():
        yield Problem(str(message))
    for field in form:
        for message in field.errors:
            yield Problem(str(message), "" if field.is_hidden else target_of(field))


def collect(forms: Iterable[BaseForm], reasons: Iterable[Reason]) -> Sequence[Problem]:
    """All problems in the order of the page: the forms' first, then the refusal's."""
    everything = list(forms)
    found = [problem for form in everything if form.is_bound for problem in _of_form(form)]
    for reason in reasons:
        form = next((f for f in everything if reason.field and reason.field in f.fields), None)
        target = target_of(form[reason.field]) if form else ""
        found.append(Problem(reason.message, target, reason.remedy))
    return found


def add_reasons(form: BaseForm, reasons: Iterable[Reason]) -> None:
    """Put each reason of a refusal at its field, or above the form when it has none."""
    for reason in reasons:
        form.add_error(reason.field if reason.field in form.fields else None, reason.message)
