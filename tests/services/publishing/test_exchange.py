"""A translation goes out as a file and comes back: nothing lost, nothing foreign taken."""

import io
import re
from datetime import date, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingchuang.base.audit.models import AuditEvent
from mingchuang.publishing.exchange import document, segments, xliff
from mingchuang.publishing.exchange.parcel import Papers, Parcel
from mingchuang.publishing.exchange.segments import Mark
from mingchuang.publishing.html import clean_html
from mingchuang.publishing.models import Draft, TermEntry
from mingchuang.publishing.services import drafts
from mingchuang.publishing.services.drafts import SaveResult
from mingchuang.publishing.services.editions import exchange, starting
from mingchuang.rules.refusals import Forbidden, Refused
from tests.services.publishing.test_editions import correct_chinese, release_correction
from tests.support.editions import Bureau, make_bureau, started
from tests.support.publishing import Office, item_of, released

BODY = (
    "<h2>申请材料</h2><p>请提交<strong>邀请函</strong>和<a href='https://example.cn/x'>申请表</a>，"
    "3 份。<br>邮寄亦可。</p><ul><li>护照<ul><li>复印件</li></ul></li></ul>"
    "<table><tbody><tr><td>工作日</td><td>9:00</td></tr></tbody></table><hr><p> </p>"
)
FORMATS = ["xliff", "docx"]
PAPERS = Papers("e", "en", "s", "h", "1", "标题")


@pytest.fixture
def english(office: Office) -> Bureau:
    return make_bureau(office)


@pytest.fixture
def draft(office: Office, english: Bureau, now: datetime) -> Draft:
    source = released(office, now, body=BODY)
    return Draft.objects.select_related("edition__item", "source_version").get(
        edition=started(office, english, item_of(source), now)
    )


def hand_out(english: Bureau, draft: Draft, file_format: str, now: datetime) -> bytes:
    return exchange.hand_out(english.translator, draft, file_format, now=now, today=now.date())


def take_back(english: Bureau, draft: Draft, brought: exchange.Brought, now: datetime) -> SaveResult:
    return exchange.take_back(
        english.translator, draft.pk, draft.revision, brought.values, source=brought.source.pk, now=now
    )


