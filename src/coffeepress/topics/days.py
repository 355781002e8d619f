"""Days and moments as sentences about topics name them, in the outlet's zone and the language that is active."""

from datetime import datetime

from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime

from coffeepress.design.templatetags.design import day_format


def said_moment(when: datetime) -> str:
    """ "2 December 2026, 20:00"."""
    return format_date(localtime(when), f"{day_format()}, H:i")


def said_day(when: datetime) -> str:
    """ "2 December 2026"."""
    return format_date(localtime(when), day_format())
