"""Which links a public text may hold, judged from the address alone.

Whether an address answers is found out elsewhere; here stand the rules about its form and its host.
"""

import ipaddress
import re
from urllib.parse import urlsplit

from mingchuang.rules.source import Rule, Source, Tag

RULES = (
    Rule(
        "links.no_internal_hosts",
        "公开页面不得链接内部网络地址",
        Source("政府信息公开平台规格", "第9节（技术）", Tag.CONVENTION),
    ),
    Rule(
        "links.leaving_notice",
        "链接非政府网站时应有提示；定期检查链接是否可用",
        Source("互联网政务应用安全管理规定", "W16", Tag.UNVERIFIED),
    ),
)

_INTERNAL_SUFFIXES = (".local", ".lan", ".internal", ".intranet", ".localdomain", ".home", ".corp")
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_TUNNELS = tuple(
    ipaddress.IPv6Network(text)
    for text in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "::/96")
)
_HOST = re.compile(r"[a-z0-9\u0080-\uffff_.:\[\]-]+", re.IGNORECASE)


def link_problem(url: str) -> str:
    """What is wrong with the form or the host of a link, in Chinese; "" when nothing is.

    Own paths ("/…"), anchors, mail and telephone links pass: whether a path exists is not a matter of form.
    """
    text = url.strip()
    if not text:
        return "链接地址是空的"
    if text.startswith(("#", "mailto:", "tel:")) or (text.startswith("/") and not text.startswith("//")):
        return ""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "链接地址写法有误，请重新粘贴"
    problems = {
        "链接应以 https:// 或 http:// 开头": parts.scheme not in {"http", "https"},
        "链接缺少网站域名": not _HOST.fullmatch(host),
        "链接中带有用户名或密码，不能公开": bool(parts.username or parts.password),
        "链接指向内部网络，公众打不开": is_internal_host(host),
    }
    return next((message for message, applies in problems.items() if applies), "")


def is_internal_host(host: str) -> bool:
    """Whether a host is a private, loopback, link-local or otherwise non-public one by its name or number."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith(_INTERNAL_SUFFIXES)
    return not is_public_address(address)


def is_public_address(address: IPAddress) -> bool:
    """Whether an address is anybody's on the open internet, and not a way into a network of our own.

    Ways of writing an IPv4 address inside an IPv6 one are judged by what they carry; tunnels and
    translators (6to4, Teredo, NAT64) are refused whole, because where they lead is not ours to know.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public_address(address.ipv4_mapped)
        if address.is_site_local or any(address in network for network in _TUNNELS):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def answer_problem(status: int) -> str:
    """What the answer of a linked page means for its reader, in Chinese; "" when nothing is wrong.

    Refusals (401, 403, 429 …) are not taken for dead pages: many sites turn programs away and let people in.
    """
    if status in {404, 410}:
        return f"页面不存在（{status}）"
    if status >= 500:
        return f"对方网站出错（{status}）"
    return ""
