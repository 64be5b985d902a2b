"""What a reader would take for a term of six months, or for a way to the court without a review.

A refusal under Art. 14 to 16 must offer neither. Wording is edited by hand and pasted from other letters, so
it is read without its spaces, marks and invisible signs, in either script, and in other words for the same
time.
"""

import re
import unicodedata

_SIX = "(?:6六|六6|陆6|陸6|6|六|陆|陸)"
_MEASURE = "(?:个|個|箇)(?:自然|整)?"
_SIX_MONTHS = re.compile(
    rf"(?<![\d十百]){_SIX}(?:{_MEASURE}月|月[之以]?[内內])"
    r"|(?<![上下前后後])半年(?![报報度])|半[载載]"
    r"|(?<!\d)(?:18[0-4]|壹?[一壹]?[百佰][八捌][十拾][一二三四]?|一八[〇零])(?:个|個)?(?:自然)?[日天]"
    rf"|(?<!\d)(?:26|二十六)(?:个|個)?(?:周|週|星期|礼拜|禮拜)|(?:6|six)months?|halfayear"
)
_SUIT = "(?:起[诉訴]|[诉訴][讼訟]|法院|法庭)"
_WAY_TO_COURT = re.compile("起[诉訴]|提[起出].*[诉訴][讼訟]|向.*法[院庭]|[诉訴][讼訟]期限|sue|court")

_SENTENCE = re.compile("[。;!?]")
_NO_WAY = re.compile("不(?:得|能|可|可以|应|應|予)(?:直接|径行|逕行)")
_AT_ONCE = re.compile(rf"(?:直接|径行|逕行|径直).*{_SUIT}")
_OR_SUE = re.compile(rf"(?:或者?|亦可|也可以?|均可).*{_SUIT}")
_WITHOUT_REVIEW = re.compile(
    rf"(?:[无無不][须須需用必]|未)(?:先|经|經|申请|申請)*(?:行政)?[复復複][议議].*(?:可|即).*{_SUIT}"
)
_MAY = re.compile("可|有[权權]|(?<!申)[请請]")
_AFTER_REVIEW = re.compile("[复復複][议議][决決]定|[复復複][议議][机機][关關]逾期|[复復複][议議]期[满滿]")


def squeezed(text: str) -> str:
    """The text in one form of its signs, without white space and signs nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf")


def _bare(text: str) -> str:
    """Only the letters and digits, small: marks between them hide nothing."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")


def says_six_months(text: str) -> bool:
    """Whether a term of six months is named, in whatever words."""
    return bool(_SIX_MONTHS.search(_bare(text)))


def sue_within_six_months(text: str) -> bool:
    """Whether a term of six months stands beside a way to the court.

    "近6个月的行政诉讼判决书" may well be what was asked for, and names no way.
    """
    plain = _bare(text)
    return bool(_SIX_MONTHS.search(plain) and _WAY_TO_COURT.search(plain))


def sue_at_once(text: str) -> bool:
    """Whether a sentence sends the reader to court without a review; one that forbids it does not."""
    return any(_sends_to_court(sentence) for sentence in _SENTENCE.split(squeezed(text)))


def _sends_to_court(sentence: str) -> bool:
    if _NO_WAY.search(sentence) or not _MAY.search(sentence):
        return False
    if _AT_ONCE.search(sentence) or _WITHOUT_REVIEW.search(sentence):
        return True
    return bool(_OR_SUE.search(sentence)) and not _AFTER_REVIEW.search(sentence)
