"""How sign-in behaves here: nobody signs up, names are ours, second factors are kept encrypted."""

import base64
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts import services, sessions
from mingchuang.base.accounts.clients import client_ip
from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import permissions_of
from mingchuang.base.identity.selectors import site_identity
from mingchuang.rules.people import normal_username


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; passwords are changed through our service."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("用户名或密码不对，请核对后再试"),
        "too_many_login_attempts": _("尝试次数过多，请稍后再试"),
        "enter_current_password": _("现在的密码不对，请重新填写"),
        "incorrect_password": _("密码不对，请重新填写"),
        "rate_limited": _("尝试次数过多，请稍后再试"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def clean_password(self, password: str, user: Any = None) -> str:
        cleaned = super().clean_password(password, user)
        if user is not None and user.check_password(cleaned):
            raise ValidationError(_("新密码不能与现在的密码相同"))
        return cleaned

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        assert isinstance(user, User)  # noqa: S101 - the only user model there is
        services.change_own_password(user, password, now=timezone.now())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        if "username" in credentials:
            credentials["username"] = normal_username(credentials["username"])
        credentials.pop("email", None)
        return super().authenticate(request, **credentials)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_own")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Whoever has just signed in has just proved who they are.
        if sessions.began_recently(context.request, timezone.now()):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No greeting messages: the page reached says enough."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The trail keeps what changed; e-mail is sent by `notify` where the office has set it up."""


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: secrets encrypted at rest, the picture drawn here, words in Chinese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("系统管理员必须保留第二重验证，不能停用"),
        "cannot_generate_recovery_codes": _("请先设置动态码，再生成备用码"),
        "incorrect_code": _("动态码不对，请核对手机时间后填写最新的6位数字"),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not permissions_of(authenticator.user).needs_second_factor

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return site_identity().office_name or str(_("明窗工作台"))

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
        return drawn.getvalue().decode()


def _cipher() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"second factors").derive(settings.PERSONAL_DATA_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
