"""Pictures of the port and its works: cranes, a coaster, the cannery."""

from coffeepress.demo.draw.canvas import Canvas, Colour, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import birds, figure, houses, sky, water


def harbour(art: Canvas, hour: Hour) -> None:
    """Harbour cranes over a quay, a coaster alongside."""
    horizon = 640.0
    sun_x = art.chance.uniform(300, 1300)
    sky(
        art,
        hour,
        horizon=horizon,
        sun_x=sun_x,
        sun_y=art.chance.uniform(200, 430),
        sun=art.chance.uniform(70, 120),
    )
    art.hills(horizon, 110, hour.far)
    houses(art, hour, base=horizon + 4, colour=mix(hour.far, hour.mid, 0.5), height=70, windows=0.2)
    water(art, hour, horizon, sun_x=sun_x)
    colours = [hour.dark, hour.near, mix(hour.accent, hour.dark, 0.15)]
    for index, x in enumerate((260, 690, 1180)):
        tall = art.chance.uniform(430, 560)
        _crane(
            art, x + art.chance.uniform(-60, 60), 702, tall, colours[index], hour, art.chance.choice((-1, 1))
        )
    art.box(-20, 690, 1620, 740, hour.dark)
    art.hatch(-20, 700, 1620, 738, mix(hour.dark, hour.light, 0.25), gap=10, width=2)
    _crates(art, hour, 690)
    _coaster(art, hour, art.chance.uniform(520, 860), 860)
    birds(art, (100, 60, 1500, 320), 8, mix(hour.dark, hour.sky[0][1], 0.3))


def _crane(art: Canvas, x: float, base: float, tall: float, colour: Colour, hour: Hour, facing: int) -> None:
    top = base - tall
    for side in (-1, 1):
        art.line([(x + side * 66, base), (x + side * 34, top + tall * 0.34)], colour, 13)
    for step in range(4):
        y = base - tall * (0.08 + 0.15 * step)
        half = 64 - 8 * step
        art.line([(x - half, y), (x + half - 6, y - tall * 0.15)], colour, 5)
        art.line([(x - half, y), (x + half, y)], colour, 6)
    cab = top + tall * 0.34
    art.box(x - 62, cab - 66, x + 62, cab, colour)
    art.box(x + facing * 18 - 22, cab - 54, x + facing * 18 + 22, cab - 22, hour.light)
    art.shape([(x - 40, cab - 66), (x - 6 * facing, top - 30), (x + 40, cab - 66)], colour)
    tip = (x + facing * 300, top - 40)
    art.line([(x + facing * 30, cab - 60), tip], colour, 13)
    art.line([(x - 6 * facing, top - 24), tip], colour, 4)
    art.line([(x - 6 * facing, top - 24), (x - facing * 96, cab - 30)], colour, 5)
    art.box(x - facing * 96 - 28, cab - 46, x - facing * 96 + 28, cab, colour)
    for step in range(1, 8):
        share = step / 8
        px = x + facing * (30 + 270 * share)
        py = cab - 60 + (tip[1] - cab + 60) * share
        art.line([(px, py), (px + facing * 18, py - 34 + 22 * share)], colour, 3)
    hook = tip[1] + art.chance.uniform(190, 300)
    art.line([tip, (tip[0], hook)], colour, 3)
    art.box(tip[0] - 44, hook, tip[0] + 44, hook + 52, hour.accent)
    art.hatch(
        tip[0] - 42, hook + 6, tip[0] + 42, hook + 50, mix(hour.accent, hour.dark, 0.5), gap=11, width=2
    )


def _crates(art: Canvas, hour: Hour, base: float) -> None:
    x = 20.0
    while x < 1560:
        wide = art.chance.uniform(70, 120)
        for level in range(art.chance.choice((0, 1, 1, 2, 3))):
            tone = art.chance.choice((hour.accent, hour.second, hour.mid, hour.paper, hour.near))
            top = base - 46 * (level + 1)
            art.box(x, top, x + wide, top + 44, mix(tone, hour.dark, 0.22))
            for rib in range(1, 6):
                rib_x = x + wide * rib / 6
                art.line([(rib_x, top + 5), (rib_x, top + 39)], mix(tone, hour.dark, 0.5), 2)
        x += wide + art.chance.choice((6, 6, 120))


