"""Every page type of which `make shots` takes a picture. A chapter adds its lines here.

`address` may be followed on: `then` holds CSS selectors of links to click, one after the other, so that
pages with numbers in their address are reached as a person reaches them. `role` is the code of a role,
empty for the public. A page that cannot be reached is reported, not skipped.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file name, where it is, who sees it."""

    name: str
    address: str
    role: str = ""
    then: tuple[str, ...] = ()
    view: str = ""  # value of the view cookie: elder, elder-30, contrast, elder.contrast


DEMO_PEOPLE = {
    "administrator": "admin",
    "disclosure_officer": "office",
    "drafter": "drafter-abroad",
    "leader": "leader",
    "secrecy_reviewer": "secrecy",
}
"""Whose account stands for a role."""

PUBLIC = (
    Shot("home", "/"),
    Shot("home-elder", "/", view="elder"),
    Shot("home-contrast", "/", view="contrast"),
    Shot("platform", "/disclosure/"),
    Shot("guide", "/disclosure/guide/"),
    Shot("systems", "/disclosure/systems/"),
    Shot("statutory", "/disclosure/statutory/"),
    Shot("reports", "/disclosure/reports/"),
    Shot("request", "/disclosure/request/"),
    Shot("request-form", "/disclosure/request/form/"),
    Shot("column", "/c/news/"),
    Shot("list", "/list/"),
    Shot("list-repealed", "/list/?validity=repealed"),
    Shot("list-nothing", "/list/?q=没有这样的词"),
    Shot("item", "/list/?validity=in_force&kind=document", then=("main .hit-list a",)),
    Shot("item-elder", "/list/?validity=in_force&kind=document", then=("main .hit-list a",), view="elder"),
    Shot("item-repealed", "/list/?validity=repealed", then=("main .hit-list a",)),
    Shot("site-map", "/site-map/"),
    Shot("open-data", "/open-data/"),
    Shot("open-data-reference", "/open-data/api/"),
    Shot("site-error", "/report-error/"),
    Shot("site-error-progress", "/report-error/progress/"),
    Shot("record-correction-progress", "/disclosure/record-correction/progress/"),
    Shot("not-found", "/no-such-page/"),
    Shot("sign-in", "/account/login/"),
)

_FIRST_FOREIGN = ("main .item-list a",)

FOREIGN = tuple(
    shot
    for language in ("en", "ja", "ko")
    for shot in (
        Shot(f"{language}-home", f"/{language}/"),
        Shot(f"{language}-guide", f"/{language}/disclosure/guide/"),
        Shot(f"{language}-column", f"/{language}/c/notices/"),
        Shot(f"{language}-column-elsewhere", f"/{language}/c/news/"),
        Shot(f"{language}-item", f"/{language}/c/notices/", then=_FIRST_FOREIGN),
        Shot(f"{language}-open-data", f"/{language}/open-data/"),
    )
)
"""What readers of the other languages see; news is only in Chinese, and its page says so."""

_FIRST_ROW = "main table tbody a"

_REQUESTS = "/desk/cases/?scope=mine&kind=request"

