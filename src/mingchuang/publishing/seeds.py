"""What every office starts with here: delivered wording entries and terms. What the office edited stays."""

from datetime import datetime

from mingchuang.publishing import terms
from mingchuang.publishing.words import seed_words


def seed(now: datetime) -> int:
    """Load what is missing; returns how many entries were written."""
    return seed_words() + terms.seed()
