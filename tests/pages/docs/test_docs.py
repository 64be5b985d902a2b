"""The documents a newcomer reads name everything there is, and nothing that is not."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.apps import apps

from mingchuang.cli.main import COMMANDS, cli
from mingchuang.publishing import kinds
from mingchuang.publishing.models import ItemState, VersionState
from mingchuang.rules.gates import GATE_LABELS
from mingchuang.rules.requests import decisions, facts, opinions, receiving, remedies, states
from mingchuang.rules.roles import PERMISSION_LABELS, ROLE_LABELS
from tests.support.each import each

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
TERMS = [
    *((gate.value, label) for gate, label in GATE_LABELS.items()),
    *((role.value, label) for role, label in ROLE_LABELS.items()),
    *((permission.value, label) for permission, label in PERMISSION_LABELS.items()),
    *((kind.code, str(kind.label)) for kind in kinds.every()),
    *((str(code), str(label)) for code, label in (*ItemState.choices, *VersionState.choices)),
    *(
        (str(code), label)
        for labels in (
            states.STATE_LABELS,
            states.EVENT_LABELS,
            receiving.CHANNEL_LABELS,
            remedies.REMEDY_LABELS,
            facts.SIGN_OFF_LABELS,
            opinions.PARTY_LABELS,
            opinions.OPINION_LABELS,
        )
        for code, label in labels.items()
    ),
    *((code.value, rule.label) for code, rule in decisions.RULES_OF.items()),
]


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_glossary_names_every_model() -> None:
    text = read("glossary.md")
    models = [m.__name__ for m in apps.get_models() if m.__module__.startswith("mingchuang.")]
    assert len(models) > 40
    assert [name for name in models if f"`{name}`" not in text] == []


@each(("code", "label"), TERMS)
def test_the_glossary_gives_both_words_in_one_line(code: str, label: str) -> None:
    lines = read("glossary.md").splitlines()
    assert any(f"`{code}`" in line and label in line for line in lines)


def test_the_glossary_names_no_model_that_is_gone() -> None:
    known = {m.__name__ for m in apps.get_models()}
    values = {
        "Attribute",
        "Ground",
        "StatutoryItem",
        "Gate",
        "Finding",
        "Validity",
        "Deadline",
        "WorkCalendar",
    }
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", read("glossary.md")))
    assert named - known - values == set()


def libraries() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return {re.split(r"[\[<>=~! ]", requirement)[0] for requirement in wanted}


def test_every_library_has_its_reason_and_no_line_is_left_over() -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \| (.+) \|$", read("dependencies.md"), re.MULTILINE)
    assert {name for name, _, _ in rows} == libraries()
    assert all(why.strip() and weighed.strip() for _, why, weighed in rows)


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_readme_lists_every_command(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z-]+)`(?:[,、] ?`([a-z-]+)`)? \|", text, re.MULTILINE))
    assert {name for pair in named for name in pair if name} >= set(COMMANDS)


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_example_of_the_readme_is_understood(path: Path) -> None:
    """Each command of the table exists with the options its example uses."""
    examples = re.findall(r"`(?:echo [^|]*\| )?mingchuang ([^`]+)`", path.read_text(encoding="utf-8"))
    shown = [words.split() for words in examples if words.split()[0] in COMMANDS]
    assert {words[0] for words in shown} >= set(COMMANDS) - {"restore"}  # stands beside `backup`
    for words in shown:
        name, options = words[0], [word for word in words[1:] if word.startswith("--")]
        if name == "manage":
            continue
        parts = [name, *(word for word in words[1:2] if re.fullmatch("[a-z-]+", word) and not options)]
        shows = CliRunner().invoke(cli, [*parts, "--help"])
        assert shows.exit_code == 0, parts
        assert [option for option in options if option not in shows.output] == []


def test_the_examples_answer_what_the_readme_says() -> None:
    assert CliRunner().invoke(cli, ["workdays", "add", "2026-03-02", "20"]).output.strip() == "2026-03-30"


@each("path", PAGES)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    files = [target for target in targets if "://" not in target]
    assert [target for target in files if not (path.parent / target).exists()] == []


def test_pictures_are_small() -> None:
    pictures = list((DOCS / "screenshots").glob("*.png"))
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []


def test_decisions_are_numbered_once_and_say_what_was_weighed() -> None:
    pages = sorted((DOCS / "adr").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in pages]
    assert len(numbers) == len(set(numbers))
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}")
        assert len(text.splitlines()) <= 60, f"{path.name}: one page"
