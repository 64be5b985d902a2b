"""Applications of the demo office to correct a record: one with a division, one decided, one passed on."""

from datetime import date, timedelta
from typing import Any

from mingchuang.base.localtime import local_day
from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.record_corrections import services
from mingchuang.disclosure.record_corrections.services import Typed
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.record_corrections import Outcome
from mingchuang.rules.requests.receiving import Channel
from mingchuang.web.demo.request_handling import Handling
from mingchuang.web.demo.request_texts import identity_number

DIVISION = "foreigners"


def fill(handling: Handling) -> int:
    """All three, the last steps today; how many."""
    today = local_day(handling.filler.now)
    with_division = _arrive(
        handling,
        today - timedelta(days=4),
        501,
        "外国专家来华邀请函备案表中的护照姓名拼写",
        "姓氏的第二个字母写错，与护照资料页不一致",
        "护照资料页复印件",
    )
    division = handling.filler.divisions[DIVISION]
    trunk.forward(with_division, division=division, **handling.by(today - timedelta(days=3)))
    decided = _arrive(
        handling,
        today - timedelta(days=9),
        502,
        "因公出国团组备案表中的工作单位",
        "写成了机构改革以前的旧名",
        "机构改革文件复印件",
    )
    act = handling.by(today - timedelta(days=1))
    trunk.take_on(decided, **act)
    services.correct(
        decided, corrected_to="工作单位改为现名", identity_checked=True, evidence_checked=True, **act
    )
    passed_on = _arrive(
        handling, today - timedelta(days=6), 503, "出入境证件上的出生日期", "月和日写反了", "出生证明复印件"
    )
    act = handling.by(today)
    trunk.take_on(passed_on, **act)
    body: dict[str, Any] = {"agency": "市公安局出入境管理支队", "agency_contact": "出入境接待大厅"}
    services.pass_on(passed_on, outcome=Outcome.TRANSFERRED, day=today, **body, **act)
    handling.issue(passed_on, today)
    handling.hand_over(passed_on, LetterKind.RECORD_CORRECTION, today, "演示申请人")
    return 3


def _arrive(handling: Handling, day: date, serial: int, *said: str) -> Case:
    """It comes over the counter; `said` are the record, what is wrong with it, and the evidence."""
    person = {
        "name": f"演示申请人{serial}",
        "id_number": identity_number(serial),
        "phone": f"1380000{serial:04d}",
    }
    record, problem, evidence = said
    typed = Typed(Channel.IN_PERSON, day, person, record, problem, evidence)
    return services.register(typed, **handling.by(day)).case
