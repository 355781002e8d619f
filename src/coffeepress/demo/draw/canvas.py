"""The paper and the tools with which every drawing is made.

Owns: a canvas in design units (a landscape is 1600 by 1000), supersampled, with flat shapes, washes of
colour, glazes, hatching and the grain of paper. Pillow only.
Refuses: chance. Every random number comes from the seed, so the same seed gives the same bytes.
"""

import math
import random
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Colour = tuple[int, int, int]
Point = tuple[float, float]

_OVERSAMPLING = 2


def rgb(code: str) -> Colour:
    """``"#1f3a4d"`` as numbers."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``one`` with ``share`` (0 to 1) of ``other`` in it."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


class Canvas:
    """A sheet that is drawn on in design units, whatever the size of the picture."""

    def __init__(self, *, seed: int, width: int, height: int, design_width: int, design_height: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - an artist's hand, no secret
        self.width = width
        self.height = height
        self.design_width = design_width
        self.design_height = design_height
        # The design is scaled to cover the picture; what sticks out is cut evenly on both sides.
        self._scale = max(width / design_width, height / design_height) * _OVERSAMPLING
        self._shift_x = (width * _OVERSAMPLING - design_width * self._scale) / 2
        self._shift_y = (height * _OVERSAMPLING - design_height * self._scale) / 2
        self.sheet = Image.new("RGB", (width * _OVERSAMPLING, height * _OVERSAMPLING))
        self._pen = ImageDraw.Draw(self.sheet)
        self._frame: tuple[float, float, float, float] | None = None
        self._mirrored = False

    def frame(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep just this part of the design, in the shape of the whole."""
        self._frame = (left, top, right, bottom)

    def mirror(self) -> None:
        """Turn the finished drawing about, left for right; twice is not at all."""
        self._mirrored = not self._mirrored

    def at(self, x: float, y: float) -> Point:
        """A point of the design on the sheet."""
        return x * self._scale + self._shift_x, y * self._scale + self._shift_y

    def _all(self, points: Iterable[Point]) -> list[Point]:
        return [self.at(x, y) for x, y in points]

    # flat shapes

    def shape(self, points: Iterable[Point], fill: Colour) -> None:
        """A filled outline."""
        self._pen.polygon(self._all(points), fill=fill)

    def curve(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled outline whose corners are rounded off (Chaikin's corner cutting, three times)."""
        outline = list(points)
        for _ in range(3):
            cut: list[Point] = []
            for (x, y), (next_x, next_y) in zip(outline, [*outline[1:], outline[0]], strict=True):
                cut.append((0.75 * x + 0.25 * next_x, 0.75 * y + 0.25 * next_y))
                cut.append((0.25 * x + 0.75 * next_x, 0.25 * y + 0.75 * next_y))
            outline = cut
        self.shape(outline, fill)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, *, round_by: float = 0
    ) -> None:
        """A rectangle, with round corners if asked."""
        corners = (*self.at(left, top), *self.at(right, bottom))
        if round_by:
            self._pen.rounded_rectangle(corners, round_by * self._scale, fill=fill)
        else:
            self._pen.rectangle(corners, fill=fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        """An ellipse about its centre with two radii."""
        self._pen.ellipse((*self.at(x - across, y - down), *self.at(x + across, y + down)), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A circle."""
        self.oval(x, y, radius, radius, fill)

    def slice(
        self, x: float, y: float, across: float, down: float, start: float, end: float, fill: Colour
    ) -> None:
        """A part of an ellipse, from ``start`` to ``end`` in degrees clockwise from the right."""
        self._pen.pieslice(
            (*self.at(x - across, y - down), *self.at(x + across, y + down)), start, end, fill=fill
        )

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """A stroke with round ends."""
        thick = max(1, round(width * self._scale))
        places = self._all(points)
        self._pen.line(places, fill=fill, width=thick, joint="curve")
        if thick > 3:
            half = thick / 2
            for x, y in (places[0], places[-1]):
                self._pen.ellipse((x - half, y - half, x + half, y + half), fill=fill)

    def arc(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        start: float,
        end: float,
        fill: Colour,
        width: float,
    ) -> None:
        """A stroke along an ellipse."""
        steps = max(8, int(abs(end - start) / 4))
        turn = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
        self.line([(x + across * math.cos(t), y + down * math.sin(t)) for t in turn], fill, width)

    # washes

    def sky(
        self, stops: Sequence[tuple[float, Colour]], *, top: float = 0, bottom: float | None = None
    ) -> None:
        """A wash from above to below; ``stops`` are shares of the height with their colours."""
        _, first = self.at(0, top)
        _, last = self.at(0, self.design_height if bottom is None else bottom)
        start = max(0, math.floor(first)) if top > 0 else 0
        end = self.sheet.height if bottom is None else min(self.sheet.height, math.ceil(last))
        count = max(1, end - start)
        strip = Image.new("RGB", (1, count))
        strip.putdata([between(stops, row / count) for row in range(count)])
        self.sheet.paste(strip.resize((self.sheet.width, count)), (0, start))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light about a point, fading to nothing at ``radius``."""
        side = max(2, round(2 * radius * self._scale))
        # Pillow's gradient reaches 181 at the middle of an edge: the light must be out by then.
        mask = _radial(256).point(lambda value: int(max(0.0, 1 - value / 180) ** 1.6 * 255 * strength))
        mask = mask.resize((side, side), Image.Resampling.BILINEAR)
        left, top = self.at(x - radius, y - radius)
        self.sheet.paste(colour, (round(left), round(top)), mask)

    def glaze(self, points: Iterable[Point], colour: Colour, strength: float, *, soft: float = 0) -> None:
        """A see-through shape; ``soft`` blurs its edge by so many units."""
        places = self._all(points)
        reach = 3 * soft * self._scale
        left = max(0, math.floor(min(x for x, _ in places) - reach))
        top = max(0, math.floor(min(y for _, y in places) - reach))
        right = min(self.sheet.width, math.ceil(max(x for x, _ in places) + reach))
        bottom = min(self.sheet.height, math.ceil(max(y for _, y in places) + reach))
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in places], fill=round(255 * strength))
        if soft:
            mask = _blurred(mask, soft * self._scale)
        self.sheet.paste(colour, (left, top), mask)

    def glaze_oval(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        colour: Colour,
        strength: float,
        *,
        soft: float = 0,
    ) -> None:
        """A see-through ellipse."""
        turn = [math.radians(step * 6) for step in range(60)]
        points = [(x + across * math.cos(t), y + down * math.sin(t)) for t in turn]
        self.glaze(points, colour, strength, soft=soft)

    # the hand

    def wobble(self, points: Sequence[Point], by: float) -> list[Point]:
        """The points, each a little off."""
        return [(x + self.chance.uniform(-by, by), y + self.chance.uniform(-by, by)) for x, y in points]

    def hills(
        self, base: float, height: float, fill: Colour, *, rough: float = 3, waves: int = 3
    ) -> list[Point]:
        """A ridge from edge to edge, down to the foot of the sheet; returns its outline's upper points."""
        turns = [
            (
                self.chance.uniform(0.4, 1.0) / (k + 1),
                self.chance.uniform(0.6, 1.4) * (k + 1),
                self.chance.uniform(0, 6),
            )
            for k in range(waves)
        ]
        total = sum(weight for weight, _, _ in turns)
        ridge: list[Point] = []
        for x in range(-80, self.design_width + 100, 20):
            place = x / self.design_width * math.tau
            lift = sum(weight * math.sin(place * pace + turn) for weight, pace, turn in turns) / total
            ridge.append((x, base - height * (lift + 1) / 2 + self.chance.uniform(-rough, rough)))
        foot = self.design_height + 100
        self.shape([*ridge, (self.design_width + 100, foot), (-100, foot)], fill)
        return ridge

    def ripples(
        self,
        top: float,
        bottom: float,
        colours: Sequence[Colour],
        *,
        count: int,
        left: float = 0,
        right: float = 0,
    ) -> None:
        """Strokes of light on water, short far away and long near by."""
        right = right or self.design_width
        for _ in range(count):
            depth = self.chance.random() ** 1.3
            y = top + (bottom - top) * depth
            half = (14 + 90 * depth) * self.chance.uniform(0.4, 1.2)
            x = self.chance.uniform(left, right)
            thick = 1 + 5 * depth * self.chance.uniform(0.6, 1.2)
            self.shape(
                [(x - half, y), (x, y - thick), (x + half, y), (x, y + thick)],
                self.chance.choice(list(colours)),
            )

    def hatch(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, *, gap: float, width: float,
        lean: float = 0.0,
    ) -> None:  # fmt: skip
        """Cut lines over a rectangle, as in linocut: of uneven length, thinning to their ends."""
        y = top
        while y < bottom:
            start = left + self.chance.uniform(0, (right - left) * 0.25)
            end = right - self.chance.uniform(0, (right - left) * 0.35)
            half = width * self.chance.uniform(0.5, 1.1)
            tilt = (end - start) * lean
            self.shape(
                [
                    (start, y),
                    ((start + end) / 2, y + tilt / 2 - half),
                    (end, y + tilt),
                    ((start + end) / 2, y + tilt / 2 + half),
                ],
                fill,
            )
            y += gap * self.chance.uniform(0.75, 1.3)

    # the end

    def finished(self, *, grain: float = 0.026, vignette: float = 0.14) -> Image.Image:
        """The picture: brought to its size, printed on grained paper, its corners a little darker."""
        image = self._cut()
        if vignette:
            mask = _radial(256).point(lambda value: int(max(0, value - 90) / 165 * 255 * vignette))
            mask = mask.resize(image.size, Image.Resampling.BILINEAR)
            image.paste((18, 16, 30), (0, 0), mask)
        noise = Image.frombytes("L", image.size, self.chance.randbytes(image.width * image.height))
        fibres = noise.resize((max(1, image.width // 3), max(1, image.height // 2))).resize(
            image.size, Image.Resampling.BICUBIC
        )
        paper = Image.blend(noise.filter(ImageFilter.GaussianBlur(0.7)), fibres, 0.5)
        paper = paper.point(lambda value: max(0, min(255, int(128 + (value - 128) * grain * 6))))
        return ImageChops.overlay(image, Image.merge("RGB", (paper, paper, paper)))

    def _cut(self) -> Image.Image:
        if self._frame is None:
            image = self.sheet.reduce(_OVERSAMPLING)
        else:
            left, top, right, bottom = self._frame
            start_x, start_y = self.at(left, top)
            end_x, end_y = self.at(right, bottom)
            corners = (
                max(0, start_x),
                max(0, start_y),
                min(self.sheet.width, end_x),
                min(self.sheet.height, end_y),
            )
            image = self.sheet.resize((self.width, self.height), Image.Resampling.LANCZOS, box=corners)
        return ImageOps.mirror(image) if self._mirrored else image


@cache
def _radial(side: int) -> Image.Image:
    gradient = Image.radial_gradient("L")
    return gradient.resize((side, side))


def _blurred(mask: Image.Image, radius: float) -> Image.Image:
    """A wide blur is made on a small copy: it looks the same and costs a fraction."""
    shrink = max(1, int(radius / 4))
    small = mask.resize(
        (max(1, mask.width // shrink), max(1, mask.height // shrink)), Image.Resampling.BILINEAR
    )
    small = small.filter(ImageFilter.GaussianBlur(radius / shrink))
    return small.resize(mask.size, Image.Resampling.BILINEAR)


def between(stops: Sequence[tuple[float, Colour]], share: float) -> Colour:
    """The colour of a wash at a share of its height."""
    for (start, colour), (end, following) in pairwise(stops):
        if share <= end:
            return mix(colour, following, max(0.0, (share - start) / (end - start or 1)))
    return stops[-1][1]
