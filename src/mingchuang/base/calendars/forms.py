"""Forms of the work calendar: a year typed or pasted, and the acceptance of what it moves."""

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.rules.calendar_data import notice_from_data, notice_to_data
from mingchuang.rules.calendar_text import lines_of, notice_from_lines
from mingchuang.rules.refusals import Refused
from mingchuang.rules.source import Tag
from mingchuang.rules.workdays import YearNotice

FIRST_YEAR, LAST_YEAR = 2000, 2099
LARGEST_FILE = 64 * 1024

BASES = {
    "primary": _("已核对放假通知原文"),
    "secondary": _("转引自其他机关或媒体"),
    "provisional": _("通知未发布，先按惯例预估（期限标为暂定）"),
}


class YearForm(HouseForm):
    """One year's arrangement as lines of text."""

    year = forms.IntegerField(
        label=_("年份"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": _("请填写年份"),
            "invalid": _("年份须为四位数字，如2027"),
            "min_value": _("年份须在2000至2099之间"),
            "max_value": _("年份须在2000至2099之间"),
        },
    )
    holidays = forms.CharField(
        label=_("放假"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一个节日，含连休的周末，如“国庆节 10月1日至8日”。可以直接粘贴通知原文的各行。"),
    )
    make_up_days = forms.CharField(
        label=_("调休上班"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("一行写明节日和要上班的周末，如“国庆节 9月20日、10月10日”。"),
    )
    number = forms.CharField(
        label=_("通知文号"),
        required=False,
        max_length=60,
        help_text=_("看到原文的才填，如“国办发明电〔2025〕7号”；不确定的空着。"),
    )
    basis = forms.ChoiceField(label=_("依据"), choices=list(BASES.items()), widget=forms.RadioSelect)

    @classmethod
    def initial_of(cls, notice: YearNotice) -> dict[str, Any]:
        """The form filled with a stored year."""
        holidays, make_up_days = lines_of(notice)
        basis = "provisional" if notice.provisional else str(notice.days_tag)
        return {
            "year": notice.year,
            "holidays": holidays,
            "make_up_days": make_up_days,
            "number": notice.number,
            "basis": basis if basis in BASES else "secondary",
        }

    def year_data(self) -> dict[str, Any]:
        """The arrangement in its plain form. Raises `Refused` naming each line that cannot be read."""
        wanted = self.cleaned_data
        provisional = wanted["basis"] == "provisional"
        notice = notice_from_lines(
            wanted["year"],
            wanted["holidays"],
            wanted["make_up_days"],
            number=wanted["number"],
            tag=Tag.UNVERIFIED if provisional else Tag(wanted["basis"]),
            provisional=provisional,
        )
        return notice_to_data(notice)


class UploadForm(HouseForm):
    """One year's arrangement as a JSON file."""

    file = forms.FileField(
        label=_("年度安排文件"),
        help_text=_("JSON，小于64 KB。格式与“下载”得到的文件相同。"),
        error_messages={"required": _("请选择文件"), "empty": _("文件是空的，请重新选择")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def notice(self) -> YearNotice:
        """The arrangement in the file. Raises `Refused` when there is none."""
        upload = self.cleaned_data["file"]
        assert isinstance(upload, UploadedFile)  # noqa: S101 - what a FileField cleans to
        size = upload.size or 0
        if size > LARGEST_FILE:
            message = f"文件须小于64 KB，您选的是{size // 1024} KB；请确认选的是年度安排文件"
            raise Refused.because("file_too_large", message, "file")
        try:
            data = json.loads(upload.read().decode("utf-8-sig"))
        except (UnicodeDecodeError, ValueError, RecursionError) as problem:
            message = "文件不是UTF-8编码的JSON，请下载一个现有年份的文件，照样填写"
            raise Refused.because("file_unreadable", message, "file") from problem
        if not isinstance(data, dict):
            raise Refused.because("file_unreadable", "文件里应当是一年的安排（以 { 开头）", "file")
        return notice_from_data(data)


class AcceptForm(HouseForm):
    """The arrangement as it was shown, the digest of what it moves, and why."""

    arrangement = forms.CharField(widget=forms.HiddenInput, max_length=50_000)
    accepted = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("修改的依据或原因"),
        max_length=1000,
        required=False,
        help_text=_("如：国务院办公厅关于2027年部分节假日安排的通知。写入操作记录和日历版本。"),
    )

    def year_data(self) -> dict[str, Any]:
        """The arrangement that was shown. Raises `Refused` when it was damaged on the way."""
        try:
            data = json.loads(self.cleaned_data["arrangement"])
            return notice_to_data(notice_from_data(data))
        except (ValueError, RecursionError, TypeError) as problem:
            raise Refused.because("data_damaged", "页面内容不完整，请重新填写这一年的安排") from problem
