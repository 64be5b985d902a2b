"""A disk that really is full: the old page stays whole in every coding, and room is all that is missing.

What a bake does about it, and how it goes on, stands in test_baker.py, where the disk only says that it is.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SMALL = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
MOUNTED = 'mount -t tmpfs -o size=256k none "$1" && exec "$2" -c "$3" "$1"'
"""A file system of its own for one process, gone with it; needs no rights."""

WRITING = """
import errno, gzip, os, sys
from pathlib import Path
import brotli
from mingchuang.publishing.baking.compression import variants
from mingchuang.publishing.baking.folder import HALF, PAGES, SiteFolder

site, name = SiteFolder(Path(sys.argv[1])), "info/a/index.html"
page = site.path(PAGES, name)

def holds(body):
    return (
        page.read_bytes() == gzip.decompress(Path(f"{page}.gz").read_bytes())
        == brotli.decompress(Path(f"{page}.br").read_bytes()) == body
    )

old, large = b"<html>old</html>", os.urandom(100_000)
site.write(PAGES, name, variants(old), durable=True)
for durable in (True, False):
    try:
        site.write(PAGES, name, variants(large), durable=durable)
        raise SystemExit("there was room")
    except OSError as error:
        assert error.errno == errno.ENOSPC, error
    assert holds(old) and site.holds(PAGES, name, old)
    assert list(site.path(HALF, "").iterdir()) == []
site.write(PAGES, name, variants(b"<html>new</html>"), durable=True)
assert holds(b"<html>new</html>")
site.remove(PAGES, name)
print("as it should be")
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="no way to a small disk on this machine")
def test_a_page_that_does_not_fit_leaves_the_old_one_whole(tmp_path: Path) -> None:
    if subprocess.run([*SMALL, "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode:
        pytest.skip("this machine gives nobody a small disk")
    command = [*SMALL, MOUNTED, "sh", str(tmp_path), sys.executable, WRITING]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "as it should be\n"), done.stderr
