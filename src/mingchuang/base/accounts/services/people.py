"""People come, change, forget their passwords, leave and return."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.accounts.services.first_passwords import initial_password, was_given
from mingchuang.base.accounts.services.gatekeeping import current, last_administrator_reasons, require_manager
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.rules.people import name_reasons, normal_username, username_reasons
from mingchuang.rules.refusals import Reason, Refused, refuse_if

CREATE = action("accounts.create_person", _("新建人员"))
CHANGE = action("accounts.change_person", _("修改人员资料"))
RESET_PASSWORD = action("accounts.reset_password", _("重置密码"))
CHANGE_PASSWORD = action("accounts.change_password", _("本人修改密码"))
DEACTIVATE = action("accounts.deactivate", _("停用人员"))
REACTIVATE = action("accounts.reactivate", _("恢复人员"))
RESET_SECOND_FACTOR = action("accounts.reset_second_factor", _("解除第二重验证"))

_TAKEN = Reason("username_taken", "该用户名已有人使用，请换一个", "username")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person just created with the password to hand over; it is shown once and stored nowhere."""

    person: User
    password: str


def _detail_reasons(display_name: str, email: str, division: Division | None) -> list[Reason]:
    reasons = name_reasons(display_name, "display_name", "姓名", 60)
    if email:
        try:
            validate_email(email)
        except ValidationError:
            reasons.append(Reason("email_form", "电子邮箱的格式应如 name@example.gov.cn", "email"))
    if division is not None and not division.is_open:
        reasons.append(Reason("division_closed", "该处室已停用，请选择使用中的处室", "division"))
    return reasons


def create_person(
    actor: User | None,
    *,
    username: str,
    display_name: str,
    now: datetime,
    email: str = "",
    division: Division | None = None,
    mark: str = "",
) -> NewPerson:
    """A new person without any role, with an initial password that must be changed at first sign-in.

    `mark` is that of the form: sent twice it makes one person, and says the same password again. Raises
    `Forbidden`, or `Refused` with every reason.
    """
    username, display_name, email = normal_username(username), display_name.strip(), email.strip()
    with transaction.atomic():
        require_manager(actor)
        division = current(division)
        password = initial_password(mark, actor=actor, for_whom=username, now=now)
        known = User.objects.filter(username=username).first()
        sent = (display_name, email, division.pk if division else None)
        if known is not None and _was_made(known, sent, password):
            return NewPerson(known, password)
        reasons = username_reasons(username) + _detail_reasons(display_name, email, division)
        if known is not None:
            reasons.append(_TAKEN)
        refuse_if(reasons)
        person = User(
            username=username,
            display_name=display_name,
            email=email,
            division=division,
            must_change_password=True,
            created_at=now,
        )
        person.set_password(password)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError as problem:  # somebody else took the name between the check and here
            raise Refused([_TAKEN]) from problem
        record(actor, CREATE, person, now=now, data={"division": division.pk if division else None})
    return NewPerson(person, password)


def _was_made(known: User, sent: tuple[str, str, int | None], password: str) -> bool:
    """Whether the same form made this person a click ago."""
    return sent == (known.display_name, known.email, known.division_id) and was_given(known, password)


def change_person(
    actor: User | None,
    person: User,
    *,
    display_name: str,
    email: str,
    division: Division | None,
    now: datetime,
) -> User:
    """Change a person's details. Roles held for the former division stay until they are revoked."""
    display_name, email = display_name.strip(), email.strip()
    with transaction.atomic():
        require_manager(actor)
        stored, division = _locked(person), current(division)
        moved = division is not None and division.pk != stored.division_id
        refuse_if(_detail_reasons(display_name, email, division if moved else None))
        wanted = {
            "display_name": display_name,
            "email": email,
            "division_id": division.pk if division else None,
        }
        changed = sorted(name for name, value in wanted.items() if getattr(stored, name) != value)
        if not changed:
            return stored
        for name, value in wanted.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(wanted))
        record(actor, CHANGE, stored, now=now, data={"fields": changed, "division": wanted["division_id"]})
    return stored


def reset_password(actor: User | None, person: User, *, mark: str = "", now: datetime) -> str:
    """A new initial password, the same for a form sent twice. Ends every session of the person."""
    with transaction.atomic():
        require_manager(actor)
        stored = _locked(person)
        reasons = [] if stored.is_active else [Reason("person_inactive", "该人员已停用，请先恢复")]
        if actor is not None and actor.pk == stored.pk:
            reasons.append(Reason("own_password", "请在“我的账号”中修改自己的密码", remedy="change_password"))
        refuse_if(reasons)
        password = initial_password(mark, actor=actor, for_whom=stored.username, now=now)
        if was_given(stored, password):
            return password
        _set_initial(stored, password)
        record(actor, RESET_PASSWORD, stored, now=now)
    return password


def change_own_password(person: User, password: str, *, now: datetime) -> None:
    """Set the password the person chose (already checked against the validators)."""
    with transaction.atomic():
        person.set_password(password)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        record(person, CHANGE_PASSWORD, person, now=now)


def deactivate(actor: User | None, person: User, *, now: datetime) -> None:
    """The person leaves: sessions end at once, every role ends, the password is void."""
    with transaction.atomic():
        require_manager(actor)
        stored = _locked(person)
        reasons = last_administrator_reasons(stored)
        if not stored.is_active:
            reasons.append(Reason("already_inactive", "该人员已经停用"))
        if actor is not None and actor.pk == stored.pk:
            reasons.append(Reason("own_account", "不能停用自己的账号，请由另一名系统管理员办理"))
        refuse_if(reasons)
        ended = RoleAssignment.objects.filter(user=stored, revoked_at__isnull=True)
        roles = sorted(ended.values_list("role", flat=True))
        ended.update(revoked_at=now, revoked_by=actor)
        stored.is_active = False
        # Sessions carry a digest of the password: voiding it ends them for good, also after a return.
        stored.set_unusable_password()
        stored.save(update_fields=["is_active", "password"])
        record(actor, DEACTIVATE, stored, now=now, data={"roles": roles})


def reactivate(actor: User | None, person: User, *, mark: str = "", now: datetime) -> str:
    """The person returns, without roles, with a new initial password, the same for a form sent twice."""
    with transaction.atomic():
        require_manager(actor)
        stored = _locked(person)
        password = initial_password(mark, actor=actor, for_whom=stored.username, now=now)
        if was_given(stored, password):
            return password
        if stored.is_active:
            raise Refused.because("already_active", "该人员在岗，不需要恢复")
        stored.is_active = True
        stored.save(update_fields=["is_active"])
        _set_initial(stored, password)
        record(actor, REACTIVATE, stored, now=now)
    return password


def reset_second_factor(actor: User | None, person: User, *, now: datetime) -> None:
    """Remove a lost second factor; the password is renewed separately. Never one's own."""
    with transaction.atomic():
        require_manager(actor)
        if actor is not None and actor.pk == person.pk:
            raise Refused.because("own_second_factor", "请由另一名系统管理员解除您的第二重验证")
        factors = Authenticator.objects.filter(user=person)
        if not factors.exists():
            raise Refused.because("no_second_factor", "该人员没有设置第二重验证")
        factors.delete()
        record(actor, RESET_SECOND_FACTOR, person, now=now)


def _locked(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)


def _set_initial(person: User, password: str) -> None:
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
