"""The panels of a case page: each is one template under one anchor, and one function that says what it shows.

What panels, acts and clocks all ask of a case is read once a page: selectors keep it under
`base.shared_reads.once`, and the page is drawn while reads are shared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User
    from mingchuang.casework.models import Case

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a case page. `shows` gives the names its template reads; None leaves the panel out."""

    anchor: str
    title: Label
    template: str
    shows: Callable[["Case", "User", date], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class NextLink:
    """Something to do now that has a page of its own, shown beside the acts."""

    label: Label
    address: str
