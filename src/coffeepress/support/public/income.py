"""What is told in public of the months that are over, and how it is drawn. Pure.

A sum that fewer than `LEAST_TOLD` people paid tells too much of each of them, and so does one that follows from two
others. So of a month:
- with fewer payers than that in a currency, no sum is told;
- where one way of paying had fewer, but not none, only the sum of all is told, and not what came by which way;
- what was paid back is told where nobody, or so many, got something back. The sum of all is before that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coffeepress.articles.showing.fronts import month_label
from coffeepress.support.models import PastMonth
from coffeepress.support.money import Money
from coffeepress.support.public.past_months import BACK, KINDS
from coffeepress.support.public.standing import LEAST_TOLD

WIDTH, HEIGHT, FOOT, HEAD = 720, 280, 36, 30
"""Of the drawing, in its own units; the foot holds the months' names, the head the largest sum."""
DRAWN_MONTHS = 12


@dataclass(frozen=True)
class Row:
    """A month in one currency. A sum is "" where it is not told.

    Attributes:
        ways: what came in by each of `KINDS`.
        minor: the sum of all, None where it is not told.
    """

    month: str
    label: str
    supporters: str
    ways: tuple[str, ...]
    all: str
    back: str
    minor: int | None
    by_way: tuple[int, ...] = ()


@dataclass(frozen=True)
class Part:
    """A rectangle of the drawing."""

    way: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Bar:
    """A month of the drawing."""

    label: str
    x: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Drawing:
    """The sums of the last months as bars, the oldest first.

    Attributes:
        most: the largest sum, as its line is labelled.
        is_split: whether bars are split by ways of paying.
    """

    bars: tuple[Bar, ...]
    most: str
    is_split: bool
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - FOOT
    top: int = HEAD


@dataclass(frozen=True)
class Currency:
    """All that is told of one currency."""

    code: str
    rows: tuple[Row, ...]
    drawing: Drawing | None


def told(months: Sequence[PastMonth], first: str, language: str) -> list[Currency]:
    """What is told of months, by currency.

    Args:
        months: newest first.
        first: the currency that comes first.
    """
    codes = {code for month in months for code in month.sums} | {first}
    found = []
    for code in sorted(codes, key=lambda each: (each != first, each)):
        rows = tuple(_row(month, code, language) for month in months)
        found.append(Currency(code, rows, _drawing(rows, code, language)))
    return found


def people(count: int) -> str:
    """A number of people, where it is large enough to be told."""
    if 0 < count < LEAST_TOLD:
        return _("fewer than %(count)s") % {"count": LEAST_TOLD}
    return number_format(count, force_grouping=True)


def _row(month: PastMonth, code: str, language: str) -> Row:
    sums = month.sums.get(code, {})
    minor, payers = sums.get("all", (0, 0))
    is_told = payers == 0 or payers >= LEAST_TOLD
    ways = [sums.get(way, (0, 0)) for way in KINDS]
    is_split = is_told and all(each == 0 or each >= LEAST_TOLD for _minor, each in ways)
    back_minor, back_payers = sums.get(BACK, (0, 0))
    is_back_told = is_told and (back_payers == 0 or back_payers >= LEAST_TOLD)

    def shown(of: int) -> str:
        return Money(of, code).shown(language)

    return Row(
        month=month.month,
        label=month_label(month.month, "F Y"),
        supporters=people(month.supporters),
        ways=tuple(shown(each) if is_split else "" for each, _payers in ways),
        all=shown(minor) if is_told else "",
        back=shown(back_minor) if is_back_told else "",
        minor=minor if is_told else None,
        by_way=tuple(each for each, _payers in ways) if is_split else (),
    )


def _drawing(rows: Iterable[Row], code: str, language: str) -> Drawing | None:
    drawn = list(reversed(list(rows)[:DRAWN_MONTHS]))
    most = max((row.minor or 0 for row in drawn), default=0)
    if most <= 0:
        return None
    is_split = all(row.by_way or not row.minor for row in drawn)
    step = WIDTH / len(drawn)
    bars = tuple(
        Bar(
            label=month_label(row.month, "M"),
            x=_number(step * (number + 0.5)),
            parts=tuple(_parts(row, step, number, most, is_split)),
        )
        for number, row in enumerate(drawn)
    )
    return Drawing(bars, Money(most, code).shown(language), is_split)


def _parts(row: Row, step: float, number: int, most: int, is_split: bool) -> Iterable[Part]:
    sums = zip(KINDS, row.by_way, strict=False) if is_split else [("all", row.minor or 0)]
    bottom = float(HEIGHT - FOOT)
    width = min(step * 0.62, 60.0)
    for way, minor in sums:
        height = (HEIGHT - FOOT - HEAD) * max(minor, 0) / most
        if height <= 0:
            continue
        bottom -= height
        yield Part(
            way, _number(step * (number + 0.5) - width / 2), _number(bottom), _number(width), _number(height)
        )


def _number(value: float) -> str:
    """As SVG writes numbers, in every language."""
    return f"{value:.1f}"
