"""Realistic content for the style guide: the longest titles, the densest tables, every state.

All of it is invented for showing the design; the office's name is that of the demonstration.
"""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator

from mingchuang.base.design.dates import BEIJING
from mingchuang.base.design.diffs import side_by_side
from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.navigation import Link, Section
from mingchuang.base.design.shell import Crumb, LanguageLink, PageHead, ShellLinks
from mingchuang.base.design.widgets import DateBoxesField, FilesField
from mingchuang.rules.refusals import Reason
from mingchuang.rules.workdays import DayKind, DayReason

SITE = SimpleNamespace(
    office_name="宿迁市人民政府外事办公室",
    short_name="市外办",
    site_id_code="3213000000",
    icp_number="苏ICP备00000000号",
    police_number="苏公网安备32130000000000号",
    host_unit="宿迁市人民政府外事办公室",
    address="宿迁市宿城区（示例地址）",
    hours="周一至周五 9:00—12:00，14:00—17:30，法定节假日除外",
    phone="0527-00000000",
    fax="",
    email="office@example.invalid",
)

LINKS = ShellLinks(
    search="/styleguide/list/",
    site_error="/styleguide/plain/",
    site_map="/styleguide/list/?map=1",
    request_entry="/styleguide/plain/",
    progress="/styleguide/plain/",
)

LONG_TITLE = (
    "宿迁市人民政府外事办公室关于印发《邀请外国人来华事项办理规程（试行）》"
    "并做好二〇二六年度在本市举办的国际会议、展览和赛事活动备案工作的通知"
)
TITLES = (
    LONG_TITLE,
    "关于公布2025年度部门决算的说明",
    "因公出国（境）任务申报材料清单（2026年修订）",
    "关于APEC商务旅行卡申办流程调整的公告",
    "外国人来华邀请核实单办理指南",
    "宿外办发〔2026〕8号 关于废止和宣布失效部分行政规范性文件的决定",
    "我市与友好城市开展青少年交流活动的情况通报",
)


def _trace() -> tuple[DayReason, ...]:
    steps = []
    for offset in range(1, 13):
        day = date(2026, 3, 9) + timedelta(days=offset)
        weekend = day.weekday() >= 5
        steps.append(DayReason(day, DayKind.WEEKEND if weekend else DayKind.WORKDAY, ""))
    return tuple(steps)


class SampleForm(HouseForm):
    """One control of each kind."""

    title = forms.CharField(
        label="标题",
        help_text="与文件上的标题一字不差，不加书名号。",
        max_length=200,
    )
    formed_on = DateBoxesField(
        label="成文日期", help_text="例如 2026 年 3 月 9 日", error_messages={"required": "请填写成文日期"}
    )
    column = forms.ChoiceField(
        label="栏目", choices=[("", "请选择栏目"), ("norms", "行政规范性文件"), ("plans", "规划计划")]
    )
    openness = forms.ChoiceField(
        label="公开属性",
        widget=forms.RadioSelect,
        choices=[("open", "主动公开"), ("request", "依申请公开"), ("closed", "不予公开")],
        error_messages={"required": "请选择公开属性"},
    )
    keywords = forms.MultipleChoiceField(
        label="主题词",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("visit", "邀请来华"), ("mission", "因公出国"), ("card", "商务旅行卡")],
    )
    abstract = forms.CharField(
        label="内容概述",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="不超过 200 字。",
    )
    attachment = FilesField(
        label="附件", required=False, help_text="可以上传 DOCX、XLSX、PDF，单个须小于 20 MB。"
    )
    confirmed = forms.BooleanField(
        label="我已逐件核对，材料中没有国家秘密和工作秘密",
        error_messages={"required": "请逐件核对后勾选"},
    )


def sample_form(wrong: bool) -> SampleForm:
    """An untouched form, or one sent with mistakes everywhere."""
    if not wrong:
        return SampleForm(initial={"formed_on": date(2026, 3, 9), "openness": "open"})
    return SampleForm({"title": "", "formed_on_year": "2026", "formed_on_month": "2", "formed_on_day": "30"})


