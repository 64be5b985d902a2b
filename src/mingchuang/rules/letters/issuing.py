"""Whether a letter may leave the house: nothing empty that the law wants, and the right remedy, only that.

The remedy is read as a reader would read it, not taken on trust from whoever drafted the letter: telling an
applicant of the wrong way to a court is the costliest mistake a reply can hold.
"""

import re

from mingchuang.rules.letters import ways_to_court
from mingchuang.rules.letters.content import LetterContent
from mingchuang.rules.letters.kinds import LETTERS
from mingchuang.rules.letters.ways_to_court import squeezed
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.source import Rule, Source, Tag

RULES = (
    Rule(
        "letters.review_first",
        "依条例第十四条、第十五条、第十六条不予公开的，应当先申请行政复议，不服复议决定的再起诉；不得写“或者6个月内起诉”，也不得写可以直接起诉",
        Source("行政复议法", "第二十三条", Tag.PRIMARY),
    ),
    Rule(
        "letters.remedy_told",
        "没有告知申请行政复议的权利、行政复议机关和申请期限的，申请期限自知道之日起计算，最长1年；所以逐一写明",
        Source("行政复议法", "第二十条", Tag.PRIMARY),
    ),
    Rule(
        "letters.complete",
        "依据、理由或者应有的救济途径为空的文书不得印发",
        Source("政府信息公开规格", "6 文书", Tag.CONVENTION),
    ),
)

_SIX_MONTHS = re.compile(r"(?<![\d十])(?:6|六)个月")
_SIXTY_DAYS = re.compile(r"(?:60|六十)(?:个?自然)?日")
_FIFTEEN_DAYS = re.compile(r"(?:15|十五)(?:个?自然)?日")
_REVIEW = re.compile(r"复议")
_SUIT = re.compile(r"诉讼|起诉|法院")
_FIRST = re.compile(r"先[^。；]*复议|复议前置")
_PAY = re.compile(r"缴")


def refusals(content: LetterContent) -> list[Reason]:
    """Every reason why the letter may not be issued; its number is not looked at."""
    rule = LETTERS[content.kind]
    body = squeezed("".join(content.paragraphs))
    found = _empty(content)
    if content.basis.strip() and squeezed(content.basis) not in body:
        found.append(Reason("letter_basis_unsaid", "正文没有写明依据，请在正文中写出法律条款", "basis"))
    if rule.states_reason:
        if not content.reason.strip():
            found.append(Reason("letter_reason_missing", "没有写明理由，请说明理由后再印发", "reason"))
        elif any(squeezed(line) not in body for line in content.reason.splitlines() if line.strip()):
            found.append(Reason("letter_reason_unsaid", "正文没有写出理由，请在正文中写明", "reason"))
    return found + _remedy(content)


def _empty(content: LetterContent) -> list[Reason]:
    needed = (
        ("title", content.title, "标题"),
        ("addressee", content.addressee, "主送"),
        ("paragraphs", "".join(content.paragraphs), "正文"),
        ("basis", content.basis, "法律依据"),
        ("issuer", content.issuer, "发文机关"),
    )
    return [
        Reason(f"letter_{name}_missing", f"{label}是空的，请填写后再印发", name)
        for name, value, label in needed
        if not value.strip()
    ]


def _remedy(content: LetterContent) -> list[Reason]:
    block = LETTERS[content.kind].remedy
    remedy = squeezed("".join(content.remedy))
    if block is Remedy.NONE:
        if remedy:
            return [_wrong("程序性文书不单独告知复议、诉讼，请删去救济途径")]
        return []
    if not remedy:
        return [Reason("letter_remedy_missing", "没有写明救济途径，请补上后再印发", "remedy")]
    if block is Remedy.FEE:
        return [] if _PAY.search(remedy) else [_wrong("收费通知书应写明怎样缴纳和逾期后果")]
    if block is Remedy.REVIEW_FIRST:
        return _review_first(content, remedy)
    return _choice(remedy)


def _review_first(content: LetterContent, remedy: str) -> list[Reason]:
    found = []
    if not (_FIRST.search(remedy) and _SIXTY_DAYS.search(remedy)):
        found.append(_wrong("依条例第十四条至第十六条不予公开的，应写明先在60日内申请行政复议"))
    if not (_SUIT.search(remedy) and _FIFTEEN_DAYS.search(remedy)):
        found.append(_wrong("应写明不服复议决定的，在收到决定书之日起15日内起诉"))
    elsewhere = [*content.paragraphs, content.basis, content.note, *content.annexes]
    if ways_to_court.says_six_months(remedy) or any(map(ways_to_court.sue_within_six_months, elsewhere)):
        message = "这类答复应当先申请行政复议，不得写“6个月内起诉”（半年、180日等也不行），请删去"
        found.append(Reason("letter_six_months", message, "remedy"))
    if any(map(ways_to_court.sue_at_once, [*content.remedy, *elsewhere])):
        message = "这类答复应当先申请行政复议，不得写可以直接起诉，请删去"
        found.append(Reason("letter_direct_suit", message, "remedy"))
    return found


def _choice(remedy: str) -> list[Reason]:
    found = []
    if _FIRST.search(remedy):
        found.append(_wrong("这类答复可以直接起诉，不得写成先申请行政复议"))
    if not (_REVIEW.search(remedy) and _SIXTY_DAYS.search(remedy)):
        found.append(_wrong("应写明可以在60日内申请行政复议"))
    if not (_SUIT.search(remedy) and _SIX_MONTHS.search(remedy)):
        found.append(_wrong("应写明可以在6个月内提起行政诉讼"))
    return found


def _wrong(message: str) -> Reason:
    return Reason("letter_remedy_wrong", f"救济途径与文书种类不符：{message}", "remedy")
