"""The office says which words mean the same; every change leaves its trace."""

from datetime import datetime

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.lookups import seeds, selectors
from mingchuang.base.lookups.models import SynonymGroup
from mingchuang.base.lookups.services import synonyms
from mingchuang.rules.refusals import Forbidden, Refused
from tests.support.publishing import make_office

pytestmark = pytest.mark.django_db


def test_a_group_is_added_changed_and_put_out_of_use(now: datetime) -> None:
    office = make_office()
    group = synonyms.save_synonyms(
        office.officer, None, language="zh-hans", words=["绿卡", " 永久居留 ", "绿卡", ""], now=now
    )
    assert group.words == ["绿卡", "永久居留"]
    assert selectors.synonyms_of(["绿卡", "办理"], "zh-hans") == {"绿卡": ["永久居留"]}
    assert selectors.synonyms_of(["绿卡"], "en") == {}
    synonyms.save_synonyms(
        office.officer, group, language="zh-hans", words=["绿卡", "永久居留", "永居"], now=now
    )
    synonyms.use_synonyms(office.officer, group.pk, in_use=False, now=now)
    assert selectors.synonyms_of(["绿卡"], "zh-hans") == {}
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["lookups.add_synonyms", "lookups.change_synonyms", "lookups.retire_synonyms"]


def test_every_reason_against_a_group_is_told_at_once(now: datetime) -> None:
    office = make_office()
    synonyms.save_synonyms(office.officer, None, language="zh-hans", words=["绿卡", "永久居留"], now=now)
    with pytest.raises(Refused) as refused:
        synonyms.save_synonyms(office.officer, None, language="de", words=["长" * 60], now=now)
    assert refused.value.codes == {"language_unknown", "too_few", "too_long"}
    with pytest.raises(Refused) as refused:
        synonyms.save_synonyms(office.officer, None, language="zh-hans", words=["绿卡", "居留证"], now=now)
    assert refused.value.codes == {"in_another"}
    with pytest.raises(Forbidden):
        synonyms.save_synonyms(office.drafter, None, language="zh-hans", words=["甲", "乙"], now=now)


def test_delivered_groups_come_once_and_contradict_nothing(now: datetime) -> None:
    made = seeds.seed(now)
    assert made > 20
    assert seeds.seed(now) == 0
    for language in ("zh-hans", "en", "ja", "ko"):
        words = [w for group in SynonymGroup.objects.filter(language=language) for w in group.words]
        assert words and len(words) == len(set(words))
        assert not synonyms._reasons(None, language, ["甲甲", "乙乙"], ["甲甲", "乙乙"])
    SynonymGroup.objects.filter(seed_key="zh-hans:绿卡").update(in_use=False)
    seeds.seed(now)
    assert not SynonymGroup.objects.get(seed_key="zh-hans:绿卡").in_use
