"""PDF, OFD, pictures and plain text: the words of every page and what stands beside them."""

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from mingchuang.base.files.cleaning import clean
from mingchuang.base.files.findings import findings
from mingchuang.base.files.inspection import inspect
from mingchuang.rules.text_checks import Severity, starter
from tests.support import made_files as made


def found_in(data, name, **options):
    inspection = inspect(data, name)
    assert inspection.reasons == []
    return {(f.finding.rule, f.where) for f in findings(inspection, starter(), **options)}


def rules_in(data, name):
    return {rule for rule, _ in found_in(data, name)}


# -- PDF


def test_pages_and_properties_of_a_pdf():
    inspection = inspect(made.pdf("第一页 机密★10年", "第二页"), "a.pdf")
    assert [part.where for part in inspection.text_parts] == ["第1页", "第2页"]
    assert inspection.metadata["作者"] == "赵编辑"
    assert ("secrecy.mark", "第1页") in found_in(made.pdf("第一页 机密★10年"), "a.pdf")
    assert not inspection.textless


def test_pages_stay_unread_where_only_traces_matter():
    inspection = inspect(made.pdf("正文"), "a.pdf", pages=False)
    assert (inspection.text_parts, inspection.textless) == ([], False)
    assert inspection.metadata["作者"] == "赵编辑"


def test_a_scan_without_words_is_told():
    inspection = inspect(made.pdf(""), "a.pdf")
    assert inspection.textless
    assert ("file.no_text", "全文") in found_in(made.pdf(""), "a.pdf")


def test_annotations_of_a_pdf_block():
    from pypdf.annotations import Text

    data = made.pdf_with(lambda w: w.add_annotation(0, Text(rect=(0, 0, 9, 9), text="先别发")))
    assert inspect(data, "a.pdf").blocking == ["comments"]


def test_what_an_older_save_left_behind_is_told():
    data = made.pdf("正文")
    again = (
        data + b"\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n" + data[data.rindex(b"startxref") + 10 :]
    )
    assert inspect(again, "a.pdf").hidden_text == ["多次保存留下的旧内容"]


def test_pages_beyond_the_limit_are_named_as_unread(monkeypatch):
    monkeypatch.setattr("mingchuang.base.files.portable.MOST_PAGES_READ", 1)
    inspection = inspect(made.pdf("一", "二", "三"), "a.pdf")
    assert inspection.unread == ["第2页以后"]
    assert ("file.unread", "第2页以后") in found_in(made.pdf("一", "二"), "a.pdf")


def test_a_page_that_cannot_be_read_is_named(monkeypatch):
    def fail(self):
        raise ValueError

    monkeypatch.setattr("pypdf.PageObject.extract_text", fail)
    assert inspect(made.pdf("一"), "a.pdf").unread == ["第1页"]


def test_a_sealed_pdf_is_told_and_handed_out_unchanged():
    def seal(writer):
        seal = DictionaryObject(
            {NameObject("/Type"): NameObject("/Sig"), NameObject("/Contents"): TextStringObject("x")}
        )
        seal[NameObject("/ByteRange")] = ArrayObject([NumberObject(0)] * 4)
        writer._add_object(seal)

    data = made.pdf_with(seal)
    inspection = inspect(data, "a.pdf")
    assert inspection.signed
    assert ("file.signed", "文件属性") in found_in(data, "a.pdf")
    assert clean(data, inspection) == data


# -- OFD


def test_words_and_properties_of_an_ofd_file():
    inspection = inspect(made.ofd("秘密★5年"), "a.ofd")
    assert inspection.metadata == {"作者": "孙文书"}
    assert ("secrecy.mark", "第1页") in found_in(made.ofd("秘密★5年"), "a.ofd")


def test_seals_annotations_and_attachments_of_an_ofd_file():
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    data = made.ofd(
        extra={
            "Doc_0/Signs/Signatures.xml": f"<ofd:Signatures {ns}/>",
            "Doc_0/Annots/Page_0/Annotation.xml": f'<ofd:PageAnnot {ns}><ofd:Annot Type="Stamp"/>'
            '<ofd:Annot Type="Highlight"/></ofd:PageAnnot>',
            "Doc_0/Attachs/Attachments.xml": f"<ofd:Attachments {ns}/>",
        }
    )
    inspection = inspect(data, "a.ofd")
    assert inspection.signed
    assert inspection.comments == 1
    assert inspection.embedded == ["Doc_0/Attachs/Attachments.xml"]
    assert "file.signed" in rules_in(data, "a.ofd")


# -- pictures and text


def test_a_photo_tells_its_maker_and_place():
    inspection = inspect(made.photo(exif=made.exif(located=True)), "a.jpg")
    assert inspection.location
    assert inspection.metadata["作者"] == "Photographer"
    assert ("file.location", "文件属性") in found_in(made.photo(exif=made.exif(located=True)), "a.jpg")
    assert not inspect(made.photo(), "a.JPEG").location


def test_text_chunks_and_remarks_of_pictures_are_told():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "周")
    assert inspect(made.photo("PNG", pnginfo=words), "a.png").metadata == {"图片信息 Author": "周"}
    assert inspect(made.photo("GIF", comment=b"note"), "a.gif").metadata == {"图片备注": "note"}
    written = made.exif()
    written[0x9C9D] = "周".encode("utf-16-le")
    assert inspect(made.photo(exif=written), "a.jpg").metadata["作者（Windows）"] == "周"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_the_usual_encodings_are_read(encoding):
    data = "联系人手机：13812345678".encode(encoding)
    assert rules_in(data, "a.txt") == {"privacy.mobile"}
    assert inspect(data, "a.csv").media_type == "text/csv"


def test_severities_of_traces():
    inspection = inspect(made.workbook(change=made.hidden_sheet), "a.xlsx")
    severities = {f.finding.rule: f.finding.severity for f in findings(inspection, starter())}
    assert severities["file.hidden_sheet"] is Severity.BLOCK
    assert severities["file.metadata"] is Severity.WARN
