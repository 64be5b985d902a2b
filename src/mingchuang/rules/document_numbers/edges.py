"""Where the issuer of a document number begins in running text.

Chinese has no spaces: 最高人民法院以法发〔1993〕15号通知印发 holds the issuer 法发, and only the
reader's knowledge of the language says so. Three kinds of knowledge decide here:

- words that no issuer contains (以, 根据, 印发, 通知, 以下简称 …) end before the issuer;
- words that some issuers do contain (和, 经, 从, 对 …: 和田, 经信, 从化, 对外) end before it only
  where what follows has the shape of an issuer and the whole has not;
- an organ's full name before its own code word (财政部财税, 温江区国土局温国土资发) ends before it.
"""

import re

from mingchuang.rules.document_numbers import lexicon
from mingchuang.rules.document_numbers.organs import NATIONAL_ORGANS, REPUBLIC, is_organ

LONGEST_CODE = 14
"""Code words are abbreviations; a longer issuer must be an organ's full name."""

_ORGAN_BEFORE = re.compile(rf"{'|'.join(NATIONAL_ORGANS)}|{lexicon.SELF}|[一-鿿]{{1,8}}?{lexicon.ORGAN_END}")


def is_strong(code: str) -> bool:
    """Whether the text has the shape of an issuer's code word by itself."""
    if not 2 <= len(code) <= LONGEST_CODE or code in lexicon.NO_ISSUER:
        return False
    if code.endswith(lexicon.ORGAN_TAILS):
        return False
    if lexicon.BEGINS_CENTRAL.match(code) or lexicon.BEGINS_MINISTRY.match(code):
        return True
    return lexicon.CITY.match(code) is not None and lexicon.ENDING.search(code) is not None


def _is_whole(code: str) -> bool:
    """Whether nothing need be cut off: a capital's or ministry's code word of usual length."""
    if lexicon.BEGINS_CENTRAL.match(code):
        return len(code) <= LONGEST_CODE
    return lexicon.BEGINS_MINISTRY.match(code) is not None and len(code) <= 5


def _is_plausible(code: str) -> bool:
    """Whether the text may be an issuer when the words before it say that it begins here."""
    return (len(code) >= 2 and code not in lexicon.NO_ISSUER) or code in lexicon.LONE


def _after_firm_words(run: str, before: str = "") -> str:
    rest = run
    for found in sorted(lexicon.FIRM.finditer(run), key=lambda word: word.end(1), reverse=True):
        rest = run[found.end(1) :]
        if _is_plausible(rest):
            break
        if rest and len(found.group(1)) == 1:
            # 的通知〔2022〕5号: a phrase, whose issuer is somewhere else
            return ""
        rest = run
    # 《…的通知》和X, 会议纪要和X: after the end of a phrase 和 joins; elsewhere X may be 和田.
    joined = lexicon.JOINING.match(rest)
    if joined and (len(rest) < len(run) or before in lexicon.PHRASE_ENDS) and _is_plausible(rest[1:]):
        return rest[1:]
    return rest


def _after_loose_words(run: str) -> str:
    if _is_whole(run):
        return run
    cuts = sorted((found.end(1) for found in lexicon.LOOSE.finditer(run)), reverse=True)
    return next((run[cut:] for cut in cuts if is_strong(run[cut:])), run)


def _after_organ(run: str) -> str:
    """Cut an organ's full name off before its own code word; the name alone is the issuer."""
    for found in _ORGAN_BEFORE.finditer(run):
        rest = run[found.end() :]
        if _is_plausible(rest) and not rest.endswith(lexicon.ORGAN_TAILS):
            return _after_organ(rest)
    for found in lexicon.LOCAL_ORGAN.finditer(run):
        rest = run[found.end() :]
        if is_strong(rest) or (len(rest) >= 2 and rest[0] in found.group(1)):
            return rest
    return _after_short_organ(run)


def _after_short_organ(run: str) -> str:
    # 秘书局国办秘函〔2019〕19号: a central code word behind the name of a bureau.
    bureau = None if _is_whole(run) else lexicon.BUREAU.match(run)
    if bureau and len(run) - bureau.end() >= 3 and lexicon.BEGINS_CENTRAL.match(run, bureau.end()):
        return run[bureau.end() :]
    # 体育总局体群字〔2017〕71号, 国管局国管外〔2013〕1号: name and code word begin alike.
    short = lexicon.SHORT_ORGAN.match(run)
    if short and len(run) - short.end() >= 2 and run[short.end()] == run[0]:
        return run[short.end() :]
    return run


def issuer_in(run: str, before: str = "") -> str:
    """The issuer at the end of a run of letters without punctuation; empty when there is none.

    `before` is the character that stands before the run, if any.
    """
    issuer = _after_organ(_after_loose_words(_after_organ(_after_firm_words(run, before))))
    if issuer in lexicon.NO_ISSUER or (len(issuer) == 1 and issuer not in lexicon.LONE):
        return ""
    return issuer if len(issuer) <= LONGEST_CODE or is_organ(issuer) else ""


def organ_in(run: str, before: str = "") -> str:
    """The full name of an organ at the end of a run of letters, without the republic's name."""
    name = _after_firm_words(run, before)
    cuts = [found.end() for found in lexicon.BEFORE_ORGAN.finditer(name)]
    if cuts and len(name) - cuts[-1] >= 2:
        name = name[cuts[-1] :]
    return name.rpartition(REPUBLIC)[2]
