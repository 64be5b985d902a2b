"""Forms drawn by the house: words for must and may, all mistakes at once, what was typed is kept."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

import mingchuang
from mingchuang.base.design.forms import HouseForm, InHouseStyle
from mingchuang.base.design.problems import add_reasons, collect
from mingchuang.base.design.widgets import DateBoxesField, FilesField
from mingchuang.rules.refusals import Reason


class Petition(HouseForm):
    """A small form with one control of each family."""

    name = forms.CharField(label="收信地址", help_text="寄送答复的地址。")
    formed_on = DateBoxesField(label="成文日期")
    kind = forms.ChoiceField(label="栏目", choices=[("", "请选择"), ("a", "甲")])
    way = forms.ChoiceField(
        label="获取方式", choices=[("m", "邮寄"), ("e", "电子邮件")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="备注", required=False, max_length=300)
    agree = forms.BooleanField(label="我已核对")


def ids(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


def test_must_and_may_are_said_in_words() -> None:
    html = str(Petition())
    assert html.count("（必填）") == 4
    assert html.count("（选填）") == 1


def test_a_text_that_is_too_long_is_kept_whole_and_both_lengths_are_said() -> None:
    assert "maxlength" not in str(Petition()["note"]), "browsers would cut a pasted text without a word"
    html = str(Petition({"note": "长" * 450}))
    assert "备注最多300字，您写了450字，请精简" in html
    assert "长" * 450 in html


def _forms_people_write_in() -> Iterator[type[forms.BaseForm]]:
    """Every form of the house, but filters of lists and what the library of accounts declares."""
    for module in pkgutil.walk_packages(mingchuang.__path__, "mingchuang."):
        if module.name.endswith("forms"):
            importlib.import_module(module.name)
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        own = form.__module__.startswith("mingchuang.") and not form.__module__.endswith("sign_in_forms")
        if own and "Filter" not in form.__name__:
            yield form


def test_no_form_cuts_what_is_pasted() -> None:
    found = list(_forms_people_write_in())
    assert len(found) > 60
    cutting = {
        form.__qualname__
        for form in found
        if not issubclass(form, InHouseStyle)
        and any(getattr(field, "max_length", None) for field in getattr(form, "base_fields", {}).values())
    }
    assert not cutting, "inherit from HouseForm: browsers cut at maxlength without a word"


def test_every_label_hint_and_error_points_at_something() -> None:
    html = str(Petition({}))
    known = ids(html)
    for attribute in ("for", "aria-describedby"):
        for value in re.findall(rf'\b{attribute}="([^"]+)"', html):
            assert set(value.split()) <= known, (attribute, value)
    for target in re.findall(r'href="#([^"]+)"', html):
        assert target in known


def test_all_mistakes_are_told_at_once_and_name_their_field() -> None:
    form = Petition({})
    html = str(form)
    assert "有 5 处需要修改" in html
    for message in ("请填写收信地址", "请填写成文日期", "请选择栏目", "请选择获取方式", "请先勾选“我已核对”"):
        assert html.count(message) >= 2, "once in the summary, once at the field"
    assert "这个字段是必填项" not in html


def test_nothing_is_wrong_before_it_is_sent() -> None:
    html = str(Petition())
    assert "error-summary" not in html
    assert "field-invalid" not in html


def test_what_was_typed_is_kept_after_a_mistake() -> None:
    html = str(
        Petition(
            {
                "name": "宿城区<示例>路",
                "formed_on_year": "2026",
                "formed_on_month": "２",
                "formed_on_day": "30",
            }
        )
    )
    assert "宿城区&lt;示例&gt;路" in html
    assert 'value="2026"' in html
    assert "没有“2026-2-30”这一天" in html


@pytest.mark.parametrize(
    ("data", "day"),
    [
        ({"formed_on_year": "２０２６", "formed_on_month": " 3 ", "formed_on_day": "9"}, date(2026, 3, 9)),
        ({"formed_on": "2026-3-9"}, date(2026, 3, 9)),
        ({"formed_on": "2026/03/09"}, date(2026, 3, 9)),
        ({"formed_on": "２０２６年３月９日"}, date(2026, 3, 9)),
        ({}, None),
    ],
)
def test_dates_are_read_tolerantly(data: dict[str, str], day: date | None) -> None:
    class OnlyDate(forms.Form):
        formed_on = DateBoxesField(label="成文日期", required=False)

    form = OnlyDate(data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["formed_on"] == day


def test_a_missing_box_is_named() -> None:
    form = Petition({"formed_on_year": "2026", "formed_on_day": "9"})
    assert form["formed_on"].errors == ["成文日期还缺：月"]


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10), st.text(max_size=10))
def test_no_text_breaks_a_date(whole: str, year: str, month: str, day: str) -> None:
    form = Petition(
        {"formed_on": whole, "formed_on_year": year, "formed_on_month": month, "formed_on_day": day}
    )
    assert isinstance(str(form["formed_on"]), str)
    form.is_valid()


@given(st.dates())
def test_a_date_comes_back_as_it_was_shown(day: date) -> None:
    class OnlyDate(forms.Form):
        formed_on = DateBoxesField(label="成文日期")

    html = str(OnlyDate(initial={"formed_on": day})["formed_on"])
    shown = dict(re.findall(r'name="(formed_on_\w+)" id="[^"]+" value="(\d+)"', html))
    form = OnlyDate(shown)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["formed_on"] == day


def test_a_failed_file_is_named_and_why() -> None:
    class Upload(HouseForm):
        files = FilesField(label="附件", max_length=20)

    data = MultiValueDict(
        {
            "files": [
                SimpleUploadedFile("好.txt", b"x"),
                SimpleUploadedFile("空.txt", b""),
                SimpleUploadedFile("a" * 30, b"x"),
            ]
        }
    )
    form = Upload(QueryDict(), data)
    assert not form.is_valid()
    text = " ".join(form.errors["files"])
    assert "空.txt：" in text
    assert "a" * 20 in text
    assert "好.txt" not in text
    assert Upload(QueryDict(), MultiValueDict()).errors["files"] == ["请选择要上传的附件"]


def test_a_refusal_stands_where_its_field_is() -> None:
    form = Petition({"name": "甲", "agree": "on"})
    form.is_valid()
    add_reasons(form, [Reason("a", "该地址寄不到", "name"), Reason("b", "政治关尚未通过")])
    assert form.errors["name"] == ["该地址寄不到"]
    assert form.non_field_errors() == ["政治关尚未通过"]
    assert {problem.message for problem in collect([form], ())} >= {"该地址寄不到", "政治关尚未通过"}


def test_reasons_without_a_form_are_listed_with_their_remedy() -> None:
    html = render_to_string(
        "cotton/refusal.html",
        {
            "reasons": [
                Reason("a", "还有 1 条检查结果没有处理", remedy="处理检查结果"),
                Reason("b", "没有选择栏目"),
            ]
        },
    )
    assert "原因有 2 项" in html
    assert "处理检查结果" in html


def test_reasons_link_to_fields_of_several_forms() -> None:
    first, second = Petition(), Petition(prefix="two")
    found = collect([first, second], [Reason("x", "请改地址", "name"), Reason("y", "另一条", "unknown")])
    assert [(problem.message, problem.target) for problem in found] == [
        ("请改地址", "id_name"),
        ("另一条", ""),
    ]
