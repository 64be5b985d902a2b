"""The texts of a request: the digest the chain holds of them, the title drawn from them, their erasure."""

from datetime import datetime

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import services as personal
from mingchuang.casework import chains
from mingchuang.casework.letters.services import erase_letters
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import GivenFile, InformationRequest
from mingchuang.rules.document_numbers import normalise
from mingchuang.rules.requests.application import Application

TITLE = "政府信息公开申请"


def title_of(application: Application) -> str:
    """A title without anything personal: the number of the document asked for, where one is given.

    Names of documents are as typed by the applicant and may name people: they stay out of messages and
    files, and stand only where the whole case may be opened.
    """
    number = normalise(application.document_number) if application.document_number else None
    return f"{TITLE}：{number}" if number else TITLE


def digest_of(request: InformationRequest) -> str:
    """The salted digest of what is asked for."""
    texts = (request.document_name, request.document_number, request.features)
    return chains.salted_digest(request.salt, *texts)


def content_digest(case: Case) -> str | None:
    """The digest of the request's texts, None once they were erased; for the verification of the chain."""
    request: InformationRequest = case.information_request
    return digest_of(request) if request.salt else None


def erase_content(case: Case, actor: User | None, now: datetime) -> None:
    """Empty every text, person and paper of a request; codes, days and decisions stay for the statistics.

    Called by `casework.services.erase`, in its transaction.
    """
    request: InformationRequest = case.information_request
    InformationRequest.objects.filter(case=case).update(
        document_name="", document_number="", features="", salt="", help_log=""
    )
    Case.objects.filter(pk=case.pk).update(title=TITLE)
    for record in (request.applicant, request.agent):
        if record is not None:
            personal.erase(record, actor, now=now)
    for paper in request.papers.select_related("file"):
        personal_files.erase_file(paper.file, actor, now=now)
    for given in GivenFile.objects.filter(item__request=request).select_related("file"):
        personal_files.erase_file(given.file, actor, now=now)
    GivenFile.objects.filter(item__request=request).update(title="")
    request.items.update(description="", reason="", answer={})
    request.searches.update(place="", words="", result="")
    request.sign_offs.update(text="")
    for consultation in request.consultations.select_related("party"):
        if consultation.party is not None:
            personal.erase(consultation.party, actor, now=now)
    request.consultations.update(concerning="", opinion="")
    request.letters_made.update(addressee="", values={}, basis="")
    erase_letters(case, actor, now)
