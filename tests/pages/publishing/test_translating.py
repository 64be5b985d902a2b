"""Translations at the desk: asked for, written beside the source, seen in one table, taken away."""

import io
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from mingchuang.publishing.models import Draft, Edition, PublicListing, TermEntry, Version
from mingchuang.publishing.services.editions import exchange
from mingchuang.rules.roles import Role
from tests.services.publishing.test_editions import correct_chinese
from tests.support.editions import (
    ENGLISH,
    Bureau,
    make_bureau,
    started,
    translated,
    translation_cleared,
    translation_released,
    translation_submitted,
)
from tests.support.factories import make_person, sign_in
from tests.support.publishing import Office, item_of, released


@pytest.fixture
def english(office: Office) -> Bureau:
    return make_bureau(office)


@pytest.fixture
def chinese(office: Office, now: datetime) -> Version:
    return released(office, now - timedelta(hours=30))


def soup_of(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content, "lxml")


def test_a_clerk_asks_for_a_translation_from_the_record(client, office, english, chinese):
    sign_in(client, office.officer)
    item = item_of(chinese)
    record = soup_of(client, f"/desk/items/{item.uid}/")
    link = record.find("a", href=f"/desk/editions/start/{item.uid}/en/")
    assert link is not None
    page = soup_of(client, link["href"])
    assert "译自中文第 1 版" in page.get_text()
    answer = client.post(link["href"], {"translator": english.translator.pk})
    edition = Edition.objects.get(item=item, language="en")
    assert answer["Location"] == f"/desk/editions/{edition.uid}/"
    assert "翻译中" in soup_of(client, f"/desk/items/{item.uid}/").get_text()


def test_where_nobody_translates_the_page_says_so(client, office, chinese):
    sign_in(client, office.officer)
    page = soup_of(client, f"/desk/editions/start/{item_of(chinese).uid}/ko/")
    assert "还没有这个语种的翻译" in page.get_text()
    assert client.get(f"/desk/editions/start/{item_of(chinese).uid}/fr/").status_code == 404


def test_the_translator_writes_beside_the_source_with_terms_at_hand(client, office, english, chinese, now):
    TermEntry.objects.create(
        term="礼宾次序",
        language="en",
        required=["order of precedence"],
        banned=["protocol queue"],
        source="本机关",
    )
    edition = started(office, english, item_of(chinese), now)
    sign_in(client, english.translator)
    assert chinese.title in soup_of(client, "/desk/editions/mine/").get_text()
    page = soup_of(client, f"/desk/items/{edition.uid}/edit/")
    assert "共有六十人参加" in page.select_one(".pair-source .prose").get_text()
    assert page.select_one("#id_title")["lang"] == "en"
    assert "order of precedence" in page.select_one(".term-hints").get_text()
    assert page.select_one("[name=document_number]") is None
    draft = Draft.objects.get(edition=edition)
    data = ENGLISH | {"revision": draft.revision, "keywords": "training; protocol", "act": "checks"}
    answer = client.post(f"/desk/items/{edition.uid}/edit/", data)
    assert answer["Location"] == f"/desk/items/{edition.uid}/checks/"
    draft.refresh_from_db()
    assert draft.title == ENGLISH["title"] and draft.keywords == ["training", "protocol"]
    assert draft.formed_on == chinese.formed_on


