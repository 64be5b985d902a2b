"""Help for applicants who read, see or hear with difficulty (Art. 43): written down, and waited for."""

from datetime import date, datetime

from django.db.models import QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.disclosure.requests.services import filing
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.requests.states import RequestEvent


def give_help(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """Write down what help was given that day, by whom. Raises `Refused`, `Forbidden`."""

    def plan(locked: Case) -> Step:
        def also(moved: Case) -> None:
            request = InformationRequest.objects.get(pk=moved.pk)
            line = f"{day.isoformat()} {actor.display_name}：{reason.strip()}"
            request.help_log = f"{request.help_log}\n{line}".strip()
            request.save(update_fields=["help_log"])

        facts = facts_of(locked, local_day(now), day=day, reason=reason)
        return Step(RequestEvent.HELP_GIVEN, facts, text=reason, day=day, also=also, once=True)

    return move(case, actor, now, plan)


def waiting(reader: User) -> QuerySet[Case]:
    """Open requests whose applicants asked for help and got none yet, as far as the reader may see them."""
    found = selectors.visible(reader).filter(kind=filing.KIND, is_open=True)
    found = found.filter(information_request__needs_help=True, information_request__help_log="")
    return found.order_by("received_at", "id")
