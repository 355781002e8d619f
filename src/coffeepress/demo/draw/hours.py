"""The palettes: a few hours and weathers of one town, each of few colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from coffeepress.demo.draw.canvas import Colour, rgb


@dataclass(frozen=True)
class Hour:
    """Colours that belong together. ``far`` to ``dark``: planes from the horizon to the viewer."""

    name: str
    sky: Sequence[tuple[float, Colour]]
    sun: Colour
    far: Colour
    mid: Colour
    near: Colour
    dark: Colour
    water_far: Colour
    water_near: Colour
    light: Colour
    accent: Colour
    second: Colour
    paper: Colour
    lit: bool


def _hour(name: str, sky: str, tones: str, *, lit: bool = False) -> Hour:
    parts = [rgb(code) for code in sky.split()]
    sun, far, mid, near, dark, water_far, water_near, light, accent, second, paper = (
        rgb(code) for code in tones.split()
    )
    stops = [(index / (len(parts) - 1), colour) for index, colour in enumerate(parts)]
    return Hour(
        name, stops, sun, far, mid, near, dark, water_far, water_near, light, accent, second, paper, lit
    )


#            the sky, from above to below; then: sun far mid near dark water_far water_near light accent second paper
HOURS = (
    _hour(
        "dawn",
        "#4f7891 #a7aeb0 #eebd93 #fae3ba",
        "#fff6dc #93a0aa #637788 #38526a #1c3044 #efcba2 #416a83 #fff0cd #d5553a #e9a23b #f4e6cd",
    ),
    _hour(
        "noon",
        "#3f8fae #8fc6c9 #dcebd6 #f6f0d6",
        "#fffbe6 #8db3a6 #4f8a84 #2a626b #123e4b #a8d3c9 #22697f #fbf6df #e05a36 #f0b43f #f3ecd6",
    ),
    _hour(
        "dusk",
        "#262a55 #7a446f #df6f52 #fbc56c",
        "#ffe8a6 #8a5470 #573d63 #30294f #171733 #f0985a #2b2b57 #ffd98a #f4a23a #e3573f #f6dcb4",
        lit=True,
    ),
    _hour(
        "night",
        "#0a1531 #12264c #23466c #3f6a83",
        "#f6edc8 #2b4d69 #1b3754 #10253f #071327 #2f5672 #0a1a34 #fbd97f #ea7447 #7fb3b0 #e9dfc0",
        lit=True,
    ),
    _hour(
        "overcast",
        "#7f8f96 #a9b4b3 #ccccbd #e2dcc6",
        "#f3ecd4 #9faaa6 #72837f #465a5c #22343a #bcc2ba #4a6067 #f6e9c4 #c8432b #d99a35 #ece5d2",
    ),
    _hour(
        "green evening",
        "#16363d #2f6a64 #9fae6e #f0d684",
        "#fff0b0 #55806c #30605a #1b4349 #0b2630 #c9c079 #1a4a50 #ffe594 #ee6f3c #f2b84b #f0e6c0",
        lit=True,
    ),
)


def hour_of(seed: int) -> Hour:
    """The hour of a seed: seeds 0 to 5 go through them all, and so on."""
    return HOURS[seed % len(HOURS)]
