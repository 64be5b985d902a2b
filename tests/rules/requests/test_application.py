"""An application holds the fields of Art. 29 and no others; what it lacks is said at once."""

from dataclasses import fields, replace
from datetime import date

import pytest

from mingchuang.rules.requests.application import (
    APPLICANT_TYPE_LABELS,
    IDENTITY_LABELS,
    ROUTE_LABELS,
    WAY_LABELS,
    ApplicantType,
    Application,
    Identity,
    Route,
    Way,
    correction_items,
    how_to_get,
    refusals,
)

PERSON = Application(
    applicant_type="natural_person",
    name="王小明",
    identity="id_card",
    id_number="11010519491231002X",
    has_identity_proof=True,
    phone="0527-84350000",
    document_name="2025年因公出国计划",
    way="electronic",
    route="online",
)
COMPANY = replace(
    PERSON,
    applicant_type="commercial",
    name="某某有限公司",
    identity="credit_code",
    id_number="91350100M000100Y43",
    contact_person="李四",
)


def codes(application: Application, *, accept_foreign: bool = True) -> set[str]:
    return {reason.code for reason in refusals(application, accept_foreign=accept_foreign)}


@pytest.mark.parametrize("application", [PERSON, COMPANY])
def test_a_complete_application_is_taken(application: Application) -> None:
    assert refusals(application, accept_foreign=True, today=date(2026, 3, 9)) == []


def test_the_purpose_is_not_asked() -> None:
    assert not {f.name for f in fields(Application)} & {"purpose", "use", "need"}


def test_an_empty_application_is_told_everything_at_once() -> None:
    assert codes(Application()) == {
        "applicant_type_missing",
        "name_missing",
        "identity_proof_missing",
        "identity_missing",
        "contact_missing",
        "description_missing",
        "way_missing",
        "route_missing",
    }


@pytest.mark.parametrize("field", ["document_name", "document_number", "features"])
def test_one_description_is_enough(field: str) -> None:
    bare = replace(PERSON, document_name="", document_number="", features="")
    assert "description_missing" in codes(bare)
    assert codes(replace(bare, **{field: "苏外办〔2025〕3号"})) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id_number": "110105194912310021"}, "id_number_wrong"),
        ({"id_number": ""}, "id_number_missing"),
        ({"identity": "credit_code"}, "id_number_wrong"),
        ({"phone": "12"}, "phone_wrong"),
        ({"email": "wang@"}, "email_wrong"),
        ({"route": "post"}, "address_missing"),
        ({"route": "email"}, "email_missing"),
        ({"way": "paper"}, "way_against_route"),
        ({"way": "fly"}, "way_missing"),
        (
            {"by_agent": True, "agent_name": "赵六", "agent_has_identity_proof": True},
            "power_of_attorney_missing",
        ),
    ],
)
def test_missing_and_forged_identifiers_are_named(changes: dict[str, object], code: str) -> None:
    assert codes(replace(PERSON, **changes)) == {code}


def test_an_organisation_names_a_contact_and_its_code_is_checked() -> None:
    assert codes(replace(COMPANY, contact_person="", id_number="91350100M000100Y44")) == {
        "contact_person_missing",
        "id_number_wrong",
    }


def test_other_papers_are_looked_at_by_people() -> None:
    assert codes(replace(PERSON, identity="other", id_number="X-1")) == set()


def test_an_agent_proves_both() -> None:
    assert codes(replace(PERSON, by_agent=True)) == {
        "agent_name_missing",
        "agent_identity_proof_missing",
        "power_of_attorney_missing",
    }


def test_foreign_applicants_are_the_offices_choice_and_never_a_correction() -> None:
    foreign = replace(PERSON, is_foreign=True)
    assert codes(foreign) == set()
    assert codes(foreign, accept_foreign=False) == {"foreign_not_accepted"}
    assert correction_items(foreign) == []


def test_what_came_on_paper_is_corrected_not_refused() -> None:
    lacking = replace(PERSON, applicant_type="", has_identity_proof=False, route="")
    assert {reason.code for reason in correction_items(lacking)} == {
        "identity_proof_missing",
        "route_missing",
    }


def test_every_way_and_route_says_how_and_when_it_is_got() -> None:
    said = {how_to_get(way, route) for way in ["", *Way] for route in ["", *Route]}
    assert "现场查阅、抄录，自收到本答复书之日起，在办公时间到本机关" in said
    assert how_to_get("electronic", "email") == "电子，随本答复书以电子邮件发送"
    assert how_to_get("paper", "") == "纸质，随本答复书一并提供"
    assert len(said) == 2 + 2 * (len(Route) + 1)


def test_every_choice_has_a_name() -> None:
    assert set(APPLICANT_TYPE_LABELS) == set(ApplicantType)
    assert set(WAY_LABELS) == set(Way)
    assert set(ROUTE_LABELS) == set(Route)
    assert set(IDENTITY_LABELS) == set(Identity)