def filled(data: bytes) -> bytes:
    """The file with a translation of every unit: the source's words in angle quotes, marks kept."""
    if not data.startswith(b"PK"):
        text = data.decode()
        units = re.split(r"(?=<unit )", text)
        return "".join(map(_translated, units)).encode()
    book = docx.Document(io.BytesIO(data))
    for row in book.tables[1].rows[1:]:
        row.cells[1].text = "T " + re.sub(r"^\[[^\]]+\] ", "", row.cells[0].text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def only(data: bytes, kept: str) -> bytes:
    """The file with every translation emptied but one."""
    if not data.startswith(b"PK"):
        units = re.split(r"(?=<unit )", data.decode())
        emptied = [re.sub(r"<target>.*?</target>", "<target/>", u, flags=re.DOTALL) for u in units]
        return "".join(
            unit if f'id="{kept}"' in unit else bare for unit, bare in zip(units, emptied, strict=True)
        ).encode()
    book = docx.Document(io.BytesIO(data))
    for row in book.tables[1].rows[1:]:
        if not row.cells[0].text.startswith(f"[{kept}]"):
            row.cells[1].text = ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _translated(unit: str) -> str:
    said = re.search(r"<source[^>]*>(.*?)</source>", unit, re.DOTALL)
    if said is None:
        return unit
    return re.sub(r"<target[^>]*/>|<target[^>]*></target>", lambda _: f"<target>T {said[1]}</target>", unit)


# --- units ---


def test_a_body_is_cut_into_what_is_translated_as_one():
    made = segments.cut(BODY)
    assert [segments.words(unit.source) for unit in made.units] == [
        "申请材料",
        "请提交邀请函和申请表，3 份。邮寄亦可。",
        "护照",
        "复印件",
        "工作日",
        "9:00",
    ]
    assert [part.kind for part in made.units[1].source if isinstance(part, Mark)] == [
        "open",
        "close",
        "open",
        "close",
        "single",
    ]


def test_the_words_of_a_picture_are_translated_too():
    html = '<p>图：<img src="/files/a.png" alt="办事大厅"></p>'
    units = segments.cut(html).units
    assert [segments.words(unit.source) for unit in units] == ["办事大厅", "图："]
    done = segments.assemble(
        html, {units[0].id: ('The "hall"',), units[1].id: ("Picture: ", Mark("single", 1))}
    )
    assert 'alt="The &quot;hall&quot;"' in done and done.startswith("<p>Picture: <img")


@pytest.mark.parametrize(
    ("targets", "joined"),
    [
        (("Two copies.", "By post too."), "Two copies. By post too."),
        (("Two copies. ", "By post too."), "Two copies. By post too."),
        (("2部です。", "郵送もできます。"), "2部です。郵送もできます。"),
        (("Two", " copies"), "Two copies"),
    ],
)
def test_sentences_a_tool_has_cut_are_joined_as_the_language_writes_them(targets, joined):
    unit = segments.Unit("b1", "正文", ("两份。可以邮寄。",))
    data = xliff.write(Parcel(PAPERS, [unit])).decode()
    assert 'canResegment="no"' in data
    cut = "".join(f"<segment><source>x</source><target>{target}</target></segment>" for target in targets)
    data = re.sub(r"<segment.*?</segment>", cut, data, flags=re.DOTALL)
    ((_, words),) = xliff.read(data.encode()).targets
    assert segments.words(words) == joined


def test_words_from_outside_are_never_markup():
    units = segments.cut("<p>文字</p>").units
    done = segments.assemble("<p>文字</p>", {units[0].id: ("<script>alert(1)</script>",)})
    assert done == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
INLINE = st.one_of(
    LINE.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    LINE.map(lambda text: f"<strong>{text.replace('&', '').replace('<', '')}</strong>"),
    st.just("<br>"),
    st.just('<a href="/list/">链接</a>'),
)
BLOCK = st.tuples(st.sampled_from(["p", "h2", "li", "td"]), st.lists(INLINE, max_size=4)).map(
    lambda pair: {
        "p": "<p>{}</p>",
        "h2": "<h2>{}</h2>",
        "li": "<ul><li>{}</li></ul>",
        "td": "<table><tbody><tr><td>{}</td></tr></tbody></table>",
    }[pair[0]].format("".join(pair[1]))
)
BODIES = st.lists(BLOCK, max_size=5).map("".join)


@settings(max_examples=60)
@given(BODIES)
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_brings_back_exactly_the_words_it_took_along(file_format: str, html: str):
    """Export and import of an untouched translation is the same text, whatever the body."""
    clean = segments.assemble(html, {})
    made = segments.cut(clean)
    writer = exchange.FORMATS[file_format]
    targets = {unit.id: unit.source for unit in made.units}
    returned = writer.read(writer.write(Parcel(PAPERS, made.units, targets)))
    assert returned.papers == PAPERS
    assert clean_html(segments.assemble(clean, dict(returned.targets))) == clean_html(clean)


@given(BODIES)
@settings(max_examples=40)
def test_cutting_twice_gives_the_same(html: str):
    once = segments.assemble(html, {})
    assert segments.assemble(once, {}) == once


# --- out and back ---


@pytest.mark.db
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_filled_file_fills_the_draft(office, english, draft, now, file_format):
    data = filled(hand_out(english, draft, file_format, now))
    brought = exchange.open_returned(english.translator, draft, data)
    assert brought.untranslated == [] and brought.source == draft.source_version
    result = take_back(english, draft, brought, now)
    saved = result.draft
    assert saved.title == f"T {draft.source_version.title}"
    assert saved.keywords == ["T 培训", "礼仪"]
    assert "<strong>邀请函</strong>" in saved.body and "T 请提交" in saved.body
    assert saved.editors.filter(user=english.translator).exists()
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "publishing.export_translation",
        "publishing.import_translation",
    }
    again = hand_out(english, Draft.objects.get(pk=saved.pk), file_format, now)
    brought = exchange.open_returned(english.translator, saved, again)
    assert brought.untranslated == [] and brought.values["body"] == saved.body
    assert brought.values["title"] == saved.title


