"""A clerk attaches a file; the platform tells what stands in it besides the page."""

import pytest

from mingchuang.base.files.findings import findings
from mingchuang.base.files.inspection import inspect
from mingchuang.rules.text_checks import starter
from tests.support import made_files as made


def found_in(data, name, **options):
    inspection = inspect(data, name)
    assert inspection.reasons == []
    return {(f.finding.rule, f.where) for f in findings(inspection, starter(), **options)}


def rules_in(data, name):
    return {rule for rule, _ in found_in(data, name)}


# -- Word


def test_words_of_a_document_are_read_with_their_place():
    data = made.word("第一段", "机密★10年", rows=(("姓名", "手机"), ("张三", "13812345678")))
    inspection = inspect(data, "通知.docx")
    (part,) = [part for part in inspection.text_parts if part.where == "正文"]
    assert part.text.splitlines()[:4] == ["第一段", "机密★10年", "姓名\t手机", "张三\t13812345678"]
    found = found_in(data, "通知.docx")
    assert {("secrecy.mark", "正文"), ("privacy.mobile", "正文"), ("file.name_list", "正文")} <= found


def test_the_office_s_own_number_in_an_attachment_is_let_through():
    data = made.word("联系电话：0527-84350000")
    assert ("privacy.landline", "正文") in found_in(data, "a.docx")
    assert ("privacy.landline", "正文") not in found_in(data, "a.docx", allowed=["052784350000"])


def test_author_and_last_editor_are_told_as_properties():
    inspection = inspect(made.word("正文", author="王秘书"), "a.docx")
    assert inspection.metadata["作者"] == inspection.metadata["最后修改人"] == "王秘书"
    assert "file.metadata" in rules_in(made.word("正文"), "a.docx")


def test_properties_are_one_finding_and_those_that_tell_nothing_none():
    def change(writer):
        writer.add_metadata({"/Author": "赵编辑", "/Company": "外事办", "/Title": "通知", "/Producer": "WPS"})

    inspection = inspect(made.pdf_with(change), "a.pdf")
    told = [f.finding for f in findings(inspection, starter()) if f.finding.rule == "file.metadata"]
    assert [f.text for f in told] == ["作者：赵编辑；单位：外事办"]
    plain = made.pdf_with(lambda w: w.add_metadata({"/Author": "", "/Title": "通知"}))
    assert "file.metadata" not in rules_in(plain, "a.pdf")


def test_a_personal_number_in_a_property_is_found_too():
    data = made.word("正文", author="13812345678")
    assert ("privacy.mobile", "文件属性「作者」") in found_in(data, "a.docx")


@pytest.mark.parametrize(
    "change",
    [
        '<w:p><w:ins w:author="王"><w:r><w:t>新</w:t></w:r></w:ins></w:p>',
        '<w:p><w:del w:author="王"><w:r><w:delText>旧手机13812345678</w:delText></w:r></w:del></w:p>',
        "<w:p><w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr></w:p>",
        "<w:p><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>",
    ],
)
def test_tracked_changes_block_and_deleted_words_are_read(change):
    data = made.word_body(change)
    inspection = inspect(data, "a.docx")
    assert inspection.tracked_changes
    assert inspection.blocking == ["tracked_changes"]
    if "旧手机" in change:
        assert ("privacy.mobile", "正文") in found_in(data, "a.docx")


def test_breaks_tabs_and_what_is_written_twice_for_older_programs():
    data = made.word_body(
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
        "<w:p><w:r><w:AlternateContent><w:Choice><w:t>框</w:t></w:Choice><w:Fallback><w:t>框</w:t></w:Fallback>"
        "</w:AlternateContent></w:r></w:p><!-- 略 -->"
    )
    (part,) = inspect(made.repacked(data, {"word/settings.xml": None}), "a.docx").text_parts
    assert part.text.splitlines() == ["甲\t乙", "丙", "框"]


def test_rows_beyond_the_limit_are_named_as_unread(monkeypatch):
    monkeypatch.setattr("mingchuang.base.files.workbook.MOST_CELLS", 3)
    assert inspect(made.workbook(), "a.xlsx").unread == ["工作表「汇总」第2行以后"]


