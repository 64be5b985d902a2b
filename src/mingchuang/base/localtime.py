"""The office's own day of a moment; every date a reader sees is a day in the office's time zone."""

from datetime import date, datetime, time

from django.utils import timezone


def local_day(moment: datetime) -> date:
    """The calendar day of an aware moment where the office is (settings.TIME_ZONE)."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def start_of_day(day: date) -> datetime:
    """The moment a day begins where the office is."""
    return datetime.combine(day, time(), timezone.get_default_timezone())
