"""Pictures of rooms with people in them: the library, the stage, the council, a ward."""

import math

from coffeepress.demo.draw.canvas import Canvas, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import boat, figure


def library(art: Canvas, hour: Hour) -> None:
    """Tall shelves in the old cannery hall, arched windows, readers under lamps."""
    x: float
    art.sky([(0, mix(hour.accent, hour.dark, 0.66)), (1, mix(hour.accent, hour.dark, 0.42))])
    for index in range(3):
        x = 330 + index * 470
        _hall_window(art, hour, x, 60, 150, 560)
    for x in (95, 565, 1035, 1505):
        art.box(x - 26, -20, x + 26, 800, mix(hour.dark, hour.near, 0.4))
        art.hatch(x - 24, 0, x + 24, 790, mix(hour.dark, hour.light, 0.12), gap=22, width=2)
        for side in (-1, 1):
            art.line(
                [(x, 150), (x + side * 120, 20), (x + side * 240, -30)], mix(hour.dark, hour.near, 0.4), 14
            )
    art.box(-20, 760, 1620, 1020, mix(hour.second, hour.dark, 0.55))
    for index in range(16):
        x = -200 + index * 130
        art.line([(800 + (x - 800) * 0.62, 764), (x, 1020)], mix(hour.second, hour.dark, 0.68), 4)
    _shelf(art, hour, -30, 250, 300, 800)
    _shelf(art, hour, 1330, 250, 1640, 800)
    _shelf(art, hour, 420, 520, 720, 790)
    _shelf(art, hour, 880, 520, 1180, 790)
    for x in (420, 800, 1180):
        x += art.chance.uniform(-30, 30)
        art.glow(x, 760, 250, hour.light, 0.5)
        art.line([(x, -10), (x, 560)], hour.dark, 4)
        art.slice(x, 604, 58, 52, 180, 360, hour.second)
        art.slice(x, 603, 24, 18, 0, 180, hour.light)
    art.shape([(240, 880), (1360, 880), (1450, 940), (150, 940)], mix(hour.second, hour.dark, 0.12))
    art.box(150, 938, 1450, 966, mix(hour.second, hour.dark, 0.4))
    for index in range(5):
        _reader(art, hour, 300 + index * 250 + art.chance.uniform(-40, 40), 884)


def _hall_window(art: Canvas, hour: Hour, x: float, top: float, half: float, tall: float) -> None:
    base = top + tall
    art.disc(x, top + half, half + 14, hour.dark)
    art.box(x - half - 14, top + half, x + half + 14, base + 14, hour.dark)
    upper, lower = hour.sky[1][1], hour.sky[-1][1]
    art.disc(x, top + half, half, upper)
    rows = 24
    for row in range(rows):
        y = top + half + (tall - half) * row / rows
        art.box(x - half, y, x + half, y + (tall - half) / rows + 1, mix(upper, lower, row / rows))
    art.box(x - half, base - 120, x + half, base, hour.water_far)
    for _ in range(12):
        px, py = art.chance.uniform(x - half + 20, x + half - 20), art.chance.uniform(base - 110, base - 8)
        art.line([(px - 20, py), (px + 20, py)], hour.water_near, 3)
    if art.chance.random() < 0.8:
        boat(art, x + art.chance.uniform(-50, 50), base - 70, 90, hour.accent, hour, sail=True)
    for share in (-0.33, 0.33):
        art.line([(x + half * share, top + 10), (x + half * share, base)], hour.dark, 7)
    for row in range(1, 6):
        y = top + tall * row / 6
        art.line([(x - half, y), (x + half, y)], hour.dark, 7)


