"""Pictures of the streets: a bus, the rain, a trench, what lies under the pavement."""

import math

from coffeepress.demo.draw.canvas import Canvas, Colour, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import (
    figure,
    houses,
    lamp,
)


def bus(art: Canvas, hour: Hour) -> None:
    """A bus at its stop in a wet street."""
    x: float
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
            [(x + 20, base + 30 + row * 18), (x + 860, base + 30 + row * 18),
             (x + 860 - row * 14, base + 41 + row * 18), (x + 30 + row * 14, base + 41 + row * 18)],
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
    x: float
    y: float
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
    x: float
    y: float
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
