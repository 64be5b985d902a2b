"""What every office starts with here: the delivered wording entries. What the office edited stays."""

from datetime import datetime

from mingchuang.publishing.words import seed_words


def seed(now: datetime) -> int:
    """Load what is missing; returns how many entries were written."""
    return seed_words()
