"""Checks of the search indexes of this host."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.jobs.checks import Finding, State, check
from mingchuang.base.search.sources import Index
from mingchuang.base.search.state import state_of

LATE = timedelta(minutes=5)
LABELS = {Index.PUBLIC: gettext_lazy("公开检索"), Index.DESK: gettext_lazy("工作台检索")}


@check("search.index")
def indexes_keep_up(now: datetime) -> Iterator[Finding]:
    """Each index stands and is not behind."""
    for index in Index:
        state = state_of(index, now)
        name = f"search.{index.value}"
        label = LABELS[index]
        if state.documents is None:
            yield Finding(
                name,
                State.WARN,
                _("%(label)s的索引正在建立；很久没有建好时，请看后台任务进程是否在运行") % {"label": label},
            )
        elif not state.usable or state.lag > LATE:
            yield Finding(
                name,
                State.FAIL,
                _("%(label)s落后%(minutes)d分钟，有%(count)d处变动还查不到。请看后台任务进程是否在运行")
                % {"label": label, "minutes": state.lag.total_seconds() // 60, "count": state.waiting},
            )
        else:
            yield Finding(
                name,
                State.OK,
                _("%(label)s有%(count)d篇，没有落后") % {"label": label, "count": state.documents},
            )
