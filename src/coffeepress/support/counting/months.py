"""Calendar months in the outlet's time zone: figures are counted by them. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> "Month":
        """The month in which a moment lies at some place."""
        there = moment.astimezone(zone)
        return cls(there.year, there.month)

    def later(self, months: int) -> "Month":
        """The month so many months later; earlier where the number is below nothing."""
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    def begins_at(self, zone: ZoneInfo) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.month, 1, tzinfo=zone).astimezone(UTC)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)


def months_until(last: Month, count: int) -> list[Month]:
    """So many months, the last of which is that one."""
    return [last.later(number - count + 1) for number in range(count)]
