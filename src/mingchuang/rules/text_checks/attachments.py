"""What the checks of attached files may find besides words: traces the reader does not see on the page.

Only the definitions stand here, beside those of the text checks, so that one catalogue explains all
findings; reading the files is I/O and stands in `base.files`.
"""

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Group, Severity

_SOURCE = Source(
    "政府信息公开平台规格", "第9节（附件的正文、属性、批注、修订、隐藏表、照片位置）", Tag.CONVENTION
)


def _check(name: str, title: str, severity: Severity, meaning: str, remedy: str) -> Check:
    return Check(f"file.{name}", title, Group.FILES, Gate.SECRECY, severity, meaning, remedy, _SOURCE)


_BLOCK, _WARN = Severity.BLOCK, Severity.WARN

TRACKED_CHANGES = _check(
    "tracked_changes",
    "修订痕迹",
    _BLOCK,
    "附件里有未处理的修订，删去的文字读者仍能看到。",
    "在「审阅」中接受或拒绝全部修订，保存后重新上传。",
)
COMMENTS = _check(
    "comments",
    "批注",
    _BLOCK,
    "附件里有批注，读者能看到批注内容和批注人。",
    "删除全部批注，保存后重新上传。",
)
HIDDEN_SHEET = _check(
    "hidden_sheet",
    "隐藏的工作表或幻灯片",
    _BLOCK,
    "附件里有隐藏的工作表或幻灯片，读者取消隐藏就能看到。",
    "确认可以公开的取消隐藏，其余删除，保存后重新上传。",
)
EMBEDDED = _check(
    "embedded",
    "嵌入的对象或数据",
    _BLOCK,
    "附件里嵌入了别的文件或数据源，其中内容无法逐项检查。",
    "把嵌入内容粘贴为图片或表格，或单独上传，保存后重新上传。",
)
HIDDEN_ROWS = _check(
    "hidden_rows",
    "隐藏的行或列",
    _WARN,
    "工作表里有隐藏的行或列，读者取消隐藏就能看到。",
    "取消隐藏或删除；确认可以公开的，说明理由后保留。",
)
HIDDEN_TEXT = _check(
    "hidden_text",
    "隐藏的文字",
    _WARN,
    "附件里有设为隐藏的文字或演讲者备注，读者能调出来看。",
    "删除；确认可以公开的，说明理由后保留。",
)
METADATA = _check(
    "metadata",
    "文件属性",
    _WARN,
    "文件属性里有作者、单位、修改人或关键词等。公开副本会自动清除，原件保留。",
    "无须处理；已盖电子印章的文件不能清除，请核对属性内容能否公开。",
)
LOCATION = _check(
    "location",
    "照片位置",
    _WARN,
    "照片里记录了拍摄地点的经纬度。公开副本会自动清除，原件保留。",
    "无须处理；请顺带核对画面本身能否公开。",
)
EXTERNAL = _check(
    "external_link",
    "外部链接的数据",
    _WARN,
    "附件引用了别的文件或内部路径，可能带出路径和缓存的数据。",
    "断开链接，保留数值，保存后重新上传。",
)
NO_TEXT = _check(
    "no_text",
    "没有文字的扫描件",
    _WARN,
    "文件里没有可读的文字，机器检查不到内容，视障读者也读不到。",
    "换成由文档直接导出的文件；确须用扫描件的，由人工逐页核对并说明理由。",
)
UNREAD = _check(
    "unread",
    "没有检查到的部分",
    _WARN,
    "文件太长或有读不出的部分，机器没有检查。",
    "请人工核对所列部分，或拆成几个文件上传。",
)
SIGNED = _check(
    "signed",
    "电子印章",
    _WARN,
    "文件带有电子签名或印章，为不破坏印章，公开副本与原件相同，文件属性未清除。",
    "核对文件属性能否公开，说明理由后保留。",
)
NAME_LIST = _check(
    "name_list",
    "人员名单",
    _WARN,
    "表格里有姓名和证件号、电话、住址、出生日期等栏目，像是人员名单。",
    "去掉不必要的栏目，其余去标识化；依法公示的，说明依据后保留。",
)

CHECKS = (
    TRACKED_CHANGES,
    COMMENTS,
    HIDDEN_SHEET,
    EMBEDDED,
    HIDDEN_ROWS,
    HIDDEN_TEXT,
    METADATA,
    LOCATION,
    EXTERNAL,
    NO_TEXT,
    UNREAD,
    SIGNED,
    NAME_LIST,
)
