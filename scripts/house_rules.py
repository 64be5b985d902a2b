"""House rules that no linter knows: length of rooms, template text, raw SQL, clocks, secrets.

Each rule is a function that yields findings; `main` prints them and ends with exit code 1 when there is
any. Prints `FILE:LINE: what is wrong and what to do`.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE_LINES = 400
FUNCTION_LINES = 40

RAW_SQL_ROOMS = (
    "src/mingchuang/base/triggers/",
    "src/mingchuang/base/numbering/",
    "src/mingchuang/base/feed/",
    "src/mingchuang/base/jobs/",
    "src/mingchuang/base/search/",
    "src/mingchuang/cli/preparation.py",
    "src/mingchuang/cli/backup",
    "src/mingchuang/cli/health",
)
"""The only rooms that speak SQL: guards of the database, counters, leases, backups."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: where and what."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that must not match in files whose path starts so."""

    expression: str
    message: str
    under: tuple[str, ...]
    suffixes: tuple[str, ...]
    except_under: tuple[str, ...] = ()
    raw: bool = True
    """Whether comments and strings count too; False looks at Python code only."""


PY = (".py",)
HTML = (".html",)
ALL = (".py", ".html", ".js", ".css", ".sh", ".toml", ".md", ".json", ".yml", ".yaml", ".txt", ".cfg")
SRC = ("src/",)

PATTERNS = (
    Pattern(r"\bTemplate\(|\.from_string\(", "no template is made from text", SRC, PY),
    Pattern(r"(?<![\w.])(eval|exec)\(", "no eval, no exec", SRC, PY),
    Pattern(
        r"\.raw\(|RawSQL|\.extra\(|\.cursor\(|\.executescript\(",
        "SQL is written only in the rooms named in scripts/house_rules.py",
        SRC,
        PY,
        RAW_SQL_ROOMS,
    ),
    Pattern(
        r"date\.today\(|datetime\.now\(|timezone\.(now|localdate|localtime)\(\)",
        "today is an argument: only views, jobs and commands read the clock",
        SRC,
        PY,
    ),
    Pattern(r"csrf_exempt", "no view is exempt from the CSRF check", SRC, PY),
    Pattern(r"\bmark_safe\(|\bSafeString\(", "text is made safe by nh3 in one place", SRC, PY),
    Pattern(
        r"^\s*(import|from) (requests|httpx|urllib\.request|aiohttp)\b",
        "one function speaks to other hosts (base/outgoing)",
        SRC,
        PY,
        ("src/mingchuang/base/outgoing/",),
    ),
    Pattern(r"<[a-z][^>]*\sstyle=", "no inline style: use a class", SRC, HTML),
    Pattern(r"<style\b", "no style element: use a style sheet", SRC, HTML),
    Pattern(
        r"<script(?![^>]*(\bsrc=|application/ld\+json))[^>]*>", "no inline script: use a file", SRC, HTML
    ),
    Pattern(r"<[a-z][^>]*\son[a-z]+=", "no event attribute: use a script file", SRC, HTML),
    Pattern(r"javascript:", "no javascript: address", SRC, HTML),
    Pattern(r"""(?:src|href)=["'](?:https?:)?//(?!\{)[^"']*\.(?:js|css)""", "no CDN", SRC, HTML),
    Pattern(r"\{%\s*autoescape off|\|\s*safeseq", "auto-escape stays on", SRC, HTML),
    Pattern(r"\b(TODO|FIXME|XXX)\b", "no unfinished work", ("src/", "tests/", "scripts/"), ALL),
    Pattern(r"(^|\D)(非法|无效|操作失败|系统异常)", "say what happened and what to do", SRC, HTML),
    Pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----", "no private key in the repository", ("",), ALL),
    Pattern(
        r"\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bLTAI[0-9A-Za-z]{16,}\b", "no cloud key in the repository", ("",), ALL
    ),
    Pattern(
        r"\bgh[pousr]_[0-9A-Za-z]{30,}\b|\bsk-[0-9A-Za-z]{24,}\b", "no token in the repository", ("",), ALL
    ),
    Pattern(
        r"""(?i)(?:password|passwd|secret|api_?key|token)["']?\s*[:=]\s*["'](?=[^"']*\d)[^"'\s{}<>$%]{12,}["']""",
        "no password or key in the repository: make it on first start",
        ("src/", "scripts/", "docs/", "data/"),
        ALL,
    ),
    Pattern(r"\w+://(?!user:)[^/\s:@{}\"']+:[^/\s:@{}\"'*]{6,}@", "no password in an address", ("",), ALL),
)

CLOCKLESS = re.compile(r"/rules/|/(services|selectors|models|forms)(/|\.py)")
"""Rooms that are told what time it is."""


def tracked_files() -> list[str]:
    """Paths git knows or would add, relative to the root."""
    out = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted({path for path in out.stdout.splitlines() if (ROOT / path).is_file()})


def pattern_findings(path: str, text: str) -> Iterator[Finding]:
    """Every forbidden pattern in one file. `# house: allow` with a reason excuses a line."""
    if path == "scripts/house_rules.py" or path.startswith("tests/attacks/house_rules"):
        return
    for pattern in PATTERNS:
        if not path.startswith(pattern.under) or not path.endswith(pattern.suffixes):
            continue
        if pattern.except_under and path.startswith(pattern.except_under):
            continue
        if "today is an argument" in pattern.message and not CLOCKLESS.search(path):
            continue
        for match in re.finditer(pattern.expression, text, re.MULTILINE):
            line = text.count("\n", 0, match.start()) + 1
            if "house: allow" not in text.splitlines()[line - 1]:
                yield Finding(path, line, pattern.message)


def length_findings(path: str, text: str) -> Iterator[Finding]:
    """Rooms over 400 lines; functions with over 40 lines of body (arguments and docstring apart)."""
    if not path.endswith(PY) or "/migrations/" in path or not path.startswith(("src/", "tests/", "scripts/")):
        return
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield Finding(path, 1, f"{lines} lines: a file has at most {FILE_LINES}; split it by subject")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0
            if length > FUNCTION_LINES and path.startswith("src/"):
                message = f"{node.name} has {length} lines: a function has at most {FUNCTION_LINES}"
                yield Finding(path, node.lineno, message)


def name_findings(path: str, text: str) -> Iterator[Finding]:
    """No drawer for everything."""
    if re.search(r"(^|/)(utils|helpers|misc|common)\.py$", path) and path.startswith("src/"):
        yield Finding(path, 1, "name a module by what it is about")


def docstring_findings(path: str, text: str) -> Iterator[Finding]:
    """Each module of the product says why it exists."""
    if not path.startswith("src/") or not path.endswith(PY) or "/migrations/" in path or not text.strip():
        return
    if ast.get_docstring(ast.parse(text)) is None:
        yield Finding(path, 1, "the module has no docstring: say why it exists")


CHECKS: tuple[Callable[[str, str], Iterator[Finding]], ...] = (
    pattern_findings,
    length_findings,
    name_findings,
    docstring_findings,
)


def findings_in(path: str, text: str) -> list[Finding]:
    """Everything wrong with one file."""
    return [finding for check in CHECKS for finding in check(path, text)]


def main() -> int:
    """Check every file of the repository; the exit code."""
    found: list[Finding] = []
    for path in tracked_files():
        if path.endswith(ALL) and path != "uv.lock":
            found += findings_in(path, (ROOT / path).read_text(encoding="utf-8"))
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
