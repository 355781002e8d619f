"""Pictures of the town: roofs, market, buses, rain, what lies under the street."""

import math

from coffeepress.demo.draw.canvas import Canvas, Colour, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import birds, figure, houses, lamp, sky, tower, window_grid


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


def bus(art: Canvas, hour: Hour) -> None:
    """A bus at its stop in a wet street."""
    art.sky(hour.sky, bottom=620)
    houses(art, hour, base=640, colour=hour.far, height=230, windows=0.3)
    houses(
        art,
        hour,
        base=660,
        colour=mix(hour.mid, hour.near, 0.4),
        height=330,
        left=-60,
        right=420,
        windows=0.45,
    )
    houses(
        art,
        hour,
        base=660,
        colour=mix(hour.mid, hour.near, 0.7),
        height=380,
        left=1130,
        right=1700,
        windows=0.45,
    )
    art.sky([(0, mix(hour.near, hour.dark, 0.3)), (1, hour.dark)], top=655)
    for x in (180, 760, 1420):
        lamp(art, x, 670, 300, hour)
    x, base = art.chance.uniform(280, 420), 800.0
    body = art.chance.choice((hour.accent, hour.second, mix(hour.mid, hour.light, 0.25)))
    for row in range(10):
        share = row / 10
        art.glaze(
            [(x + 20, base + 30 + row * 18), (x + 860, base + 30 + row * 18), (x + 860 - row * 14, base + 41 + row * 18),
             (x + 30 + row * 14, base + 41 + row * 18)],
            body, 0.5 * (1 - share),
        )  # fmt: skip
    art.box(x, base - 330, x + 890, base, body, round_by=34)
    art.box(x, base - 110, x + 890, base - 86, hour.paper)
    art.box(x + 10, base - 60, x + 880, base + 4, mix(body, hour.dark, 0.35), round_by=16)
    glass = hour.light if hour.lit else mix(hour.water_far, hour.paper, 0.3)
    if hour.lit:
        art.glow(x + 450, base - 220, 620, hour.light, 0.35)
    for index in range(7):
        left = x + 34 + index * 112
        if index == 5:
            art.box(left, base - 282, left + 96, base - 16, mix(glass, hour.dark, 0.2), round_by=8)
            art.line([(left + 48, base - 280), (left + 48, base - 18)], hour.dark, 6)
            continue
        art.box(left, base - 282, left + 98, base - 140, glass, round_by=12)
        if art.chance.random() < 0.72:
            _passenger(art, hour, left + 49, base - 140)
    art.box(x + 816, base - 290, x + 884, base - 130, glass, round_by=12)
    art.box(x + 640, base - 322, x + 860, base - 290, hour.dark, round_by=6)
    for index in range(5):
        art.box(x + 664 + index * 38, base - 314, x + 686 + index * 38, base - 299, hour.second)
    for wheel in (x + 170, x + 700):
        art.disc(wheel, base + 4, 66, hour.dark)
        art.disc(wheel, base + 4, 34, mix(hour.paper, hour.dark, 0.3))
        art.disc(wheel, base + 4, 12, hour.dark)
    art.glaze(
        [(x + 888, base - 60), (1640, base - 110), (1640, base + 130), (x + 888, base - 20)],
        hour.light,
        0.35,
        soft=14,
    )
    art.disc(x + 876, base - 46, 17, hour.light)
    art.line([(1330, 930), (1330, 600)], hour.dark, 10)
    art.disc(1330, 590, 42, hour.accent)
    art.disc(1330, 590, 28, hour.paper)
    for place, coat in ((1400, hour.dark), (1466, mix(hour.accent, hour.dark, 0.4))):
        figure(art, place, 940, 300, coat, mix(hour.paper, hour.accent, 0.35))
    art.ripples(830, 1010, [mix(hour.dark, hour.light, 0.35), hour.dark, mix(hour.dark, body, 0.4)], count=60)


def _passenger(art: Canvas, hour: Hour, x: float, sill: float) -> None:
    coat = art.chance.choice((hour.dark, hour.near, mix(hour.accent, hour.dark, 0.5)))
    art.slice(x, sill, 36, 62, 180, 360, coat)
    art.oval(x, sill - 78, 19, 24, mix(hour.paper, hour.accent, art.chance.uniform(0.2, 0.6)))
    art.slice(x, sill - 82, 21, 23, 180, 360, mix(coat, hour.dark, 0.5))


