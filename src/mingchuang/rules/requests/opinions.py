"""What others said of disclosing an item, and what a decision against their word must first have weighed.

Articles 15 and 32 for third parties, Article 34 for those who made the information too. Another agency that
is merely consulted binds nobody: its word is read, not counted here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingchuang.rules.disclosure import GROUND_RULES, YIELDING, Ground
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import DISCLOSURE_REGULATION, Rule, Source, Tag, disclosure_regulation

RULES = (
    Rule(
        "requests.third_party_consents",
        "征求过意见的第三方都同意公开的，不能以保护第三方合法权益为由不予公开",
        disclosure_regulation("第十五条、第三十二条"),
    ),
    Rule(
        "requests.third_party_objects",
        "第三方不同意公开且有合理理由的，不予公开；认为不公开可能对公共利益造成重大影响的，可以决定公开，"
        "并将公开的内容和理由书面告知第三方",
        disclosure_regulation("第三十二条"),
    ),
    Rule(
        "requests.third_party_objects_in_vain",
        "第三方不同意公开但理由不合理的，由本机关决定；决定公开的，写明为什么不采纳，同样书面告知第三方",
        Source(DISCLOSURE_REGULATION, "第三十二条（理由不合理的为推定）", Tag.DERIVED),
    ),
    Rule(
        "requests.third_party_silent",
        "第三方逾期未提出意见的，既不视为同意，也不视为不同意，由本机关依照条例决定",
        disclosure_regulation("第三十二条"),
    ),
    Rule(
        "requests.co_maker_weighed",
        "共同制作机关都同意公开（逾期未提出意见的视为同意）而以第十六条不予公开，或者有共同制作机关不同意而公开的，"
        "由牵头机关权衡并写明理由",
        Source(DISCLOSURE_REGULATION, "第三十四条（与意见不一致时写明理由为约定）", Tag.CONVENTION),
    ),
)


class Party(StrEnum):
    """Whose opinion is asked."""

    THIRD_PARTY = "third_party"
    CO_MAKER = "co_maker"
    OTHER_AGENCY = "other_agency"


CONSULTATION_LABELS: Mapping[Party, str] = {
    Party.THIRD_PARTY: "征求第三方意见",
    Party.CO_MAKER: "征求共同制作机关意见",
    Party.OTHER_AGENCY: "与其他机关协商",
}
"""What asking each of them is called."""

PARTY_LABELS: Mapping[Party, str] = {
    Party.THIRD_PARTY: "第三方",
    Party.CO_MAKER: "共同制作机关",
    Party.OTHER_AGENCY: "其他机关",
}


class Opinion(StrEnum):
    """How a consultation ended."""

    AGREES = "agrees"
    OBJECTS = "objects"
    SILENT = "silent"  # its period lapsed


OPINION_LABELS: Mapping[Opinion, str] = {
    Opinion.AGREES: "同意公开",
    Opinion.OBJECTS: "不同意公开",
    Opinion.SILENT: "逾期未答复",
}

SILENCE_MEANS: Mapping[Party, str] = {
    Party.THIRD_PARTY: "逾期未答复，由本机关依照条例决定是否公开",
    Party.CO_MAKER: "逾期未答复，视为同意公开",
    Party.OTHER_AGENCY: "逾期未答复",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one who was asked about an item said; `reasonable` is judged of a third party's objection."""

    party: str
    opinion: str
    reasonable: bool | None = None

    @property
    def agrees(self) -> bool:
        """Whether the law takes it as consent: a co-maker's silence is, a third party's is not."""
        deemed = self.party == Party.CO_MAKER and self.opinion == Opinion.SILENT
        return self.opinion == Opinion.AGREES or deemed

    @property
    def objects(self) -> bool:
        return self.opinion == Opinion.OBJECTS

    @property
    def label(self) -> str:
        """The outcome in words, with what the law makes of it."""
        if self.opinion not in set(Opinion):
            return "还没有结果"
        if self.opinion == Opinion.SILENT and self.party in set(Party):
            return SILENCE_MEANS[Party(self.party)]
        told = OPINION_LABELS[Opinion(self.opinion)]
        if self.objects and self.reasonable is not None:
            told += "，理由合理" if self.reasonable else "，理由不合理"
        return told


class Judgement(StrEnum):
    """What must have been weighed to decide against what was heard; the value is the field of the reply."""

    PUBLIC_INTEREST = "public_interest"
    OBJECTION_ANSWER = "objection_answer"
    WEIGHING = "weighing"


_ASKED = {
    Judgement.PUBLIC_INTEREST: "第三方不同意公开且理由合理，不能公开；"
    "认为不公开会对公共利益造成重大影响的，请写明是什么影响",
    Judgement.OBJECTION_ANSWER: "第三方不同意公开，决定公开的，请写明为什么不采纳其理由",
    Judgement.WEIGHING: "决定与共同制作机关的意见不一致，请写明权衡的理由",
}


def judgements(heard: Iterable[Heard], *, opens: bool, ground: str) -> tuple[Judgement, ...]:
    """What a decision must explain, given what was heard: only what goes against somebody's word.

    `opens`: something is given; `ground` is that of the part withheld, empty where none is.
    """
    said = list(heard)
    found: list[Judgement] = []
    third = [one for one in said if one.party == Party.THIRD_PARTY and one.objects]
    # What is withheld for the third party's sake is withheld as it asked.
    if opens and ground != Ground.THIRD_PARTY:
        if any(one.reasonable is not False for one in third):
            found.append(Judgement.PUBLIC_INTEREST)
        if any(one.reasonable is False for one in third):
            found.append(Judgement.OBJECTION_ANSWER)
    makers = [one for one in said if one.party == Party.CO_MAKER]
    withheld_at_will = ground in set(Ground) and GROUND_RULES[Ground(ground)].strength in YIELDING
    objected = any(one.objects for one in makers)
    if makers and ((objected and opens and not ground) or (not objected and withheld_at_will)):
        found.append(Judgement.WEIGHING)
    return tuple(found)


def refusals(
    heard: Iterable[Heard], *, opens: bool, ground: str, weighed: Mapping[Judgement, str]
) -> list[Reason]:
    """Why a decision may not go against what was heard; `weighed` are the judgements that were made."""
    said = list(heard)
    reasons = [
        Reason(f"{judgement}_missing", _ASKED[judgement], judgement)
        for judgement in judgements(said, opens=opens, ground=ground)
        if not weighed.get(judgement, "").strip()
    ]
    third = [one for one in said if one.party == Party.THIRD_PARTY]
    if ground == Ground.THIRD_PARTY and third and all(one.agrees for one in third):
        reasons.append(Reason("third_party_consents", "第三方同意公开的，应当予以公开", "ground"))
    return reasons
