"""Requests that an office which also publishes has in hand, and one it has granted and served."""

from datetime import datetime
from typing import Any

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import (
    answering,
    consulting,
    serving,
    signing,
    suggesting,
)
from mingchuang.disclosure.requests.services.confirming import confirm
from tests.support.letters import identity_for_letters, issue_all, send_out
from tests.support.publishing import Office
from tests.support.requests import file_one

ASKED = "2025年因公出国经费预算"
TOLD = f"{ASKED}为120万元。\n申请人欧阳文已电话告知。"
OTHERS = (
    {"name": "司马青", "id_number": "110101199003074899", "phone": "13900139000"},
    {"name": "诸葛明", "id_number": "110101198001010010", "phone": "13700137000", "email": "m@example.cn"},
)


def able_to_write_letters(office: Office) -> None:
    """The office knows what its letters must say of it."""
    name = "宿迁市人民政府外事办公室"
    identity_for_letters(office_name=name, site_name_zh=name, document_code="宿外")


def granted(office: Office, now: datetime, **changes: Any) -> Case:
    """A request of the web, granted and served; what was told names the applicant."""
    by = {"actor": office.officer, "now": now}
    case = trunk.take_on(confirm(file_one(now, **changes).case, **by), **by)
    [item] = answering.set_items(case, descriptions=ASKED, **by)
    answering.answer_item(case, item, decision="grant", answer={"information": TOLD}, **by)
    answering.submit_for_review(case, **by)
    for step, person in (("secrecy", office.reviewers["secrecy"]), ("head", office.leader)):
        signing.sign(case, step=step, actor=person, now=now)
    signing.decide(case, **by)
    issue_all(case, approver=office.leader, **by)
    return serving.serve(case, day=now.date(), way="direct", proof="本人签收", **by)


def asked_by_others(now: datetime) -> list[Case]:
    """The same asked for by two more people, and counted, so that publishing is suggested."""
    filed = [file_one(now, **person).case for person in OTHERS]
    suggesting.count_new(now)
    return filed


def in_hand(office: Office, now: datetime) -> Case:
    """A request in the middle of its handling: two items, a search, a third party that is being asked."""
    by = {"actor": office.officer, "now": now}
    case = trunk.take_on(confirm(file_one(now, document_name="2025年出国团组名单").case, **by), **by)
    absent, waiting = answering.set_items(case, descriptions="团组名单\n中介机构报价", **by)
    answering.answer_item(case, absent, decision="unable_not_exist", reason="没有制作过该信息", **by)
    looked = {"place": "公文系统、档案室", "words": "团组 名单", "result": "没有找到"}
    answering.record_search(case, item=absent, **looked, **by)
    answering.answer_item(case, waiting, decision="deny_third_party", **by)
    asked = {"party_kind": "third_party", "party": "某旅行社", "concerning": "报价"}
    case = consulting.consult(case, **asked, **by)
    send_out(case, approver=office.leader, **by)
    return Case.objects.get(pk=case.pk)
