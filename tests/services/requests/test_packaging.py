"""A closed request goes to the archive: whole, proven, and for a recorded purpose."""

import io
import json
import zipfile

import pytest
from click.testing import CliRunner

from mingchuang.base.audit.models import AuditEvent
from mingchuang.casework import packages
from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services
from mingchuang.cli.case_package import case_package
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import ADDRESSEE, draft_letter, make_office
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def case(officer, now):
    filed = file_one(now, proven=False).case
    trunk.comment(filed, reason="打电话核实", actor=officer, now=now)
    return trunk.discard(filed, reason="广告", actor=officer, now=now)


def packed(case, actor, now, purpose=Purpose.ARCHIVE):
    out = io.BytesIO()
    digest = trunk.package(case, out, purpose=purpose, actor=actor, now=now)
    return out, digest


def members(out):
    with zipfile.ZipFile(out) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rewritten(out, **changed):
    """The package with members replaced (None: taken out) and everything else as it was."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, data in (members(out) | changed).items():
            if data is not None:
                opened.writestr(name, data)
    return made


def test_everything_is_in_it_and_it_holds(case, officer, now):
    out, digest = packed(case, officer, now)
    found = packages.verify(out)
    assert (found.damage, found.events, found.manifest_digest) == ([], 3, digest)
    inside = members(out)
    application = json.loads(inside["papers/001-application.json"])
    assert application["applicant"]["phone"] == "13800138000"
    assert application["document_name"] == "2025年因公出国经费预算"
    [picture] = [name for name in inside if name.endswith(".png")]
    assert picture.startswith("papers/")
    assert inside[picture].startswith(b"\x89PNG")
    assert [text["text"] for text in json.loads(inside["texts.json"])] == ["打电话核实", "广告"]
    row = AuditEvent.objects.get(action="case.packaged")
    assert (row.data["purpose"], row.data["manifest"]) == ("archive", digest)
    looks = AuditEvent.objects.filter(action="personal.revealed").values_list("data", flat=True)
    assert {look["purpose"] for look in looks} == {"archive"}
    assert len(looks) == 2, "the applicant and the copy of the identity card"


def test_a_changed_byte_is_named(case, officer, now):
    out, _ = packed(case, officer, now)
    [picture] = [name for name in members(out) if name.endswith(".png")]
    changed = bytearray(members(out)[picture])
    changed[20] ^= 1
    assert packages.verify(rewritten(out, **{picture: bytes(changed)})).damage == [
        f"{picture}：内容与归档时不一致"
    ]
    assert packages.verify(rewritten(out, **{picture: None})).damage == [f"{picture}：已缺失"]
    assert packages.verify(rewritten(out, **{"../x": b"y"})).damage == ["../x：清单中没有，是后来放入的"]


def test_who_rewrites_the_manifest_too_is_found_by_the_chain(case, officer, now):
    out, digest = packed(case, officer, now)
    inside = members(out)
    about = json.loads(inside.pop("manifest.json"))
    del about["members"], about["format"]
    events, texts = json.loads(inside["events.json"]), json.loads(inside["texts.json"])
    events[1]["on"], events[1]["data"]["reason"] = "2020-01-01", "made up"
    texts[1]["text"] = "正常来件"
    inside["events.json"] = packages.canonical(events)
    inside["texts.json"] = packages.canonical(texts)
    forged = io.BytesIO()
    assert packages.pack(forged, inside.items(), about, now) != digest
    assert packages.verify(forged).damage == [
        "events.json 第2条：内容与登记时不一致",
        "texts.json 第3条事件的文字：与登记时不一致",
    ]
    inside["events.json"] = packages.canonical(events[:1])
    shortened = io.BytesIO()
    packages.pack(shortened, inside.items(), about, now)
    assert "events.json：最后一条事件与清单不一致" in packages.verify(shortened).damage


def test_of_an_erased_case_only_the_tombstones_are_left(case, officer, now):
    trunk.erase(case, actor=None, now=now)
    out, _ = packed(case, officer, now)
    assert packages.verify(out).damage == []
    inside = members(out)
    assert set(json.loads(inside["papers/001-application.json"])["applicant"]) == {"erased_at"}
    assert not [name for name in inside if name.endswith(".png")]
    everything = b"".join(inside.values()).decode()
    for gone in ("欧阳文", "13800138000", "2025年因公出国经费预算", "打电话核实"):
        assert gone not in everything


def test_an_open_case_another_purpose_and_a_stranger_are_refused(case, officer, now):
    waiting = file_one(now).case
    with pytest.raises(Refused, match="尚未办结"):
        packed(waiting, officer, now)
    with pytest.raises(Refused, match="只能用于归档"):
        packed(case, officer, now, Purpose.CONTACT)
    with pytest.raises(Forbidden):
        packed(case, make_person([Role.SUPERVISOR], name="监督员"), now)
    assert not AuditEvent.objects.filter(action__in=("case.packaged", "personal.revealed")).exists()


@pytest.mark.parametrize(
    "given", ["../../etc/passwd", "/etc/x", "..", "a\\..\\b", "C:\\x.exe", "图\x00.png", ""]
)
def test_no_name_leaves_the_folder(given):
    name = packages.member_name(7, given)
    assert name.startswith("papers/007-")
    assert not set(name[len("papers/") :]) & set("/\\:\x00")
    assert ".." not in name


def test_the_command_names_what_is_wrong(case, officer, now, tmp_path):
    out, digest = packed(case, officer, now)
    file = tmp_path / "case.zip"
    file.write_bytes(out.getvalue())
    result = CliRunner().invoke(case_package, ["verify", str(file)])
    assert (result.exit_code, digest in result.output) == (0, True)
    file.write_bytes(rewritten(out, **{"case.json": b"{}"}).getvalue())
    result = CliRunner().invoke(case_package, ["verify", str(file)])
    assert (result.exit_code, "case.json：内容与归档时不一致" in result.output) == (1, True)
    file.write_bytes(b"nothing")
    assert "不是完整的 ZIP" in CliRunner().invoke(case_package, ["verify", str(file)]).output


def test_letters_go_with_it_and_go_with_the_erasure(now):
    office = make_office(now)
    officer = office.clerk = office.officer
    filed = file_one(now, proven=False).case
    office.case = filed
    letter = services.issue(draft_letter(office, now, LetterKind.RECEIPT, remedy=()), actor=officer, now=now)
    case = trunk.discard(filed, reason="广告", actor=officer, now=now)
    inside = members(packed(case, officer, now)[0])
    [listed] = json.loads(next(data for name, data in inside.items() if name.endswith("-letters.json")))
    assert (listed["number"], listed["content"]["addressee"]) == (letter.number, ADDRESSEE)
    assert [name[-4:] for name in inside if "letter01" in name] == [".pdf", "docx"]
    trunk.erase(case, actor=None, now=now)
    out, _ = packed(case, officer, now)
    everything = b"".join(members(out).values()).decode()
    assert letter.number in everything
    assert ADDRESSEE not in everything
    assert packages.verify(out).damage == []