def test_a_main_part_with_a_number_is_read():
    data = made.word("正文")
    parts = {"word/document2.xml": made.part(data, "word/document.xml"), "word/document.xml": None}
    words = inspect(made.repacked(data, parts), "a.docx").text_parts
    assert [(part.where, part.text.strip()) for part in words] == [("正文", "正文")]


def test_words_in_headers_footnotes_and_text_boxes_are_read():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = f"<w:footnotes {w}><w:p><w:r><w:t>脚注字</w:t></w:r></w:p></w:footnotes>"
    data = made.repacked(
        made.word_body(
            "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>"
        ),
        {
            "word/header1.xml": f"<w:hdr {w}><w:p><w:r><w:t>页眉字</w:t></w:r></w:p></w:hdr>".encode(),
            "word/footnotes.xml": note.encode(),
        },
    )
    words = {part.where: part.text.strip() for part in inspect(data, "a.docx").text_parts}
    assert words == {"正文": "框", "页眉": "页眉字", "脚注": "脚注字"}


def test_comments_in_a_document_block():
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = f"<w:comments {w}><w:comment><w:p><w:r><w:t>先别发</w:t></w:r></w:p></w:comment></w:comments>"
    data = made.repacked(made.word("正文"), {"word/comments.xml": comments.encode()})
    inspection = inspect(data, "a.docx")
    assert (inspection.comments, inspection.blocking) == (1, ["comments"])
    assert ("批注", "先别发") in {(part.where, part.text.strip()) for part in inspection.text_parts}


def test_hidden_text_document_variables_and_custom_properties_are_told():
    hidden = made.word_body("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>")
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    settings = f'<w:settings {w}><w:docVars><w:docVar w:name="流水" w:val="A1"/></w:docVars></w:settings>'
    data = made.repacked(
        hidden,
        {
            "word/settings.xml": settings.encode(),
            "docProps/custom.xml": b'<Properties><property name="x"><s>y</s></property></Properties>',
        },
    )
    inspection = inspect(data, "a.docx")
    assert inspection.hidden_text == ["正文"]
    assert inspection.metadata["文档变量 流水"] == "A1"
    assert inspection.metadata["自定义属性 x"] == "y"


def test_an_embedded_workbook_blocks():
    data = made.repacked(made.word("正文"), {"word/embeddings/数据.xlsx": b"PK"})
    assert inspect(data, "a.docx").blocking == ["embedded"]


def relations(kind, target):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def test_a_local_template_path_is_a_property_and_another_file_an_external_link():
    data = made.repacked(
        made.word("正文"),
        {
            "word/_rels/settings.xml.rels": relations(
                "attachedTemplate", "file:///C:/Users/wang/Normal.dotm"
            ),
            "word/_rels/header1.xml.rels": relations("image", "file:///D:/内部/图.png"),
            "word/_rels/footer1.xml.rels": relations("hyperlink", "https://www.gov.cn/"),
        },
    )
    inspection = inspect(data, "a.docx")
    assert inspection.metadata["模板路径"].endswith("Normal.dotm")
    assert inspection.external == ["file:///D:/内部/图.png"]


def test_the_location_in_a_picture_inside_a_document_is_told():
    picture = made.photo(exif=made.exif(located=True))
    data = made.repacked(
        made.word("正文"),
        {"word/media/image1.jpg": picture, "word/media/image2.emf": b"emf", "word/media/image3.png": b"not"},
    )
    inspection = inspect(data, "a.docx")
    assert inspection.location
    assert inspection.unread == ["图片 image3.png"]
    assert "内嵌图片 image1.jpg 作者" in inspection.metadata


# -- Excel


def test_cells_are_read_row_by_row_also_numbers():
    data = made.workbook((("姓名", "身份证号"), ("张三", "11010519491231002X"), ("李四", 13812345678)))
    (part,) = inspect(data, "a.xlsx").text_parts
    assert part.where == "工作表「汇总」"
    assert part.text.splitlines() == ["姓名\t身份证号", "张三\t11010519491231002X", "李四\t13812345678"]
    found = found_in(data, "a.xlsx")
    assert {
        ("privacy.id_card", part.where),
        ("privacy.mobile", part.where),
        ("file.name_list", part.where),
    } <= found


def test_a_table_of_items_is_no_list_of_persons():
    assert "file.name_list" not in rules_in(made.workbook((("事项", "电话"), ("认证", "12345"))), "a.xlsx")


