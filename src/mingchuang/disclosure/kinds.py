"""The chapter's kinds of content: guide, systems, annual report; and what it asks of every text."""

import re
from typing import Any

from mingchuang.disclosure.models import StatutoryItemSetting
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Content, Item, PublicListing
from mingchuang.publishing.statutory import label
from mingchuang.rules.disclosure import GUIDE_FIELDS, guide_reasons
from mingchuang.rules.refusals import Reason

GUIDE, SYSTEM, ANNUAL_REPORT = "guide", "system", "annual_report"
FIRST_REPORT_YEAR = 2008
_LONG = {"classification", "arrangement", "ways_to_obtain"}
_YEAR = re.compile(r"20[0-9]{2}")


def guide_field_reasons(extra: dict[str, Any]) -> list[Reason]:
    """Placeholders, and fields with invisible characters only; the kind itself tells of empty ones."""
    values = {field.key: str(extra.get(field.key, "")) for field in GUIDE_FIELDS}
    return [
        Reason(reason.code, reason.message, f"extra_{reason.field}")
        for reason in guide_reasons(values)
        if values[reason.field].strip()
    ]


def report_reasons(extra: dict[str, Any]) -> list[Reason]:
    """The year of an annual report is a year since the Regulation has asked for one."""
    year = str(extra.get("year", "")).strip()
    if year and not (_YEAR.fullmatch(year) and int(year) >= FIRST_REPORT_YEAR):
        return [Reason("report_year_form", "年度应为四位年份，例如 2025", "extra_year")]
    return []


def one_report_a_year(item: Item, content: Content) -> list[Reason]:
    """There is one annual report for a year; a change of it is a correction of that one."""
    year = str(content.extra.get("year", "")).strip()
    if item.kind != ANNUAL_REPORT or not year:
        return []
    others = PublicListing.objects.filter(kind=ANNUAL_REPORT, version__extra__year=year)
    if not others.exclude(item_id=item.pk).exists():
        return []
    message = f"{year}年度的年报已经公开，需要修改请在原件上发起更正"
    return [Reason("report_twice", message, "extra_year")]


def statutory_item_applies(item: Item, content: Content) -> list[Reason]:
    """Nothing is published under an item the office has called not applicable."""
    code = content.statutory_item
    if not code or not StatutoryItemSetting.objects.filter(code=code, applicable=False).exists():
        return []
    message = f"{label(code)}已登记为“不适用”，请另选事项，或先改为适用"
    return [Reason("statutory_not_applicable", message, "statutory_item")]


def register() -> None:
    """Called once when the application is ready."""
    kinds.register(
        kinds.ContentKind(
            GUIDE,
            "政府信息公开指南",
            extra_fields=tuple(
                kinds.ExtraField(field.key, field.label, required=True, multiline=field.key in _LONG)
                for field in GUIDE_FIELDS
            ),
            extra_reasons=guide_field_reasons,
        )
    )
    kinds.register(kinds.ContentKind(SYSTEM, "政府信息公开制度"))
    kinds.register(
        kinds.ContentKind(
            ANNUAL_REPORT,
            "政府信息公开年报",
            extra_fields=(
                kinds.ExtraField(
                    "year", "年度", hint="报告所写的年份，例如 2025", required=True, max_length=4
                ),
            ),
            extra_reasons=report_reasons,
        )
    )
    kinds.register_rule(one_report_a_year)
    kinds.register_rule(statutory_item_applies)
