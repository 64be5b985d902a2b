"""Both shells render; the public one needs nothing of a request."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from mingchuang.base.design.navigation import Link
from mingchuang.base.design.shell import ShellLinks, public_context
from mingchuang.base.design.styleguide import FACES
from mingchuang.base.design.styleguide_samples import SITE, page_head


def test_a_public_page_renders_without_a_request() -> None:
    """The baker has no request, session, token or message."""
    context = public_context(SITE, page_head("article"), links=ShellLinks(), navigation=[Link("首页", "/")])
    html = render_to_string("design/public.html", context)
    assert 'lang="zh-CN"' in html
    assert "苏ICP备00000000号" in html
    assert "csrf" not in html


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("query", ["", "?errors=1"])
def test_every_page_of_the_style_guide_renders(client: Client, face: str, query: str) -> None:
    response = client.get(f"/styleguide/{face}/{query}")
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1
