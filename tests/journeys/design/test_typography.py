"""Each language is set as its readers expect (design guide, section 1), Chinese phrases within it too."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.services import change_identity
from mingchuang.web.demo.office import IDENTITY
from tests.support.measure import overflow
from tests.support.public_site import make_site

pytestmark = pytest.mark.journey
Browse = Callable[..., Page]

EXPECTED = {
    # body size on a phone and on a desk, line height of text and of headings
    "zh-CN": (17, 18, 1.75, 1.4),
    "ja": (16, 17, 1.7, 1.45),
    "ko": (17, 17, 1.6, 1.4),
    "en": (17, 18, 1.5, 1.25),
}
MEASURE = """() => {
  const of = (selector) => getComputedStyle(document.querySelector(selector));
  const body = of("body"), heading = of("main h2");
  return {
    size: parseFloat(body.fontSize),
    line: parseFloat(body.lineHeight) / parseFloat(body.fontSize),
    heading: parseFloat(heading.lineHeight) / parseFloat(heading.fontSize),
    spacing: body.letterSpacing,
    breaks: body.wordBreak,
    hyphens: body.hyphens,
  };
}"""
PHRASE = """() => {
  const style = getComputedStyle(document.querySelector("footer [lang='zh-CN']:not(a)"));
  return [style.fontFamily.split(",")[0], style.letterSpacing, style.wordBreak];
}"""


@pytest.mark.parametrize(
    "lang",
    [pytest.param(lang, marks=[pytest.mark.slow] if lang in {"en", "ja"} else []) for lang in EXPECTED],
)
def test_size_line_and_breaks_follow_the_language(browse: Browse, now: datetime, lang: str) -> None:
    make_site(now)
    change_identity(None, IDENTITY, now=now)
    small, large, line, heading = EXPECTED[lang]
    for width, size in ((375, small), (1280, large)):
        page = browse(width=width)
        page.goto("/" if lang == "zh-CN" else f"/{lang}/")
        seen = page.evaluate(MEASURE)
        assert (seen["size"], round(seen["line"], 2), round(seen["heading"], 2)) == (size, line, heading)
        assert (seen["spacing"] != "normal") == (lang == "ja")
        assert (seen["breaks"] == "keep-all") == (lang == "ko")
        assert seen["hyphens"] in {"manual", "none"}
        assert not overflow(page)


@pytest.mark.parametrize(
    "lang", ["ja", *(pytest.param(lang, marks=pytest.mark.slow) for lang in ("ko", "en"))]
)
def test_a_chinese_phrase_keeps_its_own_glyphs_and_breaks(browse: Browse, now: datetime, lang: str) -> None:
    make_site(now)
    SiteIdentity.objects.update(address="江苏省宿迁市宿城区示例路1号")
    page = browse(width=1280)
    page.goto(f"/{lang}/")
    assert page.evaluate(PHRASE) == ['"PingFang SC"', "normal", "normal"]
