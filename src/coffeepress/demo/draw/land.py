"""Pictures of the land: fields, a glass house, a seedling, the marsh, allotments."""

import math

from coffeepress.demo.draw.canvas import Canvas, Colour, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import (
    birds,
    figure,
    sky,
    tree,
)


def fields(art: Canvas, hour: Hour) -> None:
    """Fields from above, the river winding through, hedges and a few roofs."""
    x: float
    y: float
    tones = [
        mix((132, 150, 74), hour.mid, 0.35), mix((206, 176, 88), hour.second, 0.4), mix((88, 122, 74), hour.near, 0.3),
        mix(hour.second, hour.paper, 0.4), mix((150, 98, 58), hour.accent, 0.2), mix(hour.mid, hour.paper, 0.3),
    ]  # fmt: skip
    art.sky([(0, tones[0]), (1, tones[2])])
    xs = [-120 + index * 190 + art.chance.uniform(-34, 34) for index in range(11)]
    ys = [-90 + index * 170 + art.chance.uniform(-26, 26) for index in range(8)]
    points = [
        [(x + art.chance.uniform(-46, 46) + y * 0.12, y + art.chance.uniform(-34, 34) + x * 0.06) for x in xs]
        for y in ys
    ]
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            corners = [
                points[row][column],
                points[row][column + 1],
                points[row + 1][column + 1],
                points[row + 1][column],
            ]
            _field(art, hour, corners, art.chance.choice(tones))
    for row in range(1, len(ys) - 1):
        for column in range(len(xs) - 1):
            if art.chance.random() < 0.7:
                _hedge(art, points[row][column], points[row][column + 1], hour)
    phase, pace = art.chance.uniform(0, 6), art.chance.uniform(1.1, 1.7)
    course = [
        (x, 480 + 230 * math.sin(phase + x / 1600 * math.pi * pace) + 60 * math.sin(x / 150 + phase))
        for x in range(-40, 1680, 16)
    ]
    art.line(course, mix((96, 120, 66), hour.dark, 0.4), 128)
    art.line(course, mix(hour.second, hour.paper, 0.5), 104)
    art.line(course, hour.water_near, 88)
    art.line([(x, y - 10) for x, y in course], mix(hour.water_far, hour.water_near, 0.35), 44)
    for index in range(6, len(course) - 4, 5):
        x, y = course[index]
        art.line([(x - 20, y + 14), (x + 22, y + 11)], hour.light, 3)
    for _ in range(5):
        x, y = (
            art.chance.uniform(80, 1500),
            art.chance.choice((art.chance.uniform(40, 180), art.chance.uniform(800, 960))),
        )
        _farm(art, hour, x, y)
    art.glaze([(-20, -20), (1620, -20), (1620, 240), (-20, 420)], hour.sun, 0.16, soft=40)


def _field(art: Canvas, hour: Hour, corners: list[Point], tone: Colour) -> None:
    art.shape(corners, tone)
    lines = art.chance.choice((0, 7, 9, 12))
    across = art.chance.random() < 0.5
    a, b, c, d = corners if across else [corners[1], corners[2], corners[3], corners[0]]
    for index in range(1, lines):
        share = index / lines
        start = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        end = (d[0] + (c[0] - d[0]) * share, d[1] + (c[1] - d[1]) * share)
        art.line([start, end], mix(tone, hour.dark, 0.17), 5)


def _hedge(art: Canvas, start: Point, end: Point, hour: Hour) -> None:
    long = math.hypot(end[0] - start[0], end[1] - start[1])
    for step in range(int(long / 17)):
        share = step * 17 / long
        x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        size = art.chance.uniform(8, 15)
        art.disc(x + 5, y + 7, size, mix(hour.dark, (60, 80, 50), 0.3))
        art.disc(x, y, size, mix((74, 108, 62), hour.dark, art.chance.uniform(0.05, 0.35)))