@pytest.mark.django_db
def test_what_is_not_translated_yet_is_named_and_stays_chinese(english, draft, now):
    data = filled(hand_out(english, draft, "xliff", now)).decode()
    data = re.sub(r'(<unit id="b2".*?<target>).*?(</target>)', r"\1\2", data, count=1, flags=re.DOTALL)
    brought = exchange.open_returned(english.translator, draft, data.encode())
    assert brought.untranslated == ["b2"]
    assert "<p>请提交" in brought.values["body"]
    take_back(english, draft, brought, now)
    fresh = Draft.objects.select_related("edition__item", "source_version").get(pk=draft.pk)
    again = hand_out(english, fresh, "xliff", now).decode()
    assert re.search(r'<unit id="b2".*?state="initial"', again, re.DOTALL), "Chinese words are no translation"


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", FORMATS)
def test_an_emptied_paragraph_keeps_the_translation_it_has(english, draft, now, file_format):
    blank = hand_out(english, draft, file_format, now)
    take_back(english, draft, exchange.open_returned(english.translator, draft, filled(blank)), now)
    fresh = Draft.objects.select_related("edition__item", "source_version").get(pk=draft.pk)
    half = only(filled(blank), "b1")
    brought = exchange.open_returned(english.translator, fresh, half)
    assert brought.untranslated == [] and brought.values["body"] == fresh.body


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_names_the_terms_with_what_is_used_and_what_is_not(english, draft, now, file_format):
    TermEntry.objects.update_or_create(
        term="邀请函",
        language="en",
        defaults={"required": ["invitation letter"], "banned": ["invite letter"], "source": "本机关"},
    )
    data = hand_out(english, draft, file_format, now)
    if file_format == "docx":
        rows = docx.Document(io.BytesIO(data)).tables[2].rows
        assert ["邀请函", "invitation letter", "invite letter"] in [
            [c.text for c in row.cells] for row in rows
        ]
        return
    text = data.decode()
    assert "<gls:translation>invitation letter<" in text and "“邀请函”不用：invite letter" in text


@pytest.mark.django_db
def test_a_changed_source_goes_out_and_what_is_unchanged_keeps_its_words(office, english, draft, now):
    old = filled(hand_out(english, draft, "xliff", now))
    take_back(english, draft, exchange.open_returned(english.translator, draft, old), now)
    correct_chinese(office, draft.source_version, now, body=BODY.replace("<p> </p>", "<p>请勿折叠。</p>"))
    stale = Draft.objects.select_related("edition__item", "source_version").get(pk=draft.pk)
    assert exchange.open_returned(english.translator, stale, old).source == stale.source_version
    fresh = hand_out(english, stale, "xliff", now).decode()
    assert "T 请提交" in fresh and "请勿折叠。" in fresh
    waiting = re.findall(r'<unit id="(\w+)"(?:(?!</unit>).)*state="initial"', fresh, re.DOTALL)
    assert waiting == ["title", "b7"], "the correction gave both other words"
    brought = exchange.open_returned(english.translator, stale, filled(fresh.encode()))
    assert brought.source.number == 2 and brought.untranslated == []
    assert brought.outdated == []
    left = re.sub(
        r"(<unit id=\"title\".*?)<target>.*?</target>", r"\1<target/>", filled(fresh.encode()).decode()
    )
    assert exchange.open_returned(english.translator, stale, left.encode()).outdated == ["标题"]
    saved = take_back(english, stale, brought, now).draft
    assert saved.source_version == brought.source
    assert "T 请勿折叠。" in saved.body and "T 申请材料" in saved.body


@pytest.mark.django_db
def test_an_empty_file_takes_nothing_away(english, draft, now):
    drafts.save_draft(
        english.translator, draft.pk, draft.revision, {"title": "Kept", "body": "<p>Kept.</p>"}, now=now
    )
    draft.refresh_from_db()
    empty = re.sub(rb"<target[^>]*>Kept</target>", b"<target/>", hand_out(english, draft, "xliff", now))
    brought = exchange.open_returned(english.translator, draft, empty)
    assert brought.values == {} and brought.untranslated == []


@pytest.mark.django_db
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_for_another_version_is_refused_and_both_are_named(office, english, draft, now, file_format):
    data = filled(hand_out(english, draft, file_format, now))
    correction = drafts.start_correction(office.drafter, draft.edition.item_id, now=now)
    release_correction(office, correction, now)
    starting.take_up_source(english.translator, draft.edition_id, now=now)
    fresh = Draft.objects.select_related("edition__item", "source_version").get(pk=draft.pk)
    with pytest.raises(Refused) as refused:
        exchange.open_returned(english.translator, fresh, data)
    assert refused.value.codes == {"other_text"}
    assert "译自第1版" in str(refused.value) and "译自第2版" in str(refused.value)


