"""A request handled at the pages of the desk, from the form of its registration on: no service is called."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from mingchuang.casework.letters.models import Letter
from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role
from tests.support.clock import Clock
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters
from tests.support.made_files import pdf

ASKED = "2025年度友好城市交流项目经费安排"
APPLICANT = "欧阳文"

SIGNERS = {
    "secrecy": Role.SECRECY_REVIEWER,
    "legal": Role.LEGAL_REVIEWER,
    "head": Role.LEADER,
}


class Counter:
    """A clerk and those who sign, each at a browser of their own."""

    def __init__(self, clock: Clock) -> None:
        identity_for_letters()
        self.clock = clock
        self.people = {step: make_person([role], name=step) for step, role in SIGNERS.items()}
        self.people["clerk"] = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
        self.browsers = {name: Client() for name in self.people}
        self.on(clock.today())

    @property
    def clerk(self) -> Client:
        """The browser of who handles requests."""
        return self.browsers["clerk"]

    def on(self, day: date) -> None:
        """It is ten in the morning of that day, and everybody signs in."""
        self.clock.set(datetime(day.year, day.month, day.day, 10, tzinfo=self.clock.now().tzinfo))
        for name, browser in self.browsers.items():
            browser.force_login(self.people[name])

    def register(self, day: date, **typed: str) -> Case:
        """Registered from paper over the counter, and taken on."""
        form = {
            "channel": "in_person",
            "submitted_on": day.isoformat(),
            "applicant_type": "natural_person",
            "name": APPLICANT,
            "document_name": ASKED,
            "way": "paper",
            "route": "post",
            **typed,
        }
        went_on(self.clerk.post(reverse("requests_desk:register"), form))
        case = Case.objects.latest("id")
        self.act(case, "take-on")
        return case

    def act(self, case: Case, slug: str, typed: Mapping[str, Any] | None = None, step: str = "") -> None:
        """An act at the page of the case, by the clerk or by who signs a step."""
        sent = {f"{slug}-{name}": value for name, value in (typed or {}).items()}
        who = self.browsers[step or "clerk"]
        went_on(who.post(reverse("casework:act", args=[case.uid, slug]), sent))

    def at_the_letter(self, letter: Letter, slug: str, typed: Mapping[str, Any] | None = None) -> None:
        """An act at the page of a letter; what others must approve is approved by the head."""
        sent = {f"{slug}-{name}": value for name, value in (typed or {}).items()}
        who = self.browsers["head" if slug == "approve" else "clerk"]
        went_on(who.post(reverse("letters:act", args=[letter.uid, slug]), sent))

    def issue(self, letter: Letter) -> None:
        """Approved and numbered."""
        self.at_the_letter(letter, "approve")
        self.at_the_letter(letter, "issue")

    def send(self, case: Case, kind: str, day: date) -> None:
        """A notice that waits goes out, into the hands of whoever it is for."""
        letter = case.letters.filter(kind=kind).latest("id")
        self.issue(letter)
        handed = {"way": "direct", "on": day.isoformat(), "recipient": APPLICANT}
        self.at_the_letter(letter, "deliver", handed)

    def reply_page(self, case: Case, by: str = "clerk") -> Any:
        """The page on which the reply is drafted, as somebody reads it."""
        return self.browsers[by].get(reverse("requests_desk:reply", args=[case.uid]))

    def split(self, case: Case, items: Sequence[str]) -> None:
        """What is asked, item by item."""
        sent = {"descriptions": "\n".join(items)}
        went_on(self.clerk.post(reverse("requests_desk:items", args=[case.uid]), sent))

    def draft(self, case: Case, answers: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """The reply, item by item: the outcomes first, then what the page asks for each and nothing else."""
        for place, (decision, _typed) in enumerate(answers, start=1):
            self._answer(case, place, decision, {})
        # A ground, once chosen, may ask for more.
        for asks_last in (False, True):
            rows = self.reply_page(case).context["rows"]
            for place, (decision, typed) in enumerate(answers, start=1):
                asked = set(rows[place - 1]["form"].fields)
                assert set(typed) <= asked or not asks_last, f"not asked for: {set(typed) - asked}"
                if not asks_last or "ground" in typed:
                    self._answer(case, place, decision, {name: typed[name] for name in asked & set(typed)})

    def _answer(self, case: Case, place: int, decision: str, typed: Mapping[str, Any]) -> None:
        sent = {f"item-{place}-{name}": value for name, value in {"decision": decision, **typed}.items()}
        went_on(self.clerk.post(reverse("requests_desk:answer", args=[case.uid, place]), sent))

    def give_file(self, case: Case, position: int, title: str) -> None:
        """A file that goes with the reply to an item."""
        upload = SimpleUploadedFile("经费.pdf", pdf("经费安排"), "application/pdf")
        url = reverse("requests_desk:give", args=[case.uid, position])
        went_on(self.clerk.post(url, {"title": title, "file": upload}))

    def search(self, case: Case, **typed: str) -> None:
        """It was looked for."""
        went_on(self.clerk.post(reverse("requests_desk:search", args=[case.uid]), typed))

    def lacking(self, case: Case) -> list[str]:
        """What the page says still lacks before the reply can go to its signatures."""
        return [reason.message for row in self.reply_page(case).context["rows"] for reason in row["lacking"]]

    def decide(self, case: Case) -> list[Letter]:
        """Sent to review, signed by all that are needed, decided; the reply letters that wait then."""
        self.act(case, "submit-for-review")
        for step in SIGNERS:
            if step != "legal" or case.information_request.items.exclude(decision__in=OPEN).exists():
                self.act(case, "sign", {"step": step}, step)
        self.act(case, "decide")
        return list(case.letters.filter(kind__startswith="reply_").order_by("id"))

    def serve(self, case: Case, day: date) -> None:
        """The reply is handed to the post."""
        self.act(case, "serve", {"way": "post", "day": day.isoformat(), "proof": "1234567890123"})

    def file_of(self, letter: Letter, name: str) -> bytes:
        """A file of an issued letter as the desk hands it out: pdf, docx."""
        answer = self.clerk.post(reverse("letters:file", args=[letter.uid, name]))
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    def archive(self, case: Case) -> bytes:
        """The package for the archive."""
        typed = {"purpose": "archive", "understood": "on"}
        answer = self.clerk.post(reverse("casework:package", args=[case.uid]), typed)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


OPEN = ("grant", "grant_published")
"""Outcomes that need no legal review."""


def went_on(answer: HttpResponse) -> None:
    """Nothing was refused: the page led on to the next one."""
    assert answer.status_code == 302, refusals_on(answer)


def refusals_on(answer: HttpResponse) -> str:
    """What a page that was refused says."""
    text = answer.content.decode()
    at = text.find("alert")
    return f"{answer.status_code}: {text[at : at + 1500]}"


def printed(pdf_bytes: bytes) -> str:
    """The text of a PDF without its blanks, as a reader has it before them."""
    pages = PdfReader(io.BytesIO(pdf_bytes)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def typed(docx: bytes) -> str:
    """The text of a Word document without its blanks."""
    return "".join("".join(line.text for line in Document(io.BytesIO(docx)).paragraphs).split())
