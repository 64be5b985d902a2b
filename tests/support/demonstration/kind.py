"""The kind as the trunk sees it: its acts and how it is opened."""

from datetime import date, datetime, timedelta

from django import forms

from mingchuang.base.accounts.models import User
from mingchuang.casework import actions, registry
from mingchuang.casework.models import Case
from mingchuang.casework.services import open_case
from mingchuang.casework.services.moving import Step, move
from tests.support.demonstration import rules


class PlaceForm(forms.Form):
    """Which place for which car."""

    place = forms.IntegerField(label="车位号", required=False)
    plate = forms.CharField(label="车牌号", required=False)


def ask(visit: date, *, now: datetime, received: date | None = None) -> Case:
    """Somebody asks for a place; `received` is the day that counts where it is not today."""
    frozen = {"days": 2, "visit": visit.isoformat()}
    return open_case(
        "parking", title="车位预约", now=now, attach=lambda _case: {}, frozen=frozen, day=received
    ).case


def give(case: Case, *, place: int | None, plate: str, actor: User, now: datetime) -> Case:
    """Give the place."""
    facts = rules.Facts(place or 0, plate)
    return move(case, actor, now, lambda _locked: Step(rules.GIVEN, facts, data={"place": facts.place}))


def call_off(case: Case, *, actor: User | None, now: datetime, on: date) -> Case:
    """The visitor does not come."""
    return move(case, actor, now, lambda _locked: Step(rules.CALLED_OFF, day=on))


PARKING = registry.CaseKind(
    code="parking",
    label="车位预约",
    number_prefix="P",
    table=rules.PARKING,
    clocks=rules.clocks,
    actions=(
        actions.Action("give", rules.GIVEN, "安排车位", "已安排", give, PlaceForm, variant="primary"),
        actions.ASSIGN,
    ),
    untouched=frozenset({rules.ASKED}),
)

A_DAY = timedelta(days=1)
