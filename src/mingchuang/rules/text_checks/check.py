"""All automatic checks of one text, in order of position."""

from collections.abc import Collection, Iterator

from mingchuang.rules.gates import Gate
from mingchuang.rules.text_checks.characters import check_characters, check_direction, check_repeats
from mingchuang.rules.text_checks.findings import Finding, Severity, bearable, in_order
from mingchuang.rules.text_checks.numbers import check_numbers
from mingchuang.rules.text_checks.privacy import check_privacy, may_name_a_person
from mingchuang.rules.text_checks.punctuation import check_punctuation
from mingchuang.rules.text_checks.secrecy import check_secrecy, may_be_marked
from mingchuang.rules.text_checks.style import check_style
from mingchuang.rules.text_checks.wording import WordLists


def check_text(
    text: str,
    *,
    words: WordLists,
    title: bool = False,
    language: str = "zh",
    allowed: Collection[str] = (),
    allowed_names: Collection[str] = (),
    skipped: Collection[str] = (),
) -> list[Finding]:
    """Everything the checks find in `text`, sorted by position. Never raises, whatever the text.

    Of one kind at most 200 are listed; the last of them says how many there are.

    `allowed` are the office's own published telephone numbers and addresses, `allowed_names` names
    that keep their traditional forms, `skipped` ids of checks the office has switched off. Texts in
    another `language` than zh are checked for personal numbers, secrecy marks, political words and damage
    only: how Chinese is written is no rule for them.
    """
    found = list(_serious(text, words, allowed))
    if not language.startswith("zh"):
        found = [f for f in found if f.gate is not Gate.WORDING]
    if language.startswith("zh"):
        found.extend(check_characters(text, allowed_names))
        found.extend(check_repeats(text))
        found.extend(check_punctuation(text, title=title))
        found.extend(check_numbers(text))
        found.extend(check_style(text))
    else:
        found.extend(f for f in check_characters(text) if f.rule != "character.traditional")
    return bearable(in_order(f for f in found if f.rule not in skipped))


def check_blocking(
    text: str, *, words: WordLists, language: str = "zh", allowed: Collection[str] = ()
) -> list[Finding]:
    """Of what `check_text` finds only what stops a text, many times faster: old history is read so.

    Style, punctuation, numbers and repeats never stop one, so they are not looked for; personal numbers and
    marks are looked for only where the text holds what every one of them that stops a text must have.
    """
    found = list(words.findings(text))
    if may_name_a_person(text):
        found.extend(check_privacy(text, allowed))
    if may_be_marked(text):
        found.extend(check_secrecy(text))
    if not language.startswith("zh"):
        found = [f for f in found if f.gate is not Gate.WORDING]
    found.extend(check_direction(text))
    return bearable(in_order(f for f in found if f.severity is Severity.BLOCK))


def check_serious(text: str, *, words: WordLists, allowed: Collection[str] = ()) -> list[Finding]:
    """Personal numbers, secrecy marks and the office's words only: attachments keep their own style."""
    return bearable(in_order(_serious(text, words, allowed)))


def _serious(text: str, words: WordLists, allowed: Collection[str]) -> Iterator[Finding]:
    yield from check_privacy(text, allowed)
    yield from check_secrecy(text)
    yield from words.findings(text)
