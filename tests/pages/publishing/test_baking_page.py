"""网站生成: how each host is, asked of by administrators, looked at by whoever watches the machines."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingchuang.base.accounts.sessions import BACKGROUND, SEEN
from mingchuang.base.audit.models import AuditEvent
from mingchuang.publishing import jobs
from mingchuang.publishing.models import BakeHost, Item, ItemState
from mingchuang.publishing.services import baking, withdrawal
from tests.support.clock import Clock
from tests.support.factories import sign_in
from tests.support.publishing import Office, item_of, released

PAGE = "/desk/baking/"


def shown(client: Client) -> str:
    return client.get(PAGE).content.decode()


def host(moment: datetime, name: str = "web1", **facts: Any) -> BakeHost:
    return baking.report(name, now=moment, **facts)


def test_before_any_host_has_baked_the_page_says_what_will_happen(client: Client, office: Office) -> None:
    sign_in(client, office.administrator)
    page = shown(client)
    assert "还没有主机生成过公开网站" in page and "全站重新生成" not in page


def test_each_state_of_a_host_is_told_apart(client: Client, office: Office, clock: Clock) -> None:
    now = clock.now()
    sign_in(client, office.administrator)
    host(now, baked_at=now, full_ended_at=now, full_total=480)
    page = shown(client)
    assert "没有落后" in page and "共 480 页" in page and "还没有核对过" in page
    assert "不再等待这台主机" not in page, "nobody takes a living host off the list"

    host(now, waiting=3, waiting_since=now - timedelta(minutes=4))
    assert "有变更待生成" in shown(client) and "3 项" in shown(client)

    later = now + timedelta(seconds=1)
    host(now, waiting=0, full_started_at=later, full_ended_at=None, full_done=120, full_total=480)
    page = shown(client)
    assert "正在全站生成" in page and "已生成 120 / 480 页（25 %）" in page
    host(now, full_done=0, full_total=0)
    assert "正在清点页面" in shown(client)

    wrong = ["不同 / different: pages/index.html", "缺少 / missing: pages/c/news/index.html"]
    host(now, full_started_at=None, full_ended_at=now, verified_at=now, differences=wrong)
    page = shown(client)
    assert "有 2 处不同" in page and wrong[0] in page and wrong[1] in page
    host(now, differences=[], problem="磁盘已满，旧页面仍在服务，清出空间后自动继续")
    page = shown(client)
    assert "与数据库一致" in page and "磁盘已满" in page and "有故障" in page

    host(now - timedelta(minutes=3), problem="")
    page = shown(client)
    assert page.count("没有报告") == 2 and "不再等待这台主机" in page


def test_the_page_asks_again_by_itself_and_keeps_nobody_signed_in(
    client: Client, office: Office, clock: Clock
) -> None:
    host(clock.now())
    sign_in(client, office.administrator)
    assert f'"{BACKGROUND}": "1"' in shown(client)
    seen = client.session[SEEN]
    clock.forward(minutes=5)
    assert client.get(PAGE, headers={BACKGROUND: "1"}).status_code == 200
    assert client.session[SEEN] == seen


def test_an_administrator_asks_for_a_bake_and_a_check(client: Client, office: Office, clock: Clock) -> None:
    host(clock.now())
    sign_in(client, office.administrator)
    assert "全站重新生成" in shown(client)
    answer = client.post(reverse("publishing_baking:full"), follow=True).content.decode()
    assert "已提出全站重新生成" in answer
    answer = client.post(reverse("publishing_baking:check"), follow=True).content.decode()
    assert "已提出核对" in answer
    asked = AuditEvent.objects.filter(actor=office.administrator).values_list("action", flat=True)
    assert {"publishing.bake_all", "publishing.check_baked"} <= set(asked)


def test_who_watches_may_look_and_asks_for_nothing(client: Client, office: Office, clock: Clock) -> None:
    silent = host(clock.now() - timedelta(hours=1))
    for person in (office.supervisor, office.officer):
        sign_in(client, person)
        page = shown(client)
        assert "web1" in page and "全站重新生成</span>" not in page and f"{silent.pk}/forget/" not in page
        for name, arguments in (("full", []), ("check", []), ("forget", [silent.pk])):
            assert client.post(reverse(f"publishing_baking:{name}", args=arguments)).status_code == 403
    sign_in(client, office.drafter)
    assert client.get(PAGE).status_code == 403
    assert BakeHost.objects.count() == 1
    assert not AuditEvent.objects.filter(action__startswith="publishing.bake").exists()


def test_taking_a_silent_host_off_the_list_completes_what_waited_for_it(
    client: Client, office: Office, clock: Clock
) -> None:
    now = clock.now()
    item = item_of(released(office, now))
    silent = host(now - timedelta(hours=1), "web2")
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    sign_in(client, office.administrator)
    where = reverse("publishing_baking:forget", args=[silent.pk])
    page = client.get(where).content.decode()
    assert "撤下不再等它确认" in page and "现在有 1 件撤下正在等它" in page and "web2" in page
    with pytest.raises(jobs.StillServed, match="web2"):
        jobs.confirm_withdrawal({"item": item.pk})
    assert "不再等待主机 web2" in client.post(where, follow=True).content.decode()
    jobs.confirm_withdrawal({"item": item.pk})
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWN
    assert AuditEvent.objects.get(action="publishing.forget_host").data == {"host": "web2"}
    assert client.get(where).status_code == 404


def test_a_host_that_came_back_is_kept(client: Client, office: Office, clock: Clock) -> None:
    back = host(clock.now())
    sign_in(client, office.administrator)
    where = reverse("publishing_baking:forget", args=[back.pk])
    assert "确认停用" not in client.get(where).content.decode()
    answer = client.post(where)
    assert answer.status_code == 422 and "该主机仍在运行" in answer.content.decode()
    assert BakeHost.objects.filter(pk=back.pk).exists()
