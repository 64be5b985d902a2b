"""The administrator sees how the search indexes are and has them built anew."""

import pytest
from django.urls import reverse
from django.utils import timezone

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.jobs import checks
from mingchuang.base.search import lanes
from mingchuang.base.search.models import Rebuild
from mingchuang.base.search.rebuilding import Stopped, rebuild
from mingchuang.base.search.sources import Index
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.search import Shelf, follow, only


@pytest.fixture
def shelf(transactional_db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    shelf = Shelf(Index.PUBLIC)
    with only(shelf):
        yield shelf


@pytest.fixture
def administrator(shelf, client):
    return sign_in(client, make_person([Role.ADMINISTRATOR]))


def shown(client):
    return client.get(reverse("search_index")).content.decode()


def states(now):
    return {one.code: one.state.value for one in checks.run(now) if one.code.startswith("search.")}


def test_from_nothing_to_a_build_that_was_asked_for(administrator, shelf):
    assert "正在建立，暂不能检索" in shown(administrator)
    assert states(timezone.now()) == {"search.public": "warn", "search.desk": "warn"}
    for number in range(600):
        shelf.put(f"{number:03d}", "护照")
    for index in Index:
        rebuild(index, clock=timezone.now)
    page = shown(administrator)
    assert page.count("没有落后") == 2
    assert "600" in page
    assert states(timezone.now()) == {"search.public": "ok", "search.desk": "ok"}

    answer = administrator.post(reverse("search_index"), {"index": "public"}, follow=True).content.decode()
    assert "已提出重建" in answer
    assert "等待后台任务进程开始" in answer
    assert AuditEvent.objects.get(action="search.rebuild").data == {"index": "public"}
    with pytest.raises(Stopped):
        rebuild(Index.PUBLIC, clock=timezone.now, stopping=lambda: True)
    assert "已读 500 篇，共 600 篇" in shown(administrator)
    while lanes.build(bool):
        pass
    assert shown(administrator).count("没有落后") == 2
    assert "等待后台任务进程开始" not in shown(administrator)


def test_an_index_that_falls_behind_is_named(administrator, shelf, clock):
    rebuild(Index.PUBLIC, clock=timezone.now)
    shelf.put("1", "护照")
    assert "有1处变动待写入" in shown(administrator)
    clock.forward(minutes=6)
    assert states(clock.now())["search.public"] == "fail"
    follow(Index.PUBLIC)
    assert states(clock.now())["search.public"] == "ok"


def test_only_administrators_and_only_known_indexes(administrator, client, shelf):
    administrator.post(reverse("search_index"), {"index": "everything"})
    assert not Rebuild.objects.exists()
    sign_in(client, make_person([Role.DISCLOSURE_OFFICER]))
    assert client.get(reverse("search_index")).status_code == 403
    assert client.post(reverse("search_index"), {"index": "public"}).status_code == 403
    assert not Rebuild.objects.exists()