def test_autosave_panel_preview_and_revisions_serve_the_translation(client, office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    sign_in(client, english.translator)
    uid = draft.edition.uid
    saved = client.post(
        f"/desk/items/{uid}/autosave/",
        ENGLISH | {"title": "By itself", "revision": draft.revision, "keywords": "a"},
    )
    assert saved.status_code == 200
    draft.refresh_from_db()
    assert draft.title == "By itself"
    for page in ("panel", "preview", "revisions", f"revisions/{draft.revision}", "checks", "submit"):
        assert client.get(f"/desk/items/{uid}/{page}/").status_code == 200, page
    assert 'lang="en"' in client.get(f"/desk/items/{uid}/preview/?as=page").content.decode()


def test_others_see_it_and_may_not_write(client, office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    sign_in(client, office.drafter)
    assert client.get(f"/desk/editions/{draft.edition.uid}/").status_code == 200
    assert client.get(f"/desk/items/{draft.edition.uid}/edit/").status_code == 403
    korean = make_person([Role.TRANSLATOR], language="ko")
    sign_in(client, korean)
    assert client.get(f"/desk/items/{draft.edition.uid}/edit/").status_code in {403, 404}


def test_submitting_shows_the_readers_of_the_language(client, office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    sign_in(client, english.translator)
    page = soup_of(client, f"/desk/items/{draft.edition.uid}/submit/")
    names = {reader.display_name for reader in english.reviewers.values()}
    assert sum(name in page.get_text() for name in names) >= 4
    answer = client.post(f"/desk/items/{draft.edition.uid}/submit/", {"revision": draft.revision})
    assert answer["Location"] == f"/desk/editions/{draft.edition.uid}/"
    assert draft.edition.versions.get().state == "in_review"


def test_a_reviewer_reads_source_and_translation_side_by_side(client, office, english, chinese, now):
    from mingchuang.rules.gates import Gate

    version = translation_submitted(office, english, item_of(chinese), now)
    sign_in(client, english.reviewers[Gate.WORDING])
    assert ENGLISH["title"] in soup_of(client, "/desk/reviews/").get_text()
    page = soup_of(client, f"/desk/reviews/{version.uid}/")
    pair = page.select_one(".pair")
    assert chinese.title in pair.get_text() and ENGLISH["title"] in pair.get_text()
    assert "我的审核" in page.get_text()
    sign_in(client, office.reviewers[Gate.WORDING])
    assert ENGLISH["title"] not in soup_of(client, "/desk/reviews/").get_text()


def test_a_changed_source_is_shown_until_it_was_taken_up(client, office, english, chinese, now):
    from tests.services.publishing.test_editions import correct_chinese

    draft = translated(office, english, item_of(chinese), now)
    correct_chinese(office, chinese, now)
    sign_in(client, english.translator)
    address = f"/desk/items/{draft.edition.uid}/edit/"
    page = soup_of(client, address)
    assert "原文已有新版本" in page.get_text()
    assert "第二期" in page.select_one("ins, .diff").get_text()
    client.post(f"/desk/editions/{draft.edition.uid}/take-up/")
    assert "原文已有新版本" not in soup_of(client, address).get_text()


def test_the_table_shows_states_and_hours_and_is_taken_away(client, office, english, chinese, now):
    item = item_of(chinese)
    translation_released(office, english, item, now)
    released(office, now - timedelta(days=1), title="没有译文的信息")
    sign_in(client, office.supervisor)
    page = soup_of(client, "/desk/editions/")
    rows = {row.td.a.get_text(): row.get_text() for row in page.select("tbody tr")}
    assert "晚于中文30小时发布" in rows[chinese.title]
    assert "未安排" in rows["没有译文的信息"] and "安排翻译" not in rows["没有译文的信息"], "only reads"
    narrowed = soup_of(client, "/desk/editions/?language=en&standing=public")
    assert [row.td.a.get_text() for row in narrowed.select("tbody tr")] == [chinese.title]
    assert soup_of(client, "/desk/editions/?standing=stale").select("tbody tr") == []
    assert soup_of(client, "/desk/editions/?standing=nonsense&sort=drop&page=x").select("tbody tr")
    book = client.post("/desk/editions/export/", {"format": "xlsx", "query": "language=en&standing=public"})
    lines = list(load_workbook(io.BytesIO(book.content)).active.values)
    assert len(lines) == 2 and lines[1][0] == chinese.title and lines[1][5:7] == ("已发布", 30)


def test_only_who_may_ask_for_a_language_is_led_to_asking(client, office, english, now):
    item = item_of(released(office, now - timedelta(days=1), title="没有译文的信息"))

    def asked_for(person, address):
        sign_in(client, person)
        page = soup_of(client, address)
        return {
            link["href"].rstrip("/").rpartition("/")[2]
            for link in page.select("main a[href^='/desk/editions/start/']")
        }

    for address in ("/desk/editions/", f"/desk/items/{item.uid}/"):
        assert asked_for(english.translator, address) == {"en"}
        assert asked_for(office.drafter, address) == {"en", "ja", "ko"}


def test_the_table_asks_the_same_few_questions_for_any_number_of_rows(
    client, office, english, now, django_assert_max_num_queries
):
    for name in "甲乙丙丁戊己":
        version = released(office, now, title=f"信息{name}")
        translation_released(office, english, item_of(version), now)
    sign_in(client, office.supervisor)
    with django_assert_max_num_queries(22):
        assert len(soup_of(client, "/desk/editions/").select("tbody tr")) == 6


@pytest.mark.parametrize("sort", ["delay", "newest", "title"])
def test_every_state_can_be_asked_for(client, office, english, chinese, now, sort):
    from mingchuang.rules.editions import Standing

    translated(office, english, item_of(chinese), now)
    sign_in(client, office.supervisor)
    found = {
        standing: len(
            soup_of(client, f"/desk/editions/?language=en&standing={standing}&sort={sort}").select("tbody tr")
        )
        for standing in Standing
    }
    assert found == {standing: int(standing is Standing.WRITING) for standing in Standing}


def test_one_language_is_withdrawn_at_the_desk(client, office, english, chinese, now):
    version = translation_released(office, english, item_of(chinese), now)
    uid = version.edition.uid
    sign_in(client, office.leader)
    assert "撤下这个语种" in soup_of(client, f"/desk/editions/{uid}/").get_text()
    page = client.get(f"/desk/editions/{uid}/acts/withdraw/")
    assert page.status_code == 200 and "用这个语种写" in page.content.decode()
    sent = {"reason": "误译", "public_note": "Being corrected."}
    client.post(f"/desk/editions/{uid}/acts/withdraw/", sent)
    twice = client.post(f"/desk/editions/{uid}/acts/withdraw/", sent, follow=True)
    assert twice.redirect_chain and "这个语种先前已经撤下" in twice.content.decode()
    assert "正在等各主机确认" in soup_of(client, f"/desk/editions/{uid}/").get_text()
    assert not PublicListing.objects.filter(edition=version.edition).exists()
    sign_in(client, english.translator)
    assert client.get(f"/desk/editions/{uid}/acts/withdraw/").status_code == 403
    assert client.get(f"/desk/editions/{uid}/acts/nonsense/").status_code == 404


def test_recall_update_and_reassign_at_the_desk(client, office, english, chinese, now):
    version = translation_submitted(office, english, item_of(chinese), now)
    other = make_person([Role.TRANSLATOR], language="en", name="另一位翻译")
    uid = version.edition.uid
    sign_in(client, english.translator)
    empty = client.post(f"/desk/editions/{uid}/acts/recall/", {"reason": ""})
    assert empty.status_code == 422
    client.post(f"/desk/editions/{uid}/acts/recall/", {"reason": "补译"})
    version.refresh_from_db()
    assert version.state == "recalled"
    twice = client.post(f"/desk/editions/{uid}/acts/recall/", {"reason": "补译"}, follow=True)
    assert twice.redirect_chain and "这一版先前已经撤回" in twice.content.decode()
    client.post(f"/desk/editions/{uid}/acts/assign/", {"translator": other.pk})
    assert Edition.objects.get(uid=uid).translator == other


def test_a_file_is_shown_before_it_is_saved(client, office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    uid = draft.edition.uid
    sign_in(client, english.translator)
    out = client.post(f"/desk/editions/{uid}/exchange/export/", {"format": "xliff"})
    assert out["Content-Type"] == "application/xliff+xml" and ".xliff" in out["Content-Disposition"]
    data = out.content.replace(ENGLISH["title"].encode(), b"A Better Title")
    shown = client.post(f"/desk/editions/{uid}/exchange/", {"file": SimpleUploadedFile("t.xliff", data)})
    page = BeautifulSoup(shown.content, "lxml")
    assert "还没有保存" in page.get_text() and "Better" in page.get_text()
    assert Draft.objects.get(pk=draft.pk).title == ENGLISH["title"]
    client.post(f"/desk/editions/{uid}/exchange/fill/", {"packed": page.select_one("[name=packed]")["value"]})
    assert Draft.objects.get(pk=draft.pk).title == "A Better Title"


def test_the_queue_of_releases_calls_a_translation_by_its_language(client, office, english, chinese, now):
    version = translation_cleared(office, english, item_of(chinese), now)
    sign_in(client, office.officer)
    row = soup_of(client, "/desk/releases/").select_one(f"tr:has([value='{version.uid}'])")
    assert row and "英文译文" in row.get_text() and "更正" not in row.get_text()


def test_the_page_of_files_says_when_the_source_has_moved_on(client, office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    address = f"/desk/editions/{draft.edition.uid}/exchange/"
    sign_in(client, english.translator)
    assert "原文已有新版本" not in client.get(address).content.decode()
    correct_chinese(office, chinese, now)
    assert "导出的是中文第 2 版" in client.get(address).content.decode()
    out = client.post(f"{address}export/", {"format": "docx"})
    shown = client.post(address, {"file": SimpleUploadedFile("t.docx", out.content)})
    page = BeautifulSoup(shown.content, "lxml")
    assert "译稿依据的是中文第 2 版" in page.get_text()
    client.post(f"{address}fill/", {"packed": page.select_one("[name=packed]")["value"]})
    assert Draft.objects.get(pk=draft.pk).source_version.number == 2


def test_a_wrong_file_or_a_forged_form_is_refused_with_reasons(client, office, english, chinese, now):
    draft = translated(office, english, item_of(chinese), now)
    uid = draft.edition.uid
    sign_in(client, english.translator)
    other = released(office, now, title="另一条信息")
    foreign = translated(office, english, item_of(other), now)
    data = exchange.hand_out(english.translator, foreign, "docx", now=now, today=now.date())
    answer = client.post(f"/desk/editions/{uid}/exchange/", {"file": SimpleUploadedFile("t.docx", data)})
    assert answer.status_code == 422 and "《另一条信息》" in answer.content.decode()
    for packed in ("", "x" * 500):
        forged = client.post(f"/desk/editions/{uid}/exchange/fill/", {"packed": packed})
        assert forged.status_code == 422 and "重新上传" in forged.content.decode()


def test_people_by_language_in_one_table(client, office, english):
    sign_in(client, office.supervisor)
    page = soup_of(client, "/desk/editions/people/")
    row = next(row for row in page.select("tbody tr") if english.translator.display_name in row.get_text())
    assert "翻译" in row.get_text()


# --- the term base ---

TERM = {
    "term": "邀请函",
    "language": "en",
    "required": "invitation letter\nletter of invitation",
    "banned": "invite letter",
    "note": "",
    "source": "本机关",
    "valid_from": "",
    "valid_to": "",
}


def test_a_term_is_added_changed_and_put_out_of_use(client, office):
    sign_in(client, office.officer)
    assert client.post("/desk/terms/new/", TERM).status_code == 302
    entry = TermEntry.objects.get()
    assert entry.required == ["invitation letter", "letter of invitation"]
    twice = client.post("/desk/terms/new/", TERM)
    assert twice.status_code == 422 and "已经有了" in twice.content.decode()
    client.post(f"/desk/terms/{entry.pk}/", TERM | {"banned": ""})
    entry.refresh_from_db()
    assert entry.banned == []
    assert "invitation letter" in client.get("/desk/terms/?q=INVITATION").content.decode()
    client.post(f"/desk/terms/{entry.pk}/retire/")
    entry.refresh_from_db()
    assert entry.valid_to is not None


def test_everybody_reads_the_terms_and_few_change_them(client, office, english):
    sign_in(client, english.translator)
    assert client.get("/desk/terms/").status_code == 200
    assert client.get("/desk/terms/new/").status_code == 403
    assert client.post("/desk/terms/new/", TERM).status_code == 403


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_table_of_terms_goes_out_and_comes_in(client, office, file_format):
    sign_in(client, office.officer)
    client.post("/desk/terms/new/", TERM)
    out = client.post("/desk/terms/export/", {"format": file_format, "query": ""})
    TermEntry.objects.all().delete()
    name = f"terms.{file_format}"
    client.post("/desk/terms/import/", {"file": SimpleUploadedFile(name, out.content)})
    entry = TermEntry.objects.get()
    assert (entry.term, entry.language, entry.banned) == ("邀请函", "en", ["invite letter"])


def test_a_bad_table_changes_nothing_and_names_every_line(client, office):
    sign_in(client, office.officer)
    text = (
        "中文术语,语种,规定译法,来源\n签证,英文,visa,本机关\n护照,法文,passeport,本机关\n,日文,ビザ,本机关\n"
    )
    answer = client.post("/desk/terms/import/", {"file": SimpleUploadedFile("t.csv", text.encode())})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "第2行" in shown and "第3行" in shown
    assert not TermEntry.objects.exists()


def test_the_desks_first_screen_counts_what_waits_for_translation(client, office, english, chinese, now):
    from tests.services.publishing.test_editions import correct_chinese

    translation_released(office, english, item_of(chinese), now)
    correct_chinese(office, chinese, now)
    started(office, english, item_of(released(office, now, title="又一条")), now)
    sign_in(client, english.translator)
    page = soup_of(client, "/desk/").get_text()
    assert "待翻译" in page and "译文落后" in page
