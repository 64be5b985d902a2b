"""Measures public pages with Lighthouse on a simulated phone (`make lighthouse`).

Needs Node with npm and the system's Chromium; says so clearly when one is missing. Each page is measured
three times and the median counts. Ends with exit code 1 when a page stays below its targets: 100 for
accessibility, best practices and search engines, 95 for performance. Pages kept out of search engines on
purpose have no target for search engines (KEPT_OUT).
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from demo_server import folder_of_data, server

PACKAGE = "lighthouse@12"
RUNS = 3
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PATHS = (
    *("/", "/en/", "/ja/", "/ko/", "/c/news/", "/list/?q=%E7%AD%BE%E8%AF%81", "/site-map/", "/open-data/"),
    *("/disclosure/", "/disclosure/guide/", "/disclosure/statutory/", "/disclosure/request/form/"),
    *("/report-error/", "/report-error/progress/"),
)
KEPT_OUT = frozenset({"/list/?q=%E7%AD%BE%E8%AF%81", "/report-error/", "/report-error/progress/"})
"""`noindex` on purpose: what one person looked for, and forms, are nothing to find. Lighthouse's audit
is-crawlable counts against such a page, so its score for search engines says nothing."""
ITEM = re.compile(r'href="(/info/[^"/]+/)"')
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing() -> list[str]:
    """What this machine lacks to measure at all."""
    lacks = [] if shutil.which("npx") else ["Node with npm (Debian: apt-get install npm)"]
    return lacks if find_browser() else [*lacks, "Chromium (Debian: apt-get install chromium)"]


def find_browser() -> str | None:
    """Path of the system's Chromium, None when there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def measure(address: str) -> dict[str, float]:
    """The scores of one run, 0 to 100. Raises CalledProcessError with Lighthouse's own words."""
    command = [
        "npx",
        "--yes",
        PACKAGE,
        address,
        "--quiet",
        "--output=json",
        "--form-factor=mobile",
        "--chrome-flags=--headless --no-sandbox --disable-gpu",
        f"--only-categories={','.join(TARGETS)}",
    ]
    environment = os.environ | {"CHROME_PATH": find_browser() or ""}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    categories = json.loads(done.stdout)["categories"]
    return {name: categories[name]["score"] * 100 for name in TARGETS}


def medians(address: str) -> dict[str, float]:
    """The median of each score over three runs."""
    runs = [measure(address) for _ in range(RUNS)]
    return {name: statistics.median(run[name] for run in runs) for name in TARGETS}


def targets(path: str) -> dict[str, int]:
    """What a page has to reach, 0 to 100."""
    return {name: target for name, target in TARGETS.items() if name != "seo" or path not in KEPT_OUT}


def page_types(base: str) -> list[str]:
    """One page of each type; the text is one that the front page leads to."""
    with urllib.request.urlopen(base + "/", timeout=30) as front:  # noqa: S310 - our own server
        found = ITEM.search(front.read().decode())
    return [*PATHS, *(found.groups() if found else ())]


def problems(base: str, paths: list[str]) -> Iterator[str]:
    """Measures each page, prints its row, and yields what stayed below its target."""
    print(f"{'page':28}" + "".join(f"{name:>16}" for name in TARGETS))
    for path in paths:
        scores = medians(base + path)
        print(f"{path:28}" + "".join(f"{scores[name]:16.0f}" for name in TARGETS), flush=True)
        for name, target in targets(path).items():
            if scores[name] < target:
                yield f"{path}: {name} {scores[name]:.0f}, wanted {target}"


def main() -> int:
    """Measure every page; 1 when one is below its targets, 2 when this machine cannot measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", help="pages to measure; without any, one of each type")
    parser.add_argument("--url", help="a running server")
    wanted = parser.parse_args()
    if lacks := missing():
        print("not measured, missing: " + "; ".join(lacks), file=sys.stderr)
        return 2
    with contextlib.ExitStack() as running:
        base = wanted.url or running.enter_context(server(running.enter_context(folder_of_data())))
        base = base.rstrip("/")
        found = list(problems(base, wanted.paths or page_types(base)))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
