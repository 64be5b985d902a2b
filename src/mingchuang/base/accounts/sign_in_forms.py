"""The sign-in library's forms in our words: labels above, hints below, no placeholders."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _


def _describe(form: forms.Form, name: str, label: str, hint: str = "", required: str = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = required or _("请填写%(label)s") % {"label": label}


def _describe_code(form: forms.Form, hint: str) -> None:
    _describe(form, "code", _("动态码"), hint)
    form.fields["code"].widget.attrs |= {
        "inputmode": "numeric",
        "autocomplete": "one-time-code",
        "maxlength": "12",
    }


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "login", _("用户名"))
        _describe(self, "password", _("密码"))
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def user_credentials(self) -> dict[str, Any]:
        # A name with an @ is a mistyped name here, never an e-mail address to sign in with.
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}

    def add_error(self, field: str | None, error: Any) -> None:
        # Which of the two was wrong is not told, so the error stands above both.
        super().add_error(NON_FIELD_ERRORS if field is None else field, error)


class OwnPasswordForm(ChangePasswordForm):
    """A new password, twice, after the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "oldpassword", _("现在的密码"))
        _describe(
            self,
            "password1",
            _("新密码"),
            _("至少10个字符。可以用几个不相干的词连成一句；不要用姓名、用户名或常见密码。"),
        )
        _describe(self, "password2", _("再填一次新密码"))

    def clean(self) -> dict[str, Any]:
        cleaned = forms.Form.clean(self) or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("两次填写的新密码不一样，请重新填写"))
        return cleaned


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that cannot be undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self, "password", _("密码"))


class SecondFactorForm(AuthenticateForm):
    """The code of the moment, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self, _("打开手机上的验证器，填写当前的6位数字；手机不在身边时，填写一个8位备用码。"))


class CodeAgainForm(CodeReauthenticateForm):
    """The code once more, before something that cannot be undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self, _("填写验证器上当前的6位数字，或一个备用码。"))


class SetUpCodeForm(ActivateTOTPForm):
    """The first code proves that the authenticator was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self, _("填写验证器上显示的6位数字。"))

    @property
    def secret_in_fours(self) -> str:
        """The secret as it is typed by hand; authenticators ignore the spaces."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))
