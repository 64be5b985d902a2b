"""Forms answer odd input in words that name the field and say what to write, in every kind of box."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.problems import add_reasons, collect
from mingchuang.base.design.widgets import DayField
from mingchuang.rules.refusals import Reason


class Sample(HouseForm):
    day = DayField(label="收到日期", required=False)
    count = forms.IntegerField(label="件数", min_value=1, max_value=50, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    kind = forms.ChoiceField(label="类型 100%", choices=[("a", "甲")], required=False)
    own = forms.ChoiceField(
        choices=[("a", "甲")], required=False, error_messages={"invalid_choice": "自己的话"}
    )


def told(**typed: str) -> list[str]:
    form = Sample(typed)
    return [str(message) for errors in form.errors.values() for message in errors]


@pytest.mark.parametrize(
    "written", ["2026-03-09", "２０２６年３月９日", " 2026/3/9 ", "20260309", "2026。3。9"]
)
def test_days_are_read_as_people_write_them(written):
    form = Sample({"day": written})
    assert form.is_valid() and form.cleaned_data["day"] == date(2026, 3, 9)


def test_white_space_is_no_day():
    assert Sample({"day": " \u3000 "}).is_valid()


def test_what_cannot_be_read_is_told_with_field_and_way_out():
    assert told(day="2026-02-31") == ["收到日期：日期“2026-02-31”不存在，请核对年、月、日"]
    assert "请写成2026-03-09" in told(day="明天")[0]
    assert told(count="x") == ["件数请填写数字"]
    assert told(count="９９") == ["件数最大是50，您填的是99"]
    assert told(count="0") == ["件数最小是1，您填的是0"]
    assert told(email="x@") == ["电子邮箱请写成 name@example.cn 的样子"]
    assert told(kind="b") == ["类型 100%里现在没有这个选项，请重新选择"]
    assert told(own="b") == ["自己的话"]


def test_the_browsers_own_control_shows_a_day_it_is_given():
    drawn = str(Sample(initial={"day": date(2026, 3, 9)})["day"])
    assert 'type="date"' in drawn and 'value="2026-03-09"' in drawn


class WithFile(HouseForm):
    name = forms.CharField(label="姓名")
    scan = forms.FileField(label="扫描件", required=False)


def with_file(name: str) -> WithFile:
    scan = SimpleUploadedFile("申请书.pdf", b"x")
    return WithFile({"name": name}, MultiValueDict({"scan": [scan]}))


def test_a_file_that_a_mistake_elsewhere_has_cost_is_named():
    lost = "请重新选择“申请书.pdf”：页面退回后，浏览器不保留选好的文件"
    form = with_file("")
    assert [problem.message for problem in collect([form], ())] == ["请填写姓名", lost]
    assert lost in str(form["scan"].errors)
    refused = with_file("王某")
    assert refused.is_valid() and not refused["scan"].errors
    add_reasons(refused, [Reason("late", "已过期限", "name")])
    assert lost in str(refused["scan"].errors)
    assert not WithFile({"name": ""})["scan"].errors and not WithFile()["scan"].errors