def rain(art: Canvas, hour: Hour) -> None:
    """Umbrellas on the quay, seen in the rain."""
    art.sky(
        [(0, mix(hour.near, hour.mid, 0.4)), (0.6, mix(hour.mid, hour.paper, 0.35)), (1, hour.mid)],
        bottom=640,
    )
    houses(art, hour, base=620, colour=mix(hour.far, hour.mid, 0.5), height=210, windows=0.45)
    art.sky([(0, mix(hour.mid, hour.near, 0.5)), (1, hour.dark)], top=615)
    for x in (130, 820, 1500):
        lamp(art, x, 690, 330, hour)
    tones = [hour.accent, hour.second, hour.paper, mix(hour.accent, hour.dark, 0.45), hour.light, hour.near]
    crowd = sorted((art.chance.uniform(660, 1000), art.chance.uniform(60, 1540)) for _ in range(11))
    for index, (base, x) in enumerate(crowd):
        tall = 150 + (base - 620) * 0.75
        coat = mix(tones[(index + 2) % 6], hour.dark, 0.6)
        art.glaze(
            [(x - 20, base), (x + 20, base), (x + 32, base + tall * 0.6), (x - 32, base + tall * 0.6)],
            coat,
            0.4,
            soft=5,
        )
        figure(art, x, base, tall, coat, mix(hour.paper, hour.accent, 0.35))
        _umbrella(art, hour, x + tall * 0.06, base - tall * 1.02, tall * 0.44, tones[index % 6])
    for _ in range(420):
        x, y = art.chance.uniform(-100, 1650), art.chance.uniform(-40, 1000)
        long = art.chance.uniform(20, 60)
        art.line(
            [(x, y), (x - long * 0.28, y + long)],
            mix(hour.paper, hour.mid, art.chance.uniform(0.1, 0.6)),
            1.6,
        )
    for _ in range(60):
        x, y = art.chance.uniform(0, 1600), art.chance.uniform(680, 990)
        size = (y - 600) / 14
        art.arc(x, y, size, size * 0.3, 0, 360, mix(hour.paper, hour.mid, 0.4), 2)


def _umbrella(art: Canvas, hour: Hour, x: float, y: float, half: float, tone: Colour) -> None:
    art.line([(x, y), (x, y + half * 1.25)], hour.dark, max(3, half * 0.04))
    art.slice(x, y + half * 0.2, half, half * 0.72, 180, 360, tone)
    for index in range(4):
        start = x - half + index * half / 2
        art.slice(
            start + half / 4, y + half * 0.2, half / 4, half * 0.09, 180, 360, mix(tone, hour.dark, 0.35)
        )
    art.shape(
        [(x, y - half * 0.52), (x + half * 0.98, y + half * 0.18), (x + half * 0.45, y + half * 0.2)],
        mix(tone, hour.dark, 0.22),
    )
    art.line([(x, y - half * 0.52), (x, y - half * 0.62)], hour.dark, max(3, half * 0.04))


def pipes(art: Canvas, hour: Hour) -> None:
    """A street cut open: houses above, mains of several ages below, one of them leaking."""
    art.sky(hour.sky, bottom=300)
    houses(art, hour, base=300, colour=hour.mid, height=200, windows=0.5)
    for x in (250, 900, 1400):
        lamp(art, x, 306, 120, hour)
    for _ in range(4):
        figure(
            art,
            art.chance.uniform(100, 1500),
            304,
            66,
            art.chance.choice((hour.accent, hour.dark)),
            hour.paper,
        )
    art.box(-20, 300, 1620, 334, hour.dark)
    layers = [
        mix(hour.second, hour.dark, 0.42),
        mix(hour.accent, hour.dark, 0.5),
        mix(hour.near, hour.second, 0.2),
        hour.near,
        hour.dark,
    ]
    top = 334.0
    for index, tone in enumerate(layers):
        edge = [(x, top + art.chance.uniform(-12, 12)) for x in range(-40, 1680, 60)]
        art.shape([*edge, (1660, 1020), (-40, 1020)], tone)
        for _ in range(70):
            x, y = art.chance.uniform(0, 1600), top + art.chance.uniform(16, 140)
            size = art.chance.uniform(2, 5 + index * 2)
            art.oval(x, y, size * 1.5, size, mix(tone, hour.light, art.chance.uniform(0.08, 0.22)))
        top += art.chance.uniform(105, 150)
    water = mix(hour.water_far, (120, 200, 220), 0.45)
    _main(art, hour, 440, 30, mix(hour.second, hour.dark, 0.1), water, joints=260)
    _main(art, hour, 640, 74, mix(hour.mid, hour.dark, 0.35), water, joints=210)
    _main(art, hour, 850, 44, mix(hour.accent, hour.dark, 0.25), water, joints=320)
    leak = art.chance.uniform(600, 1050)
    for index in range(64):
        turn = art.chance.uniform(0.1, 0.9) * math.pi
        far = art.chance.uniform(20, 170) * (0.4 + 0.6 * math.sin(turn))
        x, y = leak + math.cos(turn) * far, 706 + math.sin(turn) * far * 0.6
        art.disc(x, y, art.chance.uniform(4, 13) * (1 - far / 260), mix(water, hour.paper, 0.3 * (index % 3)))
    art.shape([(leak - 34, 690), (leak - 8, 712), (leak + 4, 696), (leak + 30, 716), (leak + 40, 690)], water)
    for x in (360, 1240):
        art.line([(x, 410), (x, 300)], mix(hour.paper, hour.dark, 0.2), 9)
        art.disc(x, 410, 12, hour.accent)


