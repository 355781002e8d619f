"""Pictures of the town: roofs, the market, the observatory on its hill."""

import math

from coffeepress.demo.draw.canvas import Canvas, Colour, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import (
    birds,
    figure,
    houses,
    sky,
    tower,
    window_grid,
)


def roofs(art: Canvas, hour: Hour) -> None:
    """Roof behind roof, climbing a hill, with chimneys, washing and a cat."""
    sky(
        art,
        hour,
        horizon=720,
        sun_x=art.chance.uniform(300, 1300),
        sun_y=art.chance.uniform(130, 250),
        sun=74,
    )
    art.hills(430, 170, hour.far)
    tower(art, art.chance.uniform(400, 1200), 560, 380, mix(hour.far, hour.mid, 0.6), hour)
    tones = [
        hour.mid,
        mix(hour.mid, hour.accent, 0.4),
        hour.near,
        mix(hour.accent, hour.dark, 0.4),
        hour.dark,
    ]
    for row in range(5):
        _roof_row(art, hour, base=520 + row * 125, size=120 + row * 46, tone=tones[row], row=row)
    left, right = art.chance.uniform(140, 420), art.chance.uniform(1050, 1400)
    _washing(art, hour, (left, 700), (right, 660))
    birds(art, (200, 60, 1400, 320), 10, hour.dark)


def _roof_row(art: Canvas, hour: Hour, *, base: float, size: float, tone: Colour, row: int) -> None:
    x = -art.chance.uniform(0, size)
    while x < 1640:
        wide = size * art.chance.uniform(1.0, 1.7)
        eaves = base - size * art.chance.uniform(0.0, 0.35)
        wall = mix(hour.paper, tone, 0.35 + 0.1 * row)
        roof = mix(tone, hour.dark, art.chance.uniform(0, 0.25))
        art.box(x + 8, eaves, x + wide - 8, base + 320, wall)
        window_grid(art, hour, x + 14, eaves + 6, wide - 28, size * 1.2, 0.5)
        peak = eaves - size * art.chance.uniform(0.55, 0.85)
        lean = wide * art.chance.uniform(0.35, 0.65)
        art.shape([(x - 8, eaves + 10), (x + lean, peak), (x + wide + 8, eaves + 10)], roof)
        art.shape(
            [(x + lean, peak), (x + wide + 8, eaves + 10), (x + lean + 6, eaves + 10)],
            mix(roof, hour.dark, 0.3),
        )
        for course in range(1, 6):
            share = course / 6
            y = peak + (eaves + 10 - peak) * share
            art.line([(x + lean - (lean + 8) * share, y), (x + lean, y)], mix(roof, hour.light, 0.16), 2)
        pot = x + wide * art.chance.uniform(0.2, 0.7)
        art.box(pot, peak - size * 0.1, pot + size * 0.16, eaves, mix(hour.accent, hour.dark, 0.45))
        art.box(
            pot - 4,
            peak - size * 0.14,
            pot + size * 0.16 + 4,
            peak - size * 0.08,
            mix(hour.accent, hour.dark, 0.6),
        )
        x += wide + art.chance.uniform(-6, 10)


def _washing(art: Canvas, hour: Hour, start: Point, end: Point) -> None:
    places: list[Point] = []
    for step in range(31):
        share = step / 30
        x = start[0] + (end[0] - start[0]) * share
        places.append((x, start[1] + (end[1] - start[1]) * share + 50 * math.sin(math.pi * share)))
    art.line(places, hour.dark, 3)
    for index in range(3, 28, 4):
        x, y = places[index]
        tone = art.chance.choice((hour.paper, hour.accent, hour.second, hour.light, hour.mid))
        wide, tall = art.chance.uniform(34, 60), art.chance.uniform(60, 104)
        art.shape(
            [
                (x - wide / 2, y),
                (x + wide / 2, y + 2),
                (x + wide / 2 + 10, y + tall),
                (x - wide / 2 + 8, y + tall - 6),
            ],
            tone,
        )
        art.line(
            [(x - wide / 2 + 6, y + 8), (x - wide / 2 + 13, y + tall - 14)], mix(tone, hour.dark, 0.3), 3
        )


def market(art: Canvas, hour: Hour) -> None:
    """Striped awnings over crates of fish, fruit and greens, people between."""
    sky(art, hour, horizon=560, sun_x=art.chance.uniform(300, 1300), sun_y=120, sun=54)
    houses(art, hour, base=560, colour=hour.far, height=190, windows=0.4)
    art.box(-20, 556, 1620, 1020, mix(hour.near, hour.paper, 0.25))
    for row in range(9):
        y = 600 + row * 48
        art.line([(-20, y), (1620, y)], mix(hour.near, hour.paper, 0.12), 3)
    for _ in range(9):
        coat = art.chance.choice((hour.dark, hour.accent, hour.second, hour.near, hour.paper))
        figure(
            art,
            art.chance.uniform(40, 1560),
            art.chance.uniform(640, 700),
            190,
            coat,
            mix(hour.paper, hour.accent, 0.3),
        )
    for x, base, size in ((60, 760, 1.0), (610, 780, 1.1), (1190, 765, 1.02)):
        _stall(art, hour, x + art.chance.uniform(-30, 30), base, 400 * size)
    for x in (500, 1120):
        coat = art.chance.choice((hour.dark, hour.accent, mix(hour.second, hour.dark, 0.3)))
        figure(
            art,
            x + art.chance.uniform(-40, 60),
            990,
            380,
            coat,
            mix(hour.paper, hour.accent, 0.4),
            lean=art.chance.uniform(-16, 16),
        )


