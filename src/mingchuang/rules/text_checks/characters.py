"""Characters that do not belong: traditional forms, repeats, damage and what the eye cannot see."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from zhconv_rs import zhconv

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity, each_match, finding

_PLATFORM = Source("政府信息公开平台规格", "第9节（文字检查）", Tag.CONVENTION)


def _check(name: str, title: str, meaning: str, remedy: str, source: Source = _PLATFORM) -> Check:
    return Check(
        f"character.{name}",
        title,
        Group.CHARACTERS,
        Gate.WORDING,
        Severity.WARN,
        meaning,
        remedy,
        source,
    )


TRADITIONAL = _check(
    "traditional",
    "繁体字",
    "简体文稿里有繁体字或异体字。",
    "改为规范汉字；人名、碑帖、题名确用繁体的，说明理由后保留。",
    Source("国家通用语言文字法", "第九条", Tag.PRIMARY),
)
REPEATED = _check("repeated", "重复的字词", "同一个虚词或词语连写了两遍，如「的的」。", "删去多余的一个。")
MOJIBAKE = _check(
    "damaged",
    "乱码",
    "有读错编码留下的乱码，或别的电脑上显示不出来的自造字。",
    "对照原稿改正；生僻字请用 Unicode 标准编码输入。",
)
INVISIBLE = _check(
    "invisible",
    "看不见的字符",
    "有控制字符、零宽字符等看不见的字符，会使检索和复制出错。",
    "删去。",
)
BIDIRECTIONAL = Check(
    "character.direction",
    "改变文字方向的字符",
    Group.CHARACTERS,
    Gate.WORDING,
    Severity.BLOCK,
    "有改变显示方向的控制字符，可使读者看到的与实际存储的文字不同。",
    "删去。",
    _PLATFORM,
)

CHECKS = (TRADITIONAL, REPEATED, MOJIBAKE, INVISIBLE, BIDIRECTIONAL)

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
# Standard characters (通用规范汉字表) that a conversion table also lists as traditional forms.
_STANDARD_FORMS = frozenset("乾徵瞭藉麽馀覆苧薹锺昇陞甯堃喆祕濛崑崙谿邨淼")
# Function words, each with what may stand before and after when two of them meet rightly: 目的的, 为了了解.
_FUNCTION_WORDS: dict[str, tuple[str, str]] = {
    "的": ("目有中众准标", "确士"),
    "了": ("", "解结望却然如不无"),
    "是": ("", "否非"),
    "和": ("共总温饱平缓柔附", "气美谐平解睦"),
    "及": ("普涉危提波企顾触", "时其"),
    "与": ("参赠给授付", "会"),
    "为": ("行作认成称视因人以", ""),
    "将": ("即大上中少主", ""),
    "于": ("", ""),
    "被": ("棉", ""),
    "把": ("", "关握"),
    "其": ("尤耳", ""),
    "对": ("应针反面相核校绝派", "外内"),
    "则": ("规原细准法守总附通否", ""),
    "但": ("不非", ""),
    "且": ("而并", ""),
    "之": ("", ""),
    "或": ("", ""),
}
_DOUBLED = re.compile(
    "|".join(
        (f"(?<![{before}])" if before else "") + word * 2 + (f"(?![{after}])" if after else "")
        for word, (before, after) in _FUNCTION_WORDS.items()
    )
)
_REPEATED = re.compile(r"(?=([\u4e00-\u9fff]{4,10})\1)")
_SEE_THROUGH = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff"
_INVISIBLE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb{_SEE_THROUGH}]+")
_TURNING = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
# Written twice it is looked for twice as fast as with a plus: re knows where to begin.
_BIDIRECTIONAL = re.compile(f"{_TURNING}{_TURNING}*")
_MOJIBAKE = re.compile(
    r"\ufffd+|锟斤拷?|烫烫烫+|屯屯屯+|[\ue000-\uf8ff\U000f0000-\U0010ffff]+|[\ud800-\udfff]+|"
    r"(?:[ÃÂâäåæçèé][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){1,200}|ï»¿"
)


def _gbk(leads: range, trails: range) -> str:
    """A character class of what GBK reads from one of these bytes followed by one of those."""
    return "".join(re.escape(bytes((a, b)).decode("gb18030")) for a in leads for b in trails)


_MARK, _LEAD = range(0x80, 0xC0), range(0xE4, 0xEA)
# UTF-8 read as GBK: two Chinese characters of three bytes become three of two, here at least twice over.
_MISREAD = re.compile(
    f"(?:[{_gbk(_LEAD, _MARK)}][{_gbk(_MARK[1:], _LEAD)}][{_gbk(_MARK[1:], _MARK)}]){{2,500}}"
)


@lru_cache(maxsize=4096)
def _simplified(character: str) -> str:
    return character if character in _STANDARD_FORMS else zhconv(character, "zh-hans")


def check_characters(text: str, allowed_names: Collection[str] = ()) -> Iterator[Finding]:
    """Every finding about characters; traditional forms inside `allowed_names` are let through."""
    yield from _traditional(text, frozenset("".join(allowed_names)))
    yield from each_match(INVISIBLE, _INVISIBLE, text, "这里有看不见的字符")
    yield from check_direction(text)
    yield from each_match(MOJIBAKE, _MOJIBAKE, text, "这里有乱码")
    yield from each_match(MOJIBAKE, _MISREAD, text, "这里有乱码（UTF-8 被当作 GBK 读了）")


def check_direction(text: str) -> Iterator[Finding]:
    """Characters that turn the direction of writing: of the damaged ones those that stop a text."""
    return each_match(BIDIRECTIONAL, _BIDIRECTIONAL, text, "这里有改变文字方向的字符")


def check_repeats(text: str) -> Iterator[Finding]:
    """Function words written twice, and words of four characters or more written twice in a row."""
    for match in _DOUBLED.finditer(text):
        yield finding(REPEATED, text, *match.span(), "重复的字", suggestion=match[0][0])
    reached = 0
    for match in _REPEATED.finditer(text):
        start, end = match.start(), match.end(1) + len(match[1])
        if start >= reached and len(set(match[1])) > 1:
            yield finding(REPEATED, text, start, end, "重复的词语", suggestion=match[1])
            reached = end


def _traditional(text: str, allowed: frozenset[str]) -> Iterator[Finding]:
    odd = {c for c in set(text) if _HAN_RUN.match(c) and c not in allowed and _simplified(c) != c}
    if not odd:
        return
    for match in re.finditer("[" + "".join(sorted(odd)) + "]+", text):
        mended = "".join(_simplified(c) for c in match[0])
        yield finding(TRADITIONAL, text, *match.span(), "繁体字或异体字", suggestion=mended)
