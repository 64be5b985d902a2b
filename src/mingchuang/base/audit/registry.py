"""Chinese names of audited actions and values, and the chains of events that chapters keep themselves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

_ACTIONS: dict[str, str | Promise] = {}


def action(code: str, label: str | Promise) -> str:
    """Register the Chinese name of an action; returns the code, so that it can be a constant.

    A code names its room and a past deed, as in "publishing.release". Naming one code twice with
    different words raises ValueError.
    """
    if code in _ACTIONS and str(_ACTIONS[code]) != str(label):
        raise ValueError(f"audit action {code} has two names")
    _ACTIONS[code] = label
    return code


def actions() -> dict[str, str]:
    """Every registered action with its name in the reader's language."""
    return {code: str(label) for code, label in sorted(_ACTIONS.items())}


def label_of(code: str) -> str:
    """The name of an action; the code itself when nobody named it."""
    return str(_ACTIONS.get(code, code))


Names = Callable[[set[str]], dict[str, str]]

_NAMES: dict[str, Names] = {}


def register_names(model: str, names: Names) -> None:
    """Let the trail show what a target is called: `names(ids) -> {id: name}` for one model ("app.model").

    Names are looked up when the trail is read; they are never part of it.
    """
    _NAMES[model] = names


def names_of(model: str, ids: set[str]) -> dict[str, str]:
    """What targets of one model are called now; those nobody can name are missing."""
    return _NAMES[model](ids) if model in _NAMES and ids else {}


_KINDS: dict[str, str | Promise] = {}


def register_kind(model: str, label: str | Promise) -> None:
    """Name a kind of target whose model has no name that people know."""
    _KINDS[model] = label


def kind_label(model: str) -> str:
    """The name a kind of target was given; "" for one that goes by its model's."""
    return str(_KINDS.get(model, ""))


_SORTS: dict[str, Names] = {}


def register_sorts(model: str, sorts: Names) -> None:
    """Say of which sort the targets of a model are (`sorts(ids) -> {id: sort}`): their codes differ by it."""
    _SORTS[model] = sorts


def sorts_of(model: str, ids: set[str]) -> dict[str, str]:
    """The sorts of targets of one model; none for a model whose targets are all of one sort."""
    return _SORTS[model](ids) if model in _SORTS and ids else {}


Labels = Mapping[Any, Any] | Callable[[str], Mapping[Any, Any]]
"""Words by code, or how to get them for a sort of target."""

_LABELS: dict[tuple[str, str], list[Labels]] = {}


def register_values(detail: str, labels: Labels, actions: str = "") -> None:
    """Let the trail show the values of a detail by the words people know, `labels`, by code.

    For all actions that begin with `actions`; the longest beginning wins, so that a code may mean another
    thing elsewhere, and several rooms may add to one. `labels` may be a function of the target's sort, which
    is "" where there are none.
    """
    known = _LABELS.setdefault((detail, actions), [])
    if labels not in known:
        known.append(labels)


def value_label(action: str, detail: str, value: Any, sort: str = "") -> str:
    """What a value of a detail is called; "" when nobody named it."""
    fitting = [key for key in _LABELS if key[0] == detail and action.startswith(key[1])]
    for key in sorted(fitting, key=lambda key: len(key[1]), reverse=True):
        for labels in _LABELS[key]:
            known = labels(sort) if callable(labels) else labels
            if isinstance(value, str) and value in known:
                return str(known[value])
    return ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a chain that is not as it was sealed. `where` names the row in plain Chinese."""

    kind: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A chapter's own chains: `digest` condenses all their heads, `verify` recomputes them."""

    name: str
    digest: Callable[[], str]
    verify: Callable[[], Iterable[Damage]]


_CHAINS: dict[str, Chain] = {}


def register_chain(name: str, digest: Callable[[], str], verify: Callable[[], Iterable[Damage]]) -> None:
    """Have the daily head cover a chapter's chains and `audit verify` check them."""
    _CHAINS[name] = Chain(name, digest, verify)


def chains() -> tuple[Chain, ...]:
    """Registered chains in a fixed order."""
    return tuple(_CHAINS[name] for name in sorted(_CHAINS))
