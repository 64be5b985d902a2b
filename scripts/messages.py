"""The catalogues of the public site: what is said there in Chinese, and how en, ja and ko say it.

`--write` reads the public sources, brings `locale/*/LC_MESSAGES/django.po` up to them (translations stay,
what is no longer said goes) and compiles them; `--check`, the default, changes nothing and names everything
that is missing, doubtful or out of date. It needs no GNU gettext: a bare machine can run it.
"""

import argparse
import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "mingchuang"
LOCALES = PACKAGE / "locale"
LONG_SENTENCE = 12
"""Characters of a sentence that nobody says twice in one message."""

PUBLIC = (
    "base/accounts/templates/429.html",
    "base/accounts/templates/accounts/send_again.html",
    "base/design/day_reasons.py",
    "base/design/forms.py",
    "base/design/signs.py",
    "base/design/templates/cotton/*.html",
    "base/design/templates/design/base.html",
    "base/design/templates/design/plain.html",
    "base/design/templates/design/public.html",
    "base/design/templates/design/forms/*.html",
    "casework/site_errors/forms.py",
    "casework/site_errors/models.py",
    "casework/site_errors/services.py",
    "casework/site_errors/views.py",
    "casework/site_errors/templates/site_errors/*.html",
    "casework/letters/templates/letters/downloads.html",
    "casework/looking_up.py",
    "casework/public_pages.py",
    "casework/templates/casework/due.html",
    "casework/templates/casework/proof_status.html",
    "casework/templates/casework/receipt_gone.html",
    "disclosure/contexts/*.py",
    "disclosure/record_corrections/views.py",
    "disclosure/record_corrections/templates/record_corrections/progress.html",
    "disclosure/requests/*_views.py",
    "disclosure/requests/forms.py",
    "disclosure/requests/pages.py",
    "disclosure/requests/services/applicant.py",
    "disclosure/requests/services/application.py",
    "disclosure/requests/services/filing.py",
    "disclosure/requests/services/telling.py",
    "disclosure/requests/services/uploading.py",
    "disclosure/requests/templates/requests/*.html",
    "disclosure/templates/disclosure/*.html",
    "publishing/page_contexts/**/*.py",
    "publishing/public_views.py",
    "publishing/statutory.py",
    "publishing/templates/publishing/pages/*.html",
    "web/open_data/*.py",
    "web/public/*.py",
    "web/templates/*.html",
    "web/templates/web/*.html",
)
"""Where the words of public pages stand, below the package. The desk speaks Chinese only."""

DESK = (
    *(
        f"base/design/templates/cotton/{name}.html"
        for name in (
            "autosave",
            "bulk_bar",
            "diff",
            "findings",
            "gate_list",
            "refusal",
        )
    ),
    "casework/site_errors/templates/site_errors/panel.html",
    "disclosure/requests/giving_views.py",
    "disclosure/requests/letter_views.py",
    "disclosure/requests/register_views.py",
    "disclosure/requests/reply_views.py",
    "disclosure/requests/templates/requests/panel.html",
    "disclosure/requests/templates/requests/register.html",
    "disclosure/requests/templates/requests/reply.html",
)
"""Parts of the desk that stand beside them."""

LANGUAGES = {
    "en": "nplurals=2; plural=(n != 1);",
    "ja": "nplurals=1; plural=0;",
    "ko": "nplurals=1; plural=0;",
}
"""Language to the Plural-Forms header of its catalogue."""

SIMPLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
_CALL = re.compile(r"\b(n?gettext|_)\((.*?)\) ", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CJK_SIGN = re.compile(r"[\u3000-\u300b\u300e-\u303f\uff00-\uffef]")
"""Not 「」, in which Korean names laws."""
UNWANTED = {
    "en": ("administrative review", "review decision", "e-mail"),
    "ja": (
        "公開申請",
        "申請者",
        "本機関",
        "不開示",
        "不服審査",
        "受領日",
        "進捗",
        "閲読",
        "本サイト",
        "勤務日",
    ),
    "ko": ("행정심판", "신청인", "공개 신청", "회신 기한", "근무일 일정", "본 사이트", "규범성 문건"),
}
"""Other words for what docs/terms-of-the-interface.md has chosen one for, and calques from Chinese."""

_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")


@dataclass
class Message:
    """One thing said in Chinese: its id, its plural where it has one, the files that say it."""

    id: str
    plural: str = ""
    places: set[str] = field(default_factory=set)


def public_files() -> list[Path]:
    """Every public source, in order."""
    desk = {PACKAGE / name for name in DESK}
    return sorted({path for pattern in PUBLIC for path in PACKAGE.glob(pattern)} - desk)


def _strings(arguments: Iterable[ast.expr]) -> list[str]:
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def _in_python(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = _strings(node.args)
        if name in SIMPLE and texts:
            yield texts[0], ""
        elif name in PLURAL and len(texts) > 1:
            yield texts[0], texts[1]


def said_in(path: Path) -> list[tuple[str, str]]:
    """(id, plural) of everything a source says through gettext."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return list(_in_python(ast.parse(source)))
    calls = "\n".join(f"{name}({arguments})" for name, arguments in _CALL.findall(templatize(source) + " "))
    return list(_in_python(ast.parse(calls)))


def sources() -> dict[str, Message]:
    """Everything said on public pages: by the sources, and by the tables of law and of the registries."""
    from mingchuang.web.public.table_messages import table_messages

    found: dict[str, Message] = {}
    for path in public_files():
        for text, plural in said_in(path):
            message = found.setdefault(text, Message(text))
            message.plural = message.plural or plural
            message.places.add(path.relative_to(PACKAGE).as_posix())
    for text, table in table_messages().items():
        found.setdefault(text, Message(text)).places.add(table)
    return found


def _file(language: str, suffix: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"django.{suffix}"


def merged(language: str, said: dict[str, Message]) -> polib.POFile:
    """The catalogue as the sources want it, with the translations there are."""
    old = {}
    if _file(language, "po").exists():
        old = {entry.msgid: entry for entry in polib.pofile(str(_file(language, "po")), wrapwidth=110)}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "mingchuang",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    for text in sorted(said, key=lambda text: (min(said[text].places), text)):
        message, before = said[text], old.get(text)
        entry = polib.POEntry(msgid=text, occurrences=[(place, "") for place in sorted(message.places)])
        if message.plural:
            entry.msgid_plural = message.plural
            count = 2 if language == "en" else 1
            known = before.msgstr_plural if before else {}
            entry.msgstr_plural = {n: known.get(n, "") for n in range(count)}
        elif before:
            entry.msgstr = before.msgstr
        if before:
            entry.flags, entry.tcomment = before.flags, before.tcomment
        if _PLACE.search(text) and "python-format" not in entry.flags:
            entry.flags = [*entry.flags, "python-format"]
        catalogue.append(entry)
    return catalogue


def problems(language: str, catalogue: polib.POFile) -> Iterator[str]:
    """What a reader of the language would stumble over."""
    for entry in catalogue:
        where = f"{language}: “{entry.msgid}”"
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if entry.fuzzy:
            yield f"{where} is fuzzy: confirm or correct it, then take the mark away"
        if not all(text.strip() for text in texts):
            yield f"{where} is not translated"
            continue
        for text in texts:
            yield from (f"{where}: {what}" for what in _wrong(language, entry.msgid, text))


def _wrong(language: str, said: str, text: str) -> Iterator[str]:
    if sorted(set(_PLACE.findall(said))) != sorted(set(_PLACE.findall(text))):
        yield f"its placeholders differ in “{text}”"
    if said.startswith("\n") != text.startswith("\n") or said.endswith("\n") != text.endswith("\n"):
        yield f"line breaks at its ends differ in “{text}”"
    if language != "ja" and (_HAN.search(text) or _CJK_SIGN.search(text)):
        yield f"Chinese characters or signs are left in “{text}”"
    if language == "ja" and not _is_japanese(text):
        yield f"“{text}” has signs that Japanese does not write"
    yield from (f"“{sentence}” is said more than once" for sentence in _repeated(text))
    yield from (f"“{word}” is not to stand in “{text}”" for word in _unwanted(language, said, text))


def _repeated(text: str) -> list[str]:
    """Sentences that stand in a text more than once: a translation was pasted again."""
    sentences = [sentence.strip() for sentence in re.split(r"[.。！？!?]", text)]
    return sorted({one for one in sentences if len(one) >= LONG_SENTENCE and sentences.count(one) > 1})


def _unwanted(language: str, said: str, text: str) -> Iterator[str]:
    """Renderings banned here, and those that the delivered term base bans for a term in what is said."""
    from mingchuang.publishing.terms import seed_terms
    from mingchuang.rules.terms import rendering_pattern

    yield from (word for word in UNWANTED[language] if word in text)
    for term in seed_terms():
        if term.language == language and term.term in said:
            yield from (word for word in term.banned if rendering_pattern(word).search(text))


def _is_japanese(text: str) -> bool:
    try:
        text.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def check(said: dict[str, Message]) -> list[str]:
    """Everything wrong with the catalogues as they lie there."""
    found: list[str] = []
    for language in LANGUAGES:
        wanted = merged(language, said)
        found += problems(language, wanted)
        if not _file(language, "po").exists() or _file(language, "po").read_text("utf-8") != str(wanted):
            found.append(f"{language}: django.po is out of date; run scripts/messages.py --write")
        elif not _file(language, "mo").exists() or _file(language, "mo").read_bytes() != wanted.to_binary():
            found.append(f"{language}: django.mo is out of date; run scripts/messages.py --write")
    return found


def write(said: dict[str, Message]) -> None:
    """Bring the catalogues up to the sources and compile them."""
    for language in LANGUAGES:
        catalogue = merged(language, said)
        _file(language, "po").parent.mkdir(parents=True, exist_ok=True)
        _file(language, "po").write_text(str(catalogue), encoding="utf-8")
        _file(language, "mo").write_bytes(catalogue.to_binary())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="update and compile the catalogues")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingchuang.config.settings")
    django.setup()
    said = sources()
    if arguments.write:
        write(said)
    found = check(said)
    print("\n".join(found) or f"{len(said)} messages in {len(LANGUAGES)} languages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
