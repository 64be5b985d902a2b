"""The office's own wording: versions that stay, drafts that use the newest, refusals that name everything."""

import pytest
from django.db import DatabaseError, transaction

from mingchuang.casework.letters import selectors, services
from mingchuang.casework.letters.models import Wording
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.each import each
from tests.support.letters import draft_letter, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.db]
KIND = LetterKind.REPLY_DENY_PROCESS
OWN = [*DEFAULT_WORDING[KIND], "如有疑问，请致电{联系电话}。"]


@pytest.fixture
def office(now):
    return make_office(now)


def save(office, now, paragraphs=OWN, seen_version=0, kind=KIND):
    return services.save_wording(kind, paragraphs, seen_version=seen_version, actor=office.officer, now=now)


def test_drafts_use_the_newest_wording_and_remember_it(office, now):
    assert draft_letter(office, now).wording is None
    saved = save(office, now)
    letter = draft_letter(office, now)
    assert letter.wording == saved
    assert letter.content["paragraphs"][-1] == "如有疑问，请致电0527-00000000。"


def test_an_earlier_draft_keeps_its_words(office, now):
    letter = draft_letter(office, now)
    save(office, now)
    letter.refresh_from_db()
    assert "如有疑问" not in "".join(letter.content["paragraphs"])


def test_versions_stay(office, now):
    save(office, now)
    save(office, now, [*OWN, "特此告知。"], seen_version=1)
    assert [row.version for row in selectors.versions_of(KIND)] == [2, 1]
    with pytest.raises(DatabaseError), transaction.atomic():
        Wording.objects.update(paragraphs=[])
    row = next(row for row in selectors.wording_rows() if row.kind is KIND)
    assert row.newest.version == 2


@pytest.mark.parametrize(
    ("paragraphs", "seen", "code"),
    [
        (OWN[1:], 0, "placeholder_missing"),
        ([*OWN, "{不存在的}"], 0, "placeholder_unknown"),
        ([*OWN, "{% load x %}"], 0, "wording_code"),
        ([], 0, "wording_empty"),
        (list(DEFAULT_WORDING[KIND]), 0, "wording_same"),
        (OWN, 3, "wording_changed"),
    ],
)
def test_wrong_wording_is_not_saved(office, now, paragraphs, seen, code):
    with pytest.raises(Refused) as refusal:
        save(office, now, paragraphs, seen)
    assert code in refusal.value.codes
    assert not Wording.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "head", "leader", "supervisor"])
def test_only_those_who_keep_the_wording_change_it(office, now, who):
    with pytest.raises(Forbidden):
        services.save_wording(KIND, OWN, seen_version=0, actor=getattr(office, who), now=now)


@each("kind", LetterKind)
def test_every_kind_can_be_seen_before_it_is_saved(office, today, kind):
    made = services.preview(kind, DEFAULT_WORDING[kind], today=today)
    assert made.startswith(b"%PDF-")
