"""Who the site is: the one record that the footer, the page tags and every letter head read."""

from copy import copy

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.design.phrases import Chinese
from mingchuang.rules.site_identity import LONGEST, TRANSLATED

ONLY_ROW = 1


class SiteIdentity(models.Model):
    """The office and its site. One row; changed by `services.change_identity` only."""

    office_name = models.CharField(_("机关全称"), max_length=100, blank=True)
    short_name = models.CharField(_("机关简称"), max_length=50, blank=True)
    org_code = models.CharField(_("组织机构代码"), max_length=9, blank=True)
    document_code = models.CharField(_("机关代字"), max_length=10, blank=True)
    site_name_zh = models.CharField(_("网站名称（中文）"), max_length=100, blank=True)
    site_name_en = models.CharField(_("网站名称（英文）"), max_length=150, blank=True)
    site_name_ja = models.CharField(_("网站名称（日文）"), max_length=100, blank=True)
    site_name_ko = models.CharField(_("网站名称（韩文）"), max_length=100, blank=True)
    domain = models.CharField(_("网站域名"), max_length=253, blank=True)
    site_id_code = models.CharField(_("政府网站标识码"), max_length=10, blank=True)
    icp_number = models.CharField(_("ICP备案号"), max_length=40, blank=True)
    police_number = models.CharField(_("公安备案号"), max_length=40, blank=True)
    host_unit = models.CharField(_("主办单位"), max_length=100, blank=True)
    operator_unit = models.CharField(_("承办单位"), max_length=100, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)
    hours = models.CharField(_("办公时间"), max_length=200, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    fax = models.CharField(_("传真"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    host_unit_en = models.CharField(_("主办单位（英文）"), max_length=150, blank=True)
    host_unit_ja = models.CharField(_("主办单位（日文）"), max_length=150, blank=True)
    host_unit_ko = models.CharField(_("主办单位（韩文）"), max_length=150, blank=True)
    address_en = models.CharField(_("地址（英文）"), max_length=250, blank=True)
    address_ja = models.CharField(_("地址（日文）"), max_length=250, blank=True)
    address_ko = models.CharField(_("地址（韩文）"), max_length=250, blank=True)
    hours_en = models.CharField(_("办公时间（英文）"), max_length=200, blank=True)
    hours_ja = models.CharField(_("办公时间（日文）"), max_length=200, blank=True)
    hours_ko = models.CharField(_("办公时间（韩文）"), max_length=200, blank=True)
    open_data_terms = models.CharField(_("开放数据的使用条件"), max_length=300, blank=True)
    open_data_terms_en = models.CharField(_("开放数据的使用条件（英文）"), max_length=600, blank=True)
    open_data_terms_ja = models.CharField(_("开放数据的使用条件（日文）"), max_length=300, blank=True)
    open_data_terms_ko = models.CharField(_("开放数据的使用条件（韩文）"), max_length=400, blank=True)
    review_organ = models.CharField(_("行政复议机关"), max_length=100, blank=True)
    review_address = models.CharField(_("行政复议机关的地址"), max_length=200, blank=True)
    review_online = models.CharField(_("网上申请行政复议的网址"), max_length=200, blank=True)
    court = models.CharField(_("有管辖权的人民法院"), max_length=100, blank=True)
    fee_payment = models.CharField(_("信息处理费的缴纳方式"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("网站标识")
        verbose_name_plural = _("网站标识")
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY_ROW), name="one_site_identity")]

    def __str__(self) -> str:
        return self.office_name

    def site_name(self, language: str) -> str:
        """The site's name in "zh-hans", "en", "ja" or "ko"; the Chinese name where there is none."""
        names = {"en": self.site_name_en, "ja": self.site_name_ja, "ko": self.site_name_ko}
        return names.get(language, "") or self.site_name_zh

    def in_language(self, language: str) -> "SiteIdentity":
        """A copy to read on a page in that language; what the office has not translated stays Chinese."""
        shown = copy(self)
        if language == CHINESE:
            return shown
        for field in TRANSLATED:
            own = getattr(self, f"{field}_{language}")
            setattr(shown, field, own or Chinese(getattr(self, field)))
        shown.office_name = getattr(self, f"site_name_{language}") or Chinese(self.office_name)
        return shown

    def values(self) -> dict[str, str]:
        """Every field by name, as the rules read it."""
        return {field: getattr(self, field) for field in LONGEST}
