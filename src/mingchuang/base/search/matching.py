"""From what a reader typed to what the index is asked: a phrase a term, all terms, weights by field."""

import math
from collections.abc import Collection, Mapping

import tantivy
from tantivy import Occur, Query

from mingchuang.base.search.schema import SUPERSEDED
from mingchuang.rules.tokens import Phrase, Term, Words, may_go_on, series_of

TITLE_WEIGHT = 3.0
NUMBER_WEIGHT = 6.0
ATTACHMENT_WEIGHT = 0.4
SUPERSEDED_SCORE = -131072.0
"""Taken from what is no longer in force, so that it stands below all others: more than any text can score,
whose words are at most 200 at about 350 each, and little enough to leave their order to its eight bits.
"""

LOOSE_SHARE = 0.5
"""Of the tokens of what was typed, how many a text must have when no text has every term."""


def strict(schema: tantivy.Schema, words: Words) -> Query:
    """Texts that have every term. Everything, when there is none."""
    if not words:
        return Query.term_query(schema, "everything", "1", "basic")
    return Query.boolean_query([(Occur.Must, _term(schema, term)) for term in words.terms])


def named(schema: tantivy.Schema, words: Words) -> Query:
    """Texts that have every term in their title or one of their numbers, as `tokens.names_have` tells it."""
    terms = [
        [_begun(schema, field, phrase) for phrase in term.phrases for field in ("title", "numbers")]
        for term in words.terms
    ]
    return Query.boolean_query([(Occur.Must, Query.disjunction_max_query(ways)) for ways in terms])


def loose(schema: tantivy.Schema, words: Words) -> Query:
    """Texts that have a good part of what was typed; whole terms count more, then what stands in titles.

    Of a document number the part is its series: its figures alone stand everywhere.
    """
    series = [one for one in map(series_of, words.terms) if one is not None]
    others = [term for term in words.terms if not term.series]
    tokens = dict.fromkeys(token for term in others for phrase in term.phrases[:1] for token in phrase.tokens)
    characters = {phrase.character for term in others for phrase in term.phrases} - {""}
    parts = [_anywhere(schema, one) for one in [*series, *(Phrase((token,), "") for token in tokens)]]
    parts += [Query.term_query(schema, "characters", one, "basic") for one in sorted(characters)]
    enough = Query.boolean_query(
        [(Occur.Should, part) for part in parts],
        minimum_number_should_match=max(1, math.ceil(len(parts) * LOOSE_SHARE)),
    )
    whole = [(Occur.Should, Query.boost_query(_term(schema, term), 2.0)) for term in words.terms]
    titles = [
        (Occur.Should, Query.boost_query(Query.term_query(schema, "title", token), TITLE_WEIGHT))
        for token in tokens
    ]
    numbers = [
        (Occur.Should, Query.boost_query(_in_field(schema, "numbers", one), NUMBER_WEIGHT)) for one in series
    ]
    return Query.boolean_query([(Occur.Must, enough), *whole, *titles, *numbers])


def narrowed(
    schema: tantivy.Schema,
    query: Query,
    filters: Mapping[str, Collection[str]],
    readers: Collection[str] | None,
) -> Query:
    """`query` among documents that have one of the values of every filter, and one of the readers' keys."""
    conditions = [
        Query.term_set_query(schema, f"facet_{name}", sorted(values))
        for name, values in filters.items()
        if values
    ]
    if readers is not None:
        conditions.append(Query.term_set_query(schema, "readers", sorted(readers)))
    if not conditions:
        return query
    silent = [(Occur.Must, Query.const_score_query(condition, 0.0)) for condition in conditions]
    return Query.boolean_query([(Occur.Must, query), *silent])


def in_force_first(schema: tantivy.Schema, query: Query) -> Query:
    """`query`, with what is no longer in force below everything else; each part in order of relevance."""
    past = Query.term_query(schema, "standing", SUPERSEDED, "basic")
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Should, Query.const_score_query(past, SUPERSEDED_SCORE))]
    )


def _term(schema: tantivy.Schema, term: Term) -> Query:
    """Any of a term's phrases in text or attachments; more for the title and the own number."""
    ways = [_anywhere(schema, phrase) for phrase in term.phrases]
    found = ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)
    wanted = [(Occur.Must, found)]
    for phrase in term.phrases:
        if phrase.tokens:
            for field, weight in (("title", TITLE_WEIGHT), ("numbers", NUMBER_WEIGHT)):
                wanted.append((Occur.Should, Query.boost_query(_in_field(schema, field, phrase), weight)))
    return Query.boolean_query(wanted)


def _anywhere(schema: tantivy.Schema, phrase: Phrase) -> Query:
    parts = []
    if phrase.tokens:
        attachments = Query.boost_query(_in_field(schema, "attachments", phrase), ATTACHMENT_WEIGHT)
        parts.append(Query.disjunction_max_query([_in_field(schema, "text", phrase), attachments]))
    if phrase.character:
        parts.append(Query.term_query(schema, "characters", phrase.character, "basic"))
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])


def _begun(schema: tantivy.Schema, field: str, phrase: Phrase) -> Query:
    """A phrase in a field whose last letters or digits may go on; a character at the beginning of a token.

    Tokens are letters, digits and characters that mean themselves in a pattern.
    """
    parts = []
    if phrase.tokens and may_go_on(phrase.tokens[-1]):
        last = f"{phrase.tokens[-1]}.*"
        if len(phrase.tokens) == 1:
            parts.append(Query.regex_query(schema, field, last))
        else:
            parts.append(Query.regex_phrase_query(schema, field, [*phrase.tokens[:-1], last]))
    elif phrase.tokens:
        parts.append(_in_field(schema, field, phrase))
    if phrase.character:
        parts.append(Query.regex_query(schema, field, f"{phrase.character}.?"))
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _in_field(schema: tantivy.Schema, field: str, phrase: Phrase) -> Query:
    if len(phrase.tokens) == 1:
        return Query.term_query(schema, field, phrase.tokens[0])
    return Query.phrase_query(schema, field, list(phrase.tokens))
