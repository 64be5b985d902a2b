"""What a browser can measure of a page: accessibility findings, widths, targets, type, focus."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SMALL_TARGETS = """([least, only]) => {
  const everything = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const inRunningText = "p a, li > p a, dd a, .prose a, .hint a, td p a";
  const labelOf = (element) => element.matches("input[type=checkbox], input[type=radio]")
    && (element.closest("label") || document.querySelector(`label[for="${element.id}"]`));
  return [...document.querySelectorAll(everything)]
    .filter((element) => element.checkVisibility() && !element.matches(".skip-link, [tabindex='-1']"))
    .filter((element) => !element.matches(inRunningText) && (!only || element.matches(only)))
    .map((element) => {
      const label = labelOf(element);
      return label && !label.matches(".visually-hidden") ? label : element;
    })
    .map((element) => [element.getBoundingClientRect(), element.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width > 0 && Math.min(box.width, box.height) < least - 0.5)
    .map(([box, html]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html}`);
}"""

_SMALLEST_TEXT = """(within) => Math.min(...[...document.querySelectorAll(`${within} *`)]
  .filter((element) => element.checkVisibility() && element.innerText)
  .map((element) => parseFloat(getComputedStyle(element).fontSize)))"""

_TEXT = """(selector) => {
  const element = document.querySelector(selector), style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  return [size, parseFloat(style.lineHeight) / size, element.getBoundingClientRect().width / size];
}"""

_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y), label = element.closest("label");
  const uncovered = !!top && (element.contains(top) || top.contains(element)
    || !!label && top.closest("label") === label);
  return {html: element.outerHTML.slice(0, 120), width: style.outlineWidth, style: style.outlineStyle,
          ring: style.boxShadow !== "none", seen: y < 0 || uncovered};
}"""

_AXE = Axe().axe_script


def _violations(page: Page) -> list[dict[str, Any]]:
    """All rules; only what is wrong is sent back, and no style sheet is fetched a second time."""
    page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({resultTypes: ['violations'], preload: false}).then(({violations}) => violations)"
    )
    return found


def accessibility_findings(page: Page) -> list[str]:
    """What axe-core objects to, one line each; empty when the page is in order."""
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:150]} "
        f"{violation['nodes'][0].get('failureSummary', '')[:200]}"
        for violation in _violations(page)
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window; more than 0 scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def small_targets(page: Page, least: int, only: str = "") -> list[str]:
    """Visible controls smaller than `least` px either way, links in running text aside."""
    return list(page.evaluate(_SMALL_TARGETS, [least, only]))


def smallest_text(page: Page, within: str = "body") -> float:
    """The smallest type size in px of any visible text."""
    return float(page.evaluate(_SMALLEST_TEXT, within))


def text_of(page: Page, selector: str) -> tuple[float, float, float]:
    """Type size in px, line height as a factor, and width in em of the first match."""
    size, line, width = page.evaluate(_TEXT, selector)
    return size, line, width


def focus(page: Page) -> dict[str, Any] | None:
    """How the focused element is marked, and whether something covers it; None when nothing has focus."""
    state: dict[str, Any] | None = page.evaluate(_FOCUS)
    return state
