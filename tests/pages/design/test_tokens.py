"""The style sheets keep the figures of the design guide: contrast, type scale, weights, spacing, colours."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.each import each

CSS = Path(__file__).parents[3] / "src/mingchuang/base/design/static/design/css"
SHEETS = sorted(CSS.parents[4].rglob("static/**/*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;{}]+);")

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "mist"),
    ("ink", "main-pale"),
    ("ink", "running-ground"),
    ("ink", "soon-ground"),
    ("ink", "done-ground"),
    ("ink", "overdue-ground"),
    ("ink", "stopped-ground"),
    ("ink-2", "paper"),
    ("ink-2", "mist"),
    ("ink-2", "main-pale"),
    ("link", "paper"),
    ("link", "mist"),
    ("link", "main-pale"),
    ("visited", "paper"),
    ("visited", "mist"),
    ("main", "paper"),
    ("main", "main-pale"),
    ("main-deep", "paper"),
    ("main-deep", "main-pale"),
    ("on-main", "main"),
    ("on-main", "main-deep"),
    ("overdue", "overdue-ground"),
    ("overdue", "paper"),
    ("overdue", "removed-ground"),
    ("paper", "overdue"),
    ("soon", "soon-ground"),
    ("running", "running-ground"),
    ("done", "done-ground"),
    ("done", "paper"),
    ("done", "added-ground"),
    ("stopped", "stopped-ground"),
    ("withdrawn", "withdrawn-ground"),
]
"""Every pair of text and ground the components use."""

PART_PAIRS = [
    ("edge", "paper"),
    ("edge", "mist"),
    ("main", "paper"),
    ("main", "mist"),
    ("focus-line", "paper"),
    ("focus-ring", "focus-line"),
]
"""Borders of controls, signs and the focus outline."""

GUIDE_PAIRS = [
    ("overdue", "overdue-ground", 8.0),
    ("soon", "soon-ground", 7.4),
    ("running", "running-ground", 8.1),
    ("done", "done-ground", 7.1),
    ("stopped", "stopped-ground", 7.1),
    ("withdrawn", "withdrawn-ground", 8.2),
    ("ink", "paper", 16.6),
    ("ink-2", "paper", 6.7),
    ("link", "paper", 8.0),
    ("edge", "paper", 4.8),
]
"""The figures printed in the guide."""


@cache
def tokens(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", (CSS / sheet).read_text()))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@each(("text", "ground"), TEXT_PAIRS)
@each("sheet", ["tokens.css", "view-contrast.css"])
def test_text_can_be_read(sheet: str, text: str, ground: str) -> None:
    values = tokens("tokens.css") | tokens(sheet)
    assert contrast(values[text], values[ground]) >= 4.5


@each(("part", "ground"), PART_PAIRS)
@each("sheet", ["tokens.css", "view-contrast.css"])
def test_parts_can_be_seen(sheet: str, part: str, ground: str) -> None:
    values = tokens("tokens.css") | tokens(sheet)
    assert contrast(values[part], values[ground]) >= 3


@each("ground", ["paper", "mist", "main", "main-deep", "main-pale"])
@each("sheet", ["tokens.css", "view-contrast.css"])
def test_focus_is_seen_on_every_ground(sheet: str, ground: str) -> None:
    """The outline or the ring beyond it stands out; on blue it is the ring, on white the outline."""
    values = tokens("tokens.css") | tokens(sheet)
    assert max(contrast(values[part], values[ground]) for part in ("focus-line", "focus-ring")) >= 3


@each(("text", "ground", "figure"), GUIDE_PAIRS)
def test_the_figures_of_the_guide_hold(text: str, ground: str, figure: float) -> None:
    values = tokens("tokens.css")
    assert contrast(values[text], values[ground]) == pytest.approx(figure, abs=0.1)


def test_yellow_on_black_has_the_contrast_the_guide_promises() -> None:
    values = tokens("view-contrast.css")
    assert contrast(values["ink"], values["paper"]) == pytest.approx(19.6, abs=0.1)


def test_every_colour_of_the_tokens_is_in_some_pair() -> None:
    """A new colour cannot come in without its contrast being checked."""
    checked = {name for pair in (*TEXT_PAIRS, *PART_PAIRS) for name in pair}
    assert set(tokens("tokens.css")) - checked <= {"line"}, "name the pair the new colour is used in"


def test_the_contrast_sheet_changes_every_colour() -> None:
    assert set(tokens("tokens.css")) <= set(tokens("view-contrast.css"))


@each("sheet", SHEETS)
def test_colours_have_names(sheet: Path) -> None:
    """Only the token file names a colour; the contrast sheet redefines them, paper is black on white."""
    if sheet.name in {"tokens.css", "view-contrast.css"}:
        return
    found = set(COLOUR.findall(sheet.read_text()))
    assert found <= ({"#000"} if sheet.name == "print.css" else set())


@each("sheet", SHEETS)
def test_text_sizes_come_from_the_scale(sheet: Path) -> None:
    if sheet.name == "print.css":
        return
    for name, value in DECLARATION.findall(sheet.read_text()):
        if name == "font-size":
            root_of_elder_mode = sheet.name.startswith("view-elder") and value.endswith("%")
            assert (
                re.fullmatch(r"var\(--fs-(14|16|17|18|20|24|30|38|body)\)|1em|inherit", value)
                or root_of_elder_mode
            )


def test_the_scale_is_that_of_the_guide() -> None:
    sizes = re.findall(r"--fs-(\d+): ([\d.]+)rem", (CSS / "tokens.css").read_text())
    assert [int(name) for name, _ in sizes] == [14, 16, 17, 18, 20, 24, 30, 38]
    assert all(float(rem) * 16 == int(name) for name, rem in sizes)


def test_small_type_is_for_table_notes_of_the_desk_only() -> None:
    for sheet in SHEETS:
        for block in re.findall(r"([^{}]+)\{([^{}]*font-size: var\(--fs-14\)[^{}]*)\}", sheet.read_text()):
            assert (sheet.name, block[0].strip()) in {
                ("desk-work.css", ".table-note"),
                ("calendar.css", ".day-mark"),
            }


@each("sheet", SHEETS)
def test_two_weights_and_no_slant(sheet: Path) -> None:
    for name, value in DECLARATION.findall(sheet.read_text()):
        if name == "font-weight":
            assert value in {"400", "700"}
        if name == "font-style":
            assert value == "normal"


@each("sheet", SHEETS)
def test_space_comes_in_steps(sheet: Path) -> None:
    """Margins, paddings and gaps are steps of the scale, 0, auto, or relative to the text."""
    step = r"-?(0|auto|var\(--(s-\d+|page-edge|gap-section)\)|calc\(.*\)|-?0\.0625rem|[\d.]+em)"
    for name, value in DECLARATION.findall(sheet.read_text()):
        if sheet.name != "print.css" and re.fullmatch(r"(margin|padding|gap|row-gap|column-gap)(-.*)?", name):
            assert re.fullmatch(rf"{step}( {step})*", value), f"{sheet.name}: {name}: {value}"


@each("sheet", SHEETS)
def test_nothing_is_cut_moved_or_fetched(sheet: Path) -> None:
    """No ellipsis, no animation, no font or sheet from elsewhere, nothing shown by hover alone."""
    text = sheet.read_text()
    assert "text-overflow" not in text
    assert "line-clamp" not in text
    assert "@keyframes" not in text
    assert "@font-face" not in text
    assert "@import" not in text
    assert not re.search(r"url\(\s*[\"']?(https?:)?//", text)
    for selector, body in re.findall(r"([^{}]*:hover[^{}]*)\{([^{}]*)\}", text):
        assert not re.search(r"\b(display|visibility|opacity)\s*:", body), selector


def test_sheets_are_rooms_one_can_read() -> None:
    assert all(len(sheet.read_text().splitlines()) <= 400 for sheet in SHEETS)


def test_paper_is_a4_with_25_mm_and_link_targets() -> None:
    text = (CSS / "print.css").read_text()
    assert "size: A4" in text
    assert "margin: 25mm" in text
    assert "attr(href)" in text
    assert "table-header-group" in text
