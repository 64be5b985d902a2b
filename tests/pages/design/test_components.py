"""Components: signs beside words, escaping, empty states, comparison, navigation."""

import itertools
import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.base.design import icons, navigation
from mingchuang.base.design.context_processors import current_address
from mingchuang.base.design.diffs import side_by_side
from mingchuang.base.design.navigation import Link, Section
from mingchuang.base.design.templatetags.design import extra_attrs, file_size, page_address, page_window
from mingchuang.rules.roles import Permission

CANARY = "\"><script>alert('x')</script>"
KINDS = ("overdue", "soon", "running", "done", "valid", "stopped", "withdrawn", "invalid")
CSS = Path(__file__).parents[3] / "src/mingchuang/base/design/static/design/css"


@pytest.mark.parametrize("kind", KINDS)
def test_a_status_is_colour_and_word_and_sign(kind: str) -> None:
    html = render_to_string("cotton/status.html", {"kind": kind, "slot": "某种状态"})
    assert "某种状态" in html
    assert "<svg" in html
    assert 'aria-hidden="true"' in html
    sheet = (CSS / "components.css").read_text()
    assert kind == "running" or f".status-{kind}" in sheet


def test_kinds_that_may_be_mistaken_have_different_signs() -> None:
    signs = [icons.lines(kind) for kind in ("overdue", "soon", "running", "done", "stopped", "withdrawn")]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("cotton/empty.html", {"title": CANARY, "why": CANARY, "next": CANARY, "next_url": CANARY}),
        ("cotton/notice.html", {"kind": "info", "title": CANARY}),
        ("cotton/item_row.html", {"title": CANARY, "url": CANARY, "note": CANARY}),
        ("cotton/summary_row.html", {"label": CANARY, "value": CANARY, "change": CANARY}),
        ("cotton/count_tile.html", {"kind": "soon", "label": CANARY, "count": CANARY, "href": CANARY}),
        ("cotton/button.html", {"variant": CANARY, "href": CANARY, "attrs": {"data-x": CANARY}}),
        ("cotton/page_title.html", {"title": CANARY, "lead": CANARY, "address": CANARY}),
        ("cotton/pick.html", {"name": CANARY, "value": CANARY, "label": CANARY}),
        ("cotton/details.html", {"summary": CANARY}),
        ("cotton/diff.html", {"rows": side_by_side("甲", CANARY), "left": CANARY, "right": CANARY}),
    ],
)
def test_text_of_people_never_becomes_markup(template: str, context: dict[str, object]) -> None:
    html = render_to_string(template, context)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_passed_on_attributes_are_escaped_and_from_a_closed_list() -> None:
    html = extra_attrs(
        {"data-id": CANARY, "data-hx-get": "/x", "onclick": "alert(1)", "style": "x", "id": "a", "rel": True}
    )
    assert "<script" not in html
    assert "onclick" not in html
    assert "style" not in html
    assert 'data-hx-get="/x"' in html
    assert " rel" in html


def test_an_unknown_sign_is_a_mistake_of_the_page() -> None:
    with pytest.raises(KeyError):
        icons.lines("unicorn")


PARAGRAPHS = st.lists(
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=40),
    max_size=8,
)


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_comparison_loses_no_word_of_either_text(old: list[str], new: list[str]) -> None:
    rows = side_by_side("\n".join(old), "\n".join(new), everything=True)
    left = "".join(part.text for row in rows for part in row.left)
    right = "".join(part.text for row in rows for part in row.right)
    assert left == "".join(old)
    assert right == "".join(new)


@given(PARAGRAPHS)
def test_equal_texts_show_no_difference(text: list[str]) -> None:
    assert side_by_side("\n".join(text), "\n".join(text)) == []


def test_a_small_change_marks_only_the_words_changed() -> None:
    rows = side_by_side("申请单位应当提前30日提交材料。", "申请单位应当提前20个工作日提交材料。")
    changed = [part.text for row in rows for part in row.right if part.changed]
    assert "".join(changed) == "20个工作"
    assert rows[0].kind == "changed"


def test_far_unchanged_paragraphs_are_folded_and_counted() -> None:
    old = [f"第{n}条 不变。" for n in range(20)]
    rows = side_by_side("\n".join(old), "\n".join([*old[:-1], "全新的一条完全不同的内容"]))
    assert rows[0].skipped == 18


def test_pages_near_the_current_one_are_linked() -> None:
    page = Paginator(range(341), 20).page(7)
    assert list(page_window(page)) == [1, None, 5, 6, 7, 8, 9, None, 18]
    assert list(page_window(Paginator(range(10), 20).page(1))) == [1]


def test_turning_the_page_keeps_the_filters() -> None:
    assert (
        page_address("year=2026&page=3&q=%E5%A4%96%E4%BA%8B", "page", 4)
        == "?year=2026&page=4&q=%E5%A4%96%E4%BA%8B"
    )
    assert page_address(None, "page", 2) == "?page=2"
    assert page_address({"q": CANARY}, "page", 2).count("<") == 0


@pytest.mark.parametrize(
    ("count", "shown"), [(None, ""), (0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (31 * 1024**2, "31 MB")]
)
def test_sizes_are_said_in_units(count: int | None, shown: str) -> None:
    assert file_size(count) == shown


def test_the_menu_shows_what_a_person_may_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_desk", {})
    navigation.register_desk("管理", "审计", "design:styleguide", Permission.READ_AUDIT, 20)
    navigation.register_desk("工作", "首页", "design:current-sheet", None, 10)
    navigation.register_desk("工作", "没有这一页", "nowhere:at-all", None, 11)
    everybody = navigation.desk_sections(lambda permission: False)
    assert [(section.label, len(section.links)) for section in everybody] == [("工作", 1)]
    auditor = navigation.desk_sections(lambda permission: permission == Permission.READ_AUDIT)
    assert [section.label for section in auditor] == ["工作", "管理"]


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        navigation.register_place("nowhere", "x")


def test_the_longest_address_is_the_current_entry() -> None:
    sections = [Section("工作", (Link("首页", "/desk/"), Link("信息", "/desk/items/")))]
    assert current_address(sections, "/desk/items/12/") == "/desk/items/"
    assert current_address(sections, "/elsewhere/") == ""


def test_pages_of_another_address_belong_to_the_entry_they_name(monkeypatch) -> None:
    monkeypatch.setattr(navigation, "_desk_pages", {"/desk/requests/": "casework:worklist"})
    entries = (Link("首页", "/desk/"), Link("来件", "/desk/cases/"), Link("登记", "/desk/requests/register/"))
    sections = [Section("工作", entries)]
    assert current_address(sections, "/desk/requests/1/reply/") == "/desk/cases/"
    assert current_address(sections, "/desk/requests/register/") == "/desk/requests/register/"
    assert current_address(sections[:0], "/desk/requests/1/reply/") == ""


def test_one_heading_of_the_first_rank_and_none_skipped(client: Client) -> None:
    for face in ("public", "article", "list", "desk", "record", "plain"):
        html = client.get(f"/styleguide/{face}/").content.decode()
        ranks = [
            int(rank)
            for rank in re.findall(
                r"<h([1-6])\b", re.sub(r"<nav.*?</nav>|<dialog.*?</dialog>", "", html, flags=re.DOTALL)
            )
        ]
        assert ranks.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(ranks)), face