def _shelf(art: Canvas, hour: Hour, left: float, top: float, right: float, base: float) -> None:
    wood = mix(hour.second, hour.dark, 0.58)
    art.box(left, top, right, base, wood)
    rows = max(2, int((base - top) / 88))
    tall = (base - top) / rows
    for row in range(rows):
        floor = top + (row + 1) * tall - 9
        art.box(left + 10, floor - tall + 16, right - 10, floor, mix(wood, hour.dark, 0.6))
        x = left + 14
        while x < right - 22:
            wide = art.chance.uniform(9, 24)
            high = (tall - 22) * art.chance.uniform(0.6, 1)
            if art.chance.random() < 0.06:
                x += wide * 1.6
                continue
            tone = mix(
                art.chance.choice((hour.accent, hour.second, hour.paper, hour.mid, hour.near, hour.light)),
                hour.dark,
                art.chance.uniform(0.05, 0.4),
            )
            art.box(x, floor - high, x + wide, floor, tone)
            art.line(
                [(x + wide * 0.3, floor - high * 0.8), (x + wide * 0.7, floor - high * 0.8)],
                mix(tone, hour.paper, 0.5),
                3,
            )
            x += wide + 1.5


def _reader(art: Canvas, hour: Hour, x: float, table: float) -> None:
    coat = art.chance.choice((hour.accent, hour.near, hour.dark, mix(hour.mid, hour.second, 0.4)))
    skin = mix(hour.paper, (120, 70, 45), art.chance.uniform(0.1, 0.7))
    art.slice(x, table + 6, 62, 112, 180, 360, coat)
    art.oval(x + 4, table - 138, 34, 42, skin)
    art.slice(x + 4, table - 146, 38, 42, 170, 370, mix((40, 26, 22), hour.dark, 0.3))
    art.shape([(x - 62, table + 30), (x, table + 8), (x, table + 46), (x - 70, table + 58)], hour.paper)
    art.shape(
        [(x + 62, table + 30), (x, table + 8), (x, table + 46), (x + 70, table + 58)],
        mix(hour.paper, hour.dark, 0.12),
    )


def stage(art: Canvas, hour: Hour) -> None:
    """A stage in the dry dock: curtain, light, players, the heads of the house."""
    x: float
    art.sky([(0, hour.dark), (1, mix(hour.near, hour.dark, 0.3))])
    backdrop = mix(hour.near, hour.mid, 0.5)
    art.box(220, 90, 1380, 720, backdrop)
    art.disc(art.chance.uniform(560, 1040), 330, 170, mix(hour.light, hour.second, 0.3))
    for index in range(4):
        art.glaze(
            [(220, 520 + index * 46), (1380, 500 + index * 46), (1380, 720), (220, 720)], hour.water_near, 0.4
        )
    _ribs(art, hour)
    art.shape([(120, 720), (1480, 720), (1600, 800), (0, 800)], mix(hour.second, hour.dark, 0.25))
    for index in range(14):
        x = 60 + index * 114
        art.line([(800 + (x - 800) * 0.88, 722), (x, 798)], mix(hour.second, hour.dark, 0.5), 3)
    for x, lean in ((430, 380), (1170, -380)):
        art.glaze(
            [(x - 20, -10), (x + 20, -10), (x + lean + 170, 770), (x + lean - 170, 770)],
            hour.light,
            0.26,
            soft=10,
        )
    art.glaze_oval(800, 762, 330, 34, hour.light, 0.5, soft=8)
    for index in range(art.chance.randint(3, 5)):
        x = 520 + index * 150 + art.chance.uniform(-34, 34)
        coat = (hour.accent, hour.paper, hour.second, hour.mid, hour.light)[index % 5]
        figure(
            art,
            x,
            770,
            art.chance.uniform(240, 300),
            coat,
            mix(hour.paper, hour.accent, 0.35),
            lean=art.chance.uniform(-26, 26),
        )
        art.line([(x, 590), (x + art.chance.choice((-1, 1)) * 96, art.chance.uniform(470, 600))], coat, 17)
    _curtain(art, hour, -40, 250, 1)
    _curtain(art, hour, 1640, 1350, -1)
    for index in range(13):
        art.slice(60 + index * 124, 20, 74, 92, 0, 180, mix(hour.accent, hour.dark, 0.12 + 0.2 * (index % 2)))
    art.box(-20, -20, 1620, 24, mix(hour.accent, hour.dark, 0.3))
    for row in range(3):
        for index in range(15):
            x = index * 116 + (row % 2) * 56 - 20 + art.chance.uniform(-12, 12)
            y = 880 + row * 56
            tone = mix(hour.dark, hour.near, 0.34 - row * 0.14)
            art.oval(x, y - 38, 31, 37, tone)
            art.slice(x, y + 66, 66, 80, 180, 360, tone)


