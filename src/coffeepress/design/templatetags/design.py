"""Template tags of reader pages: dates in the outlet's zone and language, and small questions of layout.

They run no query and read nothing but their arguments, the active language and the active time zone; one, whether the
site has a style sheet of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between what no line may end between: a year and its "р.", an hour and its zone."""


def day_format() -> str:
    """How the active language writes a day: "24 November 2026", "24 листопада 2026 р."."""
    language = get_language() or "en"
    if language.partition("-")[0] == "en":
        return "j F Y"  # Django's own "N j, Y" is American
    written = get_format("DATE_FORMAT")
    written = written.replace("Y ", f"Y{NO_BREAK}")
    return "j" + written[1:] if written.startswith("d") else written  # no zero before the day


OWN_STYLE = "coffeepress/own.css"
"""A site's own style sheet, in its folder `static/`."""


@register.simple_tag
def own_style() -> SafeString | str:
    """The link to the site's own style sheet; nothing where it has none, so that nobody fetches it."""
    if finders.find(OWN_STYLE) is None:
        return ""
    return format_html('<link rel="stylesheet" href="{}">\n', static(OWN_STYLE))


@register.simple_tag
def day(when: date | datetime | None) -> SafeString | str:
    """A `<time>` that shows the day; nothing for None."""
    if when is None or when == "":
        return ""
    local = _local(when)
    return format_html('<time datetime="{}">{}</time>', _machine(local), format_date(local, day_format()))


@register.simple_tag
def moment(when: datetime | None) -> SafeString | str:
    """A `<time>` that shows the day, the time and the zone's abbreviation; nothing for None."""
    if when is None or when == "":
        return ""
    local = _local(when)
    shown = format_date(local, f"{day_format()}, H:i{NO_BREAK}T")
    return format_html('<time datetime="{}">{}</time>', _machine(local), shown)


@register.filter
def iso(when: date | datetime | None) -> str:
    """The machine's form of a date or a time, to the minute; "" for None."""
    return _machine(_local(when)) if when else ""


@register.filter
def host(url: str) -> str:
    """The site that an address leads to, without "www."; "" when it names none."""
    try:
        return (urlsplit(str(url)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@register.filter
def beside(cells: Sequence[Any], flags: Sequence[bool]) -> Iterator[tuple[Any, bool]]:
    """Each cell with the flag of its column; a column without a flag has False."""
    padded = list(flags or []) + [False] * max(0, len(cells) - len(flags or []))
    return zip(cells, padded, strict=False)


def _local(when: date | datetime) -> date | datetime:
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def _machine(when: date | datetime) -> str:
    return when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()
