"""Much the same asked twice is found; the words of every request make nothing similar."""

from mingchuang.rules.requests.similarity import link_refusals, similar, unlink_refusals

BUDGET = "2025年因公出国经费预算\n\n含各团组的人数和金额"
OTHERS = [
    (1, "市外办2025年度因公出国（境）经费预算\n\n各团组人数和金额"),
    (2, "关于友好城市交往的请示\n示外发〔2024〕3号\n2024年下半年"),
    (3, "涉外突发事件应急预案\n\n全文"),
    (4, "2023年领导干部述职报告\n\n全文"),
]


def test_the_same_in_other_words_comes_first_and_the_rest_does_not_come() -> None:
    [match] = similar(BUDGET, OTHERS)
    assert match.key == 1
    assert 0.5 < match.score < 1
    [same] = similar(BUDGET, [*OTHERS, (9, BUDGET)], most=1)
    assert (same.key, round(same.score, 6)) == (9, 1)


def test_what_all_requests_share_makes_nothing_similar() -> None:
    shared = "申请公开政府信息"
    earlier = [(n, f"{shared}{text}") for n, text in enumerate("甲乙丙丁戊己庚辛")]
    earlier += [(20, f"{shared}：涉外突发事件应急预案")]
    [match] = similar(f"{shared}：涉外突发事件的应急预案全文", earlier, most=1)
    assert match.key == 20


def test_nothing_is_like_nothing() -> None:
    assert similar("", OTHERS) == []
    assert similar(BUDGET, []) == []
    assert similar(BUDGET, [(1, "")]) == []


def test_reasons_are_all_named() -> None:
    assert [r.code for r in link_refusals(is_earlier=False, is_linked=True)] == [
        "not_earlier",
        "already_linked",
    ]
    assert link_refusals(is_earlier=True, is_linked=False) == []
    assert [r.code for r in unlink_refusals(is_linked=False)] == ["not_linked"]
