"""What a government site says of itself: which values are well formed, and what a page still lacks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingchuang.rules.identifiers import check
from mingchuang.rules.identifiers.result import half_width
from mingchuang.rules.page_tags import PAGE_TAGS, PageKind, missing
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag


@dataclass(frozen=True, slots=True)
class Form:
    """How a value looks: the pattern, and what to write instead."""

    pattern: re.Pattern[str]
    says: str


LONGEST: dict[str, int] = {
    "office_name": 100,
    "short_name": 50,
    "org_code": 9,
    "document_code": 10,
    "site_name_zh": 100,
    "site_name_en": 150,
    "site_name_ja": 100,
    "site_name_ko": 100,
    "domain": 253,
    "site_id_code": 10,
    "icp_number": 40,
    "police_number": 40,
    "host_unit": 100,
    "operator_unit": 100,
    "address": 200,
    "postcode": 6,
    "hours": 200,
    "phone": 40,
    "fax": 40,
    "email": 254,
    "host_unit_en": 150,
    "host_unit_ja": 150,
    "host_unit_ko": 150,
    "address_en": 250,
    "address_ja": 250,
    "address_ko": 250,
    "hours_en": 200,
    "hours_ja": 200,
    "hours_ko": 200,
    "open_data_terms": 300,
    "open_data_terms_en": 600,
    "open_data_terms_ja": 300,
    "open_data_terms_ko": 400,
    "review_organ": 100,
    "review_address": 200,
    "review_online": 200,
    "court": 100,
    "fee_payment": 200,
}
"""Every field and how many characters it holds."""

TRANSLATED = ("host_unit", "address", "hours", "open_data_terms")
"""Fields that have a form in each foreign language, such as `hours_en`; a name has `site_name_en`."""

_LABEL = r"[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff-]{0,61}[a-z0-9\u4e00-\u9fff])?"

_FORMS: dict[str, Form] = {
    "site_id_code": Form(re.compile(r"[0-9A-Za-z]{10}"), "政府网站标识码是10位数字或字母"),
    "document_code": Form(
        re.compile(r"[一-龥A-Za-z]{1,10}"), "机关代字只用汉字或字母，如“宿外”，不带“发”“函”等字和年份"
    ),
    "icp_number": Form(
        re.compile(r"[\u4e00-\u9fff]ICP[备证][0-9]{5,10}号(-[0-9]{1,3})?"),
        "ICP备案号应如“苏ICP备05000001号-1”",
    ),
    "police_number": Form(
        re.compile(r"[\u4e00-\u9fff]公网安备 ?[0-9]{11,14}号"), "公安备案号应如“苏公网安备32130002000001号”"
    ),
    "domain": Form(
        re.compile(rf"{_LABEL}(\.{_LABEL})+"), "网站域名应如 wb.example.gov.cn，不带 http:// 和路径"
    ),
    "postcode": Form(re.compile(r"[0-9]{6}"), "邮政编码是6位数字"),
    "email": Form(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"), "电子邮箱的格式应如 name@example.gov.cn"),
}

_LOWER = {"domain", "email"}
_NUMBERS = {"phone": "phone", "fax": "phone"}

REQUIRED = {
    "office_name": "请填写机关全称：页脚、公函和网页标签都要用",
    "site_name_zh": "请填写网站的中文名称：网页标签SiteName不能为空",
}

TAG_FIELDS = {"SiteName": "site_name_zh", "SiteDomain": "domain", "SiteIDCode": "site_id_code"}

RULES = (
    Rule(
        "site_identity.footer",
        "页脚列明网站标识码、主办单位、联系方式、ICP备案号、公安备案号",
        Source("国办发〔2017〕47号", "政府网站发展指引（页脚）", Tag.SECONDARY),
    ),
    Rule(
        "site_identity.opening",
        "开办须依次取得党政机关网站标识、ICP备案、公安备案、政府网站标识码",
        Source("国办发〔2017〕47号", "政府网站发展指引（开办）", Tag.SECONDARY),
    ),
)


def normalise(values: Mapping[str, str]) -> dict[str, str]:
    """The values as they are stored: trimmed, numbers half-width, the organisation code without hyphen."""
    found: dict[str, str] = {}
    for field in LONGEST:
        value = " ".join(str(values.get(field, "")).split())
        if field in _FORMS or field in _NUMBERS:
            value = half_width(value)
        if field in _LOWER:
            value = value.lower()
        if field == "org_code" and value:
            value = check("org_code", value).normalised
        found[field] = value
    return found


def reasons(values: Mapping[str, str]) -> list[Reason]:
    """Everything wrong with normalised values, each at its field. Most fields may be empty."""
    found: list[Reason] = []
    for field, longest in LONGEST.items():
        value = values[field]
        if not value:
            if field in REQUIRED:
                found.append(Reason(f"{field}_missing", REQUIRED[field], field))
            continue
        message = _message(field, value, longest)
        if message:
            found.append(Reason(f"{field}_form", message, field))
    return found


def _message(field: str, value: str, longest: int) -> str:
    if any(not character.isprintable() for character in value):
        return "含有看不见的控制字符，请删去后重新填写"
    if field == "org_code" or field in _NUMBERS:
        result = check("org_code" if field == "org_code" else _NUMBERS[field], value)
        return "" if result.ok else result.message
    if len(value) > longest:
        return f"不能超过{longest}个字，现有{len(value)}个字"
    form = _FORMS.get(field)
    return "" if form is None or form.pattern.fullmatch(value) else form.says


def tag_values(values: Mapping[str, str]) -> dict[str, str]:
    """The site's page tags from its identity."""
    return {tag: values[field] for tag, field in TAG_FIELDS.items()}


def missing_tags(values: Mapping[str, str]) -> list[Reason]:
    """Required page tags that stay empty until the identity is completed; nothing can be released before."""
    says = {tag.name: tag.says for tag in PAGE_TAGS}
    return [
        Reason("page_tag_missing", f"网页标签 {name}（{says[name]}）还没有内容", TAG_FIELDS[name])
        for name in missing(PageKind.OTHER, tag_values(values))
    ]
