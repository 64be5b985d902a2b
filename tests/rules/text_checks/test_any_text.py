"""Whatever the text: nothing raises, every place is inside it, and the time stays linear."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingchuang.rules.law_basis import collect, rules_of_modules
from mingchuang.rules.text_checks import (
    GROUP_LABELS,
    RULE_CATALOGUE,
    Finding,
    Severity,
    WordLists,
    check_blocking,
    check_text,
    plain_text,
    position,
    starter,
)
from mingchuang.rules.text_checks.findings import in_order

SIGNS = "，。；：？！、…—～-·“”‘’（）()《》〈〉【】〔〕[]「」『』\"'.,:;?!%％★\n\t \u200b\u202e\ufffd"
PIECES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=SIGNS + "一二三十年月日号第的了0123456789万亿", max_size=30),
    st.sampled_from(
        (
            *("机密★10年", "（一）", "一、", "1.", "国办发[2021]01号", "2021年05月06日", "二○二一年", "中港"),
            *("13812345678", "11010519491231002X", "“一带一路”战略", "中共江苏省省委书记", "關於"),
            *("https://a.cn/,", "人民政府人民政府"),
        )
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(st.lists(st.tuples(st.sampled_from(["p", "h2", "h3", "h4"]), TEXTS, st.sampled_from(["", "\n", " "]))))
def test_paragraphs_of_words_are_read_as_a_parser_reads_them(parts):
    html = "".join(f"<{tag}>{text}</{tag}>{after}" for tag, text, after in parts)
    # A comment changes no word, and such a body goes to the parser.
    assert plain_text(html) == plain_text(f"<!-- -->{html}")


@given(TEXTS, st.booleans(), st.sampled_from(["zh", "zh-hans", "en"]))
@settings(max_examples=200)
def test_findings_stand_inside_any_text_in_order(text, title, language):
    found = check_text(text, words=starter(), title=title, language=language)
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        assert finding.rule in RULE_CATALOGUE
        line, column = position(text, finding.start)
        assert text.split("\n")[line - 1][column - 1 :].startswith(finding.text.split("\n")[0])
    assert found == in_order(found)
    assert len(found) == len(set(found))


@given(st.text(max_size=200))
def test_any_html_becomes_text(html):
    assert "\n\n" not in plain_text(html)


HOSTILE = [
    "（",
    "）",
    "《",
    "“",
    "”",
    "’",
    "的",
    "1",
    "a@",
    "一、\n",
    "机密",
    "2021",
    "甲，",
    "…",
    "*",
    "人民政府",
    "(甲",
    "中共",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_grows_with_the_length_and_no_faster(piece):
    def seconds(length):
        # The processor's time, without what else the machine does or clears away.
        text = (piece * length)[:length]
        gc.disable()
        try:
            began = time.process_time()
            check_text(text, words=starter())
            return time.process_time() - began
        finally:
            gc.enable()

    seconds(1000)
    assert seconds(30_000) < 40 * max(seconds(3_000), 0.02)


def test_a_megabyte_is_checked_in_seconds():
    text = (
        "各县（区）人民政府，市各委、办、局，市各直属单位：现将《关于规范管理的通知》印发给你们。\n" * 9000
    )[:350_000]
    assert len(text.encode()) > 1_000_000
    began = time.perf_counter()
    check_text(text, words=starter())
    assert time.perf_counter() - began < 10


def test_positions_count_from_one():
    assert [position("甲\n乙丙", offset) for offset in range(5)] == [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]
    for outside in (-1, 5):
        with pytest.raises(ValueError, match="不在文本内"):
            position("甲\n乙丙", outside)


def test_every_check_explains_itself_for_the_help_pages():
    for check in RULE_CATALOGUE.values():
        assert check.name and check.meaning.endswith("。") and check.remedy.endswith("。")
        assert check.group in GROUP_LABELS
        assert check.source.document
    ids = {rule.id for rule in collect(rules_of_modules())}
    assert {f"text_checks.{check_id}" for check_id in RULE_CATALOGUE} <= ids


def test_the_same_finding_is_listed_once():
    found = check_text("机密★10年", words=WordLists())
    assert isinstance(found[0], Finding)
    assert in_order(found * 2) == found


def test_of_one_kind_no_more_are_listed_than_anybody_reads_and_the_total_is_told():
    found = check_text("《" * 1000 + "关\u200b于", words=WordLists())
    unpaired = [f for f in found if f.rule == "punctuation.unpaired"]
    assert len(unpaired) == 200
    assert "共 1000 处" in unpaired[-1].message
    assert "共" not in unpaired[-2].message
    assert found[-1].rule == "character.invisible"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲<b>乙</b></p>\n<p>丙<br>丁</p>", "甲乙\n丙\n丁"),
        ("<table><tr><th>项目</th><td>数量</td></tr></table>", "项目\t数量"),
        ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
        ("<p>甲&nbsp;&amp;<!-- 略 --></p><script>x()</script><style>p{}</style>", "甲\xa0&"),
        ("<h2> 多  个\n空白 </h2>", "多 个 空白"),
        ("", ""),
    ],
)
def test_the_words_of_a_body_a_paragraph_a_line(html, text):
    assert plain_text(html) == text


MARKS = st.sampled_from(
    (
        *(
            "机密",
            "絕密",
            "绝　密",
            "秘 密★",
            "密级：",
            "（机密）",
            "保密等级：秘密",
            "份号",
            "份 号：000012",
            "月份",
        ),
        *(
            "内部资料",
            "仅供内部",
            "（内部参考，注意保存）",
            "此件不公开",
            "（依申请公开）",
            "本件",
            "不得外传",
            "注意保密",
        ),
        *(
            "〔不予公开〕",
            "严禁扩散",
            "对外传播",
            "外泄",
            "\n",
            "　",
            " ",
            "110105194912310",
            "02X",
            "11010519491231002X",
        ),
        *("１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X", "110105－19491231－002X", "a@b.cn"),
        *("110105\n19491231\n002X", "\u202e", "\u200f", "(", "）"),
    )
)


@given(
    st.lists(st.one_of(MARKS, MARKS, PIECES), max_size=12).map("".join), st.sampled_from(["zh", "en", "ja"])
)
@settings(max_examples=400)
def test_what_blocks_is_found_alone_as_among_everything(text, language):
    everything = check_text(text, words=starter(), language=language)
    blocking = [found for found in everything if found.severity is Severity.BLOCK]
    assert check_blocking(text, words=starter(), language=language) == blocking