def page_head(name: str) -> PageHead:
    """The head of a sample page."""
    titles = {"public": "宿迁市人民政府外事办公室", "article": LONG_TITLE, "list": "行政规范性文件"}
    title = titles.get(name, "样式指南")
    return PageHead(
        title=title,
        url=f"/styleguide/{name}/",
        description="样式指南的示例页面",
        section="/styleguide/public/" if name == "public" else "/styleguide/list/",
        breadcrumbs=()
        if name == "public"
        else (
            Crumb("首页", "/styleguide/public/"),
            Crumb("政府信息公开", "/styleguide/list/"),
            Crumb("正文" if name == "article" else title),
        ),
        languages=tuple(LanguageLink(code, f"/styleguide/{name}/") for code in ("zh-CN", "en", "ja", "ko")),
    )


def public_menu() -> tuple[Link, ...]:
    """The sample main navigation."""
    labels = ("首页", "政府信息公开", "外事动态", "通知公告", "办事服务", "互动交流")
    addresses = ("public", "list", "article", "list?n", "list?s", "plain")
    return tuple(
        Link(label, f"/styleguide/{name}/" if "?" not in name else f"/styleguide/list/?{name[-1]}=1")
        for label, name in zip(labels, addresses, strict=True)
    )


def desk_menu() -> tuple[Section, ...]:
    """The sample side navigation."""
    return (
        Section("工作", (Link("首页", "/styleguide/desk/"), Link("待我审核", "/styleguide/record/"))),
        Section(
            "信息公开",
            (
                Link("信息", "/styleguide/desk/?items=1"),
                Link("引用文件库", "/styleguide/desk/?register=1"),
                Link("栏目更新", "/styleguide/desk/?columns=1"),
            ),
        ),
        Section(
            "管理",
            (Link("人员与角色", "/styleguide/desk/?people=1"), Link("审计记录", "/styleguide/desk/?audit=1")),
        ),
    )


def desk_shell(current: str) -> dict[str, Any]:
    """The top bar and side navigation of a person at work."""
    places = dict.fromkeys(("home", "search", "messages", "help", "account"), "/styleguide/desk/")
    return {
        "desk_navigation": desk_menu(),
        "desk_current": current,
        "desk_places": places,
        "desk_office": SITE.short_name,
        "desk_unread": 3,
        "session_seconds": 3600,
        "user": SimpleNamespace(is_authenticated=True, display_name="李明", username="liming"),
    }


def _rows() -> list[dict[str, Any]]:
    states = (
        ("overdue", -3),
        ("soon", 0),
        ("soon", 2),
        ("running", 9),
        ("running", 14),
        ("done", 0),
        ("stopped", 0),
    )
    return [
        {
            "title": title,
            "url": f"/styleguide/record/?n={number}",
            "index": f"014320000-2026-{number:05}",
            "division": ("秘书处", "出国管理处", "礼宾处", "领事与涉外管理处")[number % 4],
            "due": date(2026, 3, 9) + timedelta(days=remaining),
            "remaining": remaining,
            "state": kind if kind in ("done", "stopped") else "running",
            "gates": f"{number % 5}/4" if number % 5 < 5 else "4/4",
        }
        for number, (title, (kind, remaining)) in enumerate(zip(TITLES, states, strict=True), start=1)
    ]


def _items() -> list[SimpleNamespace]:
    marks = {3: ("现行有效", "valid"), 5: ("已废止", "invalid")}
    return [
        SimpleNamespace(
            title=title,
            url="/styleguide/article/",
            day=date(2026, 3, 9) - timedelta(days=11 * number),
            status=marks.get(number, ("", ""))[0],
            status_kind=marks.get(number, ("", "running"))[1],
            note="索引号 014320000-2026-00012　发文字号 宿外办发〔2026〕8号" if number == 0 else "",
        )
        for number, title in enumerate(TITLES)
    ]


MOMENT = datetime(2026, 3, 9, 14, 5, tzinfo=BEIJING)

OLD_TEXT = """第一条 为规范邀请工作，制定本规程。
第二条 本规程适用于市级机关。
第三条 申请单位应当提前30日提交材料。
第四条 材料不齐的，一次告知。
第五条 本规程自2026年1月1日起施行。"""
NEW_TEXT = """第一条 为规范邀请外国人来华工作，制定本规程。
第二条 本规程适用于市级机关。
第三条 申请单位应当提前20个工作日提交材料。
第四条 材料不齐的，一次告知。
第五条 本规程自2026年5月1日起施行，有效期二年。"""


