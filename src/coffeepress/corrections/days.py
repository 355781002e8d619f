"""Several days in one phrase, as the active language writes them: "3 and 24 November 2026". Pure."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coffeepress.design.templatetags.design import day_format

_DAY_AND_MONTH = re.compile(r"(j\.?)(.*?(?<!\\)[FENbM])")


def days(dates: Iterable[date]) -> SafeString:
    """The days, each once and the oldest first; a month or a year that the next day shares is said there.

    Args:
        dates: days in the outlet's time zone, one at least.
    """
    ordered = sorted(set(dates))
    marked = [_marked(day, after) for day, after in zip(ordered, [*ordered[1:], None], strict=True)]
    if len(marked) == 1:
        return marked[0]
    before = format_html_join(", ", "{}", ((each,) for each in marked[:-1]))
    return format_html(_("{days} and {last}"), days=before, last=marked[-1])


def _marked(day: date, after: date | None) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), format_date(day, _shape(day, after)))


def _shape(day: date, after: date | None) -> str:
    whole = day_format()
    begins = _DAY_AND_MONTH.match(whole)
    if after is None or begins is None or day.year != after.year:
        return whole
    return begins[1] if day.month == after.month else begins[0]
