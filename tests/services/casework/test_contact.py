"""How to reach a reporter is sealed, shown in full to handlers only, each look recorded, and erasable."""

from datetime import timedelta

import pytest
from django.db import connection

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework import services
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.refusals import Forbidden, Refused

PHONE = "13800138000"


@pytest.fixture
def with_contact(office, now):
    report = Report("link", "打不开", "/a/", contact=f" {PHONE} ")
    return file_report(report, receipt=new_receipt(), proven=True, now=now).case


def test_a_handler_reads_it_and_leaves_a_trace(with_contact, office, now):
    assert services.reveal_contact(with_contact, actor=office.officer, now=now) == {"phone": PHONE}
    seen = AuditEvent.objects.get(action="personal.revealed")
    assert seen.actor == office.officer
    assert PHONE not in str(seen.data)


def test_others_do_not(with_contact, office, now):
    for person in (office.clerk, office.supervisor):
        with pytest.raises(Forbidden):
            services.reveal_contact(with_contact, actor=person, now=now)


def test_it_stands_nowhere_in_plain_text(with_contact):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert PHONE not in str(cursor.fetchall()), table


def test_erasure_removes_it(with_contact, office, now):
    services.take_on(with_contact, actor=office.officer, now=now)
    case = services.answer(with_contact, reply="已修复。", actor=office.officer, now=now)
    case = services.erase(case, actor=office.officer, now=now + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        services.reveal_contact(case, actor=office.officer, now=now + timedelta(days=1))
    assert refusal.value.codes == {"no_contact"}
    assert PersonalRecord.objects.get().sealed is None
    assert list(services.verify_chains()) == []


def test_nobody_is_asked_for_it(case, office, now):
    with pytest.raises(Refused):
        services.reveal_contact(case, actor=office.officer, now=now)
    assert not PersonalRecord.objects.exists()


def test_the_desk_masks_it_until_somebody_asks(with_contact, office, client):
    from tests.support.factories import sign_in

    address = f"/desk/cases/{with_contact.uid}/"
    sign_in(client, office.supervisor)
    page = client.get(address).content.decode()
    assert "138****8000" in page
    assert "查看完整联系方式" not in page
    assert client.post(f"{address}contact/").status_code == 403
    sign_in(client, office.officer)
    assert PHONE not in client.get(address).content.decode()
    assert PHONE in client.post(f"{address}contact/").content.decode()
