"""An application to correct a record, for tests."""

from datetime import date
from typing import Any

from mingchuang.disclosure.record_corrections.services import Typed

PERSON = {"name": "欧阳文", "id_number": "11010519491231002X", "phone": "13800138000"}


def typed(**changes: Any) -> Typed:
    """What the clerk copied; complete unless changed."""
    values: dict[str, Any] = {
        "channel": "in_person",
        "day": date(2026, 3, 9),
        "person": PERSON,
        "record": "邀请外国人来华备案表中的单位名称",
        "problem": "写成了旧名，应当是星海大学",
        "evidence": "更名批复复印件",
    }
    return Typed(**{**values, **changes})
