"""Findings that need more than the text: files, links, and the register of cited documents."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date

from bs4 import BeautifulSoup, Tag
from django.core.cache import cache

from mingchuang import __version__
from mingchuang.base.files.findings import FileFinding
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.selectors import findings_of
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.models import CitedDocument, CitedStatus, LinkCheck, PublicListing
from mingchuang.publishing.register import lookup, number_key
from mingchuang.rules import index_numbers
from mingchuang.rules.gates import Gate
from mingchuang.rules.links import link_problem
from mingchuang.rules.text_checks import Finding, Severity, WordLists
from mingchuang.rules.text_checks.citations import Citation, citations

DEAD_AFTER_FAILURES = 2
CACHE_SECONDS = 24 * 3600


def citation_findings(text: str, today: date) -> Iterator[Finding]:
    """Cited documents that are not in the register, no longer valid, or cited with another number."""
    for cited in citations(text):
        document = lookup(cited.title, cited.number)
        shown = text[cited.start : cited.end]
        if document is None:
            if cited.is_instrument and not _own(cited):
                message = f"{shown}不在被引用文件登记中，请核对名称和文号"
                yield _citation(cited, shown, "cite.unknown", Severity.WARN, message)
        elif document.status == CitedStatus.INVALID:
            yield _invalid(cited, text, document)
        elif cited.number and document.number_key and number_key(cited.number) != document.number_key:
            message = f"《{document.title}》登记的文号是{document.document_number}，请核对"
            yield _citation(cited, shown, "cite.number", Severity.WARN, message)


def invalid_citations(text: str, find: Callable[[str, str], CitedDocument | None]) -> Iterator[Finding]:
    """Of `citation_findings` what stops a text; `find` is `lookup`, or remembers what it answered."""
    for cited in citations(text):
        document = find(cited.title, cited.number)
        if document is not None and document.status == CitedStatus.INVALID:
            yield _invalid(cited, text, document)


def _invalid(cited: Citation, text: str, document: CitedDocument) -> Finding:
    message = f"引用的《{document.title}》已失效或废止，请核对依据"
    return _citation(cited, text[cited.start : cited.end], "cite.invalid", Severity.BLOCK, message)


def _own(cited: Citation) -> bool:
    """Whether this office itself has published what is cited."""
    key = number_key(cited.number)
    if key:
        return PublicListing.objects.filter(number_key=key).exists()
    return PublicListing.objects.filter(title__contains=cited.title).exists()


def _citation(cited: Citation, shown: str, rule: str, severity: Severity, message: str) -> Finding:
    return Finding(rule, Gate.POLICY, severity, cited.start, cited.end, shown, message)


def link_findings(html: str) -> Iterator[Finding]:
    """Links that are malformed, lead inside, or are known to be dead."""
    if "<a" not in html and "<img" not in html:
        return
    soup = BeautifulSoup(html, "lxml")
    for anchor in soup.find_all("a"):
        if isinstance(anchor, Tag):
            yield from _link(str(anchor.get("href") or ""), anchor.get_text(strip=True))
    for image in soup.find_all("img"):
        if isinstance(image, Tag) and not str(image.get("alt") or "").strip():
            yield _linked(
                "image.alt",
                Severity.WARN,
                str(image.get("src") or ""),
                "图片没有替代文字，读屏用户看不到它的内容",
            )


def _link(url: str, label: str) -> Iterator[Finding]:
    shown = f"{label}（{url}）" if label else url
    problem = link_problem(url)
    if problem:
        yield _linked("link.form", Severity.BLOCK, shown, problem)
    elif url.startswith("/info/") and not _listed(url):
        yield _linked("link.dead", Severity.BLOCK, shown, "链接的本站信息不存在或已经撤下")
    elif url.startswith("http"):
        dead = LinkCheck.objects.filter(url=url, failures__gte=DEAD_AFTER_FAILURES).first()
        if dead is not None:
            yield _linked("link.dead", Severity.WARN, shown, f"链接打不开：{dead.problem or dead.status}")


def _listed(url: str) -> bool:
    slug = url.removeprefix("/info/").split("#")[0].split("?")[0].strip("/")
    try:
        number = index_numbers.from_slug(slug)
    except ValueError:
        return False
    return PublicListing.objects.filter(index_number=number).exists()


def _linked(rule: str, severity: Severity, shown: str, message: str) -> Finding:
    return Finding(rule, Gate.WORDING, severity, 0, 0, shown, message)


def external_links(html: str) -> set[str]:
    """Addresses outside this site that a rich text links to, well formed ones only."""
    soup = BeautifulSoup(html, "lxml")
    urls = {str(a.get("href") or "") for a in soup.find_all("a") if isinstance(a, Tag)}
    return {url for url in urls if url.startswith(("http://", "https://")) and not link_problem(url)}


def attachment_findings(file: StoredFile, words: WordLists) -> list[FileFinding]:
    """What stands in a file's words, properties and traces. Looking into a file is slow, so it is cached."""
    identity = site_identity()
    allowed = tuple(value for value in (identity.phone, identity.fax, identity.email) if value)
    rules = hashlib.sha256("\x1f".join((words.version, __version__, *allowed)).encode()).hexdigest()
    key = f"attachment:{file.sha256}:{rules}"
    found: list[FileFinding] | None = cache.get(key)
    if found is None:
        found = findings_of(file, words, allowed=allowed)
        cache.set(key, found, timeout=CACHE_SECONDS)
    return found