def _main(
    art: Canvas, hour: Hour, y: float, half: float, metal: Colour, water: Colour, *, joints: float
) -> None:
    art.box(-20, y - half, 1620, y + half, metal)
    art.box(-20, y - half * 0.66, 1620, y + half * 0.66, mix(hour.dark, metal, 0.15))
    art.box(-20, y - half * 0.2, 1620, y + half * 0.66, water)
    art.ripples(
        y - half * 0.1, y + half * 0.6, [mix(water, hour.paper, 0.5), mix(water, hour.near, 0.4)], count=26
    )
    art.box(-20, y - half, 1620, y - half * 0.78, mix(metal, hour.light, 0.35))
    x = art.chance.uniform(0, joints)
    while x < 1620:
        art.box(x, y - half * 1.24, x + 34, y + half * 1.24, mix(metal, hour.dark, 0.25), round_by=5)
        art.box(x + 5, y - half * 1.24, x + 10, y + half * 1.24, mix(metal, hour.light, 0.3))
        for side in (-1, 1):
            art.disc(x + 17, y + side * half, 6, mix(metal, hour.light, 0.4))
        x += joints


def lane(art: Canvas, hour: Hour) -> None:
    """A narrow street in perspective, dug up, with a lamp and a lookout."""
    art.sky(hour.sky, bottom=760)
    art.glow(800, 420, 420, hour.sun, 0.6)
    far = (800.0, 520.0)
    for side in (-1, 1):
        for index in range(5):
            near_x = far[0] + side * (860 - index * 168)
            next_x = far[0] + side * (860 - (index + 1) * 168)
            near_top, next_top = -140 + index * 116, -140 + (index + 1) * 116 + art.chance.uniform(-50, 60)
            near_base, next_base = 1010 - index * 88, 1010 - (index + 1) * 88
            tone = mix(
                (hour.accent, hour.paper, hour.second, hour.mid, hour.far)[(index + (side > 0) * 2) % 5],
                hour.dark,
                0.34,
            )
            if side > 0:
                tone = mix(tone, hour.dark, 0.22)
            art.shape(
                [(near_x, near_top), (next_x, next_top), (next_x, next_base), (near_x, near_base)], tone
            )
            _lane_windows(art, hour, (near_x, near_top, near_base), (next_x, next_top, next_base))
    art.shape([(780, 560), (820, 560), (1660, 1020), (-60, 1020)], mix(hour.near, hour.paper, 0.22))
    for row in range(12):
        y = 570 + row * row * 3.4
        half = 20 + (y - 560) * 1.86
        art.line([(800 - half, y), (800 + half, y)], mix(hour.near, hour.dark, 0.25), 2 + row * 0.3)
    art.shape([(620, 770), (960, 760), (1080, 940), (520, 950)], hour.dark)
    art.shape([(636, 780), (948, 771), (990, 832), (600, 842)], mix(hour.second, hour.dark, 0.45))
    art.line([(586, 880), (1030, 868)], mix(hour.mid, hour.light, 0.2), 44)
    art.line([(590, 866), (1028, 854)], mix(hour.mid, hour.light, 0.5), 8)
    water = mix(hour.water_far, (150, 215, 225), 0.5)
    for index in range(11):
        lean = (index - 5) * 22
        art.line([(800, 862), (800 + lean * 0.6, 720 + abs(lean) * 0.5), (800 + lean * 1.5, 850)], water, 7)
    for x in (470, 1120):
        art.shape([(x - 34, 960), (x, 840), (x + 34, 960)], hour.accent)
        art.shape([(x - 20, 910), (x - 11, 880), (x + 11, 880), (x + 20, 910)], hour.paper)
    figure(
        art, 1190, 900, 300, mix(hour.second, hour.accent, 0.3), mix(hour.paper, hour.accent, 0.35), lean=-14
    )
    lamp(art, 380, 900, 430, hour)


def _lane_windows(
    art: Canvas, hour: Hour, near: tuple[float, float, float], far: tuple[float, float, float]
) -> None:  # fmt: skip
    for row in range(4):
        for column in (0.2, 0.58):
            lit = art.chance.random() < 0.4
            glass = (hour.light if hour.lit else hour.paper) if lit else mix(hour.dark, hour.mid, 0.3)
            corners: list[Point] = []
            for along, down in ((column, 0.0), (column + 0.24, 0.0), (column + 0.24, 1.0), (column, 1.0)):
                x = near[0] + (far[0] - near[0]) * along
                top = near[1] + (far[1] - near[1]) * along
                base = near[2] + (far[2] - near[2]) * along
                share = 0.2 + row * 0.19 + down * 0.11
                corners.append((x, top + (base - top) * share))
            art.shape(corners, glass)


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
