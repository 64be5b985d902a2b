"""What is released is found by everybody, what is worked on by those who may see it, and nothing else."""

from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mingchuang.base.files import services as files
from mingchuang.base.search import presenting
from mingchuang.base.search.files import LARGEST, read_some
from mingchuang.base.search.models import FileText
from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.searching import Query, search
from mingchuang.base.search.sources import Index
from mingchuang.publishing import hosts
from mingchuang.publishing.models import CitedDocument, Draft, Item, ItemState
from mingchuang.publishing.search import cited, public, work
from mingchuang.publishing.selectors.desk import items_visible_to
from mingchuang.publishing.services import (
    attachments,
    columns,
    drafts,
    release,
    submission,
    validity,
    withdrawal,
)
from mingchuang.publishing.services.editions.starting import start_edition
from mingchuang.rules.roles import Role
from tests.support.factories import give_role, make_person
from tests.support.made_files import pdf, word
from tests.support.publishing import cleared, drafted, item_of, pass_gates, released, submitted
from tests.support.search import follow

PUBLIC, DESK = Index.PUBLIC, Index.DESK


@pytest.fixture
def indexed(transactional_db, office, tmp_path, settings):
    """The office with both indexes."""
    settings.DATA_DIR = tmp_path
    for index in Index:
        rebuild(index, clock=timezone.now)
    return office


def found(words, **options):
    follow(PUBLIC)
    return search(Query(words, loosely=False, **options))


def found_at_desk(user, words):
    follow(DESK)
    readers = work.keys_of(user) | cited.keys_of(user)
    return {
        (hit.source, hit.key) for hit in search(Query(words, index=DESK, readers=readers, loosely=False)).hits
    }


