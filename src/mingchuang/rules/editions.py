"""Editions in other languages: when one may start, go out and stay, and how far it is behind the Chinese.

No binding national rule on foreign-language editions was found, so most of what stands here is this
system's convention; the gates themselves are the same as those of a Chinese text (see `gates`).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from mingchuang.rules.gates import GATE_LABELS, Gate
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag

FOREIGN: tuple[str, ...] = ("en", "ja", "ko")
"""Languages an edition may be made in beside the Chinese one; Django's codes."""

LANGUAGE_LABELS: dict[str, str] = {"en": "英文", "ja": "日文", "ko": "韩文"}

SECOND_READER: frozenset[Gate] = frozenset({Gate.SECRECY, Gate.WORDING})
"""Gates that a translation always passes: two people beside the translator read it."""

_DESIGN = "政府信息公开平台规格"

RULES = (
    Rule(
        "editions.no_binding_rule",
        "外文版没有查到全国统一的强制规定；工作方案要求涉外健康等信息提供中、英、日、韩四种语言",
        Source(_DESIGN, "第11节（语言）", Tag.UNVERIFIED),
    ),
    Rule(
        "editions.chinese_governs",
        "外文版载明以中文版为准",
        Source(_DESIGN, "第11节（语言）", Tag.UNVERIFIED),
    ),
    Rule(
        "editions.gates_of_every_language",
        "外文版与中文版过同样的关，另加保密审查和文字关；审核人按语种指定，翻译不得审核自己的译文",
        Source(_DESIGN, "第11节（语言）", Tag.CONVENTION),
    ),
    Rule(
        "editions.only_beside_chinese",
        "只有中文版在公开时外文版才能公开；中文版撤下时各语种同时撤下",
        Source(_DESIGN, "第11节（语言）", Tag.CONVENTION),
    ),
    Rule(
        "editions.stale",
        "中文版发布新版本后，依据旧版本的译文标为落后，落后时长按自然小时计算",
        Source(_DESIGN, "第11节（语言）", Tag.CONVENTION),
    ),
)


class Standing(StrEnum):
    """Where the edition of an item in one language stands, as lists show it."""

    MISSING = "missing"  # nobody was asked for it
    WRITING = "writing"  # being translated, nothing public yet
    RETURNED = "returned"  # returned at a gate
    IN_REVIEW = "in_review"
    CLEARED = "cleared"  # passed every gate, waits for release
    PUBLIC = "public"  # public and based on what the Chinese page says
    STALE = "stale"  # public, but the Chinese text has changed since
    WITHDRAWING = "withdrawing"  # hidden, and not every host has confirmed it yet
    WITHDRAWN = "withdrawn"  # was public


STANDING_LABELS: dict[Standing, str] = {
    Standing.MISSING: "未安排",
    Standing.WRITING: "翻译中",
    Standing.RETURNED: "已退回",
    Standing.IN_REVIEW: "审核中",
    Standing.CLEARED: "待发布",
    Standing.PUBLIC: "已发布",
    Standing.STALE: "译文落后",
    Standing.WITHDRAWING: "正在撤下",
    Standing.WITHDRAWN: "已撤下",
}

_IN_FLOW: Mapping[str, Standing] = {
    "in_review": Standing.IN_REVIEW,
    "cleared": Standing.CLEARED,
    "scheduled": Standing.CLEARED,
}


def required_gates(gates: Collection[Gate]) -> frozenset[Gate]:
    """The gates a translation passes: those of its kind, and always a second reader for the language."""
    return frozenset(gates) | SECOND_READER


def start_refusals(
    *, language: str, item_state: str, has_source: bool, exists: bool, translator_named: bool
) -> list[Reason]:
    """Why an edition may not be started; empty when it may.

    `translator_named` says whether the chosen person is an active translator of that language.
    """
    reasons: list[Reason] = []
    if language not in FOREIGN:
        return [Reason("language_unknown", "外文版只有英文、日文、韩文三种", "language")]
    label = LANGUAGE_LABELS[language]
    if item_state in ("withdrawing", "withdrawn", "discarded"):
        reasons.append(Reason("item_state", "该信息已经撤下或者废弃，不能安排翻译"))
    if not has_source:
        reasons.append(Reason("source_missing", "中文版还没有送审过，没有可以翻译的定稿"))
    if exists:
        reasons.append(Reason("edition_exists", f"该信息已经有{label}版，请直接打开"))
    if not translator_named:
        reasons.append(Reason("translator_unfit", f"所选的人不是在岗的{label}翻译，请另选一位", "translator"))
    return reasons


def submit_refusals(
    *, has_source: bool, newest_source: bool, language: str, gates_without_reader: Collection[Gate]
) -> list[Reason]:
    """Why a translation may not be sent to the gates, beside what every text must carry.

    `gates_without_reader` are required gates that nobody named for the language could sign.
    """
    reasons: list[Reason] = []
    if not has_source:
        reasons.append(Reason("source_missing", "没有记录译自哪一版原文"))
    elif not newest_source:
        reasons.append(
            Reason(
                "source_outdated", "原文已有新版本，请对照新原文核对译文，再标记为已按新原文核对", "source"
            )
        )
    label = LANGUAGE_LABELS.get(language, language)
    reasons += [
        Reason(
            "reader_missing",
            f"还没有指定{label}的{GATE_LABELS[gate]}审核员，请系统管理员在“人员与角色”中按语种授予",
        )
        for gate in Gate
        if gate in gates_without_reader
    ]
    return reasons


def release_refusals(*, chinese_public: bool, source_was_public: bool) -> list[Reason]:
    """Why a translation that passed its gates may still not go out."""
    reasons: list[Reason] = []
    if not chinese_public:
        reasons.append(Reason("chinese_not_public", "中文版没有公开，外文版不能单独发布"))
    if not source_was_public:
        reasons.append(Reason("source_never_public", "译文依据的那一版中文没有发布过，请按已发布的中文核对"))
    return reasons


def is_stale(source_id: int | None, released_id: int | None) -> bool:
    """Whether a public translation of version `source_id` is behind the public Chinese version."""
    return released_id is not None and source_id != released_id


def hours_behind(
    source_released_at: datetime | None,
    edition_released_at: datetime | None,
    *,
    stale: bool,
    now: datetime,
) -> int | None:
    """Full calendar hours from the release of the Chinese text to that of its translation, or to now.

    None while the Chinese text is not public. A translation released with or before it is 0 hours behind.
    """
    if source_released_at is None:
        return None
    until = now if stale or edition_released_at is None else edition_released_at
    return max(0, int((until - source_released_at).total_seconds() // 3600))


def standing(
    *, exists: bool, public: bool, was_public: bool, stale: bool, latest: str, withdrawing: bool = False
) -> Standing:
    """How an edition is listed. `latest` is the state of its newest version, "" when there is none.

    `withdrawing`: taken out of public sight, and some host has not confirmed that it is gone there.
    """
    if not exists:
        return Standing.MISSING
    if public:
        return Standing.STALE if stale else Standing.PUBLIC
    if withdrawing:
        return Standing.WITHDRAWING
    if latest in _IN_FLOW:
        return _IN_FLOW[latest]
    if was_public:
        return Standing.WITHDRAWN
    return Standing.RETURNED if latest == "rejected" else Standing.WRITING
