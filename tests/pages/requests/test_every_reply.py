"""Every way in which a request is answered, walked through the pages from the registration to the archive.

What is looked at is the letter that left: its PDF as the applicant has it in hand.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

import pytest

from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.rules.requests.decisions import REPLIES, RULES_OF, Decision
from mingchuang.rules.requests.remedies import Remedy
from tests.support.counter import APPLICANT, ASKED, Counter, printed, typed
from tests.support.each import each

pytestmark = pytest.mark.django_db

D = Decision
MONDAY = date(2026, 3, 9)
LATER = date(2026, 4, 20)
"""After every period that was set on the Monday."""

_ORGAN = "示例市人民政府（地址：示例市示例路1号；网上申请：https://fuyi.example.gov.cn）"
REMEDIES = {
    Remedy.REVIEW_FIRST: "对{act}中不予公开的内容不服的，应当自知道{act}之日起60日内，先向"
    f"{_ORGAN}申请行政复议；"
    "对行政复议决定不服的，再自收到行政复议决定书之日起15日内向人民法院提起行政诉讼。",
    Remedy.CHOICE: "对{act}不服的，可以自知道{act}之日起60日内向"
    f"{_ORGAN}申请行政复议，"
    "也可以自知道{act}之日起6个月内直接向示例区人民法院提起行政诉讼。",
}
"""The blocks of section 7, as the office of the tests fills them."""

FIRST = frozenset(code for code in Decision if code.name.startswith("DENY_")) - {D.DENY_SPECIAL} | {D.PARTIAL}
"""Refusals under Art. 14 to 16, and the withheld part: review comes before the court."""


@dataclass(frozen=True)
class Row:
    """One outcome: what is typed for it, and what its letter says besides the reason that was typed."""

    code: Decision
    title: str
    article: str
    typed: dict[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code


def _denied(code: Decision, article: str, **typed: str) -> Row:
    reason = {"reason": "公开后会对在谈项目造成不利影响"}
    title = "政府信息不予公开答复书"
    return Row(code, title, f"{article}、第三十六条第（三）项", reason | typed, tuple(typed.values()))


SEARCHED = ("在公文系统、档案室以“友好城市经费”检索，结果：没有找到。",)
_GIVEN, _UNABLE = "政府信息公开答复书", "政府信息无法提供答复书"
_REFUSED = "政府信息公开申请不予处理告知书"

ROWS = (
    Row(D.GRANT_PUBLISHED, _GIVEN, "第三十六条第（一）项", {"link": "https://www.example.gov.cn/info/3/"}),
    Row(D.GRANT, _GIVEN, "第三十六条第（二）项", {"information": "经费安排共120万元"}),
    Row(
        D.PARTIAL,
        "政府信息部分公开答复书",
        "第十五条、第三十六条第（三）项、第三十七条",
        {
            "information": "经费安排共120万元",
            "withheld": "名单中的身份证件号码",
            "ground": "third_party",
            "reason": "属于个人隐私",
        },
        ("附件：1.经费安排表2.填表说明",),
        files=("经费安排表", "填表说明"),
    ),
    Row(
        D.PARTIAL,
        "政府信息部分公开答复书",
        "第十四条、第三十六条第（三）项、第三十七条",
        {
            "information": "经费安排共120万元",
            "ground": "law_forbids",
            "law": "《中华人民共和国统计法》第九条",
            "reason": "属于单个调查对象的资料",
        },
        ("所申请信息中属于“法律、行政法规禁止公开”的内容（适用的规定为",),
    ),
    _denied(D.DENY_STATE_SECRET, "第十四条"),
    _denied(D.DENY_LAW_FORBIDS, "第十四条", law="《中华人民共和国统计法》第九条"),
    _denied(D.DENY_SAFETY, "第十四条"),
    _denied(D.DENY_THIRD_PARTY, "第十五条"),
    _denied(D.DENY_INTERNAL, "第十六条第一款"),
    _denied(D.DENY_PROCESS, "第十六条第二款"),
    _denied(D.DENY_ENFORCEMENT_FILE, "第十六条第二款"),
    Row(
        D.DENY_SPECIAL,
        _GIVEN,
        "第三十六条第（七）项",
        {"law": "《不动产登记暂行条例》第二十七条", "reason": "不动产登记资料的查询另有规定"},
    ),
    Row(D.UNABLE_NOT_EXIST, _UNABLE, "第三十六条第（四）项", {"reason": "本机关没有制作过该信息"}, SEARCHED),
    Row(
        D.UNABLE_NOT_OURS,
        _UNABLE,
        "第三十六条第（五）项",
        {
            "reason": "该信息由市文化和旅游局制作",
            "responsible_body": "示例市文化和旅游局",
            "responsible_contact": "0527-81000000",
        },
    ),
    Row(
        D.UNABLE_NOT_OURS,
        _UNABLE,
        "第三十六条第（五）项",
        {"reason": "该信息不由本机关制作或者保存", "body_unknown": "on"},
        ("现就负责公开该信息的行政机关告知如下：本机关不能确定负责公开该信息的行政机关。",),
    ),
    Row(D.UNABLE_NEED_CREATE, _UNABLE, "第三十八条", {"reason": "没有按团组分列的现成统计"}),
    Row(D.UNABLE_UNCLEAR, _UNABLE, "第三十条", {"reason": "没有写明年度和项目"}),
    Row(D.REFUSE_PETITION, _REFUSED, "第三十九条第一款", {"reason": "申请的内容是反映工作人员的作风"}),
    Row(
        D.REFUSE_REPEAT,
        _REFUSED,
        "第三十六条第（六）项",
        {
            "earlier_reply": "示外公开答〔2025〕8号",
            "earlier_reply_on": "2025-11-03",
            "reason": "两次申请的内容相同",
        },
        ("2025年11月3日",),
    ),
    Row(
        D.REFUSE_PUBLICATION,
        _REFUSED,
        "第三十九条第二款",
        {"reason": "该统计年鉴已公开出版", "link": "示例市图书馆"},
    ),
    Row(
        D.REFUSE_EXCESSIVE,
        _REFUSED,
        "第三十五条",
        {"counts": "62", "counts_period": "2026年1月1日至3月9日", "reason": "所说明的用途与申请的内容无关"},
        ("2026年1月1日至3月9日，您（单位）提出政府信息公开申请共62件，数量、频次明显超过合理范围",),
    ),
    Row(
        D.REFUSE_RECONFIRM,
        _REFUSED,
        "《某省政府信息公开办法》第二十条",
        {"basis": "《某省政府信息公开办法》第二十条", "reason": "该信息已于去年提供"},
    ),
)
"""Every outcome of an asked item, with the article that the specification (section 3.5) gives it."""


@pytest.fixture
def counter(clock) -> Counter:
    return Counter(clock)


def lead_up_to(counter: Counter, case: Case, codes: set[Decision]) -> None:
    """What must have happened before a request may be answered so."""
    if D.UNABLE_UNCLEAR in codes:
        counter.act(case, "ask-correction", {"items": "请写明年度\n请写明项目", "workdays": 10})
        counter.send(case, "correction_notice", MONDAY)
        counter.act(case, "corrected", {"day": MONDAY.isoformat(), "reason": "就是那个项目"})
    if D.REFUSE_EXCESSIVE in codes:
        asked = {"excess": "本年您共提出申请62件", "reason": "请说明用途", "workdays": 10}
        counter.act(case, "ask-reasons", asked)
        counter.send(case, "reason_inquiry", MONDAY)
        counter.act(case, "reasons-given", {"day": MONDAY.isoformat(), "reason": "写论文"})


def letter_of(counter: Counter, letter: Letter) -> str:
    """What the letter that left says, the same in both of its files; brackets of a basis as typed."""
    letter.refresh_from_db()
    pdf, docx = printed(counter.file_of(letter, "pdf")), typed(counter.file_of(letter, "docx"))
    for line in (*letter.content["paragraphs"], *letter.content["remedy"]):
        for text in (pdf, docx):
            assert "".join(line.split()) in text
    return pdf


def check(text: str, row: Row, day: str = "2026年3月9日") -> None:
    """Title, number, addressee, days, basis, reason, remedy, phone and date stand in the letter."""
    act = "本告知" if row.title.endswith("告知书") else "本答复"
    remedy = REMEDIES[Remedy.REVIEW_FIRST if row.code in FIRST else Remedy.CHOICE].format(act=act)
    basis = (
        row.article if row.article.startswith("《") else f"《中华人民共和国政府信息公开条例》{row.article}"
    )
    written = [value for name, value in row.typed.items() if name not in NOT_PRINTED]
    opening = (row.title, "〔2026〕", f"{APPLICANT}：", "收到，登记编号：Y2026-")
    closing = (remedy, "示例市人民政府外事办公室", day, "联系电话：0527-80000000")
    for words in (*opening, f"根据{basis}，", *written, *row.says, *closing):
        assert "".join(words.split()) in text, f"{words} is missing in {text}"
    months = text.count("个月") + text.count("半年")
    assert months == (0 if row.code in FIRST else 1), "six months, and only where one may sue at once"


NOT_PRINTED = frozenset({"ground", "earlier_reply_on", "counts", "body_unknown"})
"""What is typed and said in other words."""

OPENED = frozenset({D.GRANT, D.GRANT_PUBLISHED})


def _second(row: Row) -> bool:
    """Whether it is the second row of an outcome, which would share the letter of the first."""
    return (row.code == D.PARTIAL and "law" in row.typed) or "body_unknown" in row.typed


@each(
    "rows",
    (
        [row for row in ROWS if row.code in OPENED],
        [row for row in ROWS if row.code not in OPENED and not _second(row)],
        [row for row in ROWS if _second(row)],
    ),
)
def test_every_reply_goes_from_the_form_to_the_letter_that_was_served(
    counter: Counter, rows: list[Row]
) -> None:
    counter.on(MONDAY)
    case = counter.register(MONDAY)
    lead_up_to(counter, case, {row.code for row in rows})
    items = [f"{ASKED}第{number:02}号文件" for number in range(1, len(rows) + 1)]
    counter.split(case, items)
    counter.draft(case, [(row.code, row.typed) for row in rows])
    for place, row in enumerate(rows, start=1):
        for title in row.files:
            counter.give_file(case, place, title)
    if D.UNABLE_NOT_EXIST in {row.code for row in rows}:
        assert counter.lacking(case) == ["答复信息不存在前，须先检索并登记在哪里、用什么词查找"]
        counter.search(case, place="公文系统、档案室", words="友好城市 经费", result="没有找到")
    assert counter.lacking(case) == []
    letters = counter.decide(case)
    for letter in letters:
        counter.issue(letter)
    counter.serve(case, MONDAY)
    assert [letter.kind for letter in letters] == [f"reply_{row.code}" for row in rows]
    for letter, row, item in zip(letters, rows, items, strict=True):
        text = letter_of(counter, letter)
        check(text, row)
        assert [other for other in items if other in text] == [item], "each letter is about its own item"
        assert list(letter.deliveries.values_list("way", "on")) == [("post", MONDAY)]
    assert Case.objects.get(pk=case.pk).state == "served"
    assert zipfile.ZipFile(io.BytesIO(counter.archive(case))).testzip() is None


def test_the_rows_are_all_the_replies_there_are() -> None:
    assert {row.code for row in ROWS} == set(REPLIES)
    assert all((RULES_OF[row.code].remedy is Remedy.REVIEW_FIRST) == (row.code in FIRST) for row in ROWS)


def test_those_who_sign_read_all_that_the_letter_will_say(counter: Counter) -> None:
    counter.on(MONDAY)
    case = counter.register(MONDAY)
    counter.split(case, [row.code for row in ROWS])
    counter.draft(case, [(row.code, row.typed) for row in ROWS])
    page = counter.reply_page(case, by="secrecy").content.decode()
    for row in ROWS:
        for name, value in row.typed.items():
            assert name in NOT_PRINTED or value in page, f"{row}: {name} is not shown"
    assert "法律、行政法规禁止公开（第十四条）" in page and "2025-11-03" in page


def test_a_request_that_names_a_number_alone_is_offered_as_the_item(counter: Counter) -> None:
    counter.on(MONDAY)
    case = counter.register(MONDAY, document_name="", document_number="示外〔2025〕3号")
    assert "示外〔2025〕3号" in counter.reply_page(case).context["items_form"].initial["descriptions"]


def test_what_is_no_longer_handled_is_told_with_both_ways_to_contest_it(counter: Counter) -> None:
    counter.on(MONDAY)
    uncorrected, unpaid, withdrawn = (counter.register(MONDAY) for _ in range(3))
    counter.act(uncorrected, "ask-correction", {"items": "请写明年度", "workdays": 10})
    counter.send(uncorrected, "correction_notice", MONDAY)
    counter.act(unpaid, "ask-fee", {"tariff": "pages", "count": 101, "already": 0})
    counter.send(unpaid, "fee_notice", MONDAY)
    counter.act(withdrawn, "withdrawn", {"day": MONDAY.isoformat(), "reason": "来电并书面撤回"})
    counter.on(LATER)
    title = "政府信息公开申请不再处理告知书"
    fees = "第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条"
    told = {
        uncorrected: Row(D.CLOSED_NO_CORRECTION, title, "第三十条", says=("补正期限至2026年3月23日届满",)),
        unpaid: Row(D.CLOSED_UNPAID, title, fees, says=("缴费期限至2026年4月7日届满",)),
    }
    for case, slug in ((uncorrected, "correction-lapsed"), (unpaid, "fee-lapsed")):
        counter.act(case, slug)
        counter.send(case, "no_longer_handled", LATER)
        check(letter_of(counter, case.letters.latest("id")), told[case], "2026年4月20日")
    assert {letter.kind for letter in withdrawn.letters.all()} == {"receipt"}, "who withdraws is told nothing"
    ended = {uncorrected: "no_correction", unpaid: "unpaid", withdrawn: "withdrawn"}
    for case, code in ended.items():
        assert Case.objects.get(pk=case.pk).state == f"closed_{code}"
        assert zipfile.ZipFile(io.BytesIO(counter.archive(case))).testzip() is None
