"""Files that go to the applicant with the reply (Art. 36 (2), Art. 40): when one may be added to an item."""

from collections.abc import Collection

from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.turning import GRANTING

MOST_FILES = 20
"""For one item; more than that is better given as one bound document."""

LONGEST_TITLE = 200


def refusals(decision: str, title: str, known: Collection[str]) -> list[Reason]:
    """Why a file of this title may not be added to an item whose files are `known` by theirs."""
    reasons: list[Reason] = []
    if decision not in GRANTING:
        message = "只有“予以公开”“部分公开”的事项可以附文件，请先选择答复类型并保存"
        reasons.append(Reason("item_gives_nothing", message, "file"))
    if is_empty(title):
        reasons.append(Reason("title_missing", "请写明文件的名称，它会写进答复书的附件说明", "title"))
    elif len(title) > LONGEST_TITLE:
        message = f"名称最多{LONGEST_TITLE}字，您写了{len(title)}字，请精简"
        reasons.append(Reason("title_too_long", message, "title"))
    elif title in known:
        reasons.append(Reason("title_known", f"“{title}”已经附上，请换一个名称或者先移除原来的", "title"))
    if len(known) >= MOST_FILES:
        message = f"每一项最多附{MOST_FILES}个文件，请合并后再上传"
        reasons.append(Reason("too_many_files", message, "file"))
    return reasons
