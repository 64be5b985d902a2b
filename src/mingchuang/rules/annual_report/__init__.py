"""The annual report on disclosure: its form by year, its JSON format, its arithmetic, how it is counted."""

from mingchuang.rules.annual_report import counting, forms, identities

__all__ = ["RULES", "counting", "forms", "identities"]

RULES = (*forms.RULES, *identities.RULES, *counting.RULES)
