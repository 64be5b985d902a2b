"""Telling people that a Chinese text has changed and its translations have not."""

from datetime import datetime

from mingchuang.base.accounts.selectors import heads_of
from mingchuang.base.notify import services as notify
from mingchuang.publishing.models import Edition, Version
from mingchuang.rules.editions import LANGUAGE_LABELS


def tell_of_new_source(version: Version, *, now: datetime) -> None:
    """Tell each translator, and the head of the division, once a new Chinese version is public.

    Inside the caller's transaction. Translations being written are told of too: their source has changed.
    """
    item = version.edition.item
    translations = Edition.objects.filter(item=item).exclude(pk=version.edition_id)
    rows = list(
        translations.exclude(source_version=version).select_related("translator").order_by("language")
    )
    for edition in rows:
        if edition.translator is not None and edition.translator.is_active:
            notify.tell(
                [edition.translator],
                f"原文已更新：{version.title}",
                f"{LANGUAGE_LABELS[edition.language]}版依据的是旧的中文，请对照新原文更新译文。",
                edition.desk_path,
                now=now,
            )
    if rows:
        languages = "、".join(LANGUAGE_LABELS[edition.language] for edition in rows)
        notify.tell(
            heads_of(item.division),
            f"译文待更新：{version.title}",
            f"中文版已更新，{languages}版尚未跟上。",
            f"/desk/items/{item.uid}/",
            now=now,
        )
