"""Where adverts stand, and in which shape. Pure.

A shape is what is reserved in the page, so that nothing moves when an advert comes: two units wide and one high, or
four wide and five high. A picture is cut to the shapes of its places.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shape:
    """Attributes:
    name: its class in style sheets.
    sizes: widths and heights in pixels of the files that readers get, the smaller first.
    shown: the `sizes` of its pictures: how wide they are set.
    """

    name: str
    sizes: tuple[tuple[int, int], ...]
    shown: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Place:
    """A place in readers' pages."""

    name: str
    label: str | Promise
    shape: Shape


WIDE = Shape("wide", ((640, 320), (1280, 640)), "(min-width: 44rem) 40rem, 92vw")
TALL = Shape("tall", ((240, 300), (480, 600)), "15rem")

PLACES = {
    place.name: place
    for place in (
        Place("middle", _("In the middle of articles"), WIDE),
        Place("end", _("At the end of articles"), WIDE),
        Place("sidebar", _("Beside articles, on wide screens"), TALL),
        Place("home", _("On the home front"), WIDE),
    )
}
CHOICES = [(place.name, place.label) for place in PLACES.values()]


def shapes_of(names: list[str]) -> list[Shape]:
    """The shapes of these places, each once."""
    return list(dict.fromkeys(PLACES[name].shape for name in names if name in PLACES))
