"""Synonyms delivered with the platform; what the office changed or put out of use stays as it is."""

import json
from datetime import datetime
from importlib.resources import files

from mingchuang.base.lookups.models import SynonymGroup


def seed(now: datetime) -> int:
    """Put the delivered groups in once; how many are new."""
    text = (files("mingchuang.base.lookups") / "data" / "synonyms.json").read_text(encoding="utf-8")
    made = 0
    for entry in json.loads(text)["groups"]:
        _, created = SynonymGroup.objects.get_or_create(
            seed_key=f"{entry['language']}:{entry['words'][0]}",
            defaults={
                "language": entry["language"],
                "words": entry["words"],
                "note": entry.get("note", ""),
            },
        )
        made += created
    return made
