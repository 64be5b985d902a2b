"""Links of released texts are asked at night; a text that links to a dead page says so at the desk."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mingchuang.base.jobs import registry
from mingchuang.base.outgoing.services import Answer
from mingchuang.publishing import jobs
from mingchuang.publishing.models import LinkCheck
from mingchuang.publishing.scans import link_findings
from mingchuang.publishing.services import links, withdrawal
from tests.support import publishing
from tests.support.publishing import Office

GOOD, GONE = "https://www.gov.cn/good", "https://www.gov.cn/gone"
BODY = f'<p>培训安排见<a href="{GOOD}">通知</a>和<a href="{GONE}">附表</a>，内部地址不查。</p>'


@pytest.fixture(autouse=True)
def _switched_on(settings: Any) -> None:
    settings.OUTGOING_HTTP = True


def answering(**problems: str) -> Any:
    def ask(url: str) -> Answer:
        problem = problems.get(url.rsplit("/", 1)[1], "")
        return Answer(404 if problem else 200, problem, True)

    return ask


def test_a_link_is_dead_after_two_failures_and_alive_after_one_answer(office: Office, now: datetime) -> None:
    publishing.released(office, now, body=BODY)
    assert links.check_links(now=now, ask=answering(gone="页面不存在（404）")) == 2
    assert list(link_findings(BODY)) == []
    links.check_links(now=now + timedelta(days=1), ask=answering(gone="页面不存在（404）"))
    (found,) = link_findings(BODY)
    assert found.rule == "link.dead"
    assert "页面不存在" in found.message
    links.check_links(now=now + timedelta(days=2), ask=answering())
    assert list(link_findings(BODY)) == []


def test_only_released_texts_are_looked_through(office: Office, now: datetime) -> None:
    publishing.submitted(office, now, body=BODY)
    assert links.check_links(now=now, ask=_never) == 0
    version = publishing.released(office, now, body=BODY)
    assert links.linked_addresses() == {GOOD, GONE}
    item = publishing.item_of(version)
    withdrawal.withdraw(office.officer, item.pk, reason="内容有误", public_note="撤下更正", now=now)
    assert links.linked_addresses() == set()


def test_our_own_line_being_down_makes_no_link_dead(office: Office, now: datetime) -> None:
    publishing.released(office, now, body=BODY)
    assert links.check_links(now=now, ask=lambda url: Answer(0, "连接不上这个网站", False)) == 0
    assert not LinkCheck.objects.exists()


def test_the_longest_unasked_come_first(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST_A_RUN", 1)
    publishing.released(office, now, body=BODY)
    for day in range(2):
        links.check_links(now=now + timedelta(days=day), ask=answering())
    assert set(LinkCheck.objects.values_list("url", flat=True)) == {GOOD, GONE}


def test_addresses_no_longer_linked_are_forgotten(office: Office, now: datetime) -> None:
    LinkCheck.objects.create(url="https://www.gov.cn/old", checked_at=now - timedelta(days=91))
    LinkCheck.objects.create(url="https://www.gov.cn/late", checked_at=now - timedelta(days=89))
    publishing.released(office, now, body=BODY)
    links.check_links(now=now, ask=answering())
    assert set(LinkCheck.objects.values_list("url", flat=True)) == {GOOD, GONE, "https://www.gov.cn/late"}


def test_switched_off_it_asks_nothing(office: Office, now: datetime, settings: Any) -> None:
    settings.OUTGOING_HTTP = False
    publishing.released(office, now, body=BODY)
    assert links.check_links(now=now, ask=_never) == 0
    jobs.check_links({})
    assert not LinkCheck.objects.exists()


def test_it_runs_every_night_beside_the_other_work() -> None:
    assert registry.find("publishing.check_links").slow
    schedule = registry.schedules()["publishing.check_links"]
    assert schedule.at is not None
    assert (schedule.at.hour, schedule.at.minute) == (3, 10)


def _never(url: str) -> Any:
    raise AssertionError(f"{url} must not be asked")