def test_a_hidden_sheet_blocks_and_is_read():
    data = made.workbook(change=made.hidden_sheet)
    inspection = inspect(data, "a.xlsx")
    assert (inspection.hidden_sheets, inspection.blocking) == (["名单"], ["hidden_sheet"])
    assert ("privacy.id_card", "工作表「名单」") in found_in(data, "a.xlsx")


def test_comments_hidden_rows_columns_and_page_heads_of_a_sheet():
    def change(book):
        made.commented(book)
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions["B"].hidden = True
        book.active.oddHeader.center.text = "内部资料 注意保存"

    inspection = inspect(made.workbook(change=change), "a.xlsx")
    assert inspection.comments == 1
    assert inspection.hidden_rows == ["工作表「汇总」第2行", "工作表「汇总」第2至2列"]
    assert {part.where for part in inspection.text_parts} == {
        "工作表「汇总」",
        "工作表「汇总」页眉页脚",
        "批注",
    }


def test_pivot_caches_drawings_and_links_to_other_workbooks_are_told():
    data = made.repacked(
        made.workbook(),
        {
            "xl/pivotCache/pivotCacheRecords1.xml": b'<r><s v="\xe5\xbc\xa0\xe4\xb8\x89"/><n v="5"/><s/></r>',
            "xl/drawings/drawing1.xml": b"<d><t>\xe6\xa1\x86</t></d>",
            "xl/externalLinks/externalLink1.xml": b"<x/>",
            "xl/connections.xml": b"<x/>",
            "xl/revisions/revisionLog1.xml": b"<x/>",
        },
    )
    inspection = inspect(data, "a.xlsx")
    assert inspection.hidden_text == ["数据透视表缓存"]
    assert inspection.external == ["externalLink1.xml"]
    assert inspection.embedded == ["connections.xml"]
    assert inspection.tracked_changes


def test_cells_without_shared_strings_and_sheets_elsewhere():
    data = made.workbook((("A", 1),))
    data = made.repacked(data, {"xl/sharedStrings.xml": b"<sst><x/><si><t>A</t></si></sst>"})
    assert inspect(data, "a.xlsx").text_parts[0].text == "A\t1"
    relations = made.part(data, "xl/_rels/workbook.xml.rels").replace(
        b"worksheets/sheet1.xml", b"sheets/none.xml"
    )
    assert inspect(made.repacked(data, {"xl/_rels/workbook.xml.rels": relations}), "a.xlsx").text_parts == []


def test_a_workbook_with_odd_references_is_still_read():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="s"><v>99</v></c><c t="s"><v>x</v></c><c t="inlineStr"><is><t>内 联</t></is></c><x/></row>'
        '<row hidden="1"/></sheetData></worksheet>'
    )
    data = made.repacked(
        made.workbook(), {"xl/worksheets/sheet1.xml": sheet.encode(), "xl/sharedStrings.xml": None}
    )
    (part,) = inspect(data, "a.xlsx").text_parts
    assert part.text == "\t\t内 联\n"
    assert (
        inspect(made.repacked(made.workbook(), {"xl/_rels/workbook.xml.rels": None}), "a.xlsx").text_parts
        == []
    )


# -- PowerPoint


def test_slides_notes_comments_and_hidden_slides():
    inspection = inspect(made.slides(hidden=True, note="这句不要念", comment="删掉"), "a.pptx")
    assert {(p.where, p.text.strip()) for p in inspection.text_parts} == {
        ("第1张幻灯片", "交流计划"),
        ("演讲者备注", "这句不要念"),
        ("批注", "删掉"),
    }
    assert inspection.hidden_sheets == ["第1张幻灯片"]
    assert inspection.hidden_text == ["演讲者备注"]
    assert inspection.comments == 1


def test_a_table_on_a_slide_is_read_row_by_row():
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    row = "<a:tr>" + cell.format("姓名") + cell.format("手机") + "</a:tr>"
    data = made.repacked(made.slides(), {"ppt/slides/slide1.xml": f"<sld {a}>{row}</sld>".encode()})
    assert inspect(data, "a.pptx").text_parts[0].text == "姓名\t手机\n"
    assert "file.name_list" in rules_in(data, "a.pptx")


def test_the_page_number_of_a_notes_page_is_no_note():
    assert inspect(made.slides(note="1"), "a.pptx").hidden_text == []