DESK = (
    Shot("rereading", "/desk/rereading/", "disclosure_officer"),
    Shot("rereading-keep", "/desk/rereading/", "disclosure_officer", ("main a[href$='/keep/']",)),
    Shot("desk", "/desk/", "disclosure_officer"),
    Shot("desk-leader", "/desk/", "leader"),
    Shot("desk-items", "/desk/items/", "drafter"),
    Shot("desk-items-empty", "/desk/items/?q=没有这样的信息", "drafter"),
    Shot("desk-new-item", "/desk/items/new/", "drafter"),
    Shot("desk-item", "/desk/items/", "drafter", (_FIRST_ROW,)),
    Shot("desk-edit", "/desk/items/", "drafter", (_FIRST_ROW, "main a[href$='/edit/']")),
    Shot("desk-submit", "/desk/items/", "drafter", (_FIRST_ROW, "main a[href$='/submit/']")),
    Shot(
        "desk-checks",
        "/desk/items/",
        "drafter",
        (_FIRST_ROW, "main a[href$='/submit/']", "main a[href$='/checks/']"),
    ),
    Shot("desk-register", "/desk/register/", "disclosure_officer"),
    Shot("desk-imports", "/desk/imports/", "disclosure_officer"),
    Shot("desk-audit", "/desk/audit/", "disclosure_officer"),
    Shot("desk-calendars", "/desk/admin/calendars/", "administrator"),
    Shot("desk-calendar", "/desk/admin/calendars/", "administrator", (_FIRST_ROW,)),
    Shot("desk-identity", "/desk/admin/identity/", "administrator"),
    Shot("desk-search-index", "/desk/search-index/", "administrator"),
    Shot("desk-baking", "/desk/baking/", "administrator"),
    Shot("desk-own-account", "/account/", "drafter"),
    Shot("desk-messages", "/desk/messages/", "drafter"),
    Shot("desk-cases", "/desk/cases/", "disclosure_officer"),
    Shot("desk-case", _REQUESTS, "disclosure_officer", (_FIRST_ROW,)),
    Shot("desk-reply", _REQUESTS, "disclosure_officer", (_FIRST_ROW, "main a[href$='/reply/']")),
    Shot("desk-similar", _REQUESTS, "disclosure_officer", (_FIRST_ROW, "main a[href$='/similar/']")),
    Shot("desk-letter", _REQUESTS, "disclosure_officer", (_FIRST_ROW, "main a[href*='/cases/letters/']")),
    Shot("desk-case-closed", f"{_REQUESTS}&state=closed", "disclosure_officer", (_FIRST_ROW,)),
    Shot(
        "desk-package",
        f"{_REQUESTS}&state=closed",
        "disclosure_officer",
        (_FIRST_ROW, "main a[href$='/package/']"),
    ),
    Shot("desk-suggested", "/desk/requests/suggested/", "disclosure_officer"),
    Shot("desk-turn", "/desk/requests/suggested/", "disclosure_officer", ("main a[href$='/turn/']",)),
    Shot("desk-statistics", "/desk/cases/statistics/", "leader"),
    Shot("desk-letter-numbers", "/desk/cases/letters/numbers/", "disclosure_officer"),
    Shot("desk-register-request", "/desk/requests/register/", "disclosure_officer"),
    Shot("desk-register-correction", "/desk/record-corrections/register/", "disclosure_officer"),
    Shot("desk-wording", "/desk/cases/letters/wording/", "disclosure_officer"),
    Shot("desk-wording-kind", "/desk/cases/letters/wording/reply_partial/", "disclosure_officer"),
    Shot("desk-annual-reports", "/desk/annual-reports/", "disclosure_officer"),
    Shot("desk-annual-report", "/desk/annual-reports/", "disclosure_officer", (_FIRST_ROW,)),
    Shot(
        "desk-annual-chapters",
        "/desk/annual-reports/",
        "disclosure_officer",
        (_FIRST_ROW, "main a[href$='/chapters/']"),
    ),
    Shot("desk-reviews", "/desk/reviews/", "secrecy_reviewer"),
    Shot("desk-review", "/desk/reviews/", "secrecy_reviewer", (_FIRST_ROW,)),
    Shot("desk-releases", "/desk/releases/", "disclosure_officer"),
    Shot("desk-people", "/desk/admin/people/", "administrator"),
    Shot("desk-person", "/desk/admin/people/", "administrator", (_FIRST_ROW,)),
    Shot("desk-roles", "/desk/admin/roles/", "administrator"),
    Shot("desk-divisions", "/desk/admin/divisions/", "administrator"),
    Shot("desk-columns", "/desk/admin/columns/", "disclosure_officer"),
    Shot("desk-gates", "/desk/admin/gates/", "administrator"),
    Shot("desk-words", "/desk/admin/words/", "disclosure_officer"),
    Shot("desk-health", "/desk/health/", "administrator"),
    Shot("desk-help", "/desk/help/", "drafter"),
    Shot("desk-help-topic", "/desk/help/writing/", "drafter"),
    Shot("desk-forbidden", "/desk/admin/people/", "drafter"),
)

STYLEGUIDE = (
    Shot("style-home", "/styleguide/public/"),
    Shot("style-article", "/styleguide/article/"),
    Shot("style-list", "/styleguide/list/"),
    Shot("style-errors", "/styleguide/list/?errors=1"),
    Shot("style-desk", "/styleguide/desk/"),
    Shot("style-record", "/styleguide/record/"),
    Shot("style-plain", "/styleguide/plain/"),
    Shot("style-elder", "/styleguide/article/", view="elder"),
    Shot("style-contrast", "/styleguide/desk/", view="contrast"),
)
"""Only served with MINGCHUANG_DEBUG=1: `scripts/shots.py --styleguide`."""

PAGES = (*PUBLIC, *FOREIGN, *DESK)
