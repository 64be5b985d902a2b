"""What public pages say exists in four languages; checked by the same functions as in `make check`."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.utils import translation

from mingchuang.web.public.table_messages import table_messages

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_script", ROOT / "scripts/messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_catalogues_are_complete_and_up_to_date(messages: ModuleType) -> None:
    assert messages.check(messages.sources()) == []


def test_every_word_of_the_tables_is_translated() -> None:
    said = table_messages()
    assert len(said) > 120
    for language in ("en", "ko"):
        with translation.override(language):
            assert [text for text in said if translation.gettext(text) == text] == []


@pytest.mark.parametrize(
    ("language", "text", "what"),
    [
        ("en", "", "not translated"),
        ("en", "Total", "placeholders"),
        ("ja", "全%(n)s件", "placeholders"),
        ("en", "Total 共 %(count)s", "Chinese characters"),
        ("ko", "총 %(count)s건（공개）", "Chinese characters"),
        ("ja", "%(count)s条，共计们", "Japanese does not write"),
        ("en", "%(count)s texts were found.%(count)s texts were found.", "more than once"),
    ],
)
def test_a_bad_translation_is_named(messages: ModuleType, language: str, text: str, what: str) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="共 %(count)s 条", msgstr=text))
    assert any(what in found for found in messages.problems(language, catalogue))


@pytest.mark.parametrize(
    ("language", "said", "text", "word"),
    [
        ("ja", "申请人", "申請者", "申請者"),
        ("ja", "致电本机关", "本機関にお電話ください", "本機関"),
        ("ja", "依申请公开", "申請に基づく公開", "申請に基づく公開"),
        ("ko", "依申请公开", "정보 공개 신청", "공개 신청"),
        ("ko", "行政复议", "행정심판", "행정심판"),
        ("en", "工作日", "work day", "work day"),
    ],
)
def test_a_banned_rendering_is_named(
    messages: ModuleType, language: str, said: str, text: str, word: str
) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=said, msgstr=text))
    assert any(f"“{word}” is not to stand" in found for found in messages.problems(language, catalogue))


def test_the_delivered_sections_use_no_banned_rendering(messages: ModuleType) -> None:
    delivered = (ROOT / "src/mingchuang/disclosure/data/columns.json").read_text(encoding="utf-8")
    for language in ("ja", "ko"):
        assert [word for word in messages.UNWANTED[language] if word in delivered] == []


def test_a_fuzzy_translation_is_named(messages: ModuleType) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="首页", msgstr="Home", flags=["fuzzy"]))
    assert any("fuzzy" in found for found in messages.problems("en", catalogue))


def test_a_new_text_makes_the_catalogue_stale(messages: ModuleType) -> None:
    said = messages.sources()
    said["今天天气很好"] = messages.Message("今天天气很好", places={"web/home.html"})
    found = messages.check(said)
    assert any("今天天气很好" in line and "not translated" in line for line in found)
    assert any("out of date" in line for line in found)


def test_both_sources_are_read(messages: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "一" %}{{ x|default:_("二") }}'
        "{% blocktranslate with n=3 %}三 {{ n }}{% endblocktranslate %}"
        "<c-notice title=\"{% translate '四' %}\" />",
        encoding="utf-8",
    )
    assert [text for text, _ in messages.said_in(page)] == ["一", "二", "三 %(n)s", "四"]
    code = tmp_path / "code.py"
    code.write_text('x = _("五") % {}\ny = gettext_lazy("六" "七")\nz = _(label)\n', encoding="utf-8")
    assert {text for text, _ in messages.said_in(code)} == {"五", "六七"}