def _ribs(art: Canvas, hour: Hour) -> None:
    for index in range(6):
        reach = 560 - index * 70
        art.arc(
            800,
            720,
            reach,
            640 - index * 40,
            180,
            360,
            mix(hour.dark, hour.near, 0.25 + index * 0.07),
            12 - index,
        )


def _curtain(art: Canvas, hour: Hour, outer: float, inner: float, side: int) -> None:
    folds = 7
    wide = abs(inner - outer) / folds
    for index in range(folds):
        start = outer + side * index * wide
        end = start + side * wide
        tone = mix(hour.accent, hour.dark, 0.12 + 0.26 * (index % 2))
        sway = side * 26 * math.sin(index)
        art.shape([(start, -10), (end, -10), (end + sway, 810), (start + sway * 0.6, 820)], tone)
        art.line(
            [(start + side * 5, 0), (start + side * 5 + sway * 0.7, 800)], mix(tone, hour.light, 0.22), 4
        )


def council(art: Canvas, hour: Hour) -> None:
    """The council chamber: rows of desks in an arc, hands raised."""
    x: float
    y: float
    wall = mix(hour.paper, hour.second, 0.3)
    art.sky([(0, mix(wall, hour.near, 0.45)), (1, wall)], bottom=560)
    for index in range(9):
        x = 60 + index * 185
        art.box(x - 30, 30, x + 30, 540, mix(wall, hour.near, 0.22))
        art.box(x - 18, 30, x - 8, 540, mix(wall, hour.light, 0.35))
    art.disc(800, 210, 128, mix(hour.near, hour.dark, 0.3))
    art.disc(800, 210, 112, hour.water_far)
    art.slice(800, 210, 112, 112, 10, 170, hour.water_near)
    boat(art, 800, 226, 130, hour.accent, hour, sail=True)
    art.box(560, 400, 1040, 560, mix(hour.accent, hour.dark, 0.5))
    art.box(540, 384, 1060, 412, mix(hour.accent, hour.dark, 0.3))
    for x in (660, 800, 940):
        _member(art, hour, x, 392, 0.86, raised=False)
    art.box(-20, 556, 1620, 1020, mix(hour.accent, hour.dark, 0.62))
    for row in range(4):
        count = 7 + row * 2
        half = 560 + row * 130
        tall = 0.8 + row * 0.22
        for index in range(count):
            share = (index - (count - 1) / 2) / ((count - 1) / 2)
            x = 800 + share * half
            y = 640 + row * 104 - (share * share) * 54
            _member(art, hour, x, y, tall, raised=art.chance.random() < 0.55)
        edge: list[Point] = []
        lower: list[Point] = []
        for step in range(33):
            share = step / 16 - 1
            x = 800 + share * (half + 130)
            y = 640 + row * 104 - share * share * 54
            edge.append((x, y))
            lower.append((x, y + 62))
        desk = mix(hour.second, hour.dark, 0.42 + row * 0.05)
        art.shape([*edge, *reversed(lower)], desk)
        art.line(edge, mix(desk, hour.light, 0.4), 9)
        for index in range(count):
            share = (index - (count - 1) / 2) / ((count - 1) / 2)
            x, y = 800 + share * half + 30, 640 + row * 104 - share * share * 54
            art.shape(
                [(x, y - 3), (x + 38 * tall, y - 7), (x + 44 * tall, y + 9), (x + 2, y + 12)], hour.paper
            )


def _member(art: Canvas, hour: Hour, x: float, y: float, size: float, *, raised: bool) -> None:
    coat = art.chance.choice(
        (hour.dark, hour.near, hour.mid, mix(hour.accent, hour.dark, 0.2), mix(hour.second, hour.dark, 0.35))
    )
    skin = mix(hour.paper, (120, 66, 44), art.chance.uniform(0.15, 0.75))
    hair = art.chance.choice(((46, 32, 30), (110, 70, 44), (196, 190, 182), (22, 20, 28)))
    if raised:
        side = art.chance.choice((-1, 1))
        art.line(
            [(x + side * 34 * size, y - 40 * size), (x + side * 44 * size, y - 140 * size)], coat, 19 * size
        )
        art.oval(x + side * 44 * size, y - 158 * size, 12 * size, 16 * size, skin)
    art.slice(x, y + 6, 48 * size, 82 * size, 180, 360, coat)
    art.oval(x, y - 100 * size, 24 * size, 30 * size, skin)
    art.slice(x, y - 105 * size, 27 * size, 31 * size, 175, 365, hair)


