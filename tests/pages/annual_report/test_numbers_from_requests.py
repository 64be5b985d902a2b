"""The annual report of a year with requests: the page shows their numbers, each number opens its cases."""

import pytest
from bs4 import BeautifulSoup

from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.requested_years import two_years

pytestmark = pytest.mark.django_db
LIST = "/desk/annual-reports/"


def test_the_report_of_a_year_shows_its_requests_and_each_number_its_cases(client, now):
    cases = two_years(now)
    desk = sign_in(client, make_person([Role.DISCLOSURE_OFFICER], name="编写人"))
    assert desk.post(LIST, {"year": "2025"}).status_code == 302
    report = AnnualReport.objects.get()
    page = BeautifulSoup(desk.get(f"{LIST}{report.uid}/").content, "html.parser")
    for place, number in (("new.total", "4"), ("granted.total", "1"), ("carried_out.total", "3")):
        assert page.select_one(f'a[href*="requests.{place}"]').get_text(strip=True) == number
    assert page.select_one('a[href*="review_litigation.review.pending"]').get_text(strip=True) == "1"
    assert "应为" not in page.get_text()

    cell = desk.get(f"{LIST}{report.uid}/cell/?place=requests.granted.total")
    links = [a["href"] for a in BeautifulSoup(cell.content, "html.parser").select("td a")]
    assert links == [f"/desk/cases/{cases['granted'].uid}/"]
    assert desk.get(links[0]).status_code == 200
