"""The office of `publishing.make_office`, read again by another process."""

from mingchuang.base.accounts.models import Division, User
from mingchuang.publishing.models import Column
from mingchuang.rules.gates import Gate
from tests.support.publishing import Office


def office() -> Office:
    """The office as it stands in the database."""

    def person(username: str) -> User:
        return User.objects.get(username=username)

    return Office(
        secretariat=Division.objects.get(code="secretariat"),
        passports=Division.objects.get(code="abroad"),
        drafter=person("drafter"),
        second_drafter=person("drafter2"),
        officer=person("officer"),
        leader=person("leader"),
        administrator=person("admin"),
        second_administrator=person("admin2"),
        supervisor=person("supervisor"),
        reviewers={gate: person(f"{gate.value}_reviewer") for gate in Gate},
        news=Column.objects.get(slug="news"),
        documents=Column.objects.get(slug="documents"),
    )
