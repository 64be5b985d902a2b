"""The public copy shows the same page and tells nothing more."""

import io

import openpyxl
import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from mingchuang.base.files.cleaning import clean
from mingchuang.base.files.inspection import inspect
from tests.support import made_files as made


def cleaned(data, name):
    found = inspect(data, name)
    assert found.reasons == []
    copy = clean(data, found)
    again = inspect(copy, name)
    assert again.reasons == []
    return copy, again


def same_words(data, name, again):
    return again.text_parts == inspect(data, name).text_parts


def test_a_document_loses_its_author_and_keeps_its_words():
    data = made.repacked(
        made.word("正文", rows=(("甲", "乙"),)),
        {
            "docProps/custom.xml": b'<Properties><property name="x"><s>y</s></property></Properties>',
            "customXml/item1.xml": b"<x/>",
            "customXml/_rels/item1.xml.rels": b"<x/>",
            "word/people.xml": b"<x/>",
        },
    )
    copy, again = cleaned(data, "a.docx")
    assert again.metadata == {}
    assert same_words(data, "a.docx", again)
    assert [p.text for p in Document(io.BytesIO(copy)).paragraphs] == ["正文"]
    assert not {
        name for name in made.parts(copy) if name.startswith(("customXml", "docProps/custom", "word/people"))
    }


def test_revision_numbers_variables_and_template_paths_go():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    settings = (
        f'<w:settings {w}><w:rsids><w:rsid w:val="00A1"/></w:rsids><w:attachedTemplate/>'
        '<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars><w:zoom/></w:settings>'
    )
    data = made.repacked(
        made.word_body(
            '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:r w:rsidRPr="00C3"><w:t>字</w:t></w:r></w:p>'
        ),
        {
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/'
            b'2006/relationships"><Relationship Id="r1" Type="http://x/attachedTemplate" '
            b'Target="file:///C:/Users/wang/Normal.dotm" TargetMode="External"/></Relationships>',
        },
    )
    copy, again = cleaned(data, "a.docx")
    assert again.metadata == {}
    assert b"rsid" not in made.part(copy, "word/document.xml")
    settings = made.part(copy, "word/settings.xml")
    assert b"zoom" in settings
    assert b"rsid" not in settings and b"docVar" not in settings and b"attachedTemplate" not in settings


def test_a_workbook_loses_its_author_and_keeps_its_cells():
    data = made.workbook()
    copy, again = cleaned(data, "a.xlsx")
    assert again.metadata == {}
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["B2"].value == 3
    assert same_words(data, "a.xlsx", again)


def test_pictures_inside_a_document_lose_their_place():
    data = made.repacked(
        made.word("正文"),
        {
            "word/media/image1.jpg": made.photo(exif=made.exif(located=True)),
            "word/media/image2.emf": b"emf",
            "word/media/image3.png": b"not a picture",
        },
    )
    copy, again = cleaned(data, "a.docx")
    assert not again.location
    assert made.part(copy, "word/media/image2.emf") == b"emf"
    assert made.part(copy, "word/media/image3.png") == b"not a picture"


def test_the_same_document_gives_the_same_copy():
    data = made.word("正文")
    assert cleaned(data, "a.docx")[0] == cleaned(data, "a.docx")[0]


def test_a_pdf_loses_its_properties_and_what_older_saves_left():
    data = made.pdf("第一页", "第二页")
    data += b"\n9999 0 obj\n(old secret)\nendobj\nstartxref\n" + data[data.rindex(b"startxref") + 10 :]
    copy, again = cleaned(data, "a.pdf")
    assert b"old secret" not in copy
    assert set(again.metadata) <= {"生成程序"}
    assert again.hidden_text == []
    assert len(PdfReader(io.BytesIO(copy)).pages) == 2
    assert same_words(data, "a.pdf", again)


def test_embedded_properties_of_pdf_parts_go():
    from pypdf.generic import NameObject, StreamObject

    def change(writer):
        stream = StreamObject()
        stream._data = b"<x:xmpmeta>secret author</x:xmpmeta>"
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)

    data = made.pdf_with(change)
    assert inspect(data, "a.pdf").metadata["XMP 属性"] == "有"
    copy, again = cleaned(data, "a.pdf")
    assert "XMP 属性" not in again.metadata
    assert b"secret author" not in copy


def test_an_ofd_file_loses_its_author():
    data = made.ofd()
    copy, again = cleaned(data, "a.ofd")
    assert again.metadata == {}
    assert same_words(data, "a.ofd", again)
    assert len(made.parts(copy)) == 3


def test_folders_listed_in_a_container_are_left_out():
    data = made.ofd(extra={"Doc_0/Res/": ""})
    assert "Doc_0/Res/" not in made.parts(cleaned(data, "a.ofd")[0])


def test_a_sealed_file_is_handed_out_unchanged():
    data = made.ofd(extra={"Doc_0/Signs/Signatures.xml": "<x/>"})
    assert cleaned(data, "a.ofd")[0] == data


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_text_is_handed_out_as_it_is(name):
    assert cleaned("正文".encode(), name)[0] == "正文".encode()


@pytest.mark.parametrize(("format_", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_photo_loses_its_properties_and_stays_upright(format_, name):
    turned = made.photo(format_, exif=made.exif(located=True, orientation=6))
    copy, again = cleaned(turned, name)
    assert not again.location
    assert again.metadata == {}
    picture = Image.open(io.BytesIO(copy)).convert("RGB")
    # Orientation 6 is shown turned clockwise: what was left is now on top.
    assert picture.size == (20, 40)
    top, bottom = picture.getpixel((10, 3)), picture.getpixel((10, 36))
    assert top[1] < 60 and bottom[1] > 200


def test_an_upright_photo_keeps_its_quality_and_colour_profile():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = made.photo(exif=made.exif(), icc_profile=profile, quality=60, comment=b"note")
    copy, again = cleaned(data, "a.jpg")
    picture = Image.open(io.BytesIO(copy))
    assert picture.info["icc_profile"] == profile
    assert picture.quantization == Image.open(io.BytesIO(data)).quantization
    assert again.metadata == {}


def frames(format_, **options):
    pictures = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    return made.saved(
        lambda out: pictures[0].save(out, format_, save_all=True, append_images=pictures[1:], **options)
    )


@pytest.mark.parametrize(("format_", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png")])
def test_an_animation_stays_one(format_, name):
    copy, _ = cleaned(frames(format_, duration=120, loop=0), name)
    assert Image.open(io.BytesIO(copy)).n_frames == 3


def test_of_a_telephone_s_several_pictures_the_first_is_given():
    copy, _ = cleaned(frames("MPO"), "a.jpg")
    assert getattr(Image.open(io.BytesIO(copy)), "n_frames", 1) == 1


def test_only_an_accepted_file_has_a_copy():
    with pytest.raises(ValueError, match="accepted"):
        clean(b"x", inspect(b"x", "a.exe"))


def test_a_pdf_that_cannot_be_written_again_is_refused(monkeypatch):
    from mingchuang.rules.refusals import Refused

    found = inspect(made.pdf("正文"), "a.pdf")
    monkeypatch.setattr("pypdf.PdfWriter.write", lambda *_: 1 / 0)
    with pytest.raises(Refused, match="PDF"):
        clean(made.pdf("正文"), found)
