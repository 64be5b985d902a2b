"""Last year's annual report of the demo office: counted from its requests, signed, and published."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mingchuang.base.localtime import local_day
from mingchuang.disclosure.annual_report import services as reports
from mingchuang.publishing.models import Draft
from mingchuang.rules.annual_report.wording import TO_WRITE

if TYPE_CHECKING:
    from mingchuang.web.demo.filling import Filler

_TOPICS = {
    "主动公开": "全年按期公开法定事项，更新机构职能、办事指南和部门预决算，对规范性文件作了清理。",
    "依申请公开": "来件当天登记、当天确认，答复前都经过保密审查和法制审核，没有逾期答复。",
    "政府信息管理": "公开前逐件审查，定期评估不予公开的信息，按规定归档。",
    "政府信息公开平台建设": "栏目按更新期限提醒，中外文版面同步维护，网页和附件都可以检索、下载。",
    "监督保障": "组织业务培训2次，设立来件督办提醒，公开工作列入处室年度考核。",
}
_PROBLEMS = "部分栏目更新不够均衡，外文版内容偏少。改进情况：按月通报栏目更新，指定专人负责译文。"
_CHAPTERS = {4: _PROBLEMS, 5: "本年度收取信息处理费0元。没有其他需要报告的事项。"}


def _written(place: int, draft: str) -> str:
    """A chapter as the office would finish its draft."""
    if place in _CHAPTERS:
        return _CHAPTERS[place]
    mark = TO_WRITE.partition("{")[0]
    lines = []
    for line in draft.splitlines():
        known, found, _note = line.partition(mark)
        topic = known.partition("。")[0]
        lines.append(known + _TOPICS.get(topic, "") if found else line)
    return "\n".join(lines)


def publish_last_year(filler: "Filler") -> None:
    """Build, sign, hand over, review and release the report of the year before, in January."""
    clerk, head = filler.user("office"), filler.user("leader")
    today = local_day(filler.now)
    day = min(filler.teller.calendar.on_or_after(date(today.year, 1, 19)), today)
    now = filler.moment(day, 9)
    report = reports.create_report(clerk, today.year - 1, now=now)
    chapters = [_written(place, text) for place, text in enumerate(report.chapters)]
    reports.write_chapters(
        clerk, report.pk, chapters, base_revision=report.revision, now=now + timedelta(minutes=20)
    )
    reports.sign(head, report.pk, now=now + timedelta(minutes=40))
    item = reports.hand_over(
        clerk, report.pk, filler.divisions["secretariat"], now=now + timedelta(minutes=60)
    )
    filler.publish(Draft.objects.get(edition__item=item), now + timedelta(minutes=80))
