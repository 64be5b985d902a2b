"""The archive receives the whole public site in one file that other people's tools can read."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from mingchuang.cli import archive_site as command
from mingchuang.web.archiving import index, writing
from tests.support.public_site import address
from tests.support.rich_site import make_rich_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "prepare", lambda: None)


def run(path: Path) -> Result:
    return CliRunner().invoke(command.archive_site, ["--output", str(path)])


def records(path: Path) -> list[dict]:
    found = []
    with path.open("rb") as handle:
        for record in ArchiveIterator(handle, check_digests="raise"):
            body = record.content_stream().read()
            found.append(
                {
                    "kind": record.rec_type,
                    "url": record.rec_headers.get_header("WARC-Target-URI"),
                    "date": record.rec_headers.get_header("WARC-Date"),
                    "http": record.http_headers,
                    "body": body,
                }
            )
    return found


def test_the_archive_holds_every_page_file_and_sheet_and_reads_back_whole(
    tmp_path: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    site = make_rich_site(now)
    path = tmp_path / "site.warc.gz"
    caplog.set_level("INFO", logger="mingchuang.requests")
    outcome = run(path)
    assert outcome.exit_code == 0, outcome.output
    assert not caplog.records, "the archive is no reader"
    found = records(path)
    assert found[0]["kind"] == "warcinfo" and "宿迁市" in found[0]["body"].decode()
    by_url = {r["url"]: r for r in found if r["kind"] in {"response", "revisit"}}
    paths = {str(url).partition("8000")[2] for url in by_url}
    assert {"/", "/en/", "/c/news/", "/site-map/", "/disclosure/", "/sitemap.xml", "/robots.txt"} <= paths
    assert {"/feeds/atom.xml", "/static/design/css/tokens.css", address(site.document)} <= paths
    assert any(p.startswith("/attachments/") for p in paths)
    linked = {
        a["href"]
        for a in BeautifulSoup(
            by_url["http://127.0.0.1:8000" + address(site.document)]["body"], "html.parser"
        ).select(".attachments a")
    }
    assert linked and linked <= paths, "a reader of the archive finds what the page links to"
    page = by_url["http://127.0.0.1:8000" + address(site.document)]
    assert page["http"].get_statuscode() == "200"
    assert page["http"].get_header("Content-Type") == "text/html; charset=utf-8"
    assert page["http"].get_header("Content-Security-Policy") and not page["http"].get_header("Set-Cookie")
    assert "宿外办发〔2026〕8号" in page["body"].decode()
    gone = by_url["http://127.0.0.1:8000" + address(site.withdrawn)]
    assert gone["http"].get_statuscode() == "410" and "预告" not in gone["body"].decode()
    assert not any(p.startswith(("/desk/", "/account/")) for p in paths)
    requests = [r["url"] for r in found if r["kind"] == "request"]
    assert sorted(requests) == sorted(by_url)
    _the_index_points_right(path, set(by_url))


def _the_index_points_right(path: Path, addresses: set[str]) -> None:
    lines = (path.parent / "site.cdxj").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines) and len(lines) == len(addresses)
    content = path.read_bytes()
    for line in lines:
        key, moment, told = line.split(" ", 2)
        fact = json.loads(told)
        assert key == index.sort_key(fact["url"]) and len(moment) == 14
        start = int(fact["offset"])
        record = gzip.decompress(content[start : start + int(fact["length"])])
        assert f"WARC-Target-URI: {fact['url']}".encode() in record


def test_a_disk_that_is_full_leaves_nothing_half_done(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rich_site(now)

    def broken():
        for number in range(3):
            yield writing.Answer(f"http://x/{number}", 200, "OK", [], b"x")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "answers", broken)
    outcome = run(tmp_path / "site.warc.gz")
    assert outcome.exit_code == 1 and "No space left" in outcome.output
    assert list(tmp_path.iterdir()) == []


def test_the_index_is_sorted_beyond_what_memory_holds(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(index, "_LINES_IN_MEMORY", 7)
    with index.Index() as made:
        for number in range(100):
            made.add(f"https://www.example.gov.cn/{number * 37 % 100}/", "20260309000000")
        made.write(tmp_path / "x.cdxj")
    lines = (tmp_path / "x.cdxj").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 100 and lines == sorted(lines)
    assert lines[0].startswith("cn,gov,example,www)/0/ 20260309000000 {")
