"""Pages of every type, in every language and at the desk, are what the HTML standard asks for.

One process reads all public pages: starting Java for each would take minutes.
"""

import json
import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.text import slugify

from mingchuang.rules.roles import Role
from tests.support.crawler import Visit, crawl
from tests.support.factories import make_division, make_person, sign_in
from tests.support.sampled import make_sampled_site, samples
from tests.support.world import fill

pytestmark = [pytest.mark.django_db, pytest.mark.validator]

MOST_DESK_PAGES = 200
PARTS = ("/desk/items/document-number/",)


def findings(folder: Path) -> list[str]:
    """What the checker finds in the pages of a folder: file, line, sentence."""
    jar = Path(os.environ["VNU_JAR"])
    ran = subprocess.run(
        ["java", "-Xss2m", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    said = json.loads(ran.stderr)
    return [
        f"{Path(found.get('url', '')).name}:{found.get('lastLine')} {found['message']}"
        f" | {' '.join(found.get('extract', '').split())}"
        for found in said["messages"]
    ]


def test_the_checker_is_not_silent(tmp_path: Path) -> None:
    """A page with a mistake is found, so that silence about ours means something."""
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><ul><p>y</p></ul>", encoding="utf-8")
    assert any("not allowed" in found for found in findings(tmp_path))


def test_public_pages_have_no_error(client: Client, now: datetime, tmp_path: Path) -> None:
    for sample in samples(client, make_sampled_site(now), now):
        (tmp_path / sample.file_name).write_bytes(sample.body)
    found = findings(tmp_path)
    assert not found, "\n".join(found)


def _is_whole(visit: Visit) -> bool:
    """Whether it is a page of the desk or the account; parts that another page takes in are none."""
    ours = visit.address.startswith(("/desk/", "/account/")) and visit.address not in PARTS
    return visit.is_html and visit.response.status_code == 200 and ours


@pytest.mark.slow
def test_desk_pages_have_no_error(now: datetime, tmp_path: Path) -> None:
    """Those of the desk and of one's account that somebody with every role can reach."""
    division = make_division("秘书处")
    person = make_person(list(Role), division=division, name="全权测试员")
    fill(person, division, now)
    read = 0
    for visit in crawl(sign_in(Client(), person), most=MOST_DESK_PAGES):
        if _is_whole(visit):
            (tmp_path / f"{read:03}-{slugify(visit.address.replace('/', ' '))}.html").write_text(visit.text)
            read += 1
    assert read > 50
    found = findings(tmp_path)
    assert not found, "\n".join(found)
