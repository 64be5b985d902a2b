"""Chinese names of audited actions, and the chains of events that chapters keep themselves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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
