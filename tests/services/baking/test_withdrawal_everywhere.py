"""Failure 15, "withdrawn but still served": a text with a file, a picture and a translation, everywhere."""

import gzip
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingchuang.base.files import services as files
from mingchuang.base.files.models import StoredFile
from mingchuang.publishing import jobs
from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import GONE, PAGES, SiteFolder
from mingchuang.publishing.hosts import live_hosts
from mingchuang.publishing.models import Item, ItemState
from mingchuang.publishing.selectors import archive
from mingchuang.publishing.services import attachments, baking, release, submission, withdrawal
from mingchuang.web.archiving import addresses
from tests.services.baking.conftest import catch_up
from tests.support import editions
from tests.support.indexed import index_now
from tests.support.made_files import photo
from tests.support.public_site import document_values
from tests.support.publishing import Office, drafted, item_of, make_office, pass_gates, released
from tests.support.routes import every_route
from tests.support.surfaces import NOT_OF_TEXTS, Surface, files_handed_out, slug_of, surfaces

pytestmark = pytest.mark.django_db
ANOTHER = "宿迁市外语志愿者管理办法"
TITLES = {"zh": "宿迁市邀请外国人来华办理规程（有误）", "en": "Rules on Inviting Foreigners Mistakenly"}
WORDS = (
    *TITLES.values(), "适用于本市行政区域", "sixty people took part", "来华申请表", "Application form",
    "表格里的话", "words of the form",
)  # fmt: skip
"""Titles, bodies, names of files and what the files say."""
SPOKEN = ("zh", "en")


@dataclass
class Scene:
    """An office, and a document in two languages, each with a file and the Chinese one with a picture."""

    office: Office
    item: Item
    contents: set[str]

    def shown_by(self, client: Client) -> dict[str, list[str]]:
        """By language, the surfaces that hand the text out."""
        return {
            language: [
                one.name for one in every_surface(language) if one.shows(client, self.item, TITLES[language])
            ]
            for language in SPOKEN
        }

    def lies_in(self, site: SiteFolder) -> set[str]:
        """Every file of the folder that holds a word of the text, packed or not, or one of its files."""
        found = set()
        for path in site.root.rglob("*"):
            if path.is_file():
                raw = path.read_bytes()
                held = UNPACK.get(path.suffix, bytes)(raw)
                if hashlib.sha256(raw).hexdigest() in self.contents or any(w.encode() in held for w in WORDS):
                    found.add(path.relative_to(site.root).as_posix())
        return found


UNPACK: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".br": brotli.decompress}


def every_surface(language: str) -> list[Surface]:
    """Every surface of a text in the column of documents, of whose archive the Chinese one is a page."""
    front, old = "/c/documents/", "/c/documents/1/"
    found = surfaces(language, "documents")
    if language != "zh":
        return found
    return [*(one for one in found if one.name != front), Surface(old, lambda *_: old)]


def stored(office: Office, name: str, content: bytes, now: datetime) -> StoredFile:
    return files.store(SimpleUploadedFile(name, content), actor=office.drafter, now=now)


