"""A small office with its people and columns, and texts brought to each stage the way people bring them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.models import Column, Draft, GateDecision, Item, Version
from mingchuang.publishing.services import drafts, release, review, submission
from mingchuang.rules.gates import CHECKLISTS, Gate
from mingchuang.rules.roles import Role
from tests.support.factories import give_role, make_person


def person(username: str, division: Division, *roles: Role, in_division: bool = False) -> User:
    """A person of a division who holds roles in it, or in the whole office."""
    user = make_person([], division=division, name=username, username=username)
    for role in roles:
        give_role(user, role, division=division if in_division else None)
    return user


@dataclass
class Office:
    """Divisions, people by role, and two columns."""

    secretariat: Division
    passports: Division
    drafter: User
    second_drafter: User
    officer: User
    leader: User
    administrator: User
    second_administrator: User
    supervisor: User
    reviewers: dict[Gate, User]
    news: Column
    documents: Column


def make_office() -> Office:
    """The office every publishing test works in."""
    secretariat = Division.objects.create(code="secretariat", name="秘书处", position=1)
    passports = Division.objects.create(code="abroad", name="出国处", position=2)
    SiteIdentity.objects.update_or_create(
        pk=1,
        defaults={
            "office_name": "宿迁市人民政府外事办公室",
            "short_name": "宿迁市外办",
            "site_name_zh": "宿迁市人民政府外事办公室",
            "domain": "wb.example.gov.cn",
            "site_id_code": "3213000001",
            "org_code": "014416330",
            "document_code": "宿外",
            "host_unit": "宿迁市人民政府外事办公室",
        },
    )
    column = {"division": secretariat, "keywords": "外事", "description": "说明", "freshness_kind": "news"}
    return Office(
        secretariat=secretariat,
        passports=passports,
        drafter=person("drafter", passports, Role.DRAFTER, in_division=True),
        second_drafter=person("drafter2", passports, Role.DRAFTER, in_division=True),
        officer=person("officer", secretariat, Role.DISCLOSURE_OFFICER),
        leader=person("leader", secretariat, Role.LEADER),
        administrator=person("admin", secretariat, Role.ADMINISTRATOR),
        second_administrator=person("admin2", secretariat, Role.ADMINISTRATOR),
        supervisor=person("supervisor", secretariat, Role.SUPERVISOR),
        reviewers={
            gate: person(f"{gate.value}_reviewer", secretariat, Role(f"{gate.value}_reviewer"))
            for gate in Gate
        },
        news=Column.objects.create(
            slug="news", name="工作动态", column_type="政务动态", kind="news", **column
        ),
        documents=Column.objects.create(
            slug="documents",
            name="政策文件",
            column_type="文件资料",
            kind="document",
            block="statutory",
            **column,
        ),
    )


def complete_values(office: Office, **changes: Any) -> dict[str, Any]:
    """Content that is ready to be submitted."""
    return {
        "title": "宿迁市外办举办涉外礼仪培训",
        "formed_on": date(2026, 3, 2),
        "issuer": "宿迁市人民政府外事办公室",
        "content_source": "出国处",
        "abstract": "市外办组织全市涉外工作人员参加礼仪培训。",
        "body": "<h2>培训内容</h2><p>培训围绕会见、宴请、礼宾次序展开，共有六十人参加。</p>",
        "keywords": ["培训", "礼仪"],
        "attribute": "active",
        "column_id": office.news.pk,
    } | changes


def drafted(office: Office, now: datetime, *, kind: str = "news", **changes: Any) -> Draft:
    """A complete draft by the drafter."""
    item = drafts.create_item(
        office.drafter, kind, office.passports, now=now, values=complete_values(office, **changes)
    )
    return Draft.objects.get(edition__item=item)


def submitted(office: Office, now: datetime, **changes: Any) -> Version:
    """A version in review."""
    draft = drafted(office, now, **changes)
    return submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())


def pass_gates(office: Office, version: Version, now: datetime) -> Version:
    """Every required gate signed by its own reviewer."""
    return sign_gates(office.reviewers, version, now)


def sign_gates(reviewers: Mapping[Gate, User], version: Version, now: datetime) -> Version:
    """Every required gate signed by the person named for it."""
    for row in version.required_gates.all():
        gate = Gate(row.gate)
        review.sign_gate(
            reviewers[gate],
            version.pk,
            gate,
            passed=True,
            read_hash=version.content_hash,
            checklist=[code for code, _ in CHECKLISTS[gate]],
            now=now,
        )
    version.refresh_from_db()
    return version


def cleared(office: Office, now: datetime, **changes: Any) -> Version:
    """A version that has passed every gate."""
    return pass_gates(office, submitted(office, now, **changes), now)


def released(office: Office, now: datetime, **changes: Any) -> Version:
    """A version readers can read."""
    return release.release(office.officer, cleared(office, now, **changes).pk, now=now)


def item_of(version: Version) -> Item:
    """The item of a version, fresh from the database."""
    return Item.objects.get(editions__versions=version)


def sign(office: Office, version: Version, gate: Gate, now: datetime, **changes: Any) -> GateDecision:
    """Sign a gate with its own reviewer, or with whatever the test changes."""
    ticked = [code for code, _ in CHECKLISTS[gate]]
    wanted = {"passed": True, "read_hash": version.content_hash, "checklist": ticked, "now": now} | changes
    actor = wanted.pop("actor", office.reviewers[gate])
    return review.sign_gate(actor, version.pk, gate, **wanted)
