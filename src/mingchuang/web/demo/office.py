"""Sets the demo office up: divisions, identity, accounts with passwords made on the spot, the register."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.services.people import create_person
from mingchuang.base.accounts.services.roles import grant_role
from mingchuang.base.identity.services import change_identity
from mingchuang.rules.roles import SECOND_FACTOR_REQUIRED
from mingchuang.web.demo.people import DIVISIONS, PEOPLE, DemoPerson

ACCOUNTS_FILE = "demo-accounts.txt"
IDENTITY = {
    "office_name": "宿迁市人民政府外事办公室",
    "short_name": "宿迁市外办",
    "org_code": "014416330",
    "document_code": "宿外",
    "site_name_zh": "宿迁市人民政府外事办公室",
    "site_name_en": "Suqian Municipal Foreign Affairs Office",
    "site_name_ja": "宿遷市人民政府外事弁公室",
    "site_name_ko": "쑤첸시 인민정부 외사판공실",
    "domain": "wsb.example.gov.cn",
    "site_id_code": "3213000000",
    "icp_number": "苏ICP备00000000号",
    "police_number": "苏公网安备00000000000000号",
    "host_unit": "宿迁市人民政府外事办公室",
    "operator_unit": "宿迁市人民政府外事办公室秘书处",
    "address": "江苏省宿迁市宿城区示例路1号",
    "postcode": "223800",
    "hours": "工作日 9:00—12:00，14:00—17:30",
    "phone": "0527-80000000",
    "fax": "0527-80000001",
    "email": "office@example.gov.cn",
    "review_organ": "宿迁市人民政府",
    "review_address": "江苏省宿迁市宿城区示例路2号",
    "review_online": "https://fuyi.example.gov.cn",
    "court": "宿迁市宿城区人民法院",
    "fee_payment": "凭本通知书所附缴款码缴入市级国库",
    "host_unit_en": "Suqian Municipal Foreign Affairs Office",
    "host_unit_ja": "宿遷市人民政府外事弁公室",
    "host_unit_ko": "쑤첸시 인민정부 외사판공실",
    "address_en": "1 Shili Road, Sucheng District, Suqian, Jiangsu Province, China",
    "address_ja": "中国江蘇省宿遷市宿城区示例路1号",
    "address_ko": "중국 장쑤성 쑤첸시 쑤청구 스리로 1호",
    "hours_en": "Working days, 9:00 to 12:00 and 14:00 to 17:30",
    "hours_ja": "営業日 9:00～12:00、14:00～17:30",
    "hours_ko": "근무일 9:00~12:00, 14:00~17:30",
}


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account with the secrets that are printed once."""

    person: DemoPerson
    user: User
    password: str
    secret: str


def set_up(now: datetime) -> dict[str, Account]:
    """People and identity of the office; returns the accounts by username."""
    change_identity(None, IDENTITY, now=now)
    for position, (code, name) in enumerate(DIVISIONS, start=1):
        Division.objects.get_or_create(code=code, defaults={"name": name, "position": position})
    return {person.username: _account(person, now) for person in PEOPLE}


def _account(person: DemoPerson, now: datetime) -> Account:
    division = Division.objects.get(code=person.division)
    made = create_person(
        None,
        username=person.username,
        display_name=person.name,
        email=f"{person.username}@example.gov.cn",
        division=division,
        now=now,
    )
    user = made.person
    for role in person.roles:
        where = division if person.in_division else None
        for language in person.languages:
            grant_role(None, user, role, division=where, language=language, now=now)
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    secret = ""
    if SECOND_FACTOR_REQUIRED & set(person.roles):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
    return Account(person, user, made.password, secret)


def write_accounts(accounts: dict[str, Account]) -> Path:
    """Write the accounts down for the person who runs the demo, readable by them alone."""
    path = Path(settings.DATA_DIR) / ACCOUNTS_FILE
    lines = ["演示账号 / demo accounts（密码在填入时随机生成；管理员另需动态口令，密钥见 totp=）"]
    for account in accounts.values():
        words = account.person.shows + (f" totp={account.secret}" if account.secret else "")
        lines.append(f"{account.person.username}\t{account.password}\t{words}")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write("\n".join(lines) + "\n")
    return path
