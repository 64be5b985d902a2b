"""Selects are drawn as Django's own templates would draw them, only faster."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test import SimpleTestCase

from mingchuang.base.design.renderer import HouseRenderer

PLAIN = [("", "全部"), (1, "一 & <b>"), ('a"b', "引号"), (2026, 2026)]
GROUPED = [("", "全部"), ("甲 & 乙", [("x", "甲"), ("y", "乙")]), ("z", "丙")]


@pytest.mark.parametrize("choices", [PLAIN, GROUPED], ids=["plain", "grouped"])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_a", "required": True, "hidden": False, "data-x": "<"}])
def test_a_select_is_what_django_would_draw(choices: Any, widget: Any, attrs: dict[str, Any]) -> None:
    control = widget(choices=choices, attrs=attrs)
    value = ["x", 2026] if widget is forms.SelectMultiple else "y"
    ours, theirs = (
        control.render("some<name", value, renderer=renderer)
        for renderer in (HouseRenderer(), TemplatesSetting())
    )
    SimpleTestCase().assertHTMLEqual(ours, theirs)
