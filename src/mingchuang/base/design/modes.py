"""Elder mode and high contrast: two independent choices kept in one cookie, without a database.

All differences are in CSS. Every page links `/view/current.css`; what that address answers depends on
the cookie alone, so that baked pages stay identical for everybody. A web server can answer it with a
map from the cookie to the files of `sheets`; the view of this app does the same in Python.
"""

from dataclasses import dataclass, replace

COOKIE = "view"
COOKIE_DAYS = 365

SIZES = ("standard", "elder", "elder-26", "elder-30")
"""Body text of 18 (standard), 22, 26 and 30 px."""

CONTRAST = "contrast"
CONTRAST_OFF = "contrast-off"

MODES: tuple[str, ...] = (*SIZES, CONTRAST, CONTRAST_OFF)


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """What the reader chose."""

    size: str = "standard"
    contrast: bool = False

    @property
    def cookie(self) -> str:
        """The cookie's value; empty for the standard view."""
        parts = [self.size] if self.size != "standard" else []
        return ".".join(parts + ([CONTRAST] if self.contrast else []))

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets that make the difference, in order."""
        names: list[str] = []
        if self.size != "standard":
            names.append("design/css/view-elder.css")
        if self.size in ("elder-26", "elder-30"):
            names.append(f"design/css/view-{self.size}.css")
        if self.contrast:
            names.append("design/css/view-contrast.css")
        return tuple(names)


def read(cookie: str) -> ViewChoice:
    """The choice in a cookie; anything unknown in it is ignored."""
    parts = cookie.split(".")
    size = next((part for part in parts if part in SIZES), "standard")
    return ViewChoice(size, CONTRAST in parts)


def choose(current: ViewChoice, mode: str) -> ViewChoice:
    """The choice after following the link of `mode`. Raises KeyError for an unknown mode.

    `standard` gives up everything: one link always leads back.
    """
    if mode not in MODES:
        raise KeyError(mode)
    if mode == "standard":
        return ViewChoice()
    if mode in SIZES:
        return replace(current, size=mode)
    return replace(current, contrast=mode == CONTRAST)


def every_choice() -> tuple[ViewChoice, ...]:
    """All combinations, for web server maps and tests."""
    return tuple(ViewChoice(size, contrast) for size in SIZES for contrast in (False, True))
