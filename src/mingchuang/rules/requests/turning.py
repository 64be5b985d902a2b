"""When a reply may become active disclosure, and when several requests suggest it (Art. 44)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.decisions import RULES_OF, Decision
from mingchuang.rules.requests.states import RequestState
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation

LEAST_APPLICANTS = 3
"""Different applicants from whom on publishing is suggested; an office may choose another number."""

ALIKE = 0.6
"""From this cosine on two requests are taken to ask for the same without anybody having linked them."""

RULES = (
    Rule(
        "turning.active",
        "多个申请人就相同政府信息提出申请，且该信息可以公开的，可以纳入主动公开的范围",
        disclosure_regulation("第四十四条"),
    ),
    Rule(
        "turning.threshold",
        f"默认{LEAST_APPLICANTS}名不同申请人申请同类信息时提示，人数可以设置；同名的只计一人",
        Source("政府信息公开条例", "第四十四条（人数为约定）", Tag.CONVENTION),
    ),
    Rule(
        "turning.granted",
        "只有予以公开、部分公开的答复可以转为主动公开，部分公开的只转公开的部分",
        Source("政府信息公开条例", "第三十七条、第四十四条", Tag.DERIVED),
    ),
    Rule(
        "turning.statutory",
        "按内容中的用词建议归入哪一项法定主动公开内容，由办理人确定",
        Source("政府信息公开条例", "第二十条（建议方法为约定）", Tag.CONVENTION),
    ),
)

GRANTING = frozenset({Decision.GRANT, Decision.PARTIAL})
AGAINST = frozenset(code for code in Decision if code.startswith("deny")) | {Decision.GRANT_PUBLISHED}
"""Outcomes after which publishing is not suggested: it was refused, or it is public already."""


@dataclass(frozen=True, slots=True)
class Turning:
    """What is known of a request whose reply somebody wants to publish; `decisions` one for each item."""

    state: str
    decisions: Sequence[str]
    has_text: bool = True
    erased: bool = False
    dispute_open: bool = False
    has_draft: bool = False


TURNABLE = frozenset({RequestState.SERVED, RequestState.DISPUTED})
"""States in which the applicant has the reply, so that others may have it too."""


def refusals(turning: Turning) -> list[Reason]:
    """Every reason why the reply cannot become active disclosure."""
    reasons: list[Reason] = []
    if turning.state not in TURNABLE:
        reasons.append(Reason("not_served", "答复送达以后才能转为主动公开"))
    if turning.dispute_open:
        reasons.append(Reason("turning_disputed", "复议或者诉讼尚未办结，办结后再转为主动公开"))
    granted = [code for code in turning.decisions if code in GRANTING]
    if not granted:
        labels = "、".join(dict.fromkeys(_label(code) for code in turning.decisions)) or "尚未答复"
        message = f"只有予以公开、部分公开的答复可以转为主动公开，本件的答复是：{labels}"
        reasons.append(Reason("nothing_granted", message))
    elif not turning.has_text and not turning.erased:
        message = "公开的各项都没有写明所公开的信息，没有可以转为主动公开的文字"
        reasons.append(Reason("nothing_to_publish", message))
    if turning.erased:
        reasons.append(Reason("turning_erased", "申请的文字已按期删除，不能再转为主动公开"))
    if turning.has_draft:
        message = "本件已经转过主动公开，稿件还在；原稿件废弃以后才能再转"
        reasons.append(Reason("turned_before", message))
    return reasons


def _label(code: str) -> str:
    return RULES_OF[Decision(code)].label if code in set(Decision) else "尚未答复"


def suggests(applicants: int, decisions: Iterable[str], *, turned: bool, least: int) -> bool:
    """Whether so many different applicants for the same information suggest publishing it.

    Not where any of them was refused it, where it is public already, or where somebody has begun.
    """
    return applicants >= least and not turned and not set(decisions) & AGAINST


_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("20-7", ("预算", "决算", "三公经费")),
    ("20-9", ("采购", "招标", "中标")),
    ("20-12", ("应急", "突发", "预警")),
    ("20-14", ("招考", "招录", "录用", "公务员")),
    ("20-8", ("收费", "费用标准")),
    ("20-3", ("规划", "年度计划", "工作要点")),
    ("20-2", ("机构设置", "内设机构", "职能", "负责人分工")),
    ("20-5", ("许可", "办事指南", "办理条件", "办理程序", "邀请函", "出国（境）")),
    ("20-1", ("规范性文件", "办法", "规程", "规定")),
)


MOST_KEYWORDS, LONGEST_KEYWORD = 3, 20


def proposed_item(text: str) -> str:
    """The code of the statutory item the words of a text point to; the most words win, 20-15 for none."""
    counted = [(sum(text.count(word) for word in words), code) for code, words in _WORDS]
    most = max(count for count, _code in counted)
    return next(code for count, code in counted if count == most) if most else "20-15"


def proposed_keywords(title: str, text: str) -> list[str]:
    """Words to find the text by: those that pointed to its item; where there are none, its title."""
    found = [word for _code, words in _WORDS for word in words if word in title or word in text]
    return found[:MOST_KEYWORDS] or [title[:LONGEST_KEYWORD]]
