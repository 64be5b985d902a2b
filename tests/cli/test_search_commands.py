"""Searching and reindexing from the command line."""

import pytest
from click.testing import CliRunner
from django.utils import timezone

from mingchuang.base.search import folders
from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.sources import Index
from mingchuang.cli.main import cli
from mingchuang.publishing.models import PublicListing
from tests.support.publishing import make_office, released


@pytest.fixture
def run(transactional_db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return lambda *arguments: CliRunner().invoke(cli, arguments)


def test_reindex_then_search(run, now):
    version = released(make_office(), now)
    assert run("search", "培训").exit_code == 2
    built = run("reindex")
    assert built.exit_code == 0, built.output
    assert "public：1 篇" in built.output
    assert "public: 1/1 (100 %)" in built.output
    found = run("search", "涉外", "培训", "--language", "zh-hans", "--sort", "newest")
    assert found.exit_code == 0
    assert version.title in found.output
    assert "部分符合" in run("search", "涉外礼义培训").output
    nothing = run("search", "签证")
    assert (nothing.exit_code, nothing.output.strip()) == (1, "0 篇 / found")


def test_what_is_no_longer_public_is_not_shown(run, now):
    released(make_office(), now)
    rebuild(Index.PUBLIC, clock=timezone.now)
    PublicListing.objects.all().delete()
    shown = run("search", "培训")
    assert "另有 1 篇已不公开" in shown.output
    assert "培训" not in shown.output


def test_two_builds_of_one_index_at_once_are_refused(run):
    with folders.alone(Index.PUBLIC, "rebuild"):
        refused = run("reindex", "--index", "public")
    assert refused.exit_code == 1
    assert "another process is building it" in refused.output
