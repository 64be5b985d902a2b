"""What was heard from others on the pages where a reply is drafted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingchuang.disclosure.requests.models import Consultation
from mingchuang.disclosure.requests.services import answering
from tests.pages.requests.test_letters_of_a_request import case, filed, office, page_of
from tests.support.factories import sign_in
from tests.support.letters import send_out
from tests.support.made_files import pdf

__all__ = ["case", "filed", "office"]
pytestmark = pytest.mark.django_db


def do(client, case, act, **typed):
    sent = {f"{act}-{name}": value for name, value in typed.items()}
    return client.post(reverse("casework:act", args=[case.uid, act]), sent)


def test_an_objection_written_down_at_the_desk_asks_for_the_public_interest(client, case, office):
    sign_in(client, office.officer)
    price, _table = answering.set_items(case, descriptions="报价\n统计表", **office.act)
    assert "针对哪几项申请内容" in page_of(client, case, "consult").content.decode()
    asked = {"party_kind": "third_party", "party": "甲公司", "concerning": "报价"}
    assert do(client, case, "consult", items=[price.pk], **asked).status_code == 302
    send_out(case, approver=office.leader, **office.act)
    row = Consultation.objects.get()
    assert list(row.items.all()) == [price]
    said = {"consultation": row.pk, "opinion": "objects", "day": "2026-03-09", "reason": "涉及商业秘密"}
    refused = do(client, case, "opinion", **said)
    assert refused.status_code == 422 and "请判断其理由是否合理" in refused.content.decode()
    paper = SimpleUploadedFile("opinion.pdf", pdf("不同意公开"))
    assert do(client, case, "opinion", reasonable="true", paper=paper, **said).status_code == 302
    assert "征求到的意见" in page_of(client, case).content.decode()

    url = reverse("requests_desk:reply", args=[case.uid])
    for position in (1, 2):
        client.post(f"{url}{position}/", {f"item-{position}-decision": "grant"})
    page = client.get(url)
    with_objection, without = (row["form"].fields for row in page.context["rows"])
    assert set(with_objection) == {"decision", "information", "annexes", "public_interest"}
    assert set(without) == {"decision", "information", "annexes"}
    shown = page.content.decode()
    assert "不同意公开，理由合理" in shown and "甲公司" not in shown
    assert "第三方不同意公开且理由合理，不能公开" in shown
    kept = {"decision": "grant", "information": "合同金额", "public_interest": "涉及公共资金的使用"}
    client.post(f"{url}1/", {f"item-1-{name}": value for name, value in kept.items()})
    assert client.get(url).context["rows"][0]["lacking"] == []
    client.post(f"{url}1/", {"item-1-decision": "deny_third_party", "item-1-reason": "涉及商业秘密"})
    assert client.get(url).context["rows"][0]["lacking"] == []


def test_a_law_that_requires_disclosure_forbids_to_withhold(client, case, office):
    sign_in(client, office.officer)
    answering.set_items(case, descriptions="甲", **office.act)
    url = reverse("requests_desk:reply", args=[case.uid])
    said = {"decision": "deny_process", "reason": "属于讨论记录", "required_by_law": "on"}
    client.post(f"{url}1/", {f"item-1-{name}": value for name, value in said.items()})
    [reason] = client.get(url).context["rows"][0]["lacking"]
    assert reason.code == "disclosure_required"