@pytest.mark.django_db
def test_a_file_for_another_language_is_refused(office, english, draft, now):
    korean = make_bureau(office, "ko")
    other = started(office, korean, draft.edition.item, now)
    data = filled(hand_out(english, draft, "xliff", now))
    with pytest.raises(Refused, match=r"不是这份译文.*英文版.*韩文版"):
        exchange.open_returned(korean.translator, Draft.objects.get(edition=other), data)


def without(data: bytes, unit: str) -> bytes:
    return re.sub(rf'<unit id="{unit}".*?</unit>', "", data.decode(), flags=re.DOTALL).encode()


def doubled(data: bytes, unit: str) -> bytes:
    return re.sub(rf'(<unit id="{unit}".*?</unit>)', r"\1\1", data.decode(), flags=re.DOTALL).encode()


BAD_FILES = {
    "unit_missing": lambda data: without(data, "b2"),
    "unit_twice": lambda data: doubled(data, "b1"),
    "unit_unknown": lambda data: data.replace(b'<unit id="b1"', b'<unit id="b77"'),
    "marks_changed": lambda data: re.sub(rb'(<target>T [^<]*)<pc id="1">', rb'\1<pc id="9">', data, count=1),
    "file_broken": lambda data: data[: len(data) // 2],
    "not_xliff": lambda data: b"<html><body>T</body></html>",
    "papers_missing": lambda data: re.sub(rb"<mda:metadata>.*</mda:metadata>", b"", data, flags=re.DOTALL),
    "file_entities": lambda data: data.replace(
        b"<xliff", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff', 1
    ).replace(b"<target>T ", b"<target>&a;T ", 1),
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", BAD_FILES)
def test_a_damaged_or_hostile_file_is_refused(english, draft, now, code):
    data = BAD_FILES[code](filled(hand_out(english, draft, "xliff", now)))
    with pytest.raises(Refused) as refused:
        exchange.open_returned(english.translator, draft, data)
    assert code in refused.value.codes


@pytest.mark.django_db
def test_a_text_is_not_called_a_damaged_file_of_a_kind_nobody_sent(english, draft):
    with pytest.raises(Refused, match="也不是DOCX文件"):
        exchange.open_returned(english.translator, draft, "译文在这里".encode())


@pytest.mark.django_db
def test_entities_that_swell_are_refused(english, draft, now):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = filled(hand_out(english, draft, "xliff", now)).replace(b"<xliff", bomb + b"<xliff", 1)
    with pytest.raises(Refused):
        exchange.open_returned(english.translator, draft, data)


@pytest.mark.django_db
def test_a_document_with_open_revisions_is_refused(english, draft, now):
    data = filled(hand_out(english, draft, "docx", now))
    book = docx.Document(io.BytesIO(data))
    cell = book.tables[1].rows[1].cells[1]
    paragraph = cell.paragraphs[0]._p
    inserted = paragraph.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}ins", {})
    paragraph.append(inserted)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Refused) as refused:
        exchange.open_returned(english.translator, draft, out.getvalue())
    assert refused.value.codes == {"revisions_open"}


@pytest.mark.db
def test_what_somebody_wrote_meanwhile_is_kept_beside_the_file(english, draft, now):
    brought = exchange.open_returned(
        english.translator, draft, filled(hand_out(english, draft, "xliff", now))
    )
    base = draft.revision
    drafts.save_draft(english.translator, draft.pk, base, {"title": "Typed meanwhile"}, now=now)
    result = take_back(english, draft, brought, now)
    assert result.draft.title == "Typed meanwhile"
    assert result.copy is not None and result.copy.values["title"].startswith("T ")


@pytest.mark.django_db
def test_only_translators_of_the_language_hand_out_and_take_back(office, english, draft, now):
    with pytest.raises(Forbidden):
        exchange.hand_out(office.officer, draft, "xliff", now=now, today=date(2026, 3, 9))
    with pytest.raises(Forbidden):
        exchange.open_returned(office.drafter, draft, b"")


def test_the_papers_name_every_field_a_file_is_judged_by():
    assert set(xliff._PAPERS) == set(document._PAPERS) == set(Papers.__dataclass_fields__)