GATES = (
    SimpleNamespace(label="保密审查", state="passed", who="周文静", when=MOMENT, note=""),
    SimpleNamespace(
        label="政治关", state="rejected", who="陈立", when=MOMENT, note="第三段“前苏联”应写作“苏联”。"
    ),
    SimpleNamespace(label="政策关", state="stale", who="王海峰", when=MOMENT, note=""),
    SimpleNamespace(label="文字关", state="waiting", who="", when=None, note=""),
)
FINDINGS = (
    SimpleNamespace(
        severity="block",
        message="正文里有一个身份证号码，校验位正确",
        where="正文第 4 段第 12 字",
        text="32130219900101****",
        suggestion="删去，或只保留前 3 位和后 4 位",
        disposed="",
        url="/styleguide/record/?finding=1",
    ),
    SimpleNamespace(
        severity="warn",
        message="引用的文件不在文件库中",
        where="正文第 1 段",
        text="宿外办发〔2019〕3号",
        suggestion="核对文号，或先把文件登记入库",
        disposed="已说明理由",
        url="",
    ),
)
EVENTS = (
    SimpleNamespace(what="退回修改", who="陈立（政治关）", when=MOMENT, note="第三段用语须改。"),
    SimpleNamespace(what="提交审核", who="李明", when=MOMENT - timedelta(hours=4), note=""),
    SimpleNamespace(what="新建草稿", who="李明", when=MOMENT - timedelta(days=1), note=""),
)
REASONS = (
    Reason("gate", "政治关尚未通过", remedy="请政治关审核员处理"),
    Reason("finding", "还有 1 条检查结果没有处理", remedy="处理检查结果"),
    Reason("column", "没有选择栏目", field="column", remedy="选择栏目"),
)
STEPS = (
    SimpleNamespace(label="填写", state="done", note=""),
    SimpleNamespace(label="核对", state="current", note=""),
    SimpleNamespace(label="提交", state="waiting", note=""),
)
TABS = (
    SimpleNamespace(label="全部", url="?tab=all", current=True, count=341),
    SimpleNamespace(label="草稿", url="?tab=draft", current=False, count=12),
    SimpleNamespace(label="待审核", url="?tab=review", current=False, count=7),
)
META = (
    SimpleNamespace(label="索引号", value="014320000-2026-00012", wide=False),
    SimpleNamespace(label="发文字号", value="宿外办发〔2026〕8号", wide=False),
    SimpleNamespace(label="成文日期", value="2026年3月2日", wide=False),
    SimpleNamespace(label="发布日期", value="2026-03-09 14:05", wide=False),
    SimpleNamespace(label="发布机构", value="宿迁市人民政府外事办公室", wide=False),
    SimpleNamespace(label="有效性", value="现行有效", wide=False),
    SimpleNamespace(
        label="内容概述", value="规范邀请外国人来华事项的受理、核实和办结，明确材料和时限。", wide=True
    ),
)
FILES = (
    SimpleNamespace(
        name="邀请外国人来华事项办理规程（试行）.pdf",
        url="#",
        kind="PDF",
        size=253_952,
        error="",
        remove_value="1",
    ),
    SimpleNamespace(
        name="申请表及填写说明（2026年修订，含样表和常见问题）.docx",
        url="#",
        kind="DOCX",
        size=31 * 1024 * 1024,
        error="文件须小于 20 MB，您选的是 31 MB",
        remove_value="2",
    ),
)


def everything(*, wrong: bool = False) -> dict[str, Any]:
    """The context of every style guide page; `wrong` shows mistakes and refusals."""
    return {
        "form": sample_form(wrong),
        "reasons": REASONS if wrong else (),
        "day": MOMENT.date(),
        "moment": MOMENT,
        "long_title": LONG_TITLE,
        "rows": _rows(),
        "items": _items(),
        "trace": _trace(),
        "page_obj": Paginator(range(341), 20).page(7),
        "gates": GATES,
        "findings": FINDINGS,
        "events": EVENTS,
        "diff": side_by_side(OLD_TEXT, NEW_TEXT),
        "steps": STEPS,
        "tabs": TABS,
        "meta": META,
        "files": FILES,
    }
