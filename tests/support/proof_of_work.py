"""What the script of a public form does: finds the number the server hid."""

import base64
import hashlib
import json
import re
from typing import Any


def proof_for(response: Any) -> str:
    """The proof of work that belongs to the page."""
    data = dict(re.findall(r'data-proof-(\w+)="([^"]*)"', response.content.decode()))
    salt = data["salt"].replace("&amp;", "&")
    number = next(
        n
        for n in range(int(data["max"]) + 1)
        if hashlib.sha256(f"{salt}{n}".encode()).hexdigest() == data["challenge"]
    )
    payload = {
        "algorithm": data["algorithm"],
        "challenge": data["challenge"],
        "number": number,
        "salt": salt,
        "signature": data["signature"],
    }
    return base64.b64encode(json.dumps(payload).encode()).decode()
