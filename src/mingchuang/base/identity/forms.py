"""The form of the site's identity, in the groups in which an office thinks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.forms import AskedField
from mingchuang.base.design.overwriting import OverStored
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.rules.site_identity import LONGEST, REQUIRED

GROUPS = (
    (_("机关"), ("office_name", "short_name", "org_code", "document_code")),
    (_("网站"), ("site_name_zh", "site_name_en", "site_name_ja", "site_name_ko", "domain")),
    (_("备案与标识"), ("site_id_code", "icp_number", "police_number", "host_unit", "operator_unit")),
    (_("联系方式"), ("address", "postcode", "hours", "phone", "fax", "email")),
    (
        _("救济途径和收费"),
        ("review_organ", "review_address", "review_online", "court", "fee_payment"),
    ),
    (_("开放数据"), ("open_data_terms",)),
    (_("英文页面"), ("host_unit_en", "address_en", "hours_en", "open_data_terms_en")),
    (_("日文页面"), ("host_unit_ja", "address_ja", "hours_ja", "open_data_terms_ja")),
    (_("韩文页面"), ("host_unit_ko", "address_ko", "hours_ko", "open_data_terms_ko")),
)

HINTS = {
    "office_name": _("印章上的全称。页脚、公函和网页标签都用它。"),
    "org_code": _("9位，索引号以它开头。统一社会信用代码的第9至17位就是它。"),
    "document_code": _("如“宿外”。文书编号以它开头，如：宿外公开答〔2026〕5号。"),
    "site_name_zh": _("网页标签 SiteName 的内容。"),
    "site_name_en": _("外文页面的名称；空着的，用中文名称。"),
    "domain": _("网页标签 SiteDomain 的内容，如 wb.example.gov.cn。"),
    "site_id_code": _("10位，网页标签 SiteIDCode 的内容。"),
    "icp_number": _("如：苏ICP备05000001号-1"),
    "police_number": _("如：苏公网安备32130002000001号"),
    "hours": _("如：工作日 8:30—12:00，14:00—17:30"),
    "address_en": _("空着的，外文页面照写中文并标明是中文；下同。"),
    "open_data_terms": _("写在“开放数据”页上的使用条件；空着的，用通用的说法：免费取用，注明来源。"),
    "review_organ": _("市级部门的复议机关只能是市人民政府。答复书的救济途径要写它；空着的，不能作出答复。"),
    "review_online": _("网上送达的答复书必须写明。"),
    "court": _("不服答复直接起诉的，向哪个人民法院。"),
    "fee_payment": _("写进收费通知书，如：凭本通知书所附缴款码缴入市级国库。"),
    "phone": _("带区号，如 0527-84368000。"),
}

SHORT = {"org_code", "document_code", "site_id_code", "postcode", "phone", "fax", "short_name"}


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together under a title."""

    title: str
    fields: tuple[tuple[BoundField, str], ...]
    """Each with its width: "m" where the answer is short."""


class IdentityForm(OverStored, forms.Form):
    """Every field as one line of text; the service checks them all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {field.name: field.verbose_name for field in SiteIdentity._meta.concrete_fields}
        for name in LONGEST:
            self.fields[name] = AskedField(
                label=labels[name],
                required=name in REQUIRED,
                help_text=HINTS.get(name, ""),
            )

    def groups(self) -> Iterator[Group]:
        """The fields in their groups."""
        for title, names in GROUPS:
            yield Group(str(title), tuple((self[name], "m" if name in SHORT else "") for name in names))
