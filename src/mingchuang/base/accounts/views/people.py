"""The administrator's pages of people: list, one person, and what is done to an account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts import selectors, services
from mingchuang.base.accounts.decorators import DeskRequest, desk_view, recently_authenticated
from mingchuang.base.accounts.forms import GrantForm, PeopleFilter, PersonForm
from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.services.first_passwords import new_mark
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.design.shell import Crumb
from mingchuang.rules.refusals import Forbidden, Reason, Refused
from mingchuang.rules.roles import Permission, Role

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to an account after a page that says what will happen."""

    title: Promise
    what: Promise
    button: Promise
    done: Promise
    call: Callable[[User, User, str, datetime], str | None]
    is_grave: bool = True


ACTS: dict[str, Act] = {
    "reset-password": Act(
        gettext_lazy("重置密码"),
        gettext_lazy(
            "现在的密码立即作废，此人在所有设备上的登录立即结束。新的初始密码只显示一次，由您当面交给本人。"
        ),
        gettext_lazy("重置密码"),
        gettext_lazy("密码已重置"),
        lambda actor, person, mark, now: services.reset_password(actor, person, mark=mark, now=now),
    ),
    "reset-second-factor": Act(
        gettext_lazy("解除第二重验证"),
        gettext_lazy(
            "手机里的动态码和备用码一并作废。请先确认确是本人提出；本人下次登录后须重新设置的，会被要求设置。"
        ),
        gettext_lazy("解除第二重验证"),
        gettext_lazy("第二重验证已解除"),
        lambda actor, person, _mark, now: services.reset_second_factor(actor, person, now=now),
    ),
    "deactivate": Act(
        gettext_lazy("停用账号"),
        gettext_lazy(
            "此人在所有设备上的登录立即结束，密码作废，全部角色收回。此人做过的事仍留有记录。以后可以恢复，角色须重新授予。"
        ),
        gettext_lazy("停用账号"),
        gettext_lazy("账号已停用"),
        lambda actor, person, _mark, now: services.deactivate(actor, person, now=now),
    ),
    "reactivate": Act(
        gettext_lazy("恢复账号"),
        gettext_lazy("此人可以重新登录，用一个新的初始密码；没有任何角色，须逐项重新授予。"),
        gettext_lazy("恢复账号"),
        gettext_lazy("账号已恢复"),
        lambda actor, person, mark, now: services.reactivate(actor, person, mark=mark, now=now),
        is_grave=False,
    ),
}


def _person(uid: UUID) -> User:
    return get_object_or_404(selectors.everybody(), uid=uid)


def _mark(request: DeskRequest) -> str:
    """The mark of the form that was sent: a second click says the password of the first again."""
    return request.POST.get("once", "")


def _crumbs(person: User | None, last: str) -> tuple[Crumb, ...]:
    """The way here: people, the person, what is done."""
    way = [Crumb(_("人员"), reverse("people:list"))]
    if person is not None:
        way.append(Crumb(person.display_name, reverse("people:person", args=[person.uid])))
    return (*way, Crumb(last)) if last else tuple(way)


@desk_view(Permission.MANAGE_PEOPLE)
@require_safe
def people_list(request: DeskRequest) -> HttpResponse:
    """Everybody, narrowed by the filter in the address."""
    form = PeopleFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = selectors.people(
        q=wanted.get("q", ""),
        division=wanted.get("division"),
        role=wanted.get("role", ""),
        state=wanted.get("state") or "active",
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"filter": form, "page": page})


