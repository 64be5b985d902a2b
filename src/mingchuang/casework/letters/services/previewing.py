"""Shows how wording or a draft will look, without keeping anything."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from mingchuang.base.identity.selectors import site_identity
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.letters.rendering import as_pdf
from mingchuang.rules.letters.content import LetterContent
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.letters.placeholders import EXAMPLES, Placeholder
from mingchuang.rules.letters.wording import fill, problems
from mingchuang.rules.refusals import Refused, refuse_if
from mingchuang.rules.requests.remedies import Remedy


def preview(kind: LetterKind, paragraphs: Sequence[str], *, today: date) -> bytes:
    """A sample letter as PDF with made-up values. Raises `Refused` with every problem of the wording."""
    refuse_if(problems(kind, paragraphs))
    rule, site = LETTERS[kind], site_identity()
    own: dict[str, str] = {
        Placeholder.BASIS: rule.basis,
        Placeholder.OFFICE: site.office_name,
        Placeholder.PHONE: site.phone,
    }
    values: dict[str, str] = {**EXAMPLES, **{name: value for name, value in own.items() if value}}
    without_remedy = rule.remedy is Remedy.NONE
    content = LetterContent(
        kind=kind,
        title=rule.title,
        number=f"{site.document_code}{rule.series.value}〔{today.year}〕×号",
        addressee=_("申请人"),
        paragraphs=fill(paragraphs, values),
        basis=rule.basis,
        remedy=() if without_remedy else (_("（此处按规则写明救济途径）"),),
        annexes=(),
        issuer=site.office_name or EXAMPLES[Placeholder.OFFICE],
        dated=today,
    )
    return as_pdf(content, draft=True)


def preview_letter(letter: Letter) -> bytes:
    """A draft as PDF, marked as one. Raises `Refused` when it was erased. The caller has checked the case."""
    content = selectors.content_of(letter)
    if content is None:
        raise Refused.because("letter_erased", _("这份文书的内容已经清除"))
    return as_pdf(content, draft=True)