def ward(art: Canvas, hour: Hour) -> None:
    """A ward by night: a row of beds, one lamp, the nurse's window."""
    art.sky([(0, mix(hour.near, hour.dark, 0.3)), (1, mix(hour.mid, hour.near, 0.4))], bottom=640)
    art.shape([(-20, 640), (1620, 640), (1620, 1020), (-20, 1020)], mix(hour.near, hour.dark, 0.2))
    for row in range(7):
        y = 650 + row * row * 9
        art.line([(-20, y), (1620, y)], mix(hour.near, hour.dark, 0.5), 3)
    for index in range(3):
        x = 250 + index * 400
        art.box(x - 110, 90, x + 110, 430, hour.dark)
        art.box(x - 98, 102, x + 98, 418, hour.sky[1][1])
        if index == 1:
            art.disc(x - 30, 180, 26, hour.sun)
        houses_line = [(x - 98 + step * 14, 400 - art.chance.uniform(10, 60)) for step in range(15)]
        art.shape([*houses_line, (x + 98, 418), (x - 98, 418)], mix(hour.near, hour.dark, 0.4))
        art.line([(x, 100), (x, 420)], hour.dark, 9)
        art.line([(x - 98, 260), (x + 98, 260)], hour.dark, 9)
    art.box(1310, 130, 1620, 700, hour.light)
    art.glow(1460, 400, 620, hour.light, 0.55)
    art.box(1310, 130, 1326, 700, hour.dark)
    figure(art, 1450, 700, 420, hour.paper, mix(hour.paper, (150, 90, 60), 0.6), lean=-8)
    art.glaze([(1326, 700), (1620, 700), (1500, 1020), (900, 1020)], hour.light, 0.34, soft=8)
    lamp_at = art.chance.randint(0, 2)
    for index in range(3):
        _bed(art, hour, 90 + index * 410, 850 + (index % 2) * 20, awake=index == lamp_at)
    art.frame(20, 60, 1524, 1000)


def _bed(art: Canvas, hour: Hour, x: float, base: float, *, awake: bool) -> None:
    frame = mix(hour.paper, hour.near, 0.3)
    art.glaze_oval(x + 170, base + 70, 210, 20, hour.dark, 0.5, soft=8)
    for px in (x, x + 340):
        art.line([(px, base + 66), (px, base - (150 if px == x else 90))], frame, 11)
    for step in range(4):
        art.line([(x, base - 140 + step * 30), (x + 4, base - 140 + step * 30)], frame, 9)
    art.box(x, base - 30, x + 344, base + 26, frame, round_by=8)
    art.curve(
        [(x + 6, base - 96), (x + 112, base - 110), (x + 124, base - 30), (x + 4, base - 28)], hour.paper
    )
    art.oval(x + 66, base - 104, 34, 29, mix(hour.paper, (140, 84, 56), art.chance.uniform(0.2, 0.7)))
    art.slice(x + 60, base - 110, 36, 29, 150, 330, art.chance.choice(((50, 34, 30), (190, 184, 176))))
    cover = art.chance.choice((hour.accent, hour.second, mix(hour.mid, hour.light, 0.2)))
    art.curve(
        [
            (x + 96, base - 80),
            (x + 170, base - 116),
            (x + 344, base - 66),
            (x + 350, base + 16),
            (x + 90, base + 16),
        ],
        cover,
    )
    for step in range(3):
        art.line(
            [(x + 150 + step * 62, base - 88 + step * 12), (x + 158 + step * 62, base + 8)],
            mix(cover, hour.dark, 0.3),
            5,
        )
    if awake:
        art.glow(x + 60, base - 210, 170, hour.light, 0.6)
        art.slice(x + 30, base - 200, 34, 30, 180, 360, hour.second)
        art.line([(x + 30, base - 200), (x + 4, base - 130)], frame, 5)
