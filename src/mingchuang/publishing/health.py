"""Checks of the baked site: every host lives, keeps up, and has told of no trouble."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from mingchuang.base.jobs.checks import Finding, State, check
from mingchuang.publishing.models import BakeHost, Item, ItemState
from mingchuang.publishing.selectors.hosts import is_live, withdrawing_editions

LAG = timedelta(minutes=2)


@check("publishing.baking")
def hosts_keep_up(now: datetime) -> Iterator[Finding]:
    """Every host that bakes the public site lives, follows, and its disk takes what it writes."""
    hosts = list(BakeHost.objects.all())
    troubles = [found for host in hosts if (found := _trouble(host, now))]
    for state, message in troubles:
        yield Finding("publishing.baking", state, message)
    if not hosts:
        yield Finding("publishing.baking", State.WARN, _("还没有主机生成过公开网站"))
    elif not troubles:
        yield Finding("publishing.baking", State.OK, _("公开网站的页面都已生成"))


def _trouble(host: BakeHost, now: datetime) -> tuple[State, str] | None:
    name = {"name": host.name}
    if not is_live(host, now):
        return State.FAIL, _("主机 %(name)s 没有报告：它的公开页面可能是旧的，撤下也在等它") % name
    if host.problem:
        return State.FAIL, _("主机 %(name)s：%(problem)s") % (name | {"problem": host.problem})
    if host.waiting_since is not None and now - host.waiting_since > LAG:
        return State.WARN, _("主机 %(name)s 有 %(count)d 项变更还没有生成到页面") % (
            name | {"count": host.waiting}
        )
    if host.differences:
        return State.WARN, _("主机 %(name)s 的页面与数据库有 %(count)d 处不同，请重新生成全站") % (
            name | {"count": len(host.differences)}
        )
    return None


@check("publishing.withdrawals")
def withdrawals_end(now: datetime) -> Iterator[Finding]:
    """No withdrawal waits for a silent host."""
    waiting = Item.objects.filter(
        state=ItemState.WITHDRAWING, events__kind="withdrawing", events__at__lt=now - LAG
    )
    editions = withdrawing_editions().filter(withdrawing_since__lt=now - LAG)
    count = waiting.distinct().count() + editions.count()
    if count:
        message = _("有 %(count)d 件信息撤下后还没有得到所有主机确认") % {"count": count}
        yield Finding("publishing.withdrawals", State.FAIL, message)
    else:
        yield Finding("publishing.withdrawals", State.OK, _("撤下的信息都已得到确认"))
