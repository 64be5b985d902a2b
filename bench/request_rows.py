"""Turns lives into the rows of requests, batch by batch, each batch in one transaction.

Keys follow from the number of a request (a case has room for `ROOM` rows of a kind), so that ranges may be
written side by side. What people wrote and who they are is drawn from pools that are sealed once.
"""

import hashlib
import random
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bench.generator import BATCH, uids
from bench.loading import analyse, set_sequences
from bench.request_lives import (
    FIRST_DAY,
    FROZEN,
    LAST_DAY,
    Happened,
    Lived,
    Workdays,
    drawn,
    lived,
)
from bench.request_tables import ROOM, tables
from mingchuang.base.accounts.models import Division, User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.audit.services import seal
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.numbering.models import Counter
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework import chains, query_codes
from mingchuang.casework.letters.models import Delivery, Letter
from mingchuang.casework.models import Case, CaseClock, CaseEvent, CaseText
from mingchuang.casework.services import seal_events
from mingchuang.disclosure.requests.models import (
    AskedItem,
    Consultation,
    Dispute,
    FeeNotice,
    InformationRequest,
    SearchRecord,
    SignOff,
)
from mingchuang.disclosure.requests.services.content import TITLE
from mingchuang.disclosure.requests.services.filing import APPLICANT, KIND
from mingchuang.rules.letters.content import LetterContent, as_data, digest
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.requests.application import ApplicantType
from mingchuang.rules.requests.decisions import RULES_OF, Decision
from mingchuang.rules.requests.states import RequestEvent as E
from mingchuang.web.demo.people import DRAFTERS

POOL = 200
OPENS = time(9, 0)
Rows = dict[type, list[tuple[Any, ...]]]

