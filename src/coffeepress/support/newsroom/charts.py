"""Draws columns by month as SVG. Pure: numbers in, text out; no script and no style of its own.

Colours are the newsroom's stylesheet's, so that a chart is readable in the dark. Whoever hears the page gets the title
and a sentence; every chart stands above a table with the same figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 400, 210
LEFT, RIGHT, TOP, BOTTOM = 52, 4, 10, 34
GAP = 0.28
"""Of a month's width, what stays free between two columns."""
MOST_LINES = 5


@dataclass(frozen=True)
class Series:
    """One kind of thing: its name, and a number for each month; below nothing where it is drawn downwards."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Label:
    """What stands below a column: a month's short name, and the year where it begins."""

    text: str
    below: str = ""
    full: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing, with what its colours stand for."""

    svg: SafeString
    names: Sequence[str]


@dataclass(frozen=True)
class _Scale:
    """From numbers to places: `top` and `bottom` are the numbers at the plot's edges."""

    bottom: int
    top: int
    step: int

    def y(self, value: int) -> float:
        height = HEIGHT - TOP - BOTTOM
        return TOP + height * (self.top - value) / (self.top - self.bottom)

    @property
    def lines(self) -> list[int]:
        return list(range(self.bottom, self.top + 1, self.step))


def columns(
    name: str,
    *,
    title: str,
    told: str,
    labels: Sequence[Label],
    series: Sequence[Series],
    shown: Callable[[int], str],
) -> Chart:
    """A chart of columns, those of one month on top of each other.

    Args:
        name: for the ids of its title and description; no other chart of the page has it.
        told: in a sentence, what is to be seen.
        shown: how a number is written.
    """
    scale = scale_of(series, len(labels))
    return Chart(
        format_html(
            '<svg class="support-chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-told"'
            ' xmlns="http://www.w3.org/2000/svg"><title id="{}-title">{}</title>'
            '<desc id="{}-told">{}</desc>{}{}{}</svg>',
            *(WIDTH, HEIGHT, name, name, name, title, name, told),
            _grid(scale, shown),
            _columns(scale, labels, series, shown),
            _labels(labels),
        ),
        [each.name for each in series],
    )


def scale_of(series: Sequence[Series], months: int) -> _Scale:
    """A scale that holds all columns, in steps of 1, 2 or 5 and noughts."""
    ups = [sum(max(each.values[month], 0) for each in series) for month in range(months)]
    downs = [sum(min(each.values[month], 0) for each in series) for month in range(months)]
    highest, lowest = max(ups, default=0), min(downs, default=0)
    step = _step(max(highest - lowest, 1))
    bottom, top = lowest // step * step, -(-highest // step) * step
    return _Scale(bottom, max(top, bottom + step), step)


def _step(span: int) -> int:
    power = 1
    while True:
        for factor in (1, 2, 5):
            if span <= factor * power * MOST_LINES:
                return factor * power
        power *= 10


def _grid(scale: _Scale, shown: Callable[[int], str]) -> SafeString:
    return format_html_join(
        "",
        '<line class="support-chart__line{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="support-chart__number" x="{}" y="{}" text-anchor="end" dominant-baseline="middle">{}</text>',
        (
            (
                " support-chart__line--zero" if value == 0 else "",
                *(LEFT, WIDTH - RIGHT, _places(scale.y(value)), _places(scale.y(value))),
                *(LEFT - 5, _places(scale.y(value)), shown(value)),
            )
            for value in scale.lines
        ),
    )


def _columns(
    scale: _Scale, labels: Sequence[Label], series: Sequence[Series], shown: Callable[[int], str]
) -> SafeString:
    width = (WIDTH - LEFT - RIGHT) / max(len(labels), 1)
    parts = []
    for month, label in enumerate(labels):
        up = down = 0
        for number, each in enumerate(series, start=1):
            value = each.values[month]
            if not value:
                continue
            start = up if value > 0 else down
            top, bottom = scale.y(max(start, start + value)), scale.y(min(start, start + value))
            told = f"{label.full or label.text}, {each.name}: {shown(abs(value))}"
            x, wide = LEFT + width * (month + GAP / 2), width * (1 - GAP)
            parts.append((number, *map(_places, (x, top, wide, max(bottom - top, 0.5))), told))
            up, down = (up + value, down) if value > 0 else (up, down + value)
    return format_html_join(
        "",
        '<rect class="support-chart__column support-chart__column--{}" x="{}" y="{}" width="{}" height="{}">'
        "<title>{}</title></rect>",
        parts,
    )


def _labels(labels: Sequence[Label]) -> SafeString:
    width = (WIDTH - LEFT - RIGHT) / max(len(labels), 1)
    places = [_places(LEFT + width * (month + 0.5)) for month in range(len(labels))]
    text = '<text class="support-chart__label" x="{}" y="{}" text-anchor="middle">{}</text>'
    above = ((x, HEIGHT - BOTTOM + 15, each.text) for x, each in zip(places, labels, strict=True))
    below = (
        (x, HEIGHT - BOTTOM + 29, each.below) for x, each in zip(places, labels, strict=True) if each.below
    )
    return format_html("{}{}", format_html_join("", text, above), format_html_join("", text, below))


def _places(number: float) -> str:
    """A place in the drawing, short: "12.5"."""
    return f"{number:.1f}".removesuffix(".0")
