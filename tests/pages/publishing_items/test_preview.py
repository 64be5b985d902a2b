"""The preview is the public page: the same function, the same bytes, under a bar of the desk."""

from datetime import datetime

from django.test import Client
from django.urls import reverse

from mingchuang.publishing import pages
from mingchuang.publishing.models import Draft
from mingchuang.rules import index_numbers
from tests.support.factories import sign_in
from tests.support.publishing import Office, drafted, item_of, person, released, submitted

TABLE = "<h2>名额</h2><table><tbody><tr><th>县区</th></tr><tr><td>沭阳县</td></tr></tbody></table>"


def address(draft: Draft) -> str:
    return reverse("publishing_items:preview", args=[draft.edition.item.uid])


def test_the_bar_is_all_that_differs_from_the_page(clerk: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    with_bar = clerk.get(address(draft))
    bare = clerk.get(address(draft), {"as": "page"})
    assert bare.content == pages.render("preview", {"draft": draft.pk}, as_of=now).body
    assert "preview-bar" not in bare.content.decode()
    text = with_bar.content.decode()
    start = text.index('<link rel="stylesheet" href="/static/publishing/desk/preview-bar.css">')
    end = text.index("</aside>", start) + len("</aside>")
    assert (text[:start] + text[end:].removeprefix("\n")) == bare.content.decode()


def test_nobody_keeps_or_indexes_a_preview(clerk: Client, office: Office, now: datetime) -> None:
    answer = clerk.get(address(drafted(office, now)))
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_a_version_can_be_previewed_by_number(clerk: Client, office: Office, now: datetime) -> None:
    version = submitted(office, now, title="送审的标题")
    draft = Draft.objects.get(edition=version.edition)
    assert "送审的标题" in clerk.get(address(draft), {"version": "1"}).content.decode()
    for wrong in ("9", "x", "-1"):
        assert clerk.get(address(draft), {"version": wrong}).status_code == 404


def test_the_preview_of_a_released_text_is_the_public_page_byte_by_byte(
    clerk: Client, office: Office, now: datetime
) -> None:
    version = released(office, now, document_number="宿外办〔2026〕3号", body=TABLE)
    released(office, now, title="同栏目的另一条")
    item = item_of(version)
    preview = clerk.get(reverse("publishing_items:preview", args=[item.uid]), {"as": "page", "version": "1"})
    public = clerk.get(f"/info/{index_numbers.to_slug(str(item.index_number))}/")
    assert public.status_code == 200
    assert preview.content == public.content


def test_a_stranger_sees_no_preview(client: Client, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    sign_in(client, person("stranger", office.secretariat))
    assert client.get(address(draft)).status_code in (403, 404)