def test_a_text_is_found_from_its_release_until_its_withdrawal(indexed, now):
    version = cleared(indexed, now, document_number="宿外办发〔2026〕8号")
    assert found("涉外礼仪").total == 0
    release.release(indexed.officer, version.pk, now=now)
    facets = ("kind", "column", "year", "issuer", "validity", "language", "source")
    result = found("涉外礼仪", facets=facets)
    assert [hit.key for hit in result.hits] == [str(version.edition_id)]
    assert result.facets == {
        "kind": {"news": 1},
        "column": {"news": 1},
        "year": {"2026": 1},
        "issuer": {"宿迁市人民政府外事办公室": 1},
        "validity": {"in_force": 1},
        "language": {"zh-hans": 1},
        "source": {"publishing.public": 1},
    }
    for words in ("宿外办发[2026]8", "宴请 礼宾", "培训 礼儀", item_of(version).index_number):
        assert found(words).total == 1

    item = item_of(version)
    withdrawal.withdraw(indexed.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    assert "search.public@" in withdrawal.confirm_withdrawal(item.pk, hosts.live_hosts(), now=now)[0]
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWING
    assert found("涉外礼仪").total == 0
    assert withdrawal.confirm_withdrawal(item.pk, hosts.live_hosts(), now=now) == []
    assert Item.objects.get(pk=item.pk).state == ItemState.WITHDRAWN
    rebuild(PUBLIC, clock=timezone.now)
    assert found("涉外礼仪").total == 0


def test_without_an_index_a_withdrawal_waits_for_nobody(office, now, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    assert public.still_found(item_of(released(office, now)), "") is None


def test_a_correction_and_the_end_of_validity_are_found(indexed, now, today):
    version = released(indexed, now)
    draft = drafts.start_correction(indexed.drafter, item_of(version).pk, now=now)
    draft = drafts.save_draft(
        indexed.drafter,
        draft.pk,
        draft.revision,
        {"title": "市外办举办翻译培训", "public_note": "更正标题"},
        now=now,
    ).draft
    corrected = submission.submit(indexed.drafter, draft.pk, draft.revision, now=now, today=today)
    assert found("涉外礼仪").total == 1
    release.release(indexed.officer, pass_gates(indexed, corrected, now).pk, now=now)
    assert found("涉外礼仪培训").total == 0
    assert found("翻译培训").total == 1


def test_a_column_that_moves_takes_its_texts_along(indexed, now):
    released(indexed, now)
    assert found("", filters={"column": ["documents"]}).total == 0
    columns.save_column(indexed.administrator, indexed.news, {"parent": indexed.documents}, now=now)
    assert found("", filters={"column": ["documents"]}).total == 1
    assert found("", filters={"column": ["news"]}).total == 1


def test_the_words_of_attachments_are_found_when_they_have_been_read(indexed, now):
    draft = drafted(indexed, now)
    upload = SimpleUploadedFile("list.txt", "参训人员来自泗阳县\n人数：二十人\n".encode())
    file = files.store(upload, actor=indexed.drafter, now=now)
    attachments.add_attachment(indexed.drafter, draft.pk, file, "参训名单", now=now)
    draft = Draft.objects.get(pk=draft.pk)
    version = submission.submit(indexed.drafter, draft.pk, draft.revision, now=now, today=now.date())
    release.release(indexed.officer, pass_gates(indexed, version, now).pk, now=now)
    assert found("参训名单").total == 1
    assert found("泗阳").total == 0
    assert read_some(10, now=now) == 1
    assert read_some(10, now=now) == 0
    assert found("泗阳").total == 1
    assert found_at_desk(indexed.officer, "泗阳")


def test_files_are_read_once_and_a_bad_one_stops_nobody(db, now, monkeypatch):
    same = word("外事")  # a file made a second later bears another time
    stored = [
        files.store(SimpleUploadedFile(name, data), actor=None, now=now)
        for name, data in (("a.docx", same), ("b.docx", same), ("c.pdf", pdf("hello")))
    ]
    stored[2].size = LARGEST + 1
    stored[2].save()
    assert read_some(2, now=now) == 2
    monkeypatch.setattr("mingchuang.base.search.files.inspection_of", lambda file: 1 / 0)
    files.store(SimpleUploadedFile("d.docx", word("另一")), actor=None, now=now)
    files.store(SimpleUploadedFile("e.docx", same), actor=None, now=now)
    assert read_some(10, now=now) == 3
    texts = list(FileText.objects.order_by("file_id").values_list("text", flat=True))
    assert [text.strip() for text in texts] == ["外事", "外事", "", "", "外事"]


def test_work_is_found_by_those_who_may_see_it(indexed, now):
    draft = drafted(indexed, now, title="保密的出访方案")
    other = make_person([Role.DRAFTER], division=indexed.secretariat)
    assert found_at_desk(indexed.drafter, "出访方案") == {("publishing.drafts", str(draft.edition_id))}
    assert found_at_desk(other, "出访方案") == set()
    reviewer = next(iter(indexed.reviewers.values()))
    submission.submit(indexed.drafter, draft.pk, draft.revision, now=now, today=now.date())
    assert found_at_desk(reviewer, "出访方案")
    assert search(Query("出访方案", index=PUBLIC)).total == 0


def test_draft_and_version_are_one_document_until_one_of_them_changes(indexed, now):
    version = released(indexed, now)
    edition, reviewer = str(version.edition_id), next(iter(indexed.reviewers.values()))
    for person in (indexed.drafter, indexed.officer, reviewer):
        assert found_at_desk(person, "涉外礼仪") == {(work.DRAFTS_NAME, edition)}
    lines = presenting.lines_of(reviewer, {work.DRAFTS_NAME: [edition]})
    assert str(version.uid) in lines[work.DRAFTS_NAME, edition].url
    draft = drafts.start_correction(indexed.drafter, item_of(version).pk, now=now)
    drafts.save_draft(indexed.drafter, draft.pk, draft.revision, {"title": "市外办举办翻译培训"}, now=now)
    assert found_at_desk(indexed.drafter, "翻译培训") == {(work.DRAFTS_NAME, edition)}
    assert found_at_desk(reviewer, "翻译培训") == set()
    assert found_at_desk(reviewer, "涉外礼仪培训") == {(work.VERSIONS_NAME, edition)}
    assert found_at_desk(indexed.drafter, "涉外礼仪培训") == set()
    drafts.discard_changes(indexed.drafter, draft.pk, now=now)
    assert found_at_desk(reviewer, "涉外礼仪培训") == {(work.DRAFTS_NAME, edition)}


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_keys_say_the_same_as_the_selector(office, now, role):
    """For every role, however held: what the keys open are the items one may see, each edition once."""
    drafted(office, now)
    submitted(office, now)
    translator = make_person([], division=office.secretariat)
    give_role(translator, Role.TRANSLATOR, language="en")
    start_edition(office.officer, item_of(released(office, now)).pk, "en", translator, now=now)
    start_edition(office.drafter, item_of(submitted(office, now)).pk, "en", translator, now=now)
    item = item_of(released(office, now))
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    drafts.create_item(office.officer, "news", office.secretariat, now=now, values={"title": "秘书处的稿件"})
    documents = [
        document for source in (work.DRAFTS, work.VERSIONS) for document in source.load(source.every("", 100))
    ]
    for division, language in product((office.passports, None), ("", "en")):
        person = make_person([], division=office.passports)
        give_role(person, role, division=division, language=language)
        keys = work.keys_of(person)
        seen = [document.key for document in documents if keys & set(document.readers)]
        assert len(seen) == len(set(seen)), (division, language)
        items = {work.items_of(seen)[key] for key in seen}
        visible = set(items_visible_to(person).values_list("pk", flat=True))
        assert items == visible, (division, language)


def test_a_discarded_draft_ranks_below(indexed, now):
    draft = drafted(indexed, now)
    kept = drafted(indexed, now)
    drafts.discard_item(indexed.drafter, draft.edition.item_id, reason="重复", now=now)
    follow(DESK)
    result = search(Query("培训", index=DESK, readers=work.keys_of(indexed.officer), facets=["state"]))
    assert [hit.key for hit in result.hits] == [str(kept.edition_id), str(draft.edition_id)]
    assert result.facets["state"] == {"discarded": 1, "new": 1}


def test_the_register_is_found_by_those_who_read_it(indexed, now):
    row = CitedDocument.objects.create(
        source_key="x",
        title="护照法",
        title_key="护照法",
        document_number="主席令第五十号",
        text="护照持有人",
        status="valid",
        updated_at=now,
    )
    rebuild(DESK, clock=timezone.now)
    assert found_at_desk(indexed.drafter, "护照持有人") == {("publishing.register", str(row.pk))}
    assert found_at_desk(indexed.drafter, "主席令第50号") == {("publishing.register", str(row.pk))}
    outsider = make_person([], division=indexed.passports)
    assert found_at_desk(outsider, "护照持有人") == set()


def test_a_repealed_text_is_below_the_one_in_force(indexed, now, today):
    old = released(
        indexed,
        now,
        kind="document",
        title="护照管理办法",
        document_number="宿外办发〔2026〕8号",
        effective_on=today,
        statutory_item="20-1",
        column_id=indexed.documents.pk,
    )
    new = released(indexed, now, title="关于护照管理的若干问题和有关办法的解读")
    assert [hit.key for hit in found("护照管理").hits] == [str(old.edition_id), str(new.edition_id)]
    validity.record_validity(
        indexed.officer, item_of(old).pk, "repealed", on=today, basis="公告", now=now, today=today
    )
    result = found("护照管理", facets=["validity"])
    assert [hit.key for hit in result.hits] == [str(new.edition_id), str(old.edition_id)]
    assert result.facets["validity"]["repealed"] == 1
