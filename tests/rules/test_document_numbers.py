"""A reader meets document numbers in every spelling; each is read once, and nothing else is."""

import csv
import gzip
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingchuang.rules.document_numbers import find, in_print, normalise, search_key, standard_form
from tests.support.each import each

EXCERPT = Path(__file__).parents[1] / "data" / "document_numbers.tsv"


def canonical(text: str) -> list[str]:
    return [number.canonical for number in find(text)]


def excerpt() -> list[dict[str, str]]:
    lines = [line for line in EXCERPT.read_text().splitlines(keepends=True) if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("".join(lines)), delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = excerpt()
SURE = [r for r in ROWS if r["kind"] in ("doc_number", "order") and not r["canonical"].startswith("?")]
OTHER = [r for r in ROWS if r not in SURE]
# What may stand around a number in running text: the left edge is the hard part.
FRAMES = [
    ("", ""),
    ("《某办法》（", "）同时废止。"),
    ("根据", "文件精神"),
    ("某市人民政府以", "通知印发"),
    ("关于某事项的通知", "；另见其他"),
    ("（以下简称", "文），其中规定"),
    ("我院", "通知印发的《规定》"),
    ('"number": "', '", "x"'),
    ("文号：", "\t成文日期"),
    ("2019年4月3日", "公布"),
    ("1. ", " 各省、自治区"),
]


@each("row", SURE)
def test_published_numbers_are_read_alone_and_in_running_text(row: dict[str, str]) -> None:
    if row["canonical"].startswith("工作通知|"):
        assert canonical(row["raw"]) == [row["canonical"]]  # only by itself is this word an issuer
        return
    for before, after in FRAMES:
        assert canonical(before + row["raw"] + after) == [row["canonical"]], before


@each("row", OTHER)
def test_what_is_no_number_or_only_half_of_one_is_not_read_as_another(row: dict[str, str]) -> None:
    expected = ["|2019|4"] if row["kind"] == "announcement" else []
    assert canonical(row["raw"]) == expected


# Our own sentences about numbers that exist; the edge must be found without a list of issuers.
SENTENCES = [
    ("根据津发改社会【2018】26号文件精神", "津发改社会|2018|26"),
    ("院（后）字【2014】22号", "院（后）字|2014|22"),
    ("以法（研）发〔1987〕32号下发", "法（研）发|1987|32"),
    ("某某某某某某（研）发〔1987〕32号", "|1987|32"),
    ("管理办法（试行）苏政发〔2018〕1号", "苏政发|2018|1"),
    ("通知（二）苏政发〔2018〕1号", "苏政发|2018|1"),
    ("符合财税[2007]\n\t92号的规定", "财税|2007|92"),
    ("（不含财税〔2016〕46号、财税〔2016〕70号）", "财税|2016|46 财税|2016|70"),
    ("国家税务总局公告2019年第38号；", "国家税务总局公告|2019|38"),
    ("财政部税务总局海关总署公告2019年第39号", "财政部公告|2019|39"),
    ("财政部 税务总局 海关总署公告 2019 年第 39 号", "财政部公告|2019|39"),
    ("国家税务总局2018年第28号公告", "国家税务总局公告|2018|28"),
    ("财政部〔2020〕第5号公告", "财政部公告|2020|5"),
    ("文号：公告2019年第39号", ""),
    ("通告(第65号)", ""),
    ("第25号", ""),
    ("（广西壮族自治区人民政府令第98号）", "广西壮族自治区人民政府令||98"),
    ("（自治区人民政府令第183号）", ""),
    ("江苏省政府令第158号", "江苏省人民政府令||158"),
    ("经宿迁市人民政府令第3号修改", "宿迁市人民政府令||3"),
    ("本办法由本溪市人民政府令第3号公布", "本溪市人民政府令||3"),
    ("（国家卫生和计划生育委员会令第 3 号）", "国家卫生和计划生育委员会令||3"),
    ("银保监会令2022年第1号；经总局令2025年第4号", "银保监会令|2022|1"),
    ("由国务院以第514号令公布", "国务院令||514"),
    ("以该委员会第12号令公布", ""),
    ("中华人民共和国主席令第二十三号", "主席令||23"),
    ("国家主席令第一百零三号", "主席令||103"),
    ("主席令第一二号", "主席令||12"),
    ("主席令第十号", "主席令||10"),
    ("（教育部、外交部、公安部令〔2017〕第42号）", "教育部令|2017|42"),
    ("根据国务院、财政部令第33号", "财政部令||33"),
    ("中华人民共和国国务院、中华人民共和国中央军事委员会令第425号", "国务院令||425"),
    ("民政部、总后勤部令第1号", "民政部令||1"),
    ("中国人民银行令〔2022〕第1号", "中国人民银行令|2022|1"),
    ("公安部第69号令", "公安部令||69"),
    ("（教育部45号令）（35号令）", "教育部令||45"),
    ("根据第763号国务院令的规定", "国务院令||763"),
    ("第5号文件由财政部令公布", ""),
    ("中华人民共和国令第3号、责令第3号整改", ""),
    ("杭州市第十二届人民代表大会常务委员会公告第78号", "杭州市第十二届人民代表大会常务委员会公告||78"),
    ("第十二届人民代表大会常务委员会公告第78号", ""),
    ("参照广东省物价局粤价函[1996]64号执行", "粤价函|1996|64"),
    ("财政部财税〔2016〕36号", "财税|2016|36"),
    ("国管局国管外〔2013〕1号", "国管外|2013|1"),
    ("国务院办公厅秘书局国办秘函〔2019〕19号", "国办秘函|2019|19"),
    ("市委外办宿委外办〔2020〕5号", "宿委外办|2020|5"),
    ("江苏省外办苏外办〔2019〕2号", "苏外办|2019|2"),
    ("参考宿财购〔2019〕2号", "宿财购|2019|2"),
    ("（原安监总局令第 49 号）", "安监总局令||49"),
    ("体育总局体群字〔2017〕71号", "体群字|2017|71"),
    ("温江区国土局温国土资发（2018）366号", "温国土资发|2018|366"),
    ("江苏省人民政府办公厅苏政办发〔2021〕58号", "苏政办发|2021|58"),
    ("宿迁市卫健委(2021)15号", "宿迁市卫健委|2021|15"),
    ("宿迁市人民政府外事办公室〔2021〕15号", "宿迁市人民政府外事办公室|2021|15"),
    ("国发〔2018〕1号和连政发〔2022〕151号", "国发|2018|1 连政发|2022|151"),
    ("会议纪要和成质监特[2017]48号", "成质监特|2017|48"),
    ("《条例》和连政发〔2022〕151号", "连政发|2022|151"),
    ("和政发〔2022〕1号、并政发〔2020〕3号、本政发〔2022〕5号、从府发〔2010〕3号", "@starts"),
    ("经苏政发〔2018〕1号批准", "苏政发|2018|1"),
    ("苏经信法规〔2014〕12号", "苏经信法规|2014|12"),
    ("对宿外办发〔2020〕3号作出", "宿外办发|2020|3"),
    ("有工信部信管函〔2018〕367号批复", "工信部信管函|2018|367"),
    ("S15 发改价格规〔2020〕1441号", "发改价格规|2020|1441"),
    ("see国函〔2018〕3号", "国函|2018|3"),
    ("WB〔2020〕3号", "WB|2020|3"),
    ("苏 政 办 发 〔2021〕 58 号", "苏政办发|2021|58"),
    ("国办发〔２０１９〕１４号", "国办发|2019|14"),
    ("國辦發〔2019〕14號", "國辦發|2019|14"),
    ("国税发〔1994〕第089号", "国税发|1994|89"),
    ("杨管规〔2012〕001", "杨管规|2012|1"),
    ("杨管规[2012]001", ""),
    ("杨管规〔2012〕001-2", ""),
    ("国发〔2018〕12-1号", ""),
    ("国办发〔2019〕14号令人鼓舞", "国办发|2019|14"),
    ("中办发2022年22号文件", "中办发|2022|22"),
    ("关于印发2022年22号文件", ""),
    ("榕国用2022年22号", ""),
    ("2022年22号公告、2024年第3号楼", ""),
    ("（2018）苏0102民初123号", ""),
    ("依据（2018）苏民终123号民事判决", ""),
    ("京网文[2014]0917-217号", ""),
    ("榕国用(2010)第00521号", ""),
    ("宿地（2021）5号地块", ""),
    ("《规定》（2021）5号", ""),
    ("的通知〔2022〕5号", "|2022|5"),
    ("的字〔2022〕5号", "|2022|5"),
    ("〔2022〕5", ""),
    ("宿外办发〔2022〕0号", ""),
    ("关于进一步加强全市某某领域某某工作若干事项某某某〔2022〕5号", "|2022|5"),
]


@each(("text", "expected"), SENTENCES)
def test_the_left_edge_in_running_text(text: str, expected: str) -> None:
    if expected == "@starts":
        assert [n.issuer for n in find(text)] == ["和政发", "并政发", "本政发", "从府发"]
    else:
        assert canonical(text) == expected.split()


@each("pair", ["〔〕", "﹝﹞", "[]", "［］", "【】", "（）", "()", "〖〗", "〔]"])
def test_every_bracket_people_use_is_read(pair: str) -> None:
    assert canonical(f"见宿外办发 {pair[0]} 2026年 {pair[1]} 第 005 号。") == ["宿外办发|2026|5"]


def test_positions_point_at_the_number_in_the_text() -> None:
    text = "根据国发〔2007〕24号文件和 国务院令 第７１１号规定"
    first, second = find(text)
    assert (first.text, second.text) == ("国发〔2007〕24号", "国务院令 第７１１号")
    assert [text[n.start : n.end] for n in (first, second)] == [first.text, second.text]


@each(
    ("typed", "expected"),
    [
        ("国办发[2019] 014号", "国办发〔2019〕14号"),
        (" 文号：国办发（2019）14号文件。", "国办发〔2019〕14号"),
        ("国令第711号", "国务院令第711号"),
        ("中国人民银行令〔2022〕第1号", "中国人民银行令〔2022〕第1号"),
        ("商务部令2020年第4号", "商务部令〔2020〕第4号"),
        ("海关总署公告2019年第195号", "海关总署公告2019年第195号"),
        ("杭州市人民代表大会常务委员会公告第50号", "杭州市人民代表大会常务委员会公告第50号"),
        ("阳府公告〔2013〕15号", "阳府公告〔2013〕15号"),
        ("〔2019〕第4号", None),
        ("国发〔2018〕1号、国发〔2018〕2号", None),
        ("参照国发〔2018〕1号", None),
        ("国发〔2018〕1号的附件", None),
        ("", None),
    ],
)
def test_one_typed_number_is_brought_into_its_standard_form(typed: str, expected: str | None) -> None:
    assert normalise(typed) == expected


@each(
    ("typed", "key"),
    [
        ("国办发[2019] 14号", "国办发|2019|14"),
        ("国办发〔2019〕第０１４号文件", "国办发|2019|14"),
        ("国办发[2019]", "国办发|2019|"),
        ("国办发〔2019〕第01", "国办发|2019|1"),
        ("国令第711号", "国务院令||711"),
        ("国务院令||711", "国务院令||711"),
        ("法(研)发", "法（研）发"),
        ("法(研)发(1987)", "法（研）发|1987|"),
        ("法（研）发〔1987〕32号", "法（研）发|1987|32"),
        ("国办发[20", "国办发|20"),
        ("国办发〔", "国办发|"),
        ("政府信息公开条例", "政府信息公开条例"),
    ],
)
def test_every_spelling_is_searched_by_one_key(typed: str, key: str) -> None:
    assert search_key(typed) == key


def test_a_stored_number_is_printed_and_other_text_left_as_it_is() -> None:
    assert in_print("国务院令||711") == "国务院令第711号"
    assert in_print("财政部公告|2019|39") == "财政部公告2019年第39号"
    assert in_print("政府信息公开条例") == "政府信息公开条例"
    assert in_print("国办发|2019|") == "国办发|2019|"


codes = st.sampled_from([r["canonical"].split("|")[0] for r in SURE if r["kind"] == "doc_number"])
brackets = st.sampled_from(["〔〕", "[]", "［］", "【】", "（）", "()", "﹝﹞"])


@given(codes, st.integers(1949, 2099), st.integers(1, 99999), brackets, st.sampled_from(["", "第", " ", "0"]))
def test_numbers_round_trip_in_every_spelling(
    code: str, year: int, number: int, pair: str, infix: str
) -> None:
    written = f"{code}{pair[0]}{year}{pair[1]}{infix}{number}号"
    (read,) = find(written)
    assert read.canonical == f"{code}|{year}|{number}"
    assert canonical(standard_form(read)) == [read.canonical]
    assert in_print(read.canonical) == standard_form(read)
    assert normalise(written) == f"{code}〔{year}〕{number}号"
    assert search_key(written) == read.canonical


fragments = st.sampled_from(
    [
        *"国令第号〔〕[]（）()【】发函办政府部委局年月1290 \n的以和及与公告通告AB、，。",
        *("2019", "国务院", "人民政府", "以下简称", "法（研）发", "公告", "〔2020〕1号", "第一百零二号"),
    ]
)


@example("〔第第")
@example("一(丌)一〔2000〕1")
@example("一公告〔2000〕1号")
@given(st.one_of(st.text(max_size=200), st.lists(fragments, max_size=60).map("".join)))
def test_no_text_breaks_the_reader(text: str) -> None:
    end = 0
    for number in find(text):
        assert end <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == number.text
        assert number.number.isascii()
        end = number.end
    standard = normalise(text)
    if standard is not None:
        assert normalise(standard) == standard
        assert canonical(standard) == canonical(text)
    assert search_key(search_key(text)) == search_key(text)


# A second for 100,000 characters; measuring coverage makes Python several times slower.
LIMIT = 1.0 if sys.gettrace() is None else 6.0


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of the best of three runs: other work on the machine only ever slows one down."""
    best = LIMIT
    for _ in range(3):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
        if best < LIMIT:
            break
    return best


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "国",
            "以",
            "和",
            "〔",
            "令第",
            "令第1号",
            "1号令",
            "部令第1号",
            "国 ",
            "\n",
            "第1号国务院",
            "〔2020〕1号",
        ),
        *(
            "公告2019年第",
            "以部〔2020〕1号",
            "国务院、财政部令第1号",
            "和和和和和和和和和和〔2020〕1号",
            "号",
            "(2020)",
        ),
        *(
            "的通知的通知的通知的通知(2020)1号",
            "中华人民共和国财政部、",
            "法(研)",
            "人民政府人民政府〔2020〕1号",
        ),
    ],
)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    assert seconds(find, text) < LIMIT


@pytest.mark.corpus
def test_every_row_of_the_corpus_is_read_alone_and_between_its_neighbours(corpus: Path) -> None:
    wrong = []
    with (corpus / "doc_numbers.txt").open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        raw, before, expected = row["raw"], row["before"] or "", row["canonical"]
        alone = canonical(raw)
        inside = [
            number.canonical
            for number in find(before + raw + (row["after"] or ""))
            if number.end > len(before) and number.start < len(before) + len(raw)
        ]
        sure = row["kind"] in ("doc_number", "order") and not expected.startswith("?")
        right = [expected] if sure or row["kind"] == "announcement" else []
        if alone != right or inside != right:
            wrong.append((raw, expected, alone, inside))
    assert wrong == []


@pytest.mark.corpus
def test_the_numbers_of_regulations_and_pages_are_all_read(corpus: Path) -> None:
    unread = []
    for name in ("regulations", "regulation_catalogue"):
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt") as lines:
            for line in lines:
                record = json.loads(line)
                for field in ("doc_number", "doc_number_latest"):
                    if record[field] and len(find(record[field])) != 1:
                        unread.append(record[field])
    assert unread == []
