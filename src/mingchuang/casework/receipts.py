"""The mark of one filled-in form: sent twice it opens one case, and its page can be read again for a while.

The query code is made from the mark with the server's key, so that it can be shown again and is stored
nowhere; of the mark itself only a digest is kept. `kind` keeps the kinds of case apart.
"""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from mingchuang.casework import query_codes
from mingchuang.casework.models import Case

OPEN_FOR = timedelta(hours=2)
"""How long the browser that sent a form can read the page with the query code again."""

_FORM = re.compile(r"[A-Za-z0-9_-]{32}")


def new_receipt() -> str:
    """A mark for the form about to be sent."""
    return secrets.token_urlsafe(24)


def is_receipt(text: str) -> bool:
    """Whether the text looks like one of our marks."""
    return _FORM.fullmatch(text) is not None


def query_code_of(kind: str, receipt: str) -> str:
    """The query code of a receipt: 80 bits."""
    keyed = salted_hmac(f"mingchuang.{kind}.code", receipt, secret=settings.SECRET_KEY, algorithm="sha256")
    return query_codes.from_bytes(keyed.digest())


def digest_of(kind: str, receipt: str) -> str:
    """What is kept of a receipt: whoever reads the database must not be able to open somebody's page."""
    return salted_hmac(f"mingchuang.{kind}.receipt", receipt, algorithm="sha256").hexdigest()


def code_that_opens(case: Case, code: str) -> str:
    """The code while it still opens the case; empty once another one was issued."""
    return code if query_codes.matches(code, str(case.uid), case.query_code_digest) else ""


def is_over(case: Case, now: datetime) -> bool:
    """Whether the receipt page is closed by now; number and query code go on working."""
    return now - case.received_at > OPEN_FOR


def plain(text: str) -> str:
    """What was typed, without control characters (line breaks stay) and surrounding white space."""
    kept = (
        sign for sign in text.replace("\r\n", "\n") if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )
    return "".join(kept).strip()