def _stall(art: Canvas, hour: Hour, x: float, base: float, wide: float) -> None:
    first = art.chance.choice((hour.accent, hour.second, mix(hour.mid, hour.near, 0.5)))
    top = base - wide * 0.78
    for side in (0.03, 0.97):
        art.line([(x + wide * side, base + 130), (x + wide * side, top + 40)], hour.dark, 9)
    art.glaze([(x, top + 90), (x + wide, top + 90), (x + wide, base), (x, base)], hour.dark, 0.42)
    stripes = 8
    step = wide * 1.16 / stripes
    left = x - wide * 0.08
    for index in range(stripes):
        tone = first if index % 2 else hour.paper
        start = left + index * step
        inner = x + wide * 0.06 + index * wide * 0.88 / stripes
        art.shape(
            [(inner, top), (inner + wide * 0.88 / stripes, top), (start + step, top + 96), (start, top + 96)],
            tone,
        )
        art.slice(start + step / 2, top + 95, step / 2, 26, 0, 180, mix(tone, hour.dark, 0.18))
    if hour.lit:
        art.glow(x + wide / 2, base - wide * 0.4, wide * 0.5, hour.light, 0.6)
        art.disc(x + wide / 2, base - wide * 0.5, 11, hour.light)
    goods = art.chance.choice(("fish", "fruit", "greens"))
    art.box(x - 14, base - 4, x + wide + 14, base + 150, mix(hour.dark, hour.accent, 0.14))
    art.hatch(x - 10, base + 20, x + wide + 10, base + 146, mix(hour.dark, hour.light, 0.22), gap=20, width=3)
    for index in range(4):
        crate = x + index * wide / 4 + 6
        art.shape(
            [
                (crate, base - 58),
                (crate + wide / 4 - 14, base - 58),
                (crate + wide / 4 - 8, base),
                (crate - 6, base),
            ],
            mix(hour.second, hour.dark, 0.35),
        )
        for _ in range(14):
            px, py = crate + art.chance.uniform(6, wide / 4 - 18), base - 58 - art.chance.uniform(-14, 14)
            _good(art, hour, goods, px, py)


def _good(art: Canvas, hour: Hour, sort: str, x: float, y: float) -> None:
    if sort == "fish":
        tone = mix(hour.paper, hour.mid, art.chance.uniform(0.1, 0.5))
        art.oval(x, y, 25, 9, tone)
        art.shape([(x + 20, y), (x + 36, y - 9), (x + 34, y + 9)], tone)
        art.disc(x - 16, y - 2, 2.6, hour.dark)
    elif sort == "fruit":
        tone = art.chance.choice((hour.accent, hour.second, mix(hour.accent, hour.dark, 0.3)))
        art.disc(x, y, 15, tone)
        art.disc(x - 5, y - 5, 4, mix(tone, hour.light, 0.6))
    else:
        tone = mix((78, 128, 74), hour.dark, art.chance.uniform(0, 0.4))
        art.disc(x, y, 19, tone)
        art.arc(x, y, 11, 11, 200, 340, mix(tone, hour.light, 0.4), 3)


def observatory(art: Canvas, hour: Hour) -> None:
    """The observatory on its hill, star trails turning about the pole."""
    top = mix(hour.sky[0][1], (6, 10, 30), 0.55)
    art.sky([(0, top), (0.6, mix(hour.sky[1][1], (10, 20, 50), 0.35)), (1, hour.sky[2][1])], bottom=820)
    pole = (art.chance.uniform(420, 1180), art.chance.uniform(240, 380))
    for _ in range(150):
        far = art.chance.uniform(24, 1050)
        start = art.chance.uniform(0, 360)
        tone = mix(
            top, art.chance.choice((hour.light, hour.paper, hour.second)), art.chance.uniform(0.3, 0.9)
        )
        art.arc(
            pole[0],
            pole[1],
            far,
            far,
            start,
            start + art.chance.uniform(14, 40),
            tone,
            art.chance.choice((1.4, 2, 3.2)),
        )
    art.glaze([(-20, 560), (1620, 560), (1620, 860), (-20, 860)], hour.second, 0.3, soft=70)
    art.hills(760, 130, mix(hour.mid, hour.dark, 0.3))
    art.curve(
        [(-200, 1100), (-100, 900), (400, 800), (800, 690), (1150, 790), (1700, 880), (1800, 1100)], hour.dark
    )
    x, base = 800.0, 736.0
    art.box(x - 130, base - 110, x + 130, base + 60, mix(hour.paper, hour.near, 0.45))
    art.hatch(x - 126, base - 100, x + 126, base + 56, mix(hour.paper, hour.near, 0.7), gap=13, width=2)
    art.slice(x, base - 108, 148, 150, 180, 360, mix(hour.paper, hour.near, 0.25))
    art.slice(x, base - 108, 148, 150, 270, 360, mix(hour.paper, hour.near, 0.5))
    art.shape(
        [(x - 10, base - 110), (x + 36, base - 110), (x + 88, base - 236), (x + 52, base - 250)], hour.dark
    )
    art.line([(x + 20, base - 120), (x + 104, base - 292)], hour.second, 22)
    art.glow(x, base - 40, 190, hour.light, 0.5)
    art.box(x - 26, base - 44, x + 26, base + 60, hour.light, round_by=6)
    for index in range(30):
        px = index * 56 + art.chance.uniform(-20, 20)
        if abs(px - x) > 170:
            py = base + 30 + abs(px - x) * 0.13
            art.shape(
                [(px - 20, py + 40), (px, py - art.chance.uniform(50, 110)), (px + 20, py + 40)],
                mix(hour.dark, hour.mid, 0.12),
            )
    figure(art, x + 190, base + 50, 90, hour.dark, hour.dark, lean=-6)
