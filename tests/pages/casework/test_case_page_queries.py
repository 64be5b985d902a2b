"""The page of a case asks the database few times, however much stands on it, and shows the acts first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role
from tests.support import handled
from tests.support.factories import make_person, sign_in
from tests.support.publishing import make_office
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

MOST = 12
MOST_OF_A_FULL_ONE = 16


def asked(client, case):
    address = reverse("casework:case", args=[case.uid])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return len(queries), page


def test_a_new_request(client, clock, now):
    sign_in(client, make_person([Role.DISCLOSURE_OFFICER], name="秘书"))
    count, page = asked(client, file_one(now).case)
    assert count <= MOST
    text = page.content.decode()
    assert text.index('id="acts"') < text.index('id="content"')


def test_one_served_and_asked_for_by_others_too(client, clock, now):
    office = make_office()
    handled.able_to_write_letters(office)
    served = handled.granted(office, now)
    sign_in(client, office.officer)
    assert asked(client, Case.objects.get(pk=served.pk))[0] <= MOST
    handled.asked_by_others(now)
    count, page = asked(client, Case.objects.get(pk=served.pk))
    assert page.context["suggestion"] is not None
    assert count <= MOST_OF_A_FULL_ONE


def test_one_in_the_middle_of_its_handling(client, clock, now):
    office = make_office()
    handled.able_to_write_letters(office)
    sign_in(client, office.officer)
    assert asked(client, handled.in_hand(office, now))[0] <= MOST_OF_A_FULL_ONE


def test_only_the_chosen_act_is_opened(client, clock, now):
    sign_in(client, make_person([Role.DISCLOSURE_OFFICER], name="秘书"))
    address = reverse("casework:case", args=[file_one(now).case.uid])
    page = client.get(address, {"act": "assign"})
    assert page.context["opened"].slug == "assign"
    assert "assign-assignee" in page.content.decode()
    assert 'href="' + address + '?act=forward#act-forward"' in page.content.decode()
    assert "assign-assignee" not in client.get(address, {"act": "nonsense"}).content.decode()
