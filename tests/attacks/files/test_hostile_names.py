"""What a file is called can never decide where it is written, nor harm who downloads it."""

import re
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.base.files import services
from mingchuang.base.files.kinds import KINDS, PDF, TEXT
from mingchuang.base.files.names import LONGEST_NAME, download_name
from mingchuang.base.files.serving import serve_public
from mingchuang.base.files.store import ContentStore

HOSTILE = [
    "../../etc/passwd.txt",
    "..\\..\\windows\\win.ini.txt",
    "/etc/passwd.txt",
    "C:\\boot.txt",
    "a\0b.txt",
    "\u202etxt.exe.txt",
    "长" * 500 + ".txt",
    "CON.txt",
    "..txt",
    ".txt",
    "a\r\nSet-Cookie: x=1.txt",
    'a";filename="b.exe.txt',
    "~root/.ssh/authorized_keys.txt",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_kept_inside_and_made_harmless(name, db, now, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    upload = ContentFile("正文".encode())
    upload.name = name
    file = services.store(upload, actor=None, now=now)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in written} == {file.sha256}
    assert all(path.parent.parent.parent == settings.FILES_ROOT for path in written)
    with closing(serve_public(file)) as response:
        header = response["Content-Disposition"]
    assert re.fullmatch(
        r"""attachment; filename(\*=utf-8''[A-Za-z0-9%._~!$&'()*+,;=@-]+|="[^"\\/\x00-\x1f]+")""", header
    )


@given(st.text(max_size=400), st.sampled_from(KINDS))
def test_any_name_becomes_one_that_every_system_takes(name, kind):
    made = download_name(name, kind)
    assert made.endswith(kind.extensions)
    assert 0 < len(made) <= LONGEST_NAME
    assert not re.search(r'[<>:"|?*/\\]', made)
    assert all(unicodedata.category(c)[0] != "C" for c in made)
    assert not made.startswith((" ", "."))
    assert Path(made).name == made
    assert download_name(made, kind) == made


def test_names_people_give_stay_readable():
    assert (
        download_name("关于2026年因公出国计划的通知（附件1）.PDF", PDF)
        == "关于2026年因公出国计划的通知（附件1）.pdf"
    )
    assert download_name("C:\\文档\\说明.txt", TEXT) == "说明.txt"
    assert download_name("报告", PDF) == "报告.pdf"
    assert download_name("", PDF) == "附件.pdf"
    assert download_name("nul.txt", TEXT) == "_nul.txt"


@given(st.text(max_size=80))
def test_only_a_hash_names_a_place_in_the_store(name):
    store = ContentStore(Path("/nowhere"))
    if not re.fullmatch(r"[0-9a-f]{64}", name):
        with pytest.raises(ValueError, match="hash"):
            store.path(name)
