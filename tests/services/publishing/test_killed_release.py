"""A process killed in the middle of a release leaves the text as it was; the release can be done again."""

import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from mingchuang.publishing.models import PublicationEvent, PublicListing, VersionState
from mingchuang.publishing.services import release
from tests.support.databases import address_of_test_database
from tests.support.publishing import cleared, item_of, make_office

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 60


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_nothing_is_half_released(now: datetime, tmp_path: Path) -> None:
    office = make_office()
    version = cleared(office, now)
    reached = tmp_path / "reached"
    arguments = [str(reached), str(version.pk), str(office.officer.pk), now.isoformat()]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.publishing.killed_release", *arguments],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": address_of_test_database(),
            "DJANGO_SETTINGS_MODULE": "mingchuang.config.settings",
        },
    )
    end = time.monotonic() + PATIENCE_SECONDS
    while not reached.exists():
        assert process.poll() is None and time.monotonic() < end, "the release never got to its last step"
        time.sleep(0.05)
    process.kill()
    assert process.wait() == -9

    version.refresh_from_db()
    assert version.state == VersionState.CLEARED
    assert not PublicListing.objects.exists() and not PublicationEvent.objects.exists()
    assert item_of(version).index_number is None
    release.release(office.officer, version.pk, now=now)
    assert item_of(version).index_number == "014416330/2026-00001"
    assert PublicListing.objects.count() == 1
