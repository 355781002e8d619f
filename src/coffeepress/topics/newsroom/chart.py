"""Charts that the server draws: bars with their labels above them. Pure: numbers go in, places come out.

Widths are hundredths of the drawing's own and heights are pixels, so that words stay readable on a phone. The table
beside a chart says the same in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 48
LABEL_AT = 15
BAR_AT = 22
BAR_HEIGHT = 16
LONGEST_BAR = 88.0
"""The rest is room for the number."""


@dataclass(frozen=True)
class Bar:
    """One bar: where it begins from above, and how long it is."""

    label: str
    number: int
    is_marked: bool
    label_y: int
    y: int
    number_y: int
    width: str
    number_x: str


@dataclass(frozen=True)
class Chart:
    """A drawing of bars, `height` pixels high."""

    title: str
    bars: tuple[Bar, ...]
    height: int
    bar_height: int = BAR_HEIGHT


def chart(title: str, numbers: Sequence[tuple[str, int, bool]]) -> Chart:
    """Draw bars.

    Args:
        numbers: a label, a number that is not negative, and whether it is marked, for each bar.
    """
    most = max((number for _label, number, _mark in numbers), default=0) or 1
    bars = tuple(
        Bar(
            label=label,
            number=number,
            is_marked=is_marked,
            label_y=ROW * row + LABEL_AT,
            y=ROW * row + BAR_AT,
            number_y=ROW * row + BAR_AT + BAR_HEIGHT - 3,
            width=f"{LONGEST_BAR * number / most:.2f}%",
            number_x=f"{LONGEST_BAR * number / most + 1:.2f}%",
        )
        for row, (label, number, is_marked) in enumerate(numbers)
    )
    return Chart(title, bars, ROW * len(bars))