def _coaster(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.glaze(
        [(x - 420, y + 10), (x + 440, y + 10), (x + 330, y + 120), (x - 340, y + 120)],
        hour.dark,
        0.4,
        soft=12,
    )
    art.shape([(x - 430, y - 96), (x + 470, y - 120), (x + 390, y + 26), (x - 390, y + 26)], hour.dark)
    art.shape([(x - 402, y - 10), (x + 418, y - 16), (x + 390, y + 26), (x - 390, y + 26)], hour.accent)
    art.box(x - 400, y - 210, x - 230, y - 94, hour.paper)
    art.box(x - 372, y - 262, x - 258, y - 206, hour.paper)
    for index in range(4):
        art.box(x - 366 + 28 * index, y - 250, x - 346 + 28 * index, y - 224, hour.dark)
    art.box(x - 352, y - 330, x - 304, y - 262, hour.accent)
    art.box(x - 352, y - 312, x - 304, y - 296, hour.paper)
    for index in range(4):
        left = x - 190 + index * 140
        art.shape(
            [(left, y - 100), (left + 22, y - 128), (left + 104, y - 130), (left + 126, y - 106)], hour.near
        )
    art.line([(x + 60, y - 110), (x + 60, y - 300)], hour.dark, 8)
    art.line([(x + 60, y - 290), (x + 250, y - 190)], hour.dark, 5)


def cannery(art: Canvas, hour: Hour) -> None:
    """The cannery with its saw-tooth roof and chimney, mirrored in the river."""
    shore = 640.0
    sun_x = art.chance.uniform(900, 1400)
    sky(art, hour, horizon=shore, sun_x=sun_x, sun_y=art.chance.uniform(150, 300), sun=66)
    art.hills(shore, 120, hour.far)
    brick = mix(hour.accent, hour.dark, 0.38 if not hour.lit else 0.62)
    _works(art, hour, brick, shore, 1)
    water(art, hour, shore + 30, count=60)
    _works(art, hour, mix(brick, hour.water_near, 0.55), shore + 40, -1)
    art.ripples(shore + 36, 1010, [hour.water_near, mix(hour.water_far, hour.light, 0.3)], count=240)
    art.box(-20, shore, 1620, shore + 40, hour.dark)
    art.hatch(-20, shore + 8, 1620, shore + 38, mix(hour.dark, hour.light, 0.22), gap=10, width=2)
    for x in range(50, 1600, 120):
        art.box(x, shore + 20, x + 14, shore + 92, hour.dark)
    for _ in range(5):
        figure(
            art,
            art.chance.uniform(150, 1450),
            shore + 6,
            62,
            art.chance.choice((hour.dark, hour.accent)),
            hour.paper,
        )
    birds(art, (150, 80, 1200, 330), 8, hour.dark)


def _works(art: Canvas, hour: Hour, brick: Colour, base: float, up: int) -> None:
    """The building; ``up`` is -1 for its reflection."""
    dim = up < 0
    glass = mix(hour.light, brick, 0.55 if dim else (0.05 if hour.lit else 0.25))

    def box(left: float, low: float, right: float, high: float, fill: Colour) -> None:
        first, second = sorted((base - up * low, base - up * high))
        art.box(left, first, right, second, fill)

    chimney = 1210.0
    art.shape(
        [
            (chimney - 46, base),
            (chimney - 28, base - up * 500),
            (chimney + 28, base - up * 500),
            (chimney + 46, base),
        ],
        mix(brick, hour.dark, 0.25),
    )
    box(chimney - 36, 470, chimney + 36, 500, mix(brick, hour.light, 0.2))
    box(140, 0, 1120, 230, brick)
    for index in range(7):
        left = 140 + index * 140
        art.shape(
            [(left, base - up * 230), (left + 34, base - up * 330), (left + 140, base - up * 230)],
            mix(brick, hour.dark, 0.3),
        )
        art.shape(
            [(left + 6, base - up * 234), (left + 34, base - up * 318), (left + 44, base - up * 234)],
            glass if not dim else mix(glass, brick, 0.4),
        )
        _arched_window(art, left + 70, base, up, glass, mix(brick, hour.dark, 0.5))
    box(1120, 0, 1440, 160, mix(brick, hour.dark, 0.2))
    for index in range(4):
        box(1146 + index * 72, 60, 1190 + index * 72, 120, glass)
    if not dim:
        art.hatch(142, base - 226, 1118, base - 8, mix(brick, hour.dark, 0.25), gap=14, width=1.6)
        for index in range(7):
            _arched_window(art, 210 + index * 140, base, up, glass, mix(brick, hour.dark, 0.5))


def _arched_window(art: Canvas, x: float, base: float, up: int, glass: Colour, bar: Colour) -> None:
    first, second = sorted((base - up * 40, base - up * 160))
    art.box(x - 36, first, x + 36, second, glass)
    art.disc(x, base - up * 160, 36, glass)
    art.line([(x, base - up * 40), (x, base - up * 194)], bar, 4)
    for high in (80, 120, 160):
        art.line([(x - 34, base - up * high), (x + 34, base - up * high)], bar, 3)
