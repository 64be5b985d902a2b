"""The calendar changes while information waits: its last day moves; that of what is out does not."""

from datetime import date

import pytest

from mingchuang.base.calendars import services as calendars
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.publishing.models import Item
from mingchuang.rules.calendar_data import national_notices, notice_to_data
from tests.support.publishing import drafted, item_of, released

pytestmark = pytest.mark.django_db


def test_what_waits_is_shown_and_measured_anew_what_is_out_stays(office, now):
    out = item_of(released(office, now))
    waiting = drafted(office, now, formed_on=date(2026, 3, 2)).edition.item
    late = drafted(office, now, formed_on=date(2026, 2, 27)).edition.item
    stored = out.publication_due_on
    data = notice_to_data(national_notices()[-1])
    data["make_up_days"].append({"name": "试行", "day": "2026-03-28"})

    preview = calendars.preview_change(office.administrator, data, now=now)
    moved = {row.link: (row.before, row.after) for row in preview.moved}
    assert moved[f"/desk/items/{waiting.uid}/"] == (date(2026, 3, 30), date(2026, 3, 28))
    assert f"/desk/items/{out.uid}/" not in moved
    label = next(row.label for row in preview.moved if str(waiting.uid) in row.link)
    assert label == "出国处2026-03-02成文、待发布的信息", "no title: it may still be secret"

    calendars.apply_change(office.administrator, data, accepted=preview.digest, reason="试行", now=now)
    waiting.refresh_from_db()
    assert waiting.publication_due_on == date(2026, 3, 28)
    assert waiting.calendar_version == current_calendar().version
    assert Item.objects.get(pk=out.pk).publication_due_on == stored
    assert Item.objects.get(pk=late.pk).publication_due_on == current_calendar().add(date(2026, 2, 27), 20)
