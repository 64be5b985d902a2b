"""Words for what is written down about people, sign-ins and second factors."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.audit.registry import register_values

FACTORS = {
    "password": _("密码"),
    "mfa": _("第二重验证"),
    "second": _("第二重验证"),
    "totp": _("动态码"),
    "recovery_codes": _("备用码"),
    "webauthn": _("通行密钥"),
}

for _detail in ("factor", "methods", "kind"):
    register_values(_detail, FACTORS, "accounts.")
register_values("limit", {"idle": _("长时间没有操作"), "absolute": _("超过最长登录时间")}, "accounts.")
register_values(
    "fields",
    {
        **{field.attname: field.verbose_name for field in Division._meta.concrete_fields},
        **{field.attname: field.verbose_name for field in User._meta.concrete_fields},
        "display_name": _("姓名"),
        "email": _("电子邮箱"),
        "division_id": _("处室"),
    },
    "accounts.",
)
