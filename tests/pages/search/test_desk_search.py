"""At the desk everybody finds what they may see, and of the rest no count, no facet and no passage."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingchuang.base.accounts.models import RoleAssignment
from mingchuang.base.lookups.models import SynonymGroup
from mingchuang.base.search.sources import Index
from mingchuang.publishing.models import CitedDocument
from mingchuang.publishing.services import drafts
from mingchuang.rules.gates import Gate
from mingchuang.rules.roles import Role
from tests.support.factories import make_person, sign_in
from tests.support.indexed import index_now
from tests.support.publishing import Office, drafted, make_office, released, submitted

pytestmark = pytest.mark.django_db

WORD = "出访"


@pytest.fixture
def office(now: datetime) -> Office:
    """One draft and one version in review of the passports' division, one draft of the secretariat, a law."""
    made = make_office()
    drafted(made, now, title="出访方案草稿")
    submitted(made, now, title="出访方案送审稿")
    released(made, now, title="出访情况通报")
    drafts.create_item(made.officer, "news", made.secretariat, now=now, values={"title": "秘书处的出访安排"})
    CitedDocument.objects.create(
        source_key="x",
        title="出访管理规定",
        title_key="出访管理规定",
        document_number="国办发〔2020〕5号",
        text="第一条 出访须经批准。",
        status="valid",
        updated_at=now,
    )
    index_now(Index.DESK)
    return made


def main_of(client: Client, path: str) -> Tag:
    response = client.get(path)
    assert response.status_code == 200, path
    main = BeautifulSoup(response.content, "html.parser").main
    assert main
    return main


def titles(main: Tag) -> set[str]:
    return {a.get_text() for a in main.select(".found-title a")}


def count(main: Tag) -> str:
    status = main.select_one(".found-count")
    assert status
    return status.get_text(strip=True)


MINE = {"出访方案草稿", "出访方案送审稿", "出访情况通报"}
LAW, OTHERS = "出访管理规定", "秘书处的出访安排"


def test_each_role_finds_what_it_may_see_and_no_trace_of_the_rest(office: Office) -> None:
    people = {
        office.drafter: MINE | {LAW},
        office.officer: MINE | {LAW, OTHERS},
        office.supervisor: MINE | {LAW, OTHERS},
        office.reviewers[Gate.POLICY]: {"出访方案送审稿", "出访情况通报", LAW},
        make_person([], division=office.passports, name="无角色"): set(),
    }
    for person, expected in people.items():
        client = sign_in(Client(), person)
        response = client.get("/desk/search/", {"q": WORD})
        if not expected:
            assert response.status_code == 403
            continue
        main = main_of(client, f"/desk/search/?q={WORD}")
        assert titles(main) == expected, person
        assert f"共 {len(expected)} 条" in count(main), person
        hidden = (MINE | {LAW, OTHERS}) - expected
        assert [title for title in hidden if title in main.get_text()] == []
        if OTHERS not in expected:
            assert "秘书处（" not in main.get_text(), "a facet of a division one does not read"


def test_a_role_taken_away_takes_the_hits_away_at_once(office: Office, now: datetime) -> None:
    client = sign_in(Client(), office.drafter)
    assert titles(main_of(client, f"/desk/search/?q={WORD}")) >= MINE
    RoleAssignment.objects.filter(user=office.drafter).update(revoked_at=now)
    assert client.get(f"/desk/search/?q={WORD}").status_code == 403


def test_a_stale_index_shows_nothing_that_may_not_be_seen(office: Office) -> None:
    """The index still opens the draft to its old division; the selector does not."""
    moved = drafts.Item.objects.get(editions__draft__title="出访方案草稿")
    moved.division = office.secretariat
    moved.save()
    main = main_of(sign_in(Client(), office.drafter), f"/desk/search/?q={WORD}")
    assert "出访方案草稿" not in main.get_text()
    assert "共 3 条" in count(main)


def test_facets_narrow_and_lines_lead_to_the_record(office: Office) -> None:
    client = sign_in(Client(), office.officer)
    main = main_of(client, f"/desk/search/?q={WORD}&state=published")
    assert titles(main) == {"出访情况通报"}
    link = main.select_one(".found-title a")
    assert link and client.get(str(link["href"])).status_code == 200
    law = main_of(client, "/desk/search/?q=国办发[2020]5号")
    assert titles(law) == {LAW}
    options = [option.get_text() for option in main.select("#search-state option")]
    assert "未发布（3）" in options and "已发布（1）" in options
    assert titles(main_of(client, "/desk/search/?q=安排&division=x&column=y&year=z")) == set()


def test_a_reviewer_is_led_to_the_version(office: Office) -> None:
    client = sign_in(Client(), office.reviewers[Gate.POLICY])
    main = main_of(client, f"/desk/search/?q={WORD}&source=publishing.versions")
    for link in main.select(".found-title a"):
        assert client.get(str(link["href"])).status_code == 200


def test_synonyms_serve_the_desk_too(office: Office) -> None:
    SynonymGroup.objects.create(language="zh-hans", words=["出国访问", "出访"])
    main = main_of(sign_in(Client(), office.officer), "/desk/search/?q=出国访问")
    assert titles(main) >= MINE


def test_while_there_is_no_index_the_page_says_so(office: Office, settings: object, tmp_path: object) -> None:
    settings.DATA_DIR = tmp_path / "elsewhere"  # type: ignore[attr-defined, operator]
    main = main_of(sign_in(Client(), office.officer), f"/desk/search/?q={WORD}")
    assert "检索目录正在准备" in main.get_text()


def test_a_page_too_far_back_is_the_last_there_is(office: Office) -> None:
    for page in ("2", "499", "99999999"):
        assert titles(main_of(sign_in(Client(), office.officer), f"/desk/search/?page={page}")), page


def test_whatever_is_typed_gets_a_page(office: Office) -> None:
    client = sign_in(Client(), office.officer)
    for words in (
        "AND OR",
        "a*",
        "*" * 300,
        "(((",
        '"',
        "\x00",
        "，。",
        "长" * 400,
        "title:x",
        "<script>",
    ):
        query = dict.fromkeys(("q", "sort", "page", "state", "division", "source", "year"), words)
        assert client.get("/desk/search/", query).status_code == 200


def test_the_search_box_stands_on_every_page_of_the_desk(office: Office) -> None:
    page = BeautifulSoup(sign_in(Client(), office.drafter).get("/desk/").content, "html.parser")
    form = page.select_one(".deskbar-search")
    assert form and form["action"] == "/desk/search/"
    assert form.select_one("input[data-key-search]")


def test_the_page_costs_few_queries(office: Office) -> None:
    client = sign_in(Client(), office.drafter)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/desk/search/?q={WORD}")
    assert len(queries) <= 30, len(queries)


def test_requests_are_looked_for_in_the_worklist_by_who_reads_them(client: Client, office: Office) -> None:
    """What people ask for stands in no index, so the number of a request finds nothing here."""
    sign_in(client, office.officer)
    link = main_of(client, "/desk/search/?q=Y2026-00027").find("a", string="在来件中查找“Y2026-00027”")
    assert isinstance(link, Tag)
    assert client.get(str(link["href"])).status_code == 200
    assert "scope=all" in str(link["href"])
    sign_in(client, make_person([Role.TRANSLATOR]))
    assert "在来件中查找" not in main_of(client, "/desk/search/?q=Y2026-00027").get_text()
