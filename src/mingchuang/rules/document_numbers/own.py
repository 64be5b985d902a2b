"""The strict pattern for numbers our own office gives. Reading is tolerant; writing is not."""

import re
from collections.abc import Callable, Collection

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag

OWN_NUMBER_RULE = Rule(
    "document_numbers.own",
    "发文字号由机关代字、年份、序号组成；年份四位置于六角括号〔〕内，序号不加“第”、不编虚位；联合行文用主办机关的",
    Source("党政机关公文格式（GB/T 9704-2012）及政府信息公开规格第 9 节", "发文字号", Tag.SECONDARY),
)
READING_RULE = Rule(
    "document_numbers.reading",
    "检索和引用中容许〔〕以外的括号、空格和全角数字，统一为〔〕；只凭上下文才能补全的不读",
    Source("政府信息公开规格", "9 发文字号", Tag.DERIVED),
)
RULES = (OWN_NUMBER_RULE, READING_RULE)

_PARTS = re.compile(
    r"(?P<code>[^〔]*)〔(?P<year>[^〕]*)〕(?P<number>[^号]*)(?P<mark>号?)(?P<rest>.*)", re.DOTALL
)
_CODE = re.compile(r"[一-龥A-Za-z]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_OTHER_BRACKETS = re.compile(r"[\[\]［］【】（）()﹝﹞〖〗]")
_EXAMPLE = "例如 宿外办发〔2026〕5号"


Refuse = Callable[[str, str], None]


def _judge_code(code: str, agency_codes: Collection[str], refuse: Refuse) -> None:
    if not code:
        refuse("code_missing", f"年份前面要有机关代字，{_EXAMPLE}")
    elif not _CODE.fullmatch(code):
        refuse("code_characters", f"机关代字「{code}」只用汉字或字母，请删去其他字符")
    elif agency_codes and code not in agency_codes:
        known = "、".join(sorted(agency_codes))
        refuse("code_unknown", f"机关代字「{code}」不在本机关的代字中，可用：{known}")


def _judge_figures(year: str, number: str, refuse: Refuse) -> None:
    if not _YEAR.fullmatch(year):
        refuse("year", f"年份应为四位数字，您写的是「{year}」，请改成如〔2026〕")
    if number.startswith("第"):
        refuse("ordinal", "序号前不加“第”，请删去")
    figure = number.removeprefix("第")
    if not figure:
        refuse("number_missing", f"缺少序号，{_EXAMPLE}")
    elif not (figure.isascii() and figure.isdigit()):
        refuse("number", f"序号「{figure}」应为阿拉伯数字，请改写")
    elif figure.startswith("0"):
        refuse("leading_zero", f"序号不编虚位，「{figure}」请写成「{figure.lstrip('0') or '1'}」")


def own_number_reasons(text: str, agency_codes: Collection[str] = ()) -> list[Reason]:
    """Every reason why this may not be a number of ours; empty when it may.

    `agency_codes`: the code words the office may use; empty means any.
    """
    reasons: list[Reason] = []

    def refuse(code: str, message: str) -> None:
        reasons.append(Reason(f"document_number_{code}", message, "document_number"))

    if not text.strip():
        refuse("missing", f"请输入发文字号，{_EXAMPLE}")
        return reasons
    if any(c.isspace() for c in text):
        refuse("space", "发文字号中不要有空格，请删去")
    bare = "".join(text.split())
    if any("０" <= c <= "９" for c in bare):
        refuse("full_width", "年份和序号用半角数字，请改写全角数字")
    if _OTHER_BRACKETS.search(bare):
        refuse("brackets", f"年份要放在六角括号〔〕里，请替换其他括号，{_EXAMPLE}")
    parts = _PARTS.fullmatch(bare)
    if parts is None:
        if not reasons:
            refuse("form", f"发文字号由机关代字、〔年份〕、序号和“号”组成，{_EXAMPLE}")
        return reasons
    _judge_code(parts["code"], agency_codes, refuse)
    _judge_figures(parts["year"], parts["number"], refuse)
    if not parts["mark"]:
        refuse("mark", "序号后面要有“号”，请补上")
    elif parts["rest"]:
        refuse("rest", f"“号”后面多出「{parts['rest']}」，请删去；一件公文只有一个发文字号")
    return reasons
