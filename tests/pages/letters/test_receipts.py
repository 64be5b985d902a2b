"""The list of posted letters whose receipt nobody has noted, and noting it."""

import pytest
from django.urls import reverse

from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter
from mingchuang.disclosure.requests.services import correcting
from mingchuang.rules.roles import Role
from tests.pages.requests.test_letters_of_a_request import MONDAY, case, filed, office
from tests.support.factories import make_division, make_person, sign_in
from tests.support.letters import issue_all

__all__ = ["case", "filed", "office"]
pytestmark = pytest.mark.django_db

LIST = "/desk/cases/letters/receipts/"
POSTED = {"way": "post", "recipient": "欧阳文", "mail_number": "1234567890123"}


@pytest.fixture
def notice(case, office):
    correcting.ask_correction(case, items="请写明年度", **office.act)
    issue_all(case, approver=office.leader, **office.act)
    found = Letter.objects.get(kind="correction_notice")
    letters.deliver(found, on=MONDAY, **POSTED, **office.act)
    return found


def test_a_posted_letter_stands_in_the_list_until_its_receipt_is_noted(client, office, clock, notice):
    sign_in(client, office.officer)
    page = client.get(LIST).content.decode()
    assert notice.number in page and "1234567890123" in page and "请登记" not in page
    assert "待登记收到日期的邮件" not in client.get("/desk/").content.decode()
    clock.forward(days=9)
    sign_in(client, office.officer)
    assert "请登记" in client.get(LIST).content.decode()
    assert "待登记收到日期的邮件" in client.get("/desk/").content.decode()
    assert client.get(LIST, {"number": "1234 5678"}).context["total"] == 1
    assert client.get(LIST, {"number": "9999"}).context["total"] == 0

    letter = reverse("letters:letter", args=[notice.uid])
    assert 'id="act-receive"' in client.get(letter).content.decode()
    url = reverse("letters:act", args=[notice.uid, "receive"])
    refused = client.post(url, {"receive-on": "2026-03-08"})
    assert refused.status_code == 422 and "收到日期早于交邮日期" in refused.content.decode()
    assert (
        "已登记对方收到日期" in client.post(url, {"receive-on": "2026-03-11"}, follow=True).content.decode()
    )
    assert "2026-03-11" in client.get(letter).content.decode()
    assert client.get(LIST).context["total"] == 0
    assert client.post(url, {"receive-on": "2026-03-11"}).status_code == 422


def test_another_division_sees_nothing_of_it(client, office, notice):
    sign_in(client, make_person([Role.DRAFTER], division=make_division("交流处"), name="别处"))
    assert client.get(LIST).context["rows"] == []
    url = reverse("letters:act", args=[notice.uid, "receive"])
    assert client.post(url, {"receive-on": "2026-03-11"}).status_code == 404
