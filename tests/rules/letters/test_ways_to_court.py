"""No wording smuggles a term of six months, or a way past the review, onto a refusal of Art. 14 to 16."""

from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.letters.ways_to_court import says_six_months, sue_at_once, sue_within_six_months
from mingchuang.rules.requests import remedies
from mingchuang.rules.requests.remedies import Remedy
from tests.support.each import each

REVIEW_FIRST = "".join(
    remedies.block(
        Remedy.REVIEW_FIRST, review_organ="示例市人民政府", review_address="x", review_online="", court=""
    )
)
HALF_A_YEAR = (
    *("6个月", "六个月", "陆个月", "６个月", "⑥个月", "6 个 月", "6\n个月", "6\u200b个月", "六（6）个月"),
    *("6個月", "六箇月", "6个自然月", "6-个-月", "**6**个月", "6月内", "六月之內", "半年内", "半載", "半 年"),
    *("180日", "180天", "180个自然日", "一百八十日", "壹佰捌拾日", "183 天", "26周", "six months"),
)
OTHER_TIMES = (
    *("16个月", "十六个月", "二十六个月", "60日", "15日", "1800日", "上半年", "半年报", "2025年6月"),
    "6个工作日",
)


@each("words", HALF_A_YEAR)
def test_half_a_year_is_known_in_every_dress(words):
    assert says_six_months(f"自知道本答复之日起{words}")
    assert sue_within_six_months(f"可以自知道之日起{words}，向人民法院提起行政诉讼。")
    assert sue_within_six_months(f"可以自知道之日起{words}，向人民法院提起行政訴訟。")
    assert not sue_within_six_months(f"申请公开的内容：{words}的行政诉讼判决书")


@each("words", OTHER_TIMES)
def test_other_times_are_not_half_a_year(words):
    assert not says_six_months(f"自知道本答复之日起{words}提出")


@given(st.sampled_from(["6个月", "六个月", "六個月", "半年内", "180日"]), st.data())
def test_nothing_strewn_between_the_signs_hides_it(words, data):
    strewn = "".join(
        sign + data.draw(st.text(" \t\n\r\u3000\u00a0\u200b\u200d\ufeff-*_·，、（）", max_size=3))
        for sign in words
    )
    assert sue_within_six_months(f"也可以在{strewn}向人民法院起诉")


@given(st.text())
def test_any_text_can_be_read(text):
    assert says_six_months(text) >= sue_within_six_months(text)
    sue_at_once(text)


@each(
    "sentence",
    [
        "对本答复不服的，可以直接向人民法院提起行政诉讼。",
        "可\n以 直 接 起 诉。",
        "可以直接起訴",
        "可以申请行政复议，也可以向示例区人民法院提起行政诉讼。",
        "可以申请行政复议或者提起行政诉讼",
        "您有权向市人民政府申请复议，或依法向法院起诉",
        "无须先申请复议，即可向法院起诉",
        "可径行提起行政诉讼",
    ],
)
def test_a_way_past_the_review_is_seen(sentence):
    assert sue_at_once(sentence)


@each(
    "sentence",
    [
        REVIEW_FIRST,
        "未经行政复议，不得直接向人民法院提起行政诉讼。",
        "对复议决定不服，或者复议机关逾期不作决定的，可以自期满之日起15日内起诉。",
        "您申请公开直接向法院起诉的案件清单。",
        "应当先申请行政复议；对复议决定不服的，可以再向法院起诉。",
    ],
)
def test_what_the_law_says_is_not_taken_for_one(sentence):
    assert not sue_at_once(sentence)
