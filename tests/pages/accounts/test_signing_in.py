"""Signing in: with a password, with a second factor, after too many guesses, after too long."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from mingchuang.base.accounts import services
from mingchuang.base.accounts.jobs import forget_expired
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.jobs.registry import schedules
from mingchuang.rules.roles import Role

pytestmark = pytest.mark.django_db


def signed_in(client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def trail() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def secret_on(page: str) -> str:
    """The secret shown beside the picture."""
    return re.search(r'<code class="secret">([\w ]+)</code>', page).group(1).replace(" ", "")


def test_a_person_signs_in_and_out_and_both_are_written_down(member, sign_in, client):
    member("li", Role.LEADER)
    before = len(trail())
    answer = sign_in(" LI ", next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    page = client.get("/account/")
    assert "li某" in page.content.decode()
    assert "分管领导" in page.content.decode()
    client.post("/account/logout/")
    assert not signed_in(client)
    assert trail()[before:] == ["accounts.sign_in", "accounts.sign_out"]
    assert AuditEvent.objects.get(action="accounts.sign_in").data == {"methods": ["password"]}


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(member, sign_in, client):
    member("li", Role.LEADER)
    wrong = sign_in("li", "not-this-one-1").content.decode()
    unknown = sign_in("zhao", "not-this-one-1").content.decode()
    strip = re.compile(r'(csrfmiddlewaretoken" value="[^"]+|value="(li|zhao)")')
    assert strip.sub("", wrong) == strip.sub("", unknown)
    assert "用户名或密码不对" in wrong
    assert not signed_in(client)
    known, stranger = AuditEvent.objects.filter(action="accounts.sign_in_failed").order_by("id")
    assert known.target_id
    assert known.data == {"factor": "password"}
    assert stranger.target_id == ""
    assert set(stranger.data) == {"factor", "name_digest"}
    assert "zhao" not in str(stranger.data)


@pytest.mark.parametrize("typed", ["", "   ", "a@b.cn", "x" * 4000, "li\x00", "'; DROP TABLE"])
def test_whatever_is_typed_the_page_answers(typed, member, sign_in, client):
    member("li", Role.LEADER)
    answer = sign_in(typed, "whatever-it-is")
    assert answer.status_code == 200
    assert not signed_in(client)


def test_nobody_can_sign_up_or_reset_by_mail(client):
    for address in ("signup/", "password/reset/", "email/", "password/set/", "confirm-email/", "3rdparty/"):
        assert client.get(f"/account/{address}").status_code == 404


def test_after_five_wrong_guesses_the_name_is_closed_for_half_an_hour(member, sign_in, client, clock):
    member("li", Role.LEADER)
    member("sun", Role.LEADER)
    for _ in range(4):
        assert sign_in("LI", "wrong-guess-1").status_code == 200
    locked = sign_in("li", "wrong-guess-1")
    assert locked.status_code == 429
    assert "2026-03-09 10:30" in locked.content.decode()
    assert 1700 < int(locked["Retry-After"]) <= 1800

    assert sign_in("li").status_code == 429, "the right password does not open a closed name"
    assert not signed_in(client)
    assert trail().count("accounts.locked_out") == 1
    assert trail().count("accounts.sign_in_failed") == 6
    clock.forward(minutes=20)
    assert "2026-03-09 10:30" in sign_in("li").content.decode(), "trying does not make it longer"

    assert sign_in("li", REMOTE_ADDR="10.0.0.7").status_code == 302, "elsewhere the person can work"
    client.post("/account/logout/")
    assert sign_in("sun").status_code == 302, "another name is not closed"
    client.post("/account/logout/")
    clock.forward(minutes=11)
    assert sign_in("li").status_code == 302


def test_an_unknown_name_is_closed_alike(sign_in):
    for _ in range(4):
        sign_in("nobody", "wrong-guess-1")
    assert sign_in("nobody", "wrong-guess-1").status_code == 429


def test_a_made_up_address_does_not_open_a_closed_name(sign_in):
    for n in range(5):
        last = sign_in("nobody", "wrong-guess-1", headers={"X-Forwarded-For": f"203.0.113.{n}"})
    assert last.status_code == 429


def test_the_first_password_must_be_changed_before_anything_else(division, sign_in, client, now):
    made = services.create_person(None, username="li", display_name="李某", division=division, now=now)
    services.grant_role(None, made.person, Role.LEADER, now=now)
    sign_in("li", made.password)
    answer = client.get("/account/")
    assert answer["Location"] == "/account/password/?next=%2Faccount%2F"
    page = client.get(answer["Location"]).content.decode()
    assert "请先换成自己的密码" in page

    def change(new: str, again: str) -> str:
        data = {"oldpassword": made.password, "password1": new, "password2": again, "next": "/account/"}
        return client.post("/account/password/", data)

    assert "至少" in change("short", "short").content.decode()
    assert "不一样" in change("shan-gao-yue-xiao", "shan-gao-yue-da").content.decode()
    assert "不能与现在的密码相同" in change(made.password, made.password).content.decode()
    done = change("shan-gao-yue-xiao", "shan-gao-yue-xiao")
    assert (done.status_code, done["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200
    made.person.refresh_from_db()
    assert not made.person.must_change_password
    assert trail()[-1] == "accounts.change_password"


def test_an_administrator_sets_up_a_second_factor_before_anything_else(
    member, sign_in, client, django_capture_on_commit_callbacks
):
    person = member("wang", Role.ADMINISTRATOR)
    sign_in("wang")
    assert client.get("/account/")["Location"] == "/account/second-factor/totp/activate/"
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    secret = secret_on(page)
    assert (
        "动态码不对"
        in client.post("/account/second-factor/totp/activate/", {"code": "000000"}).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/account/second-factor/totp/activate/", {"code": code_for(secret)})
    assert done["Location"] == "/account/second-factor/recovery-codes/"
    codes = re.findall(r"<li><code>(\d+)</code></li>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get(done["Location"]).content.decode(), "shown once"
    assert client.get("/account/").status_code == 200
    assert "accounts.add_second_factor" in trail()
    assert all(secret not in str(row.data) for row in Authenticator.objects.filter(user=person)), "encrypted"

    client.post("/account/logout/")
    first = sign_in("wang", next="/account/")
    assert first["Location"].startswith("/account/second-factor/authenticate/")
    assert not signed_in(client)
    assert client.get("/account/").status_code == 302
    wrong = client.post(first["Location"], {"code": "123456"})
    assert "动态码不对" in wrong.content.decode()
    assert trail()[-1] == "accounts.sign_in_failed"
    assert AuditEvent.objects.latest("id").data == {"factor": "second"}
    assert client.post(first["Location"], {"code": codes[0]})["Location"] == "/account/"
    assert AuditEvent.objects.latest("id").data == {"methods": ["password", "mfa"]}

    kept = client.get("/account/second-factor/totp/deactivate/").content.decode()
    assert "系统管理员必须保留第二重验证" in kept
    client.post("/account/second-factor/totp/deactivate/")
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_recovery_code_works_once(member, sign_in, client):
    member("wang", Role.ADMINISTRATOR)
    sign_in("wang")
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    secret = secret_on(page)
    client.post("/account/second-factor/totp/activate/", {"code": code_for(secret)})
    shown = client.get("/account/second-factor/recovery-codes/").content.decode()
    [code, *_] = re.findall(r"<li><code>(\d+)</code></li>", shown)
    for expected in (302, 200):
        client.post("/account/logout/")
        sign_in("wang")
        answer = client.post("/account/second-factor/authenticate/", {"code": code})
        assert answer.status_code == expected


def test_anybody_may_have_a_second_factor_and_give_it_up(member, sign_in, client):
    person = member("li", Role.LEADER)
    sign_in("li")
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    secret = secret_on(page)
    client.post("/account/second-factor/totp/activate/", {"code": code_for(secret)})
    assert "已启用" in client.get("/account/").content.decode()
    client.post("/account/second-factor/totp/deactivate/")
    assert not Authenticator.objects.filter(user=person).exists()
    assert "accounts.remove_second_factor" in trail()


@pytest.mark.parametrize(("steps", "minutes", "limit"), [(1, 31, "idle"), (21, 29, "absolute")])
def test_a_sign_in_ends_when_left_idle_and_after_a_working_day(
    steps, minutes, limit, member, sign_in, client, clock
):
    member("li", Role.LEADER)
    sign_in("li")
    for step in range(steps):
        assert client.get("/account/").status_code == 200, f"still at work at step {step}"
        clock.forward(minutes=minutes)
    answer = client.get("/account/")
    assert answer["Location"] == "/account/login/?next=/account/"
    assert "登录已到期" in client.get(answer["Location"]).content.decode()
    assert AuditEvent.objects.latest("id").action == "accounts.session_expired"
    assert AuditEvent.objects.latest("id").data == {"limit": limit}
    assert "accounts.sign_out" not in trail()


def test_a_session_that_does_not_say_when_it_began_is_too_old(member, client):
    client.force_login(member("li", Role.LEADER))
    session = client.session
    del session["accounts.began"]
    session.save()
    assert client.get("/account/").status_code == 302


def test_readers_of_the_public_site_have_no_session(client):
    client.get("/view/current.css")
    assert not client.cookies


def test_the_next_address_stays_on_this_site(member, sign_in):
    member("li", Role.LEADER)
    assert sign_in("li", next="https://evil.example/")["Location"] == "/desk/"


def test_signing_in_needs_the_token_of_the_form(member, client):
    member("li", Role.LEADER)
    strict = type(client)(enforce_csrf_checks=True)
    for address in ("login/", "logout/", "password/", "reauthenticate/", "second-factor/authenticate/"):
        assert strict.post(f"/account/{address}", {"login": "li", "password": "x"}).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(member, sign_in, client, settings):
    member("li", Role.LEADER)
    sign_in("li")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["domain"] == ""
    assert timedelta(minutes=30) >= settings.SESSION_IDLE_LIMIT


def test_what_has_run_out_is_forgotten_every_day(member, sign_in, client, clock):
    member("li", Role.LEADER)
    sign_in("nobody", "wrong-guess-1")
    sign_in("li")
    forget_expired({})
    assert (Session.objects.count(), AccessAttempt.objects.count()) == (1, 1)
    clock.forward(hours=11)
    forget_expired({})
    assert (Session.objects.count(), AccessAttempt.objects.count()) == (0, 0)
    assert schedules()["accounts.forget_expired"].at is not None
