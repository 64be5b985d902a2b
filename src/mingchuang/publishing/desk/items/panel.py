"""What stands beside the text while it is written: what is missing still, and what the checks found."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.design.problems import Problem, collect
from mingchuang.publishing import checks
from mingchuang.publishing.authorship import may_write
from mingchuang.publishing.desk.items.forms import ContentForm
from mingchuang.publishing.models import Draft
from mingchuang.publishing.services import submission
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import RULE_CATALOGUE, Severity

HELP = "/desk/help/findings/"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the desk shows it."""

    found: checks.Located
    name: str
    place: str
    blocks: bool
    may_keep: bool
    help_url: str
    target: str


def rule_name(rule: str) -> str:
    """The Chinese name of a check."""
    check = RULE_CATALOGUE.get(rule)
    return check.name if check else rule


def finding_rows(user: User, draft: Draft, found: list[checks.Located]) -> list[FindingRow]:
    """Findings in reading order, each with what this person may do about it."""
    division = draft.edition.item.division
    writes = may_write(user, draft.edition) and not draft.locked
    releases = may(user, Permission.RELEASE_ITEM, division)
    edit = reverse("publishing_items:edit", args=[draft.edition.desk_uid])
    rows: list[FindingRow] = []
    for item in found:
        blocks = item.severity == Severity.BLOCK
        place = item.where
        if item.line:
            place = _("%(where)s第%(line)s段第%(column)s字") % {
                "where": item.where,
                "line": item.line,
                "column": item.column,
            }
        rows.append(
            FindingRow(
                found=item,
                name=rule_name(item.rule),
                place=place,
                blocks=blocks,
                may_keep=writes and (releases or not blocks),
                help_url=f"{HELP}#{item.rule}",
                target=f"{edit}#{'attachments' if item.field == 'attachments' else f'id_{item.field}'}",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Panel:
    """The state of a draft on its way to the gates."""

    missing: list[Problem]
    open: list[FindingRow]
    accepted: list[FindingRow]

    @property
    def ready(self) -> bool:
        """Whether nothing keeps the draft from being submitted."""
        return not self.missing and not self.open


def panel_of(user: User, draft: Draft, form: ContentForm, today: date) -> Panel:
    """Everything that is missing, linked to its field, and every finding with its decision."""
    missing = submission.missing_reasons(draft, today)
    rows = finding_rows(user, draft, checks.findings_for(draft, today))
    return Panel(
        missing=list(collect([form], missing)) if not form.is_bound else _targets(form, missing),
        open=[row for row in rows if not row.found.accepted_reason],
        accepted=[row for row in rows if row.found.accepted_reason],
    )


def _targets(form: ContentForm, reasons: Any) -> list[Problem]:
    """The reasons without the form's own mistakes, which stand in the summary above."""
    return list(collect([form], reasons))[-len(reasons) :] if reasons else []