def _farm(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.glaze(
        [(x - 40, y + 34), (x + 70, y + 34), (x + 90, y + 62), (x - 20, y + 62)], hour.dark, 0.4, soft=5
    )
    art.shape([(x - 46, y - 30), (x + 46, y - 40), (x + 50, y), (x - 42, y + 8)], hour.accent)
    art.shape(
        [(x - 42, y + 8), (x + 50, y), (x + 54, y + 38), (x - 38, y + 46)], mix(hour.accent, hour.dark, 0.4)
    )
    art.shape(
        [(x + 66, y - 10), (x + 116, y - 14), (x + 118, y + 30), (x + 68, y + 34)],
        mix(hour.paper, hour.mid, 0.3),
    )


def greenhouse(art: Canvas, hour: Hour) -> None:
    """Inside a glass house: iron ribs, beds of plants to the vanishing point, a gardener."""
    art.sky([(0, hour.sky[1][1]), (0.6, hour.sky[-1][1]), (1, hour.paper)])
    art.disc(1120, 250, 82, hour.sun)
    art.glow(1120, 250, 520, hour.sun, 0.6)
    art.hills(590, 110, hour.far)
    for depth in range(7):
        share = depth / 6
        half, tall = 900 - 640 * share, 900 - 590 * share
        centre = 640 - 60 * share
        width = 16 - 11 * share
        iron = mix(hour.near, hour.far, share * 0.7)
        art.arc(800, centre, half, tall * 0.72, 180, 360, iron, width)
        for side in (-1, 1):
            art.line(
                [(800 + side * half, centre), (800 + side * half, centre + 360 - 250 * share)], iron, width
            )
    for turn in range(195, 350, 15):
        angle = math.radians(turn)
        art.line(
            [(800 + 900 * math.cos(angle), 640 + 648 * math.sin(angle)),
             (800 + 260 * math.cos(angle), 580 + 223 * math.sin(angle))],
            mix(hour.near, hour.far, 0.25), 5,
        )  # fmt: skip
    art.shape([(720, 690), (880, 690), (1180, 1020), (420, 1020)], mix(hour.second, hour.paper, 0.35))
    for row in range(7):
        y = 700 + row * row * 8
        half = 80 + (y - 690) * 0.9
        art.line([(800 - half, y), (800 + half, y)], mix(hour.second, hour.dark, 0.3), 3)
    figure(art, 830, 800, 210, mix(hour.accent, hour.dark, 0.1), mix(hour.paper, hour.accent, 0.35), lean=-12)
    for depth in range(6, -1, -1):
        share = depth / 6
        size = 1.25 - share
        for side in (-1, 1):
            for _ in range(3):
                x = 800 + side * (150 + 620 * (1 - share) + art.chance.uniform(-60, 130) * size)
                _plant(art, hour, x, 720 + 290 * (1 - share), 210 * size + 60, share)


def _plant(art: Canvas, hour: Hour, x: float, base: float, tall: float, far: float) -> None:
    leaf = mix(
        mix((66, 122, 74), (34, 88, 72), art.chance.random()),
        hour.far if far > 0.5 else hour.dark,
        0.14 + 0.2 * far,
    )
    kind = art.chance.choice(("blade", "round", "fern"))
    for index in range(9):
        turn = math.radians(200 + index * 17.5 + art.chance.uniform(-8, 8))
        long = tall * art.chance.uniform(0.6, 1.05)
        tip = (x + long * 0.62 * math.cos(turn), base + long * math.sin(turn))
        tone = mix(leaf, hour.light, 0.05 * (index % 4))
        side = (-math.sin(turn) * tall * 0.06, math.cos(turn) * tall * 0.06)
        middle = ((x + tip[0]) / 2, (base + tip[1]) / 2)
        if kind == "blade":
            art.curve(
                [
                    (x, base),
                    (middle[0] + side[0], middle[1] + side[1]),
                    tip,
                    (middle[0] - side[0], middle[1] - side[1]),
                ],
                tone,
            )
        elif kind == "round":
            art.line([(x, base), tip], mix(tone, hour.dark, 0.3), max(2, tall * 0.02))
            art.disc(tip[0], tip[1], tall * 0.11, tone)
        else:
            art.line([(x, base), tip], tone, max(2, tall * 0.02))
            for step in range(3, 9):
                px, py = x + (tip[0] - x) * step / 9, base + (tip[1] - base) * step / 9
                reach = tall * 0.1 * (1 - step / 11)
                for sign in (-1, 1):
                    art.oval(px + sign * reach, py - 3, reach, tall * 0.022, tone)
    if art.chance.random() < 0.35:
        for _ in range(4):
            art.disc(
                x + art.chance.uniform(-0.3, 0.3) * tall,
                base - art.chance.uniform(0.4, 0.9) * tall,
                tall * 0.05,
                hour.accent,
            )


def seedling(art: Canvas, hour: Hour) -> None:
    """A seed that has come up, held in two hands; its roots below."""
    x: float
    y: float
    ground, second = mix(hour.sky[-1][1], hour.paper, 0.4), mix(hour.sky[1][1], hour.paper, 0.3)
    art.sky([(0, second), (1, ground)])
    art.disc(800, 400, 330, mix(hour.sun, ground, 0.25))
    art.arc(800, 400, 366, 366, 0, 360, mix(hour.second, ground, 0.3), 5)
    for index in range(36):
        turn = index * math.tau / 36
        art.line(
            [
                (800 + 390 * math.cos(turn), 400 + 390 * math.sin(turn)),
                (
                    800 + (420 + 50 * (index % 2)) * math.cos(turn),
                    400 + (420 + 50 * (index % 2)) * math.sin(turn),
                ),
            ],
            mix(hour.second, ground, 0.2),
            7,
        )
    green = mix((58, 122, 76), hour.near, 0.2)
    art.line([(800, 690), (790, 560), (806, 420), (800, 250)], green, 17)
    for index, (y, long, side) in enumerate(
        ((560, 210, -1), (500, 230, 1), (410, 200, -1), (350, 180, 1), (270, 130, -1), (250, 120, 1))
    ):
        x = 800
        tip = (x + side * long, y - long * 0.42 + art.chance.uniform(-24, 24))
        tone = mix(green, hour.light, 0.1 * (index % 3))
        art.curve(
            [(x, y), (x + side * long * 0.4, y - long * 0.5), tip, (x + side * long * 0.6, y + long * 0.04)],
            tone,
        )
        art.curve(
            [(x, y), (x + side * long * 0.5, y - long * 0.2), tip, (x + side * long * 0.6, y + long * 0.04)],
            mix(tone, hour.dark, 0.24),
        )
        art.line([(x, y), (x + side * long * 0.86, y - long * 0.36)], mix(tone, hour.paper, 0.5), 4)
    if art.chance.random() < 0.7:
        for turn in range(0, 360, 60):
            angle = math.radians(turn)
            art.oval(
                800 + 38 * math.cos(angle),
                214 + 38 * math.sin(angle),
                30,
                30,
                mix((84, 116, 206), hour.accent, 0.12),
            )
        art.disc(800, 214, 21, hour.second)
    art.curve(
        [(580, 740), (640, 680), (800, 660), (960, 680), (1020, 740), (960, 830), (800, 860), (640, 830)],
        mix((80, 52, 40), hour.dark, 0.25),
    )
    for _ in range(60):
        x, y = art.chance.uniform(630, 970), art.chance.uniform(690, 820)
        art.disc(x, y, art.chance.uniform(3, 9), mix((120, 84, 62), hour.dark, art.chance.uniform(0, 0.5)))
    skins = ((226, 172, 128), (156, 98, 64), (109, 67, 45), (241, 201, 165))
    skin = skins[art.chance.randint(0, 3)]
    for side in (-1, 1):
        _hand(art, hour, side, skin)


def _hand(art: Canvas, hour: Hour, side: int, skin: Colour) -> None:
    shade = mix(skin, (70, 30, 40), 0.3)

    def at(x: float, y: float) -> Point:
        return 800 + side * x, y

    sleeve = mix(hour.accent, hour.dark, 0.15)
    art.curve([at(360, 1060), at(430, 800), at(330, 742), at(120, 850), at(20, 880), at(20, 1060)], shade)
    art.curve([at(340, 1060), at(410, 800), at(300, 730), at(110, 836), at(10, 870), at(10, 1060)], skin)
    for index in range(4):
        base_x, base_y = 250 - index * 72, 800 + index * 22
        art.line([at(base_x + 60, base_y + 60), at(base_x - 60, base_y + 46)], shade, 62)
        art.line([at(base_x + 60, base_y + 54), at(base_x - 58, base_y + 40)], skin, 52)
    art.line([at(380, 800), at(292, 700)], skin, 66)
    art.line([at(384, 820), at(302, 716)], mix(skin, shade, 0.5), 10)
    art.curve([at(250, 1100), at(330, 930), at(520, 880), at(640, 1100)], sleeve)
    art.line([at(300, 960), at(500, 890)], mix(sleeve, hour.dark, 0.35), 14)


def marsh(art: Canvas, hour: Hour) -> None:
    """Salt marsh at low water: creeks, reeds, waders, one heron."""
    horizon = 430.0
    sky(
        art,
        hour,
        horizon=horizon + 20,
        sun_x=art.chance.uniform(300, 1300),
        sun_y=art.chance.uniform(180, 320),
        sun=82,
    )
    art.hills(horizon + 10, 70, hour.far)
    art.sky([(0, mix(hour.mid, hour.second, 0.35)), (1, mix(hour.near, (70, 84, 50), 0.4))], top=horizon + 6)
    for index in range(6):
        y = horizon + 34 + index * index * 19
        phase = art.chance.uniform(0, 6)
        thick = 8 + index * 11
        course = [
            (x, y + (8 + index * 13) * math.sin(phase + x / (110 + index * 46))) for x in range(-40, 1680, 20)
        ]
        art.line(course, mix(hour.near, hour.dark, 0.3), thick * 1.5)
        art.line(course, mix(hour.water_far, hour.sky[-1][1], 0.5), thick)
        art.line(
            [(x, py - thick * 0.2) for x, py in course[10:60]],
            mix(hour.light, hour.water_far, 0.3),
            thick * 0.2,
        )
    for _ in range(170):
        depth = art.chance.random()
        x, y = art.chance.uniform(-20, 1620), horizon + 60 + 560 * depth
        tall = 24 + 120 * depth
        tone = mix(mix((96, 110, 58), hour.mid, 0.3), hour.dark, art.chance.uniform(0.1, 0.7))
        for blade in range(5):
            art.shape(
                [
                    (x + blade * 6 - 3, y),
                    (x + blade * 9 - 20 + art.chance.uniform(-12, 12), y - tall * art.chance.uniform(0.6, 1)),
                    (x + blade * 6 + 3, y),
                ],
                tone,
            )
    x = art.chance.uniform(950, 1250)
    art.line([(x, 900), (x + 6, 740)], hour.dark, 7)
    art.line([(x + 34, 900), (x + 26, 740)], hour.dark, 7)
    art.curve(
        [(x - 60, 690), (x + 20, 650), (x + 130, 740), (x + 20, 770), (x - 50, 740)],
        mix(hour.paper, hour.mid, 0.35),
    )
    art.line(
        [(x - 44, 690), (x - 74, 610), (x - 40, 540), (x - 66, 490)], mix(hour.paper, hour.mid, 0.25), 23
    )
    art.oval(x - 76, 484, 32, 19, mix(hour.paper, hour.mid, 0.15))
    art.shape([(x - 100, 476), (x - 210, 500), (x - 98, 494)], hour.second)
    art.line([(x - 62, 472), (x + 14, 490)], hour.dark, 6)
    art.disc(x - 84, 480, 4, hour.dark)
    birds(art, (150, 90, 1450, 380), 18, hour.dark)


def orchard(art: Canvas, hour: Hour) -> None:
    """Allotments: rows, sheds, a scarecrow, trees in fruit."""
    x: float
    horizon = 400.0
    sky(art, hour, horizon=horizon + 20, sun_x=art.chance.uniform(200, 1400), sun_y=170, sun=70)
    art.hills(horizon + 20, 150, hour.far)
    for x in range(40, 1600, 120):
        tree(
            art,
            x + art.chance.uniform(-34, 34),
            horizon + 40,
            art.chance.uniform(120, 220),
            mix((82, 118, 70), hour.mid, 0.4),
            hour.near,
        )
    earth = mix((122, 82, 56), hour.dark, 0.2)
    art.sky([(0, mix(earth, hour.second, 0.4)), (1, earth)], top=horizon + 34)
    for index in range(-7, 15):
        x = 800 + (index - 3.5) * 210
        far = 800 + (index - 3.5) * 64
        if index % 2:
            continue
        for step in range(13):
            share = (step / 12) ** 1.7
            px, py = far + (x - far) * share, horizon + 60 + 590 * share
            size = 10 + 52 * share
            tone = mix((74, 130, 70), (150, 170, 80), art.chance.random())
            for turn in (-0.8, -0.2, 0.4, 1.0):
                art.oval(
                    px + size * math.sin(turn),
                    py - size * 0.4 * math.cos(turn),
                    size * 0.5,
                    size * 0.34,
                    mix(tone, hour.dark, 0.1 + 0.3 * art.chance.random()),
                )
            if art.chance.random() < 0.5:
                art.disc(
                    px + size * 0.3,
                    py - size * 0.5,
                    size * 0.17,
                    art.chance.choice((hour.accent, hour.second)),
                )
    for x, size in ((250, 1.0), (1280, 1.2)):
        base = 560.0 + 60 * size
        art.box(
            x,
            base - 170 * size,
            x + 190 * size,
            base,
            mix(hour.accent if x < 800 else hour.mid, hour.dark, 0.2),
        )
        art.hatch(x + 4, base - 160 * size, x + 186 * size, base - 6, hour.dark, gap=19, width=2)
        art.shape(
            [
                (x - 20, base - 166 * size),
                (x + 95 * size, base - 240 * size),
                (x + 210 * size, base - 166 * size),
            ],
            hour.dark,
        )
        art.box(x + 70 * size, base - 110 * size, x + 124 * size, base, hour.dark)
    figure(
        art,
        art.chance.uniform(600, 1000),
        790,
        260,
        mix(hour.second, hour.accent, 0.3),
        mix(hour.paper, hour.accent, 0.35),
        lean=20,
    )
