"""What a draft looked like when its form was opened: nobody writes over what they have not seen.

A mark is a digest of what is stored; a form carries it, and a form with another mark is refused once, with
what is stored now and who wrote it. A form without a mark is taken: commands and tests write blindly.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from mingchuang.base.design.overwriting import mark_of
from mingchuang.disclosure.requests.models import AskedItem
from mingchuang.rules.refusals import Reason

SHOWN = 500
"""Characters of the stored text that a refusal quotes."""


def mark_of_items(items: Iterable[AskedItem]) -> str:
    """The mark of what is asked, item by item, in order."""
    return mark_of([item.description for item in items])


def mark_of_answer(item: AskedItem) -> str:
    """The mark of one item with its drafted answer."""
    return mark_of([item.pk, item.description, item.decision, item.ground, item.reason, item.answer])


def items_changed(items: list[AskedItem], seen: str) -> list[Reason]:
    """Why a list of items may not be written yet."""
    if not seen or seen == mark_of_items(items):
        return []
    now = "；".join(item.description for item in items)[:SHOWN]
    message = _(
        "您打开本页以后，申请的内容已有改动，现在是“%(now)s”。"
        "您写的还在下面；核对以后再保存一次，以您写的为准"
    )
    return [Reason("items_changed", message % {"now": now}, "descriptions")]


def answer_changed(item: AskedItem, seen: str) -> list[Reason]:
    """Why an answer may not be written yet."""
    if not seen or seen == mark_of_answer(item):
        return []
    who = item.decided_by.display_name if item.decided_by else _("同事")
    texts = [item.reason, *(value for value in item.answer.values() if isinstance(value, str))]
    now = "；".join(text for text in texts if text)[:SHOWN] or _("没有文字")
    message = _(
        "您打开本页以后，%(who)s改过这一项，已保存的是“%(now)s”。"
        "您写的还在下面；核对以后再保存一次，以您写的为准"
    )
    return [Reason("answer_changed", message % {"who": who, "now": now}, "decision")]
