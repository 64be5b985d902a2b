"""Every rule with its source, collected from the modules of `rules` and set as one page.

The page is written from the same objects the program runs on, so it cannot say something else than the
program does; a check fails when the file in `docs` is not what would be written now.
"""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Mapping

import mingchuang.rules
from mingchuang.rules.source import Rule, Tag

TAG_LABELS: dict[Tag, str] = {
    Tag.PRIMARY: "原文",
    Tag.SECONDARY: "间接",
    Tag.DERIVED: "推导",
    Tag.CONVENTION: "约定",
    Tag.UNVERIFIED: "待核实",
}

_TAG_MEANINGS: dict[Tag, str] = {
    Tag.PRIMARY: "读过规范原文的相应部分",
    Tag.SECONDARY: "见于其他机关的规定、检查通报、评述或公开实现，未读原文；本机关可调整",
    Tag.DERIVED: "由读过的条文推导得出",
    Tag.CONVENTION: "法律未作规定，由本系统约定；本机关可调整",
    Tag.UNVERIFIED: "未见原文，不得作为法律依据向公众显示",
}

_HEAD = """# 法律依据

本页由 `mingchuang law-basis` 从 `src/mingchuang/rules` 的各模块生成，请勿手工修改；改了规则以后重新生成。
文件名中的“规格”指本项目的业务规格说明。
"""


class ConflictingRules(Exception):
    """Two different rules under one id."""


def rules_of_modules() -> dict[str, tuple[Rule, ...]]:
    """The rules of each part of `rules` that lists any, by the part's name, in a stable order.

    A package and its modules are one part; a rule listed in both stands once.
    """
    found: dict[str, list[Rule]] = {}
    prefix = mingchuang.rules.__name__ + "."
    for info in pkgutil.walk_packages(mingchuang.rules.__path__, prefix):
        module = importlib.import_module(info.name)
        part = info.name.removeprefix(prefix).split(".")[0]
        found.setdefault(part, []).extend(getattr(module, "RULES", ()))
    return {part: tuple(dict.fromkeys(rules)) for part, rules in sorted(found.items()) if rules}


def collect(parts: Mapping[str, Iterable[Rule]]) -> tuple[Rule, ...]:
    """All rules, each once. Raises `ConflictingRules` when one id stands for two rules."""
    by_id: dict[str, Rule] = {}
    for rules in parts.values():
        for rule in rules:
            if by_id.setdefault(rule.id, rule) != rule:
                raise ConflictingRules(f"编号{rule.id}用在了两条不同的规则上，请给其中一条换一个编号")
    return tuple(by_id.values())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _documents(rules: Iterable[Rule]) -> str:
    counted: dict[str, Counter[Tag]] = {}
    for rule in rules:
        counted.setdefault(rule.source.document, Counter())[rule.source.tag] += 1
    rows = (
        (document, "、".join(f"{TAG_LABELS[tag]}{tags[tag]}" for tag in Tag if tags[tag]))
        for document, tags in sorted(counted.items())
    )
    return _table(("文件", "规则条数"), rows)


def render(parts: Mapping[str, Iterable[Rule]]) -> str:
    """The page as Markdown. Raises `ConflictingRules`."""
    listed = {part: tuple(rules) for part, rules in parts.items()}
    rules = collect(listed)
    tags = Counter(rule.source.tag for rule in rules)
    sections = [
        _HEAD,
        f"共{len(rules)}条规则。\n",
        _table(("标记", "含义", "条数"), ((TAG_LABELS[t], _TAG_MEANINGS[t], str(tags[t])) for t in Tag)),
        "## 依据的文件\n",
        _documents(rules),
    ]
    for part, of_part in listed.items():
        rows = (
            (f"`{r.id}`", r.says, r.source.document, r.source.article, TAG_LABELS[r.source.tag])
            for r in of_part
        )
        sections += [f"## rules/{part}\n", _table(("编号", "规则", "文件", "条款", "标记"), rows)]
    return "\n".join(sections)
