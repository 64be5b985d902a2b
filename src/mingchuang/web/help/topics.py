"""The help pages, and which of them explains which page of the desk."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Topic:
    """One help page; `for_whom` is shown on the front page of the help."""

    slug: str
    title: str
    summary: str
    for_whom: str

    @property
    def template(self) -> str:
        return f"web/help/{self.slug}.html"

    @property
    def url(self) -> str:
        return reverse("help:topic", args=[self.slug])


TOPICS: tuple[Topic, ...] = (
    Topic("start", "从这里开始", "一条信息从起草到公开要走的路，工作台首页和消息怎么看。", "所有人"),
    Topic(
        "writing",
        "起草信息",
        "各项内容怎么填，自动保存、同时编辑、附件、公开属性和送审。",
        "起草人、处室负责人",
    ),
    Topic(
        "translating",
        "翻译外文版",
        "安排翻译、在原文旁边写译文、与翻译公司往来、原文更新以后，以及术语库。",
        "翻译、外文版审核员、处室负责人",
    ),
    Topic("findings", "自动检查的发现", "每一项检查是什么意思，怎么改，什么时候可以保留。", "起草人、审核员"),
    Topic("reviewing", "审核", "各关审什么，谁能签，退回以后会怎样。", "审核员"),
    Topic(
        "releasing", "发布以后", "发布、定时、更正、撤下，登记废止和失效。", "政府信息公开工作机构、分管领导"
    ),
    Topic("clocks", "期限与工作日", "20个工作日怎么算，「为何是这一天」怎么看。", "所有人"),
    Topic("cases", "办理来件", "公众「找错」的来件怎么接、怎么答、怎么办结。", "处室、政府信息公开工作机构"),
    Topic(
        "reports",
        "年度报告",
        "数字从哪里来，勾稽关系怎么核对，怎样签发和公开，怎样核对其他机关的报表。",
        "政府信息公开工作机构、分管领导",
    ),
    Topic(
        "letters",
        "文书",
        "拟稿、核准、编号印发、送达，写错了怎么办，文书用语怎么改。",
        "处室、政府信息公开工作机构",
    ),
    Topic(
        "imports",
        "引用文件与导入",
        "被引用文件登记、成批导入、旧站迁移。",
        "政府信息公开工作机构、系统管理员",
    ),
    Topic(
        "search",
        "检索",
        "怎样在工作台检索，公众检索了什么、什么没找到，同义词怎么设。",
        "所有人",
    ),
    Topic("administration", "系统管理", "人员与角色、处室、栏目、关口、日历、用语、网站标识。", "系统管理员"),
    Topic("account", "账号安全", "密码、第二重验证、被锁定和手机丢了怎么办。", "所有人"),
    Topic("keyboard", "键盘操作", "不用鼠标怎么工作。", "所有人"),
)
BY_SLUG: dict[str, Topic] = {topic.slug: topic for topic in TOPICS}

EXPLAINED_BY: dict[str, str] = {
    "account_": "account",
    "mfa_": "account",
    "annual_report:": "reports",
    "annual_report:cell": "reports#numbers",
    "annual_report:chapters": "reports#chapters",
    "annual_report:import": "reports#others",
    "audit:": "administration#audit",
    "calendars:": "administration#calendars",
    "casework:": "cases",
    "casework:package": "cases#package",
    "casework:statistics": "cases#statistics",
    "record_corrections_desk:": "cases#record-corrections",
    "record_corrections_desk:paper": "cases#papers",
    "requests_desk:": "cases#requests",
    "requests_desk:fee": "cases#fee",
    "requests_desk:help-wanted": "cases#help",
    "requests_desk:link": "cases#similar",
    "requests_desk:paper": "cases#papers",
    "requests_desk:redraft": "letters#void",
    "requests_desk:renew": "cases#query-code",
    "requests_desk:retention": "cases#retention",
    "requests_desk:similar": "cases#similar",
    "requests_desk:suggested": "cases#active",
    "requests_desk:tell-again": "cases#told",
    "requests_desk:turn": "cases#active",
    "requests_desk:untold": "cases#told",
    "desk-image": "writing#body",
    "desk:": "start#front",
    "desk_search:": "search#synonyms",
    "desk_search:search": "search#desk",
    "desk_search:report": "search#report",
    "desk_search:export": "search#report",
    "disclosure_desk:": "administration#statutory",
    "help:": "",
    "identity:": "administration#identity",
    "letters:": "letters",
    "letters:numbers": "letters#numbers",
    "letters:wording": "letters#wording",
    "site_archives:": "administration#archives",
    "search_index": "administration#search",
    "jobs_health": "administration#health",
    "notify_": "start#messages",
    "people:": "administration#people",
    "people:division": "administration#divisions",
    "people:roles": "administration#roles",
    "publishing_baking:": "administration#baking",
    "publishing_editions:": "translating",
    "publishing_editions:act": "translating#stale",
    "publishing_editions:exchange": "translating#exchange",
    "publishing_editions:export": "translating#table",
    "publishing_editions:people": "translating#people",
    "publishing_editions:start": "translating#start",
    "publishing_editions:table": "translating#table",
    "publishing_editions:take-up": "translating#stale",
    "publishing_importing:": "imports#import",
    "publishing_importing:decide": "imports#migration",
    "publishing_items:": "writing",
    "publishing_items:act": "releasing",
    "publishing_items:add-image": "writing#body",
    "publishing_items:attachment": "writing#attachments",
    "publishing_items:autosave": "writing#saving",
    "publishing_items:checks": "findings",
    "publishing_items:document-number": "writing#document_number",
    "publishing_items:list": "start#journey",
    "publishing_items:merge": "writing#merging",
    "publishing_items:preview": "writing#submitting",
    "publishing_items:record": "start#journey",
    "publishing_items:revert": "writing#revisions",
    "publishing_items:revision": "writing#revisions",
    "publishing_items:submit": "writing#submitting",
    "publishing_register:": "imports#register",
    "publishing_releasing:": "releasing#release",
    "publishing_releasing:schedule": "releasing#schedule",
    "publishing_releasing:unschedule": "releasing#schedule",
    "publishing_rereading:": "findings#rereading",
    "publishing_reviewing:": "reviewing",
    "publishing_reviewing:accept_finding": "findings#keeping",
    "publishing_terms:": "translating#terms",
    "publishing_settings:": "administration",
    "publishing_settings:close_column": "administration#columns",
    "publishing_settings:column": "administration#columns",
    "publishing_settings:gate": "administration#gates",
    "publishing_settings:new_column": "administration#columns",
    "publishing_settings:new_word": "administration#words",
    "publishing_settings:reopen_column": "administration#columns",
    "publishing_settings:retire_word": "administration#words",
    "publishing_settings:word": "administration#words",
}
"""The beginning of a route's name to "topic#place"; the longest beginning counts. A test walks all routes."""


def place_for(route: str) -> str | None:
    """The "topic#place" that explains a route, "" for the front page of the help; None when nothing does."""
    known = [start for start in EXPLAINED_BY if route.startswith(start)]
    return EXPLAINED_BY[max(known, key=len)] if known else None


def help_url(route: str) -> str:
    """The address of the help for a route; the front page of the help where nothing is more exact."""
    slug, _, anchor = (place_for(route) or "").partition("#")
    if not slug:
        return reverse("help:index")
    return BY_SLUG[slug].url + (f"#{anchor}" if anchor else "")