@desk_view(Permission.MANAGE_PEOPLE)
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("made")
def person_new(request: DeskRequest) -> HttpResponse:
    """A new person; the answer to a good form shows the password, once."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_person(
                request.user, **form.cleaned_data, mark=_mark(request), now=timezone.now()
            )
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            return _password_once(request, made.person, made.password, _("人员已建立"))
    context = {
        "form": form,
        "person": None,
        "once": new_mark(timezone.now()),
        "breadcrumbs": _crumbs(None, _("新建人员")),
    }
    return render(request, "accounts/person_form.html", context)


@desk_view(Permission.MANAGE_PEOPLE)
@require_safe
def person_detail(request: DeskRequest, uid: UUID) -> HttpResponse:
    """One person: details, roles, history, what can be done."""
    return _show_person(request, _person(uid))


def _show_person(
    request: DeskRequest, person: User, *, form: GrantForm | None = None, reasons: tuple[Reason, ...] = ()
) -> HttpResponse:
    context = {
        "person": person,
        "is_self": person.pk == request.user.pk,
        "roles": selectors.open_roles(person),
        "history": selectors.role_history(person).filter(revoked_at__isnull=False),
        "has_second_factor": selectors.has_second_factor(person),
        "form": form or GrantForm(initial={"division": person.division_id}),
        "reasons": reasons,
        "breadcrumbs": _crumbs(person, ""),
    }
    return render(request, "accounts/person.html", context, status=422 if reasons else 200)


@desk_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Change a person's details."""
    person = _person(uid)
    initial = {"display_name": person.display_name, "email": person.email, "division": person.division_id}
    form = PersonForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(request.user, person, **form.cleaned_data, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("资料已保存"))
            return redirect("people:person", uid=person.uid)
    context = {"form": form, "person": person, "breadcrumbs": _crumbs(person, _("修改资料"))}
    return render(request, "accounts/person_form.html", context)


@desk_view(Permission.MANAGE_PEOPLE)
@recently_authenticated
@require_POST
def role_grant(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Give a person a role."""
    person, form = _person(uid), GrantForm(request.POST)
    if not form.is_valid():
        return _show_person(request, person, form=form)
    wanted = form.cleaned_data
    try:
        services.grant_role(
            request.user,
            person,
            Role(wanted["role"]),
            division=wanted["division"],
            language=wanted["language"],
            now=timezone.now(),
        )
    except Forbidden:
        raise
    except Refused as refusal:
        add_reasons(form, refusal.reasons)
        return _show_person(request, person, form=form)
    messages.success(request, _("角色已授予，立即生效"))
    return redirect("people:person", uid=person.uid)


@desk_view(Permission.MANAGE_PEOPLE)
@recently_authenticated
@require_POST
def role_revoke(request: DeskRequest, uid: UUID, assignment_id: int) -> HttpResponse:
    """Take a role back."""
    person = _person(uid)
    assignment = get_object_or_404(selectors.role_history(person), pk=assignment_id)
    try:
        services.revoke_role(request.user, assignment, now=timezone.now())
    except Forbidden:
        raise
    except Refused as refusal:
        return _show_person(request, person, reasons=refusal.reasons)
    messages.success(request, _("角色已收回，立即生效"))
    return redirect("people:person", uid=person.uid)


@desk_view(Permission.MANAGE_PEOPLE)
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("password")
def person_act(request: DeskRequest, uid: UUID, act: str) -> HttpResponseBase:
    """Say what will happen, then do it."""
    if act not in ACTS:
        raise Http404
    person, chosen = _person(uid), ACTS[act]
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            password = chosen.call(request.user, person, _mark(request), timezone.now())
        except Forbidden:
            raise
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            if password is not None:
                return _password_once(request, person, password, str(chosen.done))
            messages.success(request, str(chosen.done))
            return redirect("people:person", uid=person.uid)
    context = {
        "person": person,
        "act": chosen,
        "reasons": reasons,
        "once": new_mark(timezone.now()),
        "breadcrumbs": _crumbs(person, str(chosen.title)),
    }
    return render(request, "accounts/person_act.html", context, status=422 if reasons else 200)


@sensitive_variables("password")
def _password_once(request: DeskRequest, person: User, password: str, done: str) -> HttpResponse:
    context = {
        "person": person,
        "password": password,
        "done": done,
        "is_new": not selectors.open_roles(person).exists(),
        "breadcrumbs": _crumbs(person, done),
    }
    return render(request, "accounts/password_once.html", context)
