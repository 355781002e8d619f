"""The numbers of the public page in words. Pure: they were counted by `numbers.py`."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coffeepress.corrections.models import Numbers

MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds
IN_MINUTES_BELOW, IN_HOURS_BELOW = 2 * HOUR, 2 * DAY


@dataclass(frozen=True)
class Figure:
    """A number with what it is of."""

    number: str
    label: str


def figures(counted: Numbers | None) -> list[Figure]:
    """The reports received, the share accepted and the median time to a decision: as many of them as are known."""
    if counted is None or not counted.received:
        return []
    received = ngettext("report received", "reports received", counted.received)
    found = [Figure(number_format(counted.received, force_grouping=True), received)]
    if counted.decided:
        percent = round(100 * counted.accepted / counted.decided)
        found.append(Figure(_("%(number)d%%") % {"number": percent}, _("accepted")))
    if counted.median_seconds is not None:
        found.append(Figure(duration(counted.median_seconds), _("median time to a decision")))
    return found


def duration(seconds: int) -> str:
    """A span of time in its largest fitting unit."""
    if seconds < IN_MINUTES_BELOW:
        minutes = max(1, round(seconds / MINUTE))
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if seconds < IN_HOURS_BELOW:
        hours = round(seconds / HOUR)
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(seconds / DAY)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
