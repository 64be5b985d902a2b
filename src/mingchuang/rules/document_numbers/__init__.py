"""Document numbers（发文字号）: reading them tolerantly, writing our own strictly.

`find` reads other people's numbers out of running text; `normalise` and `search_key` bring one
number into its standard form, `in_print` prints a stored one; `own_number_reasons` is the
strict pattern for numbers we give.
"""

from mingchuang.rules.document_numbers.own import RULES, own_number_reasons
from mingchuang.rules.document_numbers.reading import DocumentNumber, find
from mingchuang.rules.document_numbers.writing import in_print, normalise, search_key, standard_form

__all__ = [
    "RULES",
    "DocumentNumber",
    "find",
    "in_print",
    "normalise",
    "own_number_reasons",
    "search_key",
    "standard_form",
]
