"""The people of the demo office at work on requests: each act by the desk's own service, on its own day."""

import io
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.disclosure.requests.services import (
    answering,
    application,
    filing,
    giving,
    serving,
    signing,
    uploading,
)
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.letters.delivery import DeliveryWay
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.requests.application import ApplicantType, Application
from mingchuang.rules.requests.decisions import OPEN, Decision
from mingchuang.rules.requests.facts import SignOffStep
from mingchuang.rules.requests.receiving import AT_ONCE, Channel
from mingchuang.rules.workdays import CoverageError
from mingchuang.web.demo.files import plan_file
from mingchuang.web.demo.request_texts import Asked, identity_number

if TYPE_CHECKING:
    from mingchuang.web.demo.filling import Filler

CLERK, HEAD, SECRECY, LAWYER = "office", "leader", "secrecy", "legal"


class Handling:
    """Acts on requests as the office's people would; `day` is when."""

    def __init__(self, filler: "Filler") -> None:
        self.filler = filler
        self.calendar = current_calendar()
        self.serials: dict[str, int] = {}

    def by(self, day: date, who: str = CLERK, hour: int = 10) -> dict[str, Any]:
        """Who acts and when, as services take it."""
        return {"actor": self.filler.user(who), "now": self.moment(day, hour)}

    def moment(self, day: date, hour: int = 10) -> datetime:
        """A time of that day, never in the future."""
        return self.filler.moment(day, hour)

    def later(self, day: date, workdays: int) -> date:
        """So many working days after a day; past the calendar, so many days and their weekends."""
        try:
            return self.calendar.add(day, workdays)
        except CoverageError:
            return day + timedelta(days=workdays * 7 // 5 + 1)

    # --- arriving -------------------------------------------------------------------------------

    def arrive(self, asked: Asked, day: date, *, proven: bool = True) -> Case:
        """The request comes in by its channel."""
        if asked.channel is Channel.ONLINE:
            return self._online(asked, day, proven=proven)
        arrival = filing.Arrival(asked.channel, submitted_on=day, arrived_on=day)
        typed = application.read(self._typed(asked))
        return filing.register_request(typed, arrival, **self.by(day)).case

    def _online(self, asked: Asked, day: date, *, proven: bool) -> Case:
        now = self.moment(day, 9)
        upload = uploading.keep_upload(_proof(), "identity_proof", now=now)
        typed: Application = application.read(self._typed(asked), {upload.role})
        filed = filing.file_request(typed, receipt=new_receipt(), proven=proven, uploads=[upload], now=now)
        return filed.case

    def _typed(self, asked: Asked) -> dict[str, str]:
        serial = self.serials.setdefault(asked.name, len(self.serials) + 1)
        person = asked.applicant_type is ApplicantType.NATURAL_PERSON
        number = identity_number(serial) if person else f"演示机构{serial:03d}号"
        return {
            "applicant_type": asked.applicant_type,
            "name": asked.name,
            "identity": "id_card" if person else "other",
            "id_number": number,
            "contact_person": "" if person else "演示联系人",
            "phone": f"1380000{serial:04d}",
            "document_name": asked.document,
            "document_number": asked.number,
            "features": asked.features,
            "way": "paper" if asked.channel in AT_ONCE else "electronic",
            "route": "post" if asked.channel in AT_ONCE else "online",
        }

    def receive(self, asked: Asked, day: date) -> Case:
        """It comes, is confirmed where that is needed, and somebody takes it on."""
        case = self.arrive(asked, day)
        if asked.channel not in AT_ONCE:
            confirm(case, **self.by(day))
        return trunk.take_on(case, **self.by(day))

    # --- letters --------------------------------------------------------------------------------

    def issue(self, case: Case, day: date) -> None:
        """Approve and issue every draft of the case."""
        for letter in case.letters.filter(state=LetterState.DRAFT).order_by("id"):
            if LETTERS[LetterKind(letter.kind)].approval:
                letters.approve(letter, **self.by(day, HEAD, 11))
            letters.issue(letter, **self.by(day, hour=12))

    def letter(self, case: Case, kind: LetterKind) -> Letter:
        """The newest issued letter of a kind."""
        return case.letters.filter(kind=kind, state=LetterState.ISSUED).latest("id")

    def hand_over(self, case: Case, kind: LetterKind, day: date, recipient: str) -> None:
        """Deliver a letter in person."""
        letters.deliver(
            self.letter(case, kind), way=DeliveryWay.DIRECT, on=day, recipient=recipient, **self.by(day)
        )

    # --- replying -------------------------------------------------------------------------------

    def draft(self, case: Case, asked: Asked, day: date, *, outcome: str = "") -> None:
        """Write the reply and send it to its signatures."""
        decision = outcome or asked.outcome
        facts = {"last": day.year - 1}
        said = {
            name: text.format(**facts) if isinstance(text, str) else text for name, text in asked.said.items()
        }
        ground, reason = (said.pop(name, "") for name in ("ground", "reason"))
        if decision in OPEN - {Decision.PARTIAL}:
            ground = reason = ""
        if asked.information:
            said["information"] = asked.information.format(**facts)
        [item] = answering.set_items(case, descriptions=asked.document, **self.by(day))
        if decision == Decision.UNABLE_NOT_EXIST:
            answering.record_search(
                case,
                item=item,
                place="公文系统、档案室",
                words=asked.document[:20],
                result="未检索到",
                **self.by(day),
            )
        answering.answer_item(
            case, item, decision=decision, ground=ground, reason=reason, answer=said, **self.by(day)
        )
        if asked.gives:
            title = asked.gives.format(**facts)
            file = plan_file(title, day.year - 1)
            giving.give(case, item, title=title, file=file, **self.by(day))
        answering.submit_for_review(case, **self.by(day, hour=11))

    def decide(self, case: Case, day: date, decision: str) -> None:
        """Everybody signs, the decision is made, its letters are issued."""
        signing.sign(case, step=SignOffStep.SECRECY, **self.by(day, SECRECY, 14))
        if decision not in OPEN - {Decision.PARTIAL}:
            signing.sign(case, step=SignOffStep.LEGAL, **self.by(day, LAWYER, 14))
        signing.sign(case, step=SignOffStep.HEAD, **self.by(day, HEAD, 15))
        signing.decide(case, **self.by(day, hour=16))
        self.issue(case, day)

    def serve(self, case: Case, day: date, asked: Asked) -> None:
        """The reply is handed over."""
        serving.serve(case, day=day, way=DeliveryWay.DIRECT, proof=asked.name, **self.by(day, hour=16))


def _proof() -> SimpleUploadedFile:
    """A grey picture that stands for a copy of an identity document."""
    target = io.BytesIO()
    Image.new("RGB", (320, 200), (222, 222, 222)).save(target, "PNG")
    return SimpleUploadedFile("身份证明（演示）.png", target.getvalue(), "image/png")
