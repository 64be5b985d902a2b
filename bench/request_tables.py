"""The tables a made-up request is written to, in the order in which their rows depend on one another."""

from bench.loading import Table
from bench.request_lives import CLOCK_COLUMNS
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework.letters.models import Delivery, Letter
from mingchuang.casework.models import Case, CaseClock, CaseEvent, CaseText
from mingchuang.disclosure.requests.models import (
    AskedItem,
    Consultation,
    Dispute,
    FeeNotice,
    InformationRequest,
    SearchRecord,
    SignOff,
)

ROOM = 32
"""Rows of one kind a request may have; keys are its number times this, so that ranges never meet."""

COLUMNS: dict[type, tuple[str, ...]] = {
    Case: ("id", "uid", "number", "kind", "state", "is_open", "title", "division_id", "assignee_id",
           "opened_by_id", "received_at", "received_on", "clock_started_on", "due_on", "internal_due_on",
           "warn_on", "calendar_version", "closed_on", "query_code_digest", "frozen"),
    CaseEvent: ("id", "case_id", "seq", "event", "state", "at", "on", "actor_id", "data", "prev_hash",
                "hash"),
    CaseText: ("event_id", "text", "salt", "is_public"),
    CaseClock: ("id", "case_id", "position", *CLOCK_COLUMNS),
    PersonalRecord: ("id", "uid", "kind", "sealed", "digest", "kept_at"),
    InformationRequest: ("case_id", "applicant_type", "applicant_id", "channel", "submitted_at", "arrived_on",
                         "confirmed_on", "document_name", "document_number", "features", "salt", "way",
                         "route", "receipt_digest"),
    AskedItem: ("id", "request_id", "position", "description", "decision", "ground", "reason", "answer",
                "decided_on", "decided_by_id"),
    SearchRecord: ("request_id", "item_id", "place", "words", "result", "by_id", "on"),
    SignOff: ("request_id", "step", "passed", "by_id", "at"),
    Consultation: ("id", "request_id", "kind", "agency", "concerning", "sent_on", "received_on", "ended_on",
                   "answer", "reasonable"),
    FeeNotice: ("request_id", "basis", "counted", "amount", "sent_on", "received_on", "paid_on"),
    Dispute: ("id", "request_id", "kind", "organ", "filed_on", "accepted_on", "notified_on", "closed_on",
              "result"),
    Letter: ("id", "uid", "case_id", "kind", "state", "number", "series", "year", "serial", "content",
             "digest", "drafted_by_id", "drafted_at", "approved_by_id", "approved_at", "issued_by_id",
             "issued_at", "issued_on"),
    Delivery: ("letter_id", "way", "on", "recipient", "recorded_by_id", "recorded_at"),
    AuditEvent: ("uid", "at", "actor_id", "action", "target_type", "target_id", "data"),
}  # fmt: skip


class ClockTable(Table):
    """The table of clocks, whose traces come as JSON text."""

    def __init__(self) -> None:
        names = COLUMNS[CaseClock]
        super().__init__(CaseClock, names)
        written = names.index("reasons")
        self.converters = [(place, how) for place, how in self.converters if place != written]


def tables() -> dict[type, Table]:
    """Every table of `COLUMNS`, ready to be loaded."""
    found = {model: Table(model, names) for model, names in COLUMNS.items() if model is not CaseClock}
    # Dictionaries keep their order: clocks point at cases only, so they may come last.
    return found | {CaseClock: ClockTable()}