@pytest.fixture
def scene(settings: Any, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Scene:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(archive, "PAGE_SIZE", 1)
    office = make_office()
    office.documents.on_home = True
    office.documents.save()
    form = stored(office, "form.txt", "表格里的话\n".encode(), now)
    picture = stored(office, "map.jpg", photo(), now)
    values = document_values(office, title=TITLES["zh"])
    values["body"] = "<p>本规程适用于本市行政区域内依法登记的单位邀请外国人来华。</p>"
    values["body"] += f'<figure><img src="/desk/files/{picture.uid}/" alt="办理流程图"></figure>'
    draft = drafted(office, now, kind="document", **values)
    attachments.add_attachment(office.drafter, draft.pk, form, "来华申请表", now=now)
    draft.refresh_from_db()
    version = submission.submit(office.drafter, draft.pk, draft.revision, now=now, today=now.date())
    item = item_of(release.release(office.officer, pass_gates(office, version, now).pk, now=now))
    english = in_english(office, item, now)
    other = document_values(office, title=ANOTHER, document_number="宿外办发〔2026〕9号")
    other["body"] = "<p>邀请的办理按照宿外办发〔2026〕8号执行。</p>"
    released(office, now, kind="document", **other)
    return Scene(office, item, {file.public_sha256 for file in (form, picture, english)})


def in_english(office: Office, item: Item, now: datetime) -> StoredFile:
    """An English edition with a file of its own, released; the file."""
    bureau = editions.make_bureau(office)
    draft = editions.translated(office, bureau, item, now, title=TITLES["en"])
    form = files.store(
        SimpleUploadedFile("form.txt", b"words of the form\n"), actor=bureau.translator, now=now
    )
    attachments.add_attachment(bureau.translator, draft.pk, form, "Application form", now=now)
    version = editions.sign_all(bureau, editions.submit(bureau, draft, now), now)
    release.release(office.officer, version.pk, now=now)
    return form


def test_every_public_route_about_texts_is_among_the_surfaces() -> None:
    item = Item(index_number="014416330/2026-00001")
    walked = {one.route(item, TITLES["zh"]) for one in (*surfaces("zh"), *every_surface("zh"))}
    files = {"attachments/<uuid:uid>/<str:name>", "files/<uuid:uid>/"}
    there = {
        route.pattern
        for route in every_route()
        if route.has_parameters
        and not route.address.startswith(("/desk/", "/account/", "/en/", "/ja/", "/ko/"))
    }
    assert there - walked - files - NOT_OF_TEXTS == set(), "add the new one to tests/support/surfaces.py"


def test_failure_15_withdrawn_is_gone_from_everywhere_before_anybody_says_so(
    scene: Scene,
    client: Client,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    index_now()
    bake_all()
    baking.report(baker.host, now=now)
    item, before = scene.item, scene.lies_in(site)
    assert scene.shown_by(client) == {lang: [one.name for one in every_surface(lang)] for lang in SPOKEN}
    assert len(files_handed_out(client, item)) == 3
    kinds = {Path(name.removesuffix(".gz").removesuffix(".br")).suffix for name in before}
    assert kinds >= {".html", ".xml", ".jsonl", ".csv", ".txt", ".jpg"}
    shutil.copytree(site.root, tmp_path / "before")

    withdrawal.withdraw(scene.office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    nobody_is_given_it(scene, client)  # at once, though disk and index still have it
    waiting = withdrawal.confirm_withdrawal(item.pk, live_hosts(), now=now)
    assert len(waiting) == 2 and baker.host in waiting, "the disk and the search index"
    with monkeypatch.context() as patch:
        patch.setattr(Baker, "confirm", lambda *_: False)
        catch_up(baker)
    assert scene.lies_in(site) == set()
    each_of_its_files_alone_keeps_a_host_from_confirming(baker, item, tmp_path / "before", before)
    assert baker.confirm(item.pk)
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWING, "the index has not said so"
    index_now()
    jobs.confirm_withdrawal({"item": item.pk})
    item.refresh_from_db()
    assert item.state == ItemState.WITHDRAWN

    catch_up(baker)
    assert scene.lies_in(site) == set() and list(whole.differences(site, now)) == []
    assert rooms_that_name(slug_of(item), site) <= {GONE}, "only the tombstone names it"
    nobody_is_given_it(scene, client)


def nobody_is_given_it(scene: Scene, client: Client) -> None:
    """Not on any surface, in any file, at any public route, nor in the next archive of the site."""
    assert scene.shown_by(client) == {"zh": [], "en": []}
    assert files_handed_out(client, scene.item) == set() == set(addresses.of_files())
    for route in every_route():
        if not route.address.startswith(("/desk/", "/account/")):
            said = client.get(route.address)
            assert said.streaming or not any(w in said.content.decode() for w in WORDS), route


def each_of_its_files_alone_keeps_a_host_from_confirming(
    baker: Baker, item: Item, kept: Path, before: set[str]
) -> None:
    """Its pages in both languages, their compressed ones, attachments and the picture, one after another."""
    places = (f"/{slug_of(item)}/", "/attachments/", "/files/")
    own = sorted(name for name in before if any(place in name for place in places))
    assert len(own) == 2 * 3 + 3
    for name in own:
        target = baker.folder.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(kept / name, target)
        assert not baker.confirm(item.pk), name
        baker.folder.remove(PAGES, name.removeprefix("pages/").removesuffix(".gz").removesuffix(".br"))


def rooms_that_name(slug: str, site: SiteFolder) -> set[str]:
    """The rooms of the folder with a file that holds the words."""
    held = (path for path in site.root.rglob("*") if path.is_file() and slug.encode() in path.read_bytes())
    return {path.relative_to(site.root).parts[0] for path in held}
