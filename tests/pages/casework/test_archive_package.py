"""At the desk: a package is handed out after a word on what is in it, never without a purpose."""

import io

import pytest

from mingchuang.casework import packages
from mingchuang.casework import services as trunk
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db


def test_from_the_case_page_to_the_zip(client, clock, now):
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    case = file_one(now, proven=False).case
    client.force_login(officer)
    address = f"/desk/cases/{case.uid}/package/"
    assert address not in client.get(f"/desk/cases/{case.uid}/").content.decode()
    trunk.discard(case, reason="广告", actor=officer, now=now)
    assert address in client.get(f"/desk/cases/{case.uid}/").content.decode()
    assert "个人信息未经遮盖" in client.get(address).content.decode()
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert "请选择用途" in refused.content.decode()
    answer = client.post(address, {"purpose": "archive", "understood": "on"})
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert f"{case.number}.zip" in answer["Content-Disposition"]
    assert packages.verify(io.BytesIO(b"".join(answer.streaming_content))).damage == []


def test_who_may_only_read_gets_none(client, clock, now):
    case = file_one(now, proven=False).case
    client.force_login(make_person([Role.SUPERVISOR], name="监督员"))
    assert client.get(f"/desk/cases/{case.uid}/package/").status_code == 403
