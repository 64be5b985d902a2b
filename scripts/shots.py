"""Takes a picture of every page type at two widths into shots/ (`make shots`).

Uses the demo office: starts the platform on a free port with DATA_DIR (when that holds demo accounts,
else with a temporary one), signs in with the accounts of `demo-accounts.txt`, and ends with exit code 1
when a page answers with an error, cannot be reached, or scrolls sideways. `--url` takes a running server.
"""

import argparse
import base64
import contextlib
import fnmatch
import hmac
import os
import re
import shutil
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
from demo_server import ACCOUNTS, folder_of_data, server
from shot_pages import DEMO_PEOPLE, PAGES, STYLEGUIDE, Shot

ROOT = Path(__file__).parents[1]
OUT = ROOT / "shots"
UNSTICK = ".deskbar,.filter-bar,.buttons-sticky,.bulk-bar,thead th{position:static!important}"
"""A sticky bar stands in the middle of a picture of a whole page."""


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the accounts file: name, password, and words about the person; `totp=` gives the secret."""

    name: str
    password: str
    words: str

    @property
    def secret(self) -> str:
        found = re.search(r"totp=([A-Z2-7]+)", self.words)
        return found.group(1) if found else ""


def read_accounts(folder: Path) -> list[Account]:
    """The demo accounts; lines without a tab are remarks."""
    lines = (folder / ACCOUNTS).read_text(encoding="utf-8").splitlines()
    parts = [line.split("\t", 2) for line in lines if line.count("\t") >= 2]
    return [Account(name.strip(), password.strip(), words) for name, password, words in parts]


def one_time_code(secret: str, moment: float) -> str:
    """The six digits of RFC 6238 for a base32 secret."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(moment) // 30), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class Photographer:
    """Opens pages as each role at one width, keeps a signed-in window per role, notes what was wrong."""

    def __init__(self, browser: Browser, url: str, accounts: Sequence[Account], width: int) -> None:
        self._browser, self._url, self._accounts, self._width = browser, url, accounts, width
        self._windows: dict[str, BrowserContext] = {}
        self.problems: list[str] = []

    def take(self, shot: Shot) -> None:
        """One picture into shots/NAME-WIDTH.png."""
        try:
            page = self._open(shot)
            self._check(shot, page)
            page.add_style_tag(content=UNSTICK)
            page.screenshot(path=OUT / f"{shot.name}-{self._width}.png", full_page=True)
            page.close()
        except (Error, LookupError) as error:
            self._note(shot, str(error).splitlines()[0])

    def _open(self, shot: Shot) -> Page:
        window = self._window(shot.role)
        window.clear_cookies(name="view")
        if shot.view:
            window.add_cookies([{"name": "view", "value": shot.view, "url": self._url}])
        page = window.new_page()
        response = page.goto(shot.address, wait_until="load")
        expected = {"not-found": 404, "desk-forbidden": 403}.get(shot.name, 200)
        if response is None or response.status != expected:
            self._note(shot, f"answered {response.status if response else 'nothing'}, not {expected}")
        for selector in shot.then:
            with page.expect_navigation():
                page.locator(selector).first.click(timeout=5000)
        return page

    def _check(self, shot: Shot, page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self._note(shot, f"scrolls sideways by {wide} px")

    def _note(self, shot: Shot, what: str) -> None:
        self.problems.append(f"{shot.name} ({self._width} px, {shot.address}): {what}")

    def _window(self, role: str) -> BrowserContext:
        if role not in self._windows:
            window = self._browser.new_context(
                base_url=self._url,
                viewport={"width": self._width, "height": 800},
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                bypass_csp=True,
            )
            window.set_default_timeout(15_000)
            if role:
                self._sign_in(window, self._account(role))
            self._windows[role] = window
        return self._windows[role]

    def _account(self, role: str) -> Account:
        name = DEMO_PEOPLE[role]
        found = next((account for account in self._accounts if account.name == name), None)
        if found is None:
            raise LookupError(f"no demo account called {name}")
        return found

    def _sign_in(self, window: BrowserContext, account: Account) -> None:
        page = window.new_page()
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(account.name)
        page.locator("input[name=password]").fill(account.password)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_load_state("load")
        code = page.locator("main input[name=code]")
        if code.count() and account.secret:
            code.fill(one_time_code(account.secret, time.time()))
            page.locator("main button[type=submit]").first.click()
            page.wait_for_load_state("load")
        if "/account/login" in page.url:
            raise LookupError(f"{account.name} could not sign in")
        page.close()


def find_chromium() -> str:
    """The system's Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise SystemExit("no Chromium on this machine (Debian: apt-get install chromium)")


def photograph(
    url: str, accounts: Sequence[Account], shots: Sequence[Shot], widths: Sequence[int]
) -> list[str]:
    """Take all pictures; what was wrong with the pages."""
    OUT.mkdir(exist_ok=True)
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for width in widths:
            photographer = Photographer(browser, url, accounts, width)
            for shot in shots:
                photographer.take(shot)
            problems += photographer.problems
        browser.close()
    return problems


def main() -> int:
    """Run from the command line; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="*", help="names of pages, with * (default: all)")
    parser.add_argument("--widths", default="1280,375", help="widths in px, with commas")
    parser.add_argument("--url", help="a running server; DATA_DIR then says where its accounts are")
    parser.add_argument("--styleguide", action="store_true", help="the style guide instead of the pages")
    options = parser.parse_args()
    if options.styleguide:
        os.environ["MINGCHUANG_DEBUG"] = "1"
    shots = [
        shot
        for shot in (STYLEGUIDE if options.styleguide else PAGES)
        if fnmatch.fnmatch(shot.name, options.only)
    ]
    widths = [int(width) for width in options.widths.split(",")]
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(folder_of_data())
        url = options.url or stack.enter_context(server(folder))
        accounts = read_accounts(folder) if (folder / ACCOUNTS).exists() else []
        problems = photograph(url.rstrip("/"), accounts, shots, widths)
    print("\n".join(problems) or f"{len(shots) * len(widths)} pictures in {OUT}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
