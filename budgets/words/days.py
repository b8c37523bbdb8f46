"""Days in the language of the page: 2025年2月14日, or 14 February 2025."""

from datetime import date, datetime

from django.utils.dateformat import format as formatted
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def said_day(day: date | datetime | None) -> str:
    """A day, or the day of a moment where this site is; "" for None."""
    if day is None:
        return ""
    return formatted(localtime(day) if isinstance(day, datetime) else day, _("Y年n月j日"))


def said_moment(moment: datetime) -> str:
    """A moment to the minute."""
    return formatted(localtime(moment), _("Y年n月j日 H:i"))
