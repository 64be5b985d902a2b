"""Requests for disclosure for tests: what a citizen writes, the copy of an identity card, a filed request."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from mingchuang.casework.receipts import new_receipt
from mingchuang.disclosure.requests.services import application, filing, uploading
from mingchuang.disclosure.requests.services.filing import Filed
from tests.support.made_files import photo

TYPED = {
    "applicant_type": "natural_person",
    "name": "欧阳文",
    "identity": "id_card",
    "id_number": "11010519491231002X",
    "phone": "13800138000",
    "email": "wen@example.cn",
    "document_name": "2025年因公出国经费预算",
    "features": "2025年上半年印发，含各团组的人数和金额。",
    "way": "electronic",
    "route": "online",
}
"""A complete application of a person."""


def id_card(name: str = "身份证正面.png") -> SimpleUploadedFile:
    """A picture that stands for the copy of an identity card."""
    return SimpleUploadedFile(name, photo("PNG"), "image/png")


def file_one(now: datetime, *, proven: bool = True, **changes: Any) -> Filed:
    """A request from the web."""
    upload = uploading.keep_upload(id_card(), "identity_proof", now=now)
    typed = {**TYPED, **changes}
    return filing.file_request(
        application.read(typed, {upload.role}),
        receipt=new_receipt(),
        proven=proven,
        uploads=[upload],
        needs_help=bool(typed.get("needs_help")),
        now=now,
    )
