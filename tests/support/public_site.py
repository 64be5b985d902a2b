"""A public site with something on every page, made the way people make it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mingchuang.publishing.models import Draft, Item, Version
from mingchuang.publishing.services import drafts, release, submission, validity, withdrawal
from tests.support.publishing import Office, item_of, make_office, pass_gates, released
from tests.support.replayed import replayed


def address(item: Item) -> str:
    """The permanent address of an item."""
    assert item.index_number
    return f"/info/{item.index_number.replace('/', '-')}/"


def document_values(office: Office, **changes: Any) -> dict[str, Any]:
    """A policy document with every field the catalogue knows."""
    return {
        "title": "宿迁市邀请外国人来华事项办理规程（试行）",
        "document_number": "宿外办发〔2026〕8号",
        "formed_on": date(2026, 3, 2),
        "effective_on": date(2026, 3, 5),
        "expires_on": date(2028, 3, 4),
        "abstract": "明确邀请外国人来华事项的适用范围、办理程序和时限。",
        "body": (
            "<h2>一、适用范围</h2><p>本规程适用于本市行政区域内依法登记的单位邀请外国人来华。</p>"
            "<h2>二、办理时限</h2><table><tbody><tr><th>环节</th><th>工作日</th></tr>"
            "<tr><td>受理</td><td>1</td></tr><tr><td>核实</td><td>5</td></tr></tbody></table>"
        ),
        "keywords": ["邀请", "外国人", "规程"],
        "statutory_item": "20-1",
        "column_id": office.documents.pk,
    } | changes


def correct(office: Office, item: Item, now: datetime, *, note: str, **changes: Any) -> Version:
    """A correction of a released item, taken through the gates and released."""
    draft = drafts.start_correction(office.drafter, item.pk, now=now)
    saved = drafts.save_draft(
        office.drafter, draft.pk, draft.revision, changes | {"public_note": note}, now=now
    ).draft
    version = submission.submit(office.drafter, saved.pk, saved.revision, now=now, today=now.date())
    return release.release(office.officer, pass_gates(office, version, now).pk, now=now)


@dataclass
class Site:
    """The office and one item of each fate."""

    office: Office
    news: Item
    document: Item
    repealed: Item
    corrected: Item
    withdrawing: Item
    withdrawn: Item
    draft: Draft


@replayed
def make_site(now: datetime) -> Site:
    """News, a document in force, a repealed one, a corrected, a withdrawing, a withdrawn and a draft."""
    office = make_office()
    news = item_of(released(office, now))
    document = item_of(released(office, now, kind="document", **document_values(office)))
    old = document_values(
        office,
        title="宿迁市因公出国（境）团组管理细则",
        document_number="宿外办发〔2021〕3号",
        formed_on=date(2021, 4, 6),
        effective_on=date(2021, 5, 1),
        expires_on=None,
        abstract="明确因公出国（境）团组的计划、审核和经费管理。",
        body="<h2>一、计划管理</h2><p>团组实行年度计划管理，未列入计划的原则上不安排。</p>",
        keywords=["因公出国", "管理"],
    )
    repealed = item_of(released(office, now, kind="document", **old))
    validity.record_validity(
        office.officer,
        repealed.pk,
        "repealed",
        date(2026, 3, 5),
        "宿外办发〔2026〕8号",
        now=now,
        today=now.date(),
    )
    first = item_of(
        released(
            office,
            now,
            title="关于清明节期间办公安排的通知",
            abstract="清明节放假期间的值班和办公安排。",
            body="<p>清明节放假期间，办事窗口暂停办公，紧急事项请拨打值班电话。</p>",
            keywords=["节假日", "值班"],
        )
    )
    correct(
        office,
        first,
        now + timedelta(hours=2),
        note="更正办公电话的区号。",
        abstract="清明节期间的办公安排。",
    )
    going = item_of(released(office, now, title="关于举办涉外讲座的预告"))
    withdrawal.withdraw(
        office.officer, going.pk, reason="重复", public_note="与另一条通知重复，请以该通知为准。", now=now
    )
    gone = item_of(released(office, now, title="关于暂停受理的预告"))
    withdrawal.withdraw(office.officer, gone.pk, reason="有误", public_note="内容有误，已撤下。", now=now)
    withdrawal.confirm_withdrawal(gone.pk, [lambda _: None], now=now)
    other = drafts.create_item(
        office.drafter, "news", office.passports, now=now, values={"title": "尚未公布的访问安排"}
    )
    return Site(
        office=office,
        news=news,
        document=document,
        repealed=repealed,
        corrected=Item.objects.get(pk=first.pk),
        withdrawing=Item.objects.get(pk=going.pk),
        withdrawn=Item.objects.get(pk=gone.pk),
        draft=Draft.objects.get(edition__item=other),
    )
