"""Rules over every template of the whole tree, and over the shells and components in particular."""

import re
from pathlib import Path

from django.template.loader import get_template

from tests.support.each import each

SRC = Path(__file__).parents[3] / "src/mingchuang"
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
COMPONENTS = sorted((SRC / "base/design/templates/cotton").glob("*.html"))
PAGES = [path for path in TEMPLATES if "cotton" not in path.parts]


def short(path: Path) -> str:
    return str(path.relative_to(SRC))


def test_there_is_something_to_check() -> None:
    assert len(TEMPLATES) > 40
    assert len(COMPONENTS) > 30


@each("path", TEMPLATES)
def test_the_strict_policy_lets_every_template_through(path: Path) -> None:
    """No inline style, no inline script, no event attribute, nothing from another host."""
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    scripts = re.findall(r"<script\b[^>]*>", text)
    # A block of data is no script: browsers do not run it.
    assert all(" src=" in tag or tag == '<script type="application/ld+json">' for tag in scripts)
    assert not re.search(r"<(script|link|img|iframe)\b[^>]*(src|href)=[\"'](https?:)?//", text)


@each("path", TEMPLATES)
def test_nothing_gets_round_escaping(path: Path) -> None:
    """Cotton prints `{{ attrs }}` unescaped and evaluates `:name="{{ … }}"`: neither is used."""
    text = path.read_text()
    assert not re.search(r"\{\{\s*attrs\s*(\||\}\})", text)
    assert not re.search(r"<c-[^>]*\s:[a-z_-]+=([\"'])[^\"']*\{\{", text)
    assert not re.search(r"autoescape\s+off|\|\s*safeseq", text)


@each("path", TEMPLATES)
def test_placeholders_are_not_labels(path: Path) -> None:
    assert "placeholder=" not in path.read_text()


@each("path", TEMPLATES)
def test_every_template_can_be_read_by_the_engine(path: Path) -> None:
    """A component that does not exist, a tag that is not loaded, is found here and not by a reader."""
    name = str(path).rsplit("/templates/", 1)[1]
    source = get_template(name).template.source
    assert source is not None


def test_every_component_a_page_names_exists() -> None:
    known = {path.stem.replace("_", "-") for path in SRC.rglob("templates/cotton/*.html")}
    for path in TEMPLATES:
        named = set(re.findall(r"<c-([a-z-]+)", path.read_text())) - {"slot", "vars"}
        assert named <= known, short(path)


def test_public_shell_asks_nothing_of_the_request() -> None:
    """Public pages are baked: the same bytes for everybody."""
    text = (SRC / "base/design/templates/design/public.html").read_text()
    text += (SRC / "base/design/templates/design/base.html").read_text()
    for forbidden in ("request", "user", "perms", "messages", "csrf_token", "session"):
        assert not re.search(rf"{{[{{%][^}}]*(?<![.\w]){forbidden}\b", text), forbidden