SUBJECTS = (
    *("因公临时出国团组", "外宾接待", "领事保护", "友好城市交流", "外国人来华邀请", "涉外活动"),
    *("机关运行经费", "政府采购", "人员编制", "信访事项办理"),
)
KINDS_OF_PAPER = ("统计表", "管理办法", "会议纪要", "经费预算", "审批流程", "合同文本", "工作总结")
TYPES = (*[ApplicantType.NATURAL_PERSON] * 14, *ApplicantType)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the rows of one request share; `fresh` gives it uids."""

    key: int
    number: int
    uid: UUID
    life: Lived
    division: str
    moments: tuple[datetime, ...]
    luck: random.Random
    fresh: Iterator[UUID]

    def moment_of(self, event: str) -> datetime | None:
        """When the first event of that name happened."""
        pairs = zip(self.life.events, self.moments, strict=True)
        return next((at for past, at in pairs if past.step.event == event), None)


class Writer:
    """Writes the requests of a seed with everything that happened to them up to `LAST_DAY`."""

    def __init__(self, seed: int, total: int) -> None:
        self.seed, self.total = seed, total
        self.days = Workdays()
        self.people = {user.username: user for user in User.objects.all()}
        self.divisions = {division.code: division.pk for division in Division.objects.all()}
        self.tables = tables()
        self.series = f"{site_identity().document_code}公开答"
        self.sealed = _sealed_people()
        self.office = site_identity().office_name
        self.serials: Tally[int] = Tally()

    def fill(self, numbers: range, progress: Callable[[int], None]) -> None:
        """The requests of a range; ranges may be written side by side."""
        self.serials = self._letters_before(numbers.start)
        for start in range(numbers.start, numbers.stop, BATCH):
            batch = range(start, min(start + BATCH, numbers.stop))
            rows: Rows = defaultdict(list)
            for number in batch:
                self._request(number, rows)
            with transaction.atomic():
                for model, table in self.tables.items():
                    table.load(rows[model])
            progress(len(batch))

    def finish(self) -> None:
        """What a running office would have done by now: sequences, serials, seals, statistics."""
        set_sequences(self.tables.values())
        letters = self._letters_before(self.total)
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
            cases = self.days.first_of(year + 1, self.total) - self.days.first_of(year, self.total)
            Counter.objects.create(series=f"case.{KIND}", year=year, gap_free=False, last=cases)
            Counter.objects.create(
                series=f"letter:{self.series}", year=year, gap_free=True, last=letters[year]
            )
        closing = timezone.make_aware(datetime.combine(LAST_DAY, time(23, 0)))
        seal_events(closing)
        seal(closing)
        analyse()

    def _luck(self, number: int) -> random.Random:
        return random.Random(f"request {self.seed} {number}")

    def _letters_before(self, stop: int) -> Tally[int]:
        """How many replies of each year belong to the requests before one."""
        found: Tally[int] = Tally()
        for number in range(stop):
            life = lived(drawn(self._luck(number)), self.days.arrival(number, self.total))
            served = life.day_of(E.SERVED)
            if served is not None:
                found[served.year] += 1
        return found

    def _request(self, number: int, rows: Rows) -> None:
        luck = self._luck(number)
        life = lived(drawn(luck), self.days.arrival(number, self.total))
        minutes = luck.randrange(240)
        moments = tuple(
            opening(past.day) + timedelta(minutes=minutes + 10 * place)
            for place, past in enumerate(life.events)
        )
        fresh = uids(self.seed, number, moments[0])
        division = ("abroad", "foreigners", "exchange")[number % 3]
        made = _Made(number + 1, number, next(fresh), life, division, moments, luck, fresh)
        self._case(made, rows)
        first = self._detail(made, rows)
        self._events(made, first, rows)
        self._handling(made, rows)
        self._item(made, rows)
        self._reply(made, rows)
        opened = life.events[0]
        rows[AuditEvent].append(
            (next(fresh), moments[0], self._actor(opened, made), f"case.{opened.step.event}", "casework.case",
             str(made.key), {"seq": 1, "state": opened.state})
        )  # fmt: skip

    def _person(self, who: str, made: _Made) -> User | None:
        if who == "public":
            return None
        return self.people[DRAFTERS[made.division] if who == "handler" else who]

    def _actor(self, past: Happened, made: _Made) -> int | None:
        person = self._person(past.step.who, made)
        return person.pk if person else None

    def _handler(self, made: _Made) -> int:
        return self.people[DRAFTERS[made.division]].pk

    def _case(self, made: _Made, rows: Rows) -> None:
        case, life = made.life.case, made.life
        year = life.events[0].day.year
        serial = made.number - self.days.first_of(year, self.total) + 1
        forwarded, taken = life.day_of(E.FORWARDED), life.day_of(E.TAKEN_ON)
        code = query_codes.from_bytes(hashlib.sha256(made.uid.bytes).digest())
        rows[Case].append(
            (made.key, made.uid, f"Y{year}-{serial:05d}", KIND, case.state, case.is_open, _title(made.number),
             self.divisions[made.division] if forwarded else None, self._handler(made) if taken else None,
             self._actor(life.events[0], made), made.moments[0], case.received_on, case.clock_started_on,
             case.due_on, case.internal_due_on, case.warn_on, case.calendar_version, case.closed_on,
             query_codes.digest(code, str(made.uid)), FROZEN)
        )  # fmt: skip
        for place, clock in enumerate(life.clocks):
            rows[CaseClock].append((made.key * ROOM + place, made.key, place, *clock))

    def _detail(self, made: _Made, rows: Rows) -> dict[str, Any]:
        """The request's own row and its applicant; what its first event says of them."""
        life, luck, at = made.life, made.luck, made.moments[0]
        online = life.life.channel == "online"
        applicant, salt = next(made.fresh), f"{luck.getrandbits(128):032x}"
        name, document, features = _asked(made.number), _document(made.number), "近三年的全部内容"
        kind = luck.choice(TYPES)
        rows[PersonalRecord].append((made.key, applicant, APPLICANT, *luck.choice(self.sealed), at))
        rows[InformationRequest].append(
            (made.key, kind, made.key, life.life.channel, at if online else None, life.events[0].day,
             life.day_of(E.CONFIRMED), name, document, features, salt, "electronic", "online",
             hashlib.sha256(f"receipt {self.seed} {made.number}".encode()).hexdigest() if online else None)
        )  # fmt: skip
        day = life.events[0].day.isoformat()
        return {
            "division": None,
            "channel": life.life.channel,
            "applicant_type": kind.value,
            "applicant": str(applicant),
            "papers": [],
            "detail": chains.salted_digest(salt, name, document, features),
            "submitted": day,
            "arrived": day,
        }

    def _events(self, made: _Made, first: dict[str, Any], rows: Rows) -> None:
        uid, prev = str(made.uid), chains.GENESIS
        for seq, (past, at) in enumerate(zip(made.life.events, made.moments, strict=True), start=1):
            data = self._data(past, made) | (first if seq == 1 else {})
            key, text = made.key * ROOM + seq, past.step.text
            if text:
                salt = f"{made.luck.getrandbits(128):032x}"
                data["text"] = chains.salted_digest(salt, text)
                rows[CaseText].append((key, text, salt, past.step.told))
            person = self._person(past.step.who, made)
            own = chains.event_hash(
                case_uid=uid,
                seq=seq,
                event=past.step.event,
                state=past.state,
                at=at,
                actor_uid=str(person.uid) if person else "",
                data=data,
                prev_hash=prev,
            )
            rows[CaseEvent].append(
                (key, made.key, seq, past.step.event, past.state, at, past.day,
                 person.pk if person else None, data, prev, own)
            )  # fmt: skip
            prev = own

    def _data(self, past: Happened, made: _Made) -> dict[str, Any]:
        data = {
            name: made.key if name in ("consultation", "dispute") else value
            for name, value in past.data.items()
        }
        if past.step.event == E.FORWARDED:
            data |= {"from": None, "division": self.divisions[made.division]}
        elif past.step.event == E.TAKEN_ON:
            data["assignee"] = self._handler(made)
        return data

    def _handling(self, made: _Made, rows: Rows) -> None:
        """Signatures, and what was asked of others, charged and contested."""
        life, key = made.life, made.key
        for past, at in zip(life.events, made.moments, strict=True):
            if past.step.event == E.REVIEWED:
                rows[SignOff].append((key, past.data["step"], True, self._actor(past, made), at))
        if sent := life.day_of(E.CONSULTATION_SENT):
            ended = life.day_of(E.CONSULTATION_ENDED)
            rows[Consultation].append(
                (key, key, "third_party", "某公司", "合同中的商业条款", sent,
                 life.day_of(E.CONSULTATION_RECEIVED), ended, "objects" if ended else "",
                 True if ended else None)
            )  # fmt: skip
        if asked := life.day_of(E.FEE_ASKED):
            paid = life.day_of(E.FEE_PAID)
            rows[FeeNotice].append((key, "items", 20, 1000, asked, life.day_of(E.FEE_NOTICE_RECEIVED), paid))
        if filed := life.day_of(E.DISPUTE_FILED):
            steps = {past.step.event: past.data for past in life.events}
            closed = life.day_of(E.DISPUTE_CLOSED)
            rows[Dispute].append(
                (key, key, steps[E.DISPUTE_FILED]["table"], "市人民政府", filed, filed, filed, closed,
                 steps[E.DISPUTE_CLOSED]["result"] if closed else "")
            )  # fmt: skip

    def _item(self, made: _Made, rows: Rows) -> None:
        life, key = made.life, made.key
        drafted = life.day_of(E.SUBMITTED_FOR_REVIEW)
        if drafted is None:
            return
        handler, spec = self._handler(made), life.life
        decided = life.day_of(E.DECIDED)
        reason = "" if spec.decision.startswith("grant") else "经检索和审查，理由见答复书"
        rows[AskedItem].append(
            (key, key, 1, _asked(made.number), spec.decision, spec.ground, reason,
             {"information": "随附"} if spec.decision == "grant" else {}, decided, handler)
        )  # fmt: skip
        if spec.decision == "unable_not_exist":
            rows[SearchRecord].append(
                (key, key, "档案室、办公系统", _asked(made.number), "未检索到", handler, drafted)
            )

    def _reply(self, made: _Made, rows: Rows) -> None:
        """The letter that was served, with its gap-free number."""
        served, sent = made.life.day_of(E.SERVED), made.moment_of(E.DECIDED)
        if served is None or sent is None:
            return
        self.serials[served.year] += 1
        serial = self.serials[served.year]
        number = f"{self.series}〔{served.year}〕{serial}号"
        kind, data = self._letter(made.life.life.decision, number, served)
        handler, leader = self._handler(made), self.people["leader"].pk
        rows[Letter].append(
            (made.key, next(made.fresh), made.key, kind, "issued", number, self.series, served.year, serial,
             data, digest(data), handler, sent, leader, sent, handler, made.moment_of(E.SERVED), served)
        )  # fmt: skip
        rows[Delivery].append((made.key, "direct", served, "申请人", handler, made.moment_of(E.SERVED)))

    def _letter(self, decision: str, number: str, day: date) -> tuple[str, dict[str, Any]]:
        kind = LetterKind[RULES_OF[Decision(decision)].letter]
        rule = LETTERS[kind]
        content = LetterContent(
            kind=kind,
            title=rule.title,
            number=number,
            addressee="申请人",
            paragraphs=tuple(DEFAULT_WORDING[kind]),
            basis=rule.basis,
            remedy=("如对本答复不服，可以依法申请行政复议或者提起行政诉讼。",),
            annexes=(),
            issuer=self.office,
            dated=day,
        )
        return kind.value, as_data(content)


@lru_cache(maxsize=512)
def opening(day: date) -> datetime:
    """The moment the office opens on a day."""
    return timezone.make_aware(datetime.combine(day, OPENS)).astimezone(UTC)


def _asked(number: int) -> str:
    return f"{SUBJECTS[number % len(SUBJECTS)]}{KINDS_OF_PAPER[number % len(KINDS_OF_PAPER)]}"


def _document(number: int) -> str:
    """The number of the document asked for, where one is named."""
    return f"宿外办发〔{2016 + number % 10}〕{number % 90 + 1}号" if number % 4 == 0 else ""


def _title(number: int) -> str:
    document = _document(number)
    return f"{TITLE}：{document}" if document else TITLE


def _sealed_people() -> list[tuple[bytes, str]]:
    """People sealed as the product seals them, to be drawn from."""
    found = []
    for number in range(POOL):
        person = {"name": f"申请人{number}", "identity": "other", "id_number": f"MADE-{number:06d}"}
        person |= {"phone": f"1380000{number:04d}", "email": f"applicant{number}@example.cn"}
        record = personal.sealed(APPLICANT, person, now=opening(FIRST_DAY))
        found.append((bytes(record.sealed or b""), record.digest))
    return found
