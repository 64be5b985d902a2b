"""An administrator looks after people at the desk."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from mingchuang.base.accounts import services
from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.rules.roles import Permission, Role

pytestmark = pytest.mark.django_db

PEOPLE = "/desk/admin/people/"


@pytest.fixture
def administrator(member, client) -> User:
    """Signed in, with a second factor."""
    person = member("wang", Role.ADMINISTRATOR)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(person)
    return person


def text(answer) -> str:
    return answer.content.decode()


def test_the_list_finds_people_by_name_division_role_and_state(administrator, member, client, division, now):
    services.create_person(None, username="gone", display_name="离职者", now=now)
    services.deactivate(None, User.objects.get(username="gone"), now=now)
    member("li", Role.LEADER)
    member("sun", Role.DRAFTER)
    everybody = text(client.get(PEOPLE))
    assert "li某" in everybody
    assert "共 3 条" in everybody
    assert "离职者" not in everybody
    assert "还没有符合" not in everybody

    def names(**query) -> set[str]:
        return set(re.findall(r"people/[0-9a-f-]{36}/\">(.+?)</a>", text(client.get(PEOPLE, query))))

    assert names(q="LI") == {"li某"}
    assert names(role="drafter") == {"sun某"}
    assert names(state="inactive") == {"离职者"}
    assert names(division=division.pk, state="all") == {"wang某", "li某", "sun某"}
    assert names(q="没有这个人") == set()
    assert names(role="no-such-role", division="x", page="999") == {"wang某", "li某", "sun某"}


def test_the_list_costs_the_same_for_many_people(
    administrator, member, client, django_assert_max_num_queries
):
    for n in range(30):
        member(f"p{n}", Role.DRAFTER, Role.TRANSLATOR)
    with django_assert_max_num_queries(14):
        client.get(PEOPLE)


def test_a_new_person_the_password_is_shown_once(administrator, client, division):
    form = text(client.get(PEOPLE + "new/"))
    assert "用户名" in form
    wrong = client.post(PEOPLE + "new/", {"username": "9x", "display_name": " ", "email": "x"})
    for message in ("用户名须以小写字母开头", "请填写姓名", "电子邮箱的格式应如"):
        assert message in text(wrong)
    made = client.post(
        PEOPLE + "new/", {"username": "Zhang.San", "display_name": "张三", "division": division.pk}
    )
    person = User.objects.get(username="zhang.san")
    password = re.findall(r'<code class="secret">(.+?)</code>', text(made))[1]
    assert person.check_password(password)
    assert "no-store" in made["Cache-Control"]
    assert password not in text(client.get(reverse("people:person", args=[person.uid])))
    again = client.post(PEOPLE + "new/", {"username": "zhang.san", "display_name": "张三"})
    assert "已有人使用" in text(again)


def once(page) -> str:
    return re.search(r'name="once" value="(.+?)"', text(page))[1]


def shown_password(page) -> str:
    return re.findall(r'<code class="secret">(.+?)</code>', text(page))[1]


def test_a_second_click_on_new_person_shows_the_first_password_again(administrator, client, clock):
    sent = {"username": "zhang.san", "display_name": "张三", "once": once(client.get(PEOPLE + "new/"))}
    first, second = (client.post(PEOPLE + "new/", sent) for _click in range(2))
    password = shown_password(first)
    assert shown_password(second) == password
    person = User.objects.get(username="zhang.san")
    assert person.check_password(password)
    assert AuditEvent.objects.filter(action="accounts.create_person", actor=administrator).count() == 1
    for other in ({"display_name": "张珊"}, {"once": once(client.get(PEOPLE + "new/"))}, {"once": "x"}):
        assert "已有人使用" in text(client.post(PEOPLE + "new/", sent | other))
    clock.forward(minutes=61)
    client.force_login(administrator)
    assert "已有人使用" in text(client.post(PEOPLE + "new/", sent)), "a form that lay open tells nothing"


def test_a_second_click_tells_no_password_that_was_changed(administrator, client, now):
    sent = {"username": "zhang.san", "display_name": "张三", "once": once(client.get(PEOPLE + "new/"))}
    shown_password(client.post(PEOPLE + "new/", sent))
    services.change_own_password(User.objects.get(username="zhang.san"), "shu-xia-you-feng-9", now=now)
    assert "已有人使用" in text(client.post(PEOPLE + "new/", sent))


@pytest.mark.parametrize("act", ["reset-password", "reactivate"])
def test_a_second_click_on_renewing_a_password_shows_the_same_one(administrator, member, client, act, now):
    person = member("li")
    if act == "reactivate":
        services.deactivate(administrator, person, now=now)
    address = reverse("people:act", args=[person.uid, act])
    sent = {"once": once(client.get(address))}
    first, second = (client.post(address, sent) for _click in range(2))
    assert shown_password(first) == shown_password(second)
    person.refresh_from_db()
    assert person.check_password(shown_password(first))
    action = f"accounts.{act.replace('-', '_')}"
    assert AuditEvent.objects.filter(action=action).count() == 1
    again = reverse("people:act", args=[person.uid, "reset-password"])
    renewed = client.post(again, {"once": once(client.get(again))})
    assert shown_password(renewed) != shown_password(first), "another form gives another password"


def test_roles_are_given_and_taken_back(administrator, member, client, division):
    person = member("li")
    page, grant = reverse("people:person", args=[person.uid]), reverse("people:grant", args=[person.uid])
    assert "请选择角色" in text(client.post(grant, {"role": ""}))
    assert "请选择处室" in text(client.post(grant, {"role": "drafter"}))
    assert "须指明语种" in text(client.post(grant, {"role": "translator"}))
    assert client.post(grant, {"role": "drafter", "division": division.pk})["Location"] == page
    assert (
        client.post(grant, {"role": "leader", "division": division.pk, "language": "en"}).status_code == 302
    )
    leader = RoleAssignment.objects.get(user=person, role=Role.LEADER)
    assert (leader.division, leader.language, leader.granted_by) == (None, "", administrator)
    shown = text(client.get(page))
    assert "分管领导" in shown
    assert "角色已授予" in shown
    revoke = reverse("people:revoke", args=[person.uid, leader.pk])
    assert client.get(revoke).status_code == 405
    assert client.post(revoke)["Location"] == page
    assert "收回过的角色" in text(client.get(page))
    assert "已经收回" in text(client.post(revoke))
    other = member("sun")
    assert client.post(reverse("people:revoke", args=[other.uid, leader.pk])).status_code == 404


def test_an_administrator_does_nothing_to_themself(administrator, client):
    page = text(client.get(reverse("people:person", args=[administrator.uid])))
    assert "不能给自己授予角色" in page
    assert "停用账号" not in page
    grant = client.post(reverse("people:grant", args=[administrator.uid]), {"role": "leader"})
    assert "不能给自己授予角色" in text(grant)
    for act in ("reset-password", "reset-second-factor", "deactivate"):
        assert client.post(reverse("people:act", args=[administrator.uid, act])).status_code == 422
    administrator.refresh_from_db()
    assert administrator.is_active


def test_each_act_says_what_happens_before_it_does(administrator, member, client):
    person = member("li", Role.LEADER)

    def address(act: str) -> str:
        return reverse("people:act", args=[person.uid, act])

    before = AuditEvent.objects.count()
    assert "现在的密码立即作废" in text(client.get(address("reset-password")))
    assert AuditEvent.objects.count() == before
    password = re.findall(r'<code class="secret">(.+?)</code>', text(client.post(address("reset-password"))))[
        1
    ]
    person.refresh_from_db()
    assert person.check_password(password)
    assert "没有设置第二重验证" in text(client.post(address("reset-second-factor")))
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.post(address("reset-second-factor")).status_code == 302
    assert client.post(address("deactivate")).status_code == 302
    assert "已停用" in text(client.get(reverse("people:person", args=[person.uid])))
    assert "初始密码" in text(client.post(address("reactivate")))
    assert client.get(address("make-king")).status_code == 404


def test_details_are_changed(administrator, member, client, division):
    person = member("li")
    edit = reverse("people:edit", args=[person.uid])
    assert 'name="username"' not in text(client.get(edit))
    assert client.post(edit, {"display_name": "李新名", "division": ""}).status_code == 302
    person.refresh_from_db()
    assert (person.display_name, person.division) == ("李新名", None)
    assert "请填写姓名" in text(client.post(edit, {"display_name": "\u3000"}))


def test_divisions_are_kept(administrator, client, division):
    assert (
        client.post("/desk/admin/divisions/new/", {"code": "02", "name": "涉外处", "position": 5}).status_code
        == 302
    )
    wrong = text(client.post("/desk/admin/divisions/new/", {"code": "02", "name": "涉外处", "position": -1}))
    for message in ("处室代码已经使用", "已有同名处室", "排序须为"):
        assert message in wrong
    other = Division.objects.get(code="02")
    edit = reverse("people:division", args=[other.uid])
    assert client.post(edit, {"code": "02", "name": "涉外管理处", "position": 5}).status_code == 302
    state = reverse("people:division-state", args=[other.uid])
    assert client.post(state, {"state": "closed"}).status_code == 302
    assert "还有1名在岗人员" in text(
        client.post(reverse("people:division-state", args=[division.uid]), {"state": "closed"})
    )
    listed = text(client.get("/desk/admin/divisions/"))
    assert "涉外管理处" in listed
    assert "已停用" in listed


def test_the_table_of_roles_shows_every_permission(administrator, client):
    page = text(client.get("/desk/admin/roles/"))
    assert page.count('<th scope="row">') == len(Permission)
    assert page.count("系统管理员 *") == 1


def test_before_changing_people_the_password_is_asked_again_and_the_form_is_kept(
    administrator, member, client, clock, division
):
    person = member("li")
    clock.forward(minutes=20)
    client.get("/account/")
    grant = reverse("people:grant", args=[person.uid])
    answer = client.post(grant, {"role": "drafter", "division": division.pk})
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert not RoleAssignment.objects.filter(user=person).exists()
    page = text(client.get(answer["Location"]))
    assert "请再次确认身份" in page
    wrong = client.post(answer["Location"], {"password": "not-the-one-1", "next": grant})
    assert "密码不对" in text(wrong)
    done = client.post(answer["Location"], {"password": "shu-xia-you-feng-9", "next": grant})
    assert done["Location"] == reverse("people:person", args=[person.uid])
    assert RoleAssignment.objects.filter(user=person, role=Role.DRAFTER).exists()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{ 7*7 }}", "'\";--", "长" * 60])
def test_names_are_shown_as_they_are(typed, administrator, client, now):
    services.create_person(None, username="odd", display_name=typed, now=now)
    page = text(client.get(PEOPLE))
    assert "<script>alert" not in page
    assert "49" not in re.sub(r"[0-9a-f]{8}-[0-9a-f-]+", "", page.split("</thead>")[1])
