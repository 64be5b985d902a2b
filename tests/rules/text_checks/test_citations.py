"""Which documents a text cites, so that each can be looked up in the register."""

from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.text_checks import citations


def cited(text):
    return [(c.title, c.number) for c in citations(text)]


def test_a_title_with_its_number_is_one_citation_and_covers_both():
    text = "根据《关于规范平台的通知》（国办公开办函〔2019〕61号）的要求"
    (found,) = citations(text)
    assert (found.title, found.number) == ("关于规范平台的通知", "国办公开办函|2019|61")
    assert text[found.start : found.end] == "《关于规范平台的通知》（国办公开办函〔2019〕61号"


def test_a_title_alone_and_a_number_alone():
    assert cited("《政府信息公开条例》施行。见国办发〔2018〕123号。")[0] == ("政府信息公开条例", "")
    assert ("", "国办发|2018|123") in cited("《政府信息公开条例》施行，国办发〔2018〕123号")


def test_a_bracket_without_a_number_leaves_the_title_alone():
    assert cited("《指南》（试行）") == [("指南", "")]


def test_a_title_inside_a_title_belongs_to_it():
    assert cited("《关于废止〈办法〉的决定》和《关于印发《方案》的通知》") == [
        ("关于废止〈办法〉的决定", ""),
        ("关于印发《方案》的通知", ""),
    ]


def test_a_short_name_is_not_another_document():
    assert cited("《中华人民共和国政府信息公开条例》（以下简称《条例》），《条例》第十条") == [
        ("中华人民共和国政府信息公开条例", "")
    ]


def test_unfinished_empty_and_endless_titles_are_no_citations():
    assert cited("《没有完\n》《》" + "《" + "长" * 250 + "》》") == []


def test_an_official_document_is_told_from_a_book():
    kinds = {
        c.title: c.is_instrument
        for c in citations("《人民日报》《政府信息公开条例》《办法（试行）》《红楼梦》")
    }
    assert kinds == {"人民日报": False, "政府信息公开条例": True, "办法（试行）": True, "红楼梦": False}
    assert citations("国办发〔2018〕123号")[0].is_instrument


@given(st.text(alphabet="《》（）〔〕国办发2019号第简称以下\n条例", max_size=200))
def test_citations_stay_inside_any_text(text):
    for found in citations(text):
        assert 0 <= found.start < found.end <= len(text)
