"""Pictures under a roof: the coffee table, the library, the workshop, the stage, the council, a ward, a plate."""

import math

from coffeepress.demo.draw.canvas import Canvas, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import boat, figure


def coffee(art: Canvas, hour: Hour) -> None:
    """A coffee press, a cup, bread and a folded newspaper in window light."""
    wall = mix(hour.sky[2][1], hour.paper, 0.35)
    art.sky([(0, mix(wall, hour.near, 0.25)), (1, wall)], bottom=640)
    left = art.chance.uniform(120, 820)
    art.glaze([(left, 40), (left + 330, 20), (left + 640, 640), (left + 190, 640)], hour.light, 0.55, soft=6)
    art.glaze(
        [(left + 150, 20), (left + 172, 20), (left + 430, 640), (left + 400, 640)],
        mix(wall, hour.near, 0.3),
        0.8,
        soft=3,
    )
    cloth = mix(hour.accent, hour.dark, 0.1)
    art.box(-20, 636, 1620, 1020, mix(hour.second, hour.dark, 0.5))
    art.shape([(-20, 700), (1620, 660), (1620, 1020), (-20, 1020)], cloth)
    for index in range(18):
        x = -60 + index * 104
        art.glaze([(x, 690), (x + 30, 690), (x - 40, 1020), (x - 90, 1020)], hour.paper, 0.2)
    for row in range(5):
        art.glaze(
            [(-20, 724 + row * 64), (1620, 690 + row * 64), (1620, 708 + row * 66), (-20, 742 + row * 66)],
            hour.paper,
            0.2,
        )
    order = [_press_pot, _cup, _loaf, _newspaper]
    places = [390.0, 690.0, 960.0, 1230.0]
    shift = art.chance.randint(0, 3)
    for index in range(4):
        order[(index + shift) % 4](
            art, hour, places[index] + art.chance.uniform(-24, 24), 830 + (index % 2) * 36
        )
    art.frame(190, 230, 1422, 1000)
    if art.chance.random() < 0.5:
        art.mirror()


def _shadow(art: Canvas, hour: Hour, x: float, base: float, half: float) -> None:
    art.glaze_oval(x + half * 0.5, base - 4, half * 1.5, half * 0.24, hour.dark, 0.5, soft=9)


def _press_pot(art: Canvas, hour: Hour, x: float, base: float) -> None:
    _shadow(art, hour, x, base, 120)
    glass = mix(hour.paper, hour.water_far, 0.4)
    art.box(x - 100, base - 390, x + 100, base, glass, round_by=14)
    art.box(x - 92, base - 230, x + 92, base - 8, mix((62, 32, 20), hour.dark, 0.2), round_by=12)
    art.oval(x, base - 230, 92, 15, (128, 80, 48))
    art.box(x - 86, base - 256, x + 86, base - 240, mix(hour.paper, hour.dark, 0.3))
    art.line([(x, base - 250), (x, base - 500)], mix(hour.paper, hour.dark, 0.25), 9)
    art.disc(x, base - 512, 25, hour.dark)
    art.slice(x, base - 386, 106, 56, 180, 360, mix(hour.dark, hour.mid, 0.3))
    art.box(x - 106, base - 400, x + 106, base - 384, hour.dark)
    for y in (base - 330, base - 40):
        art.box(x - 106, y, x + 106, y + 16, hour.dark)
    for side in (-1, 1):
        art.line([(x + side * 98, base - 380), (x + side * 98, base + 6)], hour.dark, 10)
    art.line(
        [(x + 104, base - 320), (x + 186, base - 312), (x + 190, base - 90), (x + 104, base - 60)],
        hour.dark,
        22,
    )
    art.glaze(
        [(x - 78, base - 370), (x - 52, base - 370), (x - 52, base - 20), (x - 78, base - 20)],
        (255, 255, 255),
        0.32,
    )


def _cup(art: Canvas, hour: Hour, x: float, base: float) -> None:
    _shadow(art, hour, x, base, 120)
    art.oval(x, base - 10, 150, 30, mix(hour.paper, hour.dark, 0.12))
    art.oval(x, base - 18, 138, 24, hour.paper)
    art.arc(x + 100, base - 96, 48, 44, -90, 120, hour.second, 17)
    art.curve(
        [
            (x - 110, base - 160),
            (x + 110, base - 160),
            (x + 96, base - 60),
            (x + 50, base - 16),
            (x - 50, base - 16),
            (x - 96, base - 60),
        ],
        hour.second,
    )
    art.glaze(
        [(x + 30, base - 150), (x + 100, base - 150), (x + 80, base - 50), (x + 30, base - 22)],
        hour.dark,
        0.22,
    )
    art.oval(x, base - 152, 106, 25, hour.paper)
    art.oval(x, base - 149, 94, 19, (74, 40, 26))
    for index in range(3):
        points: list[Point] = [
            (x - 40 + index * 40 + 22 * math.sin(step * 0.55 + index), base - 180 - step * 17)
            for step in range(12)
        ]
        for start in range(11):
            art.glaze(
                [(points[start][0] - 5, points[start][1]), (points[start][0] + 5, points[start][1]),
                 (points[start + 1][0] + 5, points[start + 1][1]), (points[start + 1][0] - 5, points[start + 1][1])],
                hour.paper, 0.5 - start * 0.04, soft=3,
            )  # fmt: skip


def _loaf(art: Canvas, hour: Hour, x: float, base: float) -> None:
    _shadow(art, hour, x, base, 150)
    board = mix(hour.second, hour.dark, 0.25)
    art.box(x - 190, base - 26, x + 190, base, mix(board, hour.dark, 0.3), round_by=8)
    art.box(x - 190, base - 36, x + 190, base - 14, board, round_by=8)
    crust = mix((156, 92, 44), hour.accent, 0.15)
    art.curve(
        [
            (x - 176, base - 36),
            (x - 180, base - 150),
            (x - 90, base - 210),
            (x + 90, base - 210),
            (x + 180, base - 140),
            (x + 176, base - 36),
        ],
        crust,
    )
    art.curve(
        [(x - 176, base - 40), (x - 160, base - 90), (x + 170, base - 96), (x + 176, base - 40)],
        mix(crust, hour.dark, 0.22),
    )
    for index in range(4):
        cut = x - 110 + index * 66
        art.curve(
            [(cut, base - 84), (cut + 16, base - 150), (cut + 58, base - 188), (cut + 34, base - 140)],
            mix(crust, (250, 226, 176), 0.65),
        )
    art.box(x + 120, base - 60, x + 400, base - 46, mix(hour.paper, hour.mid, 0.35))
    art.box(x + 320, base - 64, x + 410, base - 42, hour.dark, round_by=9)


def _newspaper(art: Canvas, hour: Hour, x: float, base: float) -> None:
    _shadow(art, hour, x, base, 140)
    art.shape(
        [(x - 170, base - 46), (x + 176, base - 70), (x + 196, base - 10), (x - 150, base + 16)],
        mix(hour.paper, hour.dark, 0.22),
    )
    page: list[Point] = [
        (x - 176, base - 72),
        (x + 170, base - 96),
        (x + 190, base - 32),
        (x - 156, base - 8),
    ]
    art.shape(page, hour.paper)

    def place(along: float, down: float) -> Point:
        top_x, top_y = x - 176 + 346 * along, base - 72 - 24 * along
        return top_x + 20 * down, top_y + 64 * down

    art.line([place(0.05, 0.16), place(0.95, 0.16)], hour.dark, 9)
    art.shape([place(0.05, 0.34), place(0.44, 0.34), place(0.44, 0.9), place(0.05, 0.9)], hour.accent)
    for row in range(6):
        down = 0.38 + row * 0.1
        for start, end in ((0.49, 0.7), (0.74, 0.95)):
            art.line(
                [place(start, down), place(end - art.chance.uniform(0, 0.03), down)],
                mix(hour.paper, hour.dark, 0.6),
                3,
            )


def library(art: Canvas, hour: Hour) -> None:
    """Tall shelves in the old cannery hall, arched windows, readers under lamps."""
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


def workshop(art: Canvas, hour: Hour) -> None:
    """Tools on a board over a bench with something taken apart."""
    board = mix(hour.mid, hour.paper, 0.18)
    art.sky([(0, mix(board, hour.dark, 0.12)), (1, board)])
    for row in range(9):
        for column in range(19):
            art.disc(60 + column * 84, 50 + row * 76, 5, mix(board, hour.dark, 0.4))
    art.glow(800, 120, 760, hour.light, 0.42)
    tools = [_saw, _hammer, _wrench, _driver, _pliers, _clock, _wrench, _driver]
    art.chance.shuffle(tools)
    for index, tool in enumerate(tools):
        x, y = (
            190 + (index % 4) * 400 + art.chance.uniform(-30, 30),
            180 + (index // 4) * 290 + art.chance.uniform(-16, 16),
        )
        art.glaze_oval(x + 16, y + 18, 90, 100, hour.dark, 0.16, soft=18)
        tool(art, hour, x, y)
    art.box(-20, 760, 1620, 1020, mix(hour.second, hour.dark, 0.42))
    art.box(-20, 744, 1620, 784, mix(hour.second, hour.dark, 0.12))
    art.hatch(-20, 800, 1620, 1010, mix(hour.second, hour.dark, 0.58), gap=22, width=4)
    _radio(art, hour, art.chance.uniform(420, 560), 744)
    for index in range(6):
        _gear(art, hour, 900 + index * 96, 720 - (index % 2) * 8, art.chance.uniform(22, 46))
    art.line([(1480, 748), (1440, 540), (1300, 430)], hour.dark, 12)
    art.shape([(1250, 400), (1340, 380), (1350, 470), (1230, 500)], hour.accent)
    art.glaze([(1240, 496), (1352, 468), (1420, 760), (940, 760)], hour.light, 0.34, soft=12)
    art.frame(60, 40, 1540, 965)


def _saw(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.shape(
        [(x - 120, y - 20), (x + 110, y - 58), (x + 116, y - 20), (x - 110, y + 22)],
        mix(hour.paper, hour.mid, 0.3),
    )
    for index in range(13):
        px = x - 106 + index * 17
        art.shape(
            [(px, y + 22 - index * 3.2), (px + 8, y + 36 - index * 3.2), (px + 16, y + 19 - index * 3.2)],
            mix(hour.paper, hour.mid, 0.3),
        )
    art.curve([(x - 120, y - 40), (x - 190, y - 30), (x - 200, y + 50), (x - 120, y + 46)], hour.accent)
    art.oval(x - 156, y + 8, 20, 26, hour.dark)


def _hammer(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.line([(x, y + 120), (x, y - 70)], mix(hour.second, hour.dark, 0.3), 24)
    art.box(x - 76, y - 108, x + 52, y - 56, hour.dark, round_by=8)
    art.shape([(x + 50, y - 104), (x + 106, y - 84), (x + 50, y - 60)], hour.dark)
    art.box(x - 88, y - 112, x - 66, y - 52, mix(hour.dark, hour.light, 0.3), round_by=4)


def _wrench(art: Canvas, hour: Hour, x: float, y: float) -> None:
    steel = mix(hour.near, hour.light, 0.2)
    art.line([(x - 70, y + 90), (x + 60, y - 70)], steel, 28)
    art.disc(x + 74, y - 88, 46, steel)
    art.shape([(x + 74, y - 88), (x + 84, y - 150), (x + 140, y - 104)], mix(hour.mid, hour.paper, 0.18))
    art.disc(x - 78, y + 98, 34, steel)
    art.disc(x - 78, y + 98, 15, hour.dark)


def _driver(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.line([(x, y - 20), (x, y + 130)], mix(hour.paper, hour.dark, 0.35), 11)
    art.box(x - 28, y - 120, x + 28, y - 10, hour.accent, round_by=20)
    for index in range(3):
        art.line(
            [(x - 14 + index * 14, y - 104), (x - 14 + index * 14, y - 28)],
            mix(hour.accent, hour.dark, 0.4),
            5,
        )


def _pliers(art: Canvas, hour: Hour, x: float, y: float) -> None:
    for side in (-1, 1):
        art.line([(x, y - 20), (x + side * 52, y + 40), (x + side * 40, y + 130)], hour.second, 24)
        art.shape([(x, y), (x + side * 36, y - 50), (x + side * 5, y - 122), (x, y - 60)], hour.dark)
    art.disc(x, y - 18, 17, mix(hour.dark, hour.light, 0.4))


def _clock(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.disc(x, y, 96, hour.dark)
    art.disc(x, y, 80, hour.paper)
    for mark in range(12):
        turn = math.radians(mark * 30)
        art.disc(x + 64 * math.cos(turn), y + 64 * math.sin(turn), 5, hour.dark)
    turn = art.chance.uniform(0, 6)
    art.line([(x, y), (x + 50 * math.cos(turn), y + 50 * math.sin(turn))], hour.accent, 7)
    art.line([(x, y), (x + 32 * math.cos(turn * 5), y + 32 * math.sin(turn * 5))], hour.dark, 9)


def _radio(art: Canvas, hour: Hour, x: float, base: float) -> None:
    art.box(x - 250, base - 230, x + 200, base, mix(hour.accent, hour.dark, 0.22), round_by=36)
    art.box(x - 228, base - 208, x + 178, base - 22, mix(hour.paper, hour.second, 0.3), round_by=22)
    for index in range(9):
        art.box(
            x - 206 + index * 21,
            base - 190,
            x - 196 + index * 21,
            base - 44,
            mix(hour.second, hour.dark, 0.55),
            round_by=5,
        )
    art.box(x + 6, base - 188, x + 160, base - 124, hour.dark, round_by=8)
    for index in range(7):
        art.line([(x + 20 + index * 21, base - 172), (x + 20 + index * 21, base - 150)], hour.light, 3)
    art.line([(x + 70, base - 178), (x + 70, base - 134)], hour.accent, 5)
    for px in (x + 44, x + 122):
        art.disc(px, base - 74, 32, hour.dark)
        art.line([(px, base - 74), (px + 16, base - 94)], hour.light, 6)


def _gear(art: Canvas, hour: Hour, x: float, y: float, size: float) -> None:
    tone = art.chance.choice((hour.second, mix(hour.paper, hour.mid, 0.4), hour.dark))
    for tooth in range(10):
        turn = math.radians(tooth * 36)
        art.disc(x + size * math.cos(turn), y + size * math.sin(turn), size * 0.2, tone)
    art.disc(x, y, size, tone)
    art.disc(x, y, size * 0.36, mix(hour.second, hour.dark, 0.42))


def stage(art: Canvas, hour: Hour) -> None:
    """A stage in the dry dock: curtain, light, players, the heads of the house."""
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


def papers(art: Canvas, hour: Hour) -> None:
    """A desk of documents: a contract, a stamp, a magnifying glass."""
    art.sky([(0, mix(hour.near, hour.dark, 0.2)), (1, mix(hour.dark, hour.near, 0.25))])
    art.hatch(-20, 20, 1620, 1000, mix(hour.near, hour.dark, 0.5), gap=26, width=4)
    art.glow(art.chance.uniform(500, 1100), 420, 760, hour.light, 0.5)
    for _ in range(6):
        _sheet(
            art,
            hour,
            art.chance.uniform(250, 1300),
            art.chance.uniform(240, 800),
            art.chance.uniform(-26, 26),
            0.9,
        )
    x, y, tilt = 760.0, 500.0, art.chance.uniform(-9, 9)
    _sheet(art, hour, x, y, tilt, 1.3)
    stamp_x, stamp_y = x + 190, y + 270
    for radius, wide in ((96, 9), (74, 4)):
        art.arc(stamp_x, stamp_y, radius, radius, 0, 360, hour.accent, wide)
    art.line([(stamp_x - 66, stamp_y + 22), (stamp_x + 66, stamp_y - 22)], hour.accent, 22)
    lens_x, lens_y = x + art.chance.uniform(-230, -120), y + art.chance.uniform(-60, 90)
    art.line([(lens_x - 96, lens_y + 110), (lens_x - 250, lens_y + 290)], hour.dark, 44)
    art.line([(lens_x - 96, lens_y + 110), (lens_x - 240, lens_y + 278)], hour.accent, 20)
    art.disc(lens_x, lens_y, 166, hour.dark)
    art.disc(lens_x, lens_y, 146, mix(hour.paper, hour.light, 0.5))
    for row in range(5):
        art.line(
            [(lens_x - 104, lens_y - 84 + row * 42), (lens_x + 100, lens_y - 92 + row * 42)],
            mix(hour.dark, hour.paper, 0.25),
            12,
        )
    art.line([(lens_x - 90, lens_y - 4), (lens_x + 60, lens_y - 12)], hour.accent, 17)
    art.arc(lens_x, lens_y, 122, 122, 200, 262, (255, 255, 255), 11)
    art.line([(1180, 210), (1420, 120)], hour.second, 26)
    art.shape([(1146, 222), (1182, 198), (1188, 222)], hour.dark)
    art.oval(1370, 800, 140, 140, hour.paper)
    art.disc(1370, 800, 116, (70, 40, 26))
    art.arc(1370, 800, 92, 92, 200, 300, (130, 84, 52), 9)


def _sheet(art: Canvas, hour: Hour, x: float, y: float, tilt: float, size: float) -> None:
    turn = math.radians(tilt)

    def place(along: float, down: float) -> Point:
        px, py = along * 210 * size, down * 290 * size
        return x + px * math.cos(turn) - py * math.sin(turn), y + px * math.sin(turn) + py * math.cos(turn)

    art.glaze(
        [place(-0.97, -0.97), place(1.04, -0.97), place(1.06, 1.05), place(-0.97, 1.05)],
        (0, 0, 0),
        0.42,
        soft=12,
    )
    art.shape(
        [place(-1, -1), place(1, -1), place(1, 1), place(-1, 1)],
        mix(hour.paper, hour.second, art.chance.uniform(0, 0.12)),
    )
    art.line([place(-0.8, -0.82), place(0.2, -0.82)], hour.dark, 13 * size)
    for row in range(17):
        if row % 6 == 5:
            continue
        down = -0.64 + row * 0.09
        tone = hour.dark if art.chance.random() < 0.9 else hour.accent
        art.line(
            [place(-0.8, down), place(art.chance.uniform(0.5, 0.82), down)],
            mix(hour.paper, tone, 0.62),
            4.5 * size,
        )


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


def plate(art: Canvas, hour: Hour) -> None:
    """A table from above: a bowl or plate, a spoon, herbs, an onion, a cloth."""
    art.sky([(0, mix(hour.second, hour.dark, 0.34)), (1, mix(hour.second, hour.dark, 0.48))])
    for index in range(6):
        y = index * 172
        art.line([(-20, y), (1620, y + art.chance.uniform(-4, 4))], mix(hour.second, hour.dark, 0.66), 7)
        art.hatch(-20, y + 14, 1620, y + 160, mix(hour.second, hour.dark, 0.56), gap=26, width=3, lean=0.004)
    cloth = mix(hour.accent, hour.paper, 0.1)
    art.glaze([(960, -30), (1640, 130), (1460, 1040), (800, 930)], (0, 0, 0), 0.3, soft=10)
    art.shape([(970, -40), (1660, 110), (1470, 1040), (800, 920)], cloth)
    for index in range(9):
        along = index / 8
        art.glaze(
            [
                (970 + 690 * along, -40 + 150 * along),
                (994 + 690 * along, -34 + 150 * along),
                (830 + 660 * along, 926 + 116 * along),
                (806 + 660 * along, 920 + 116 * along),
            ],
            hour.paper,
            0.55,
        )
    x, y = 700 + art.chance.uniform(-60, 60), 500.0
    art.glaze_oval(x + 26, y + 34, 372, 372, (0, 0, 0), 0.5, soft=18)
    art.disc(x, y, 366, mix(hour.paper, hour.dark, 0.06))
    art.arc(x, y, 348, 348, 0, 360, hour.near, 8)
    art.disc(x, y, 276, mix(hour.paper, hour.dark, 0.16))
    kind = art.chance.choice(("soup", "dumplings", "tart"))
    {"soup": _soup, "dumplings": _dumplings, "tart": _tart}[kind](art, hour, x, y)
    _spoon(art, hour, 1190, 560)
    _onion(art, hour, 190, 210)
    _herbs(art, hour, 180, 760)
    art.disc(1370, 250, 96, mix(hour.near, hour.dark, 0.2))
    art.disc(1370, 250, 78, hour.paper)
    for _ in range(40):
        art.disc(
            1370 + art.chance.uniform(-56, 56),
            250 + art.chance.uniform(-56, 56),
            4,
            mix(hour.paper, hour.dark, 0.25),
        )
    if art.chance.random() < 0.5:
        art.mirror()


def _soup(art: Canvas, hour: Hour, x: float, y: float) -> None:
    broth = mix((204, 128, 48), hour.accent, 0.3)
    art.disc(x, y, 262, broth)
    art.arc(x, y, 236, 236, 190, 300, mix(broth, hour.light, 0.5), 9)
    for _ in range(9):
        px, py = x + art.chance.uniform(-150, 150), y + art.chance.uniform(-150, 150)
        size = art.chance.uniform(32, 56)
        points = [
            (
                px + size * math.cos(turn) * art.chance.uniform(0.8, 1.1),
                py + size * math.sin(turn) * art.chance.uniform(0.8, 1.1),
            )
            for turn in (0.4, 1.6, 2.7, 3.9, 5.2)
        ]
        art.curve(points, (176, 110, 56))
        art.curve([(px + (qx - px) * 0.7, py + (qy - py) * 0.7) for qx, qy in points], (236, 200, 140))
    _sprinkle(art, x, y, 210, 60)


def _dumplings(art: Canvas, hour: Hour, x: float, y: float) -> None:
    for index in range(9):
        turn = index * 0.785
        far = 0 if index == 8 else 170
        px, py = x + far * math.cos(turn), y + far * math.sin(turn)
        lean = art.chance.uniform(0, 6)
        dough = mix((244, 226, 186), hour.second, art.chance.uniform(0, 0.2))
        art.glaze_oval(px + 8, py + 12, 80, 62, (0, 0, 0), 0.25, soft=7)
        edge = [
            (px + 84 * math.cos(lean + step * 0.35), py + 84 * math.sin(lean + step * 0.35))
            for step in range(10)
        ]
        art.curve([*edge, (px - 20 * math.cos(lean + 1.57), py - 20 * math.sin(lean + 1.57))], dough)
        for step in range(1, 9):
            turn_by = lean + step * 0.35
            art.line(
                [
                    (px + 62 * math.cos(turn_by), py + 62 * math.sin(turn_by)),
                    (px + 78 * math.cos(turn_by), py + 78 * math.sin(turn_by)),
                ],
                mix(dough, (150, 96, 50), 0.5),
                5,
            )
    _sprinkle(art, x, y, 230, 70)


def _tart(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.disc(x, y, 258, (190, 124, 62))
    art.disc(x, y, 226, (122, 34, 62))
    for ring, count in ((182, 17), (118, 11), (52, 5)):
        for index in range(count):
            turn = index * math.tau / count + ring
            px, py = x + ring * math.cos(turn), y + ring * math.sin(turn)
            tone = mix((108, 26, 66), hour.accent, art.chance.uniform(0.1, 0.5))
            art.disc(px, py, 33, tone)
            art.arc(
                px,
                py,
                21,
                21,
                math.degrees(turn),
                math.degrees(turn) + 110,
                mix(tone, (255, 220, 190), 0.5),
                5,
            )
    for index in range(26):
        turn = index * math.tau / 26
        art.disc(
            x + 246 * math.cos(turn),
            y + 246 * math.sin(turn),
            21,
            mix((206, 142, 76), hour.light, 0.12 * (index % 2)),
        )


def _sprinkle(art: Canvas, x: float, y: float, reach: float, count: int) -> None:
    for _ in range(count):
        turn, far = art.chance.uniform(0, 6.3), reach * art.chance.random() ** 0.5
        px, py = x + far * math.cos(turn), y + far * math.sin(turn)
        art.line(
            [(px, py), (px + art.chance.uniform(-9, 9), py + art.chance.uniform(-9, 9))], (72, 118, 58), 5
        )


def _spoon(art: Canvas, hour: Hour, x: float, y: float) -> None:
    steel = mix(hour.paper, hour.mid, 0.35)
    art.glaze(
        [(x - 6, y - 130), (x + 24, y - 130), (x + 66, y + 350), (x + 30, y + 350)], (0, 0, 0), 0.4, soft=8
    )
    art.line([(x, y - 120), (x + 34, y + 330)], steel, 19)
    art.oval(x - 10, y - 210, 56, 94, steel)
    art.oval(x - 6, y - 204, 40, 74, mix(steel, hour.dark, 0.3))
    art.arc(x - 10, y - 206, 42, 78, 150, 230, (255, 255, 255), 5)


def _onion(art: Canvas, hour: Hour, x: float, y: float) -> None:
    art.glaze_oval(x + 14, y + 20, 130, 120, (0, 0, 0), 0.45, soft=12)
    for index in range(6):
        tone = mix((150, 48, 78), (246, 226, 226), 0.16 + 0.62 * (index % 2))
        art.oval(x, y, 126 - index * 22, 116 - index * 20, tone)
    art.line([(x + 110, y - 40), (x + 170, y - 84)], (120, 150, 84), 12)


def _herbs(art: Canvas, hour: Hour, x: float, y: float) -> None:
    for index in range(7):
        tip_x, tip_y = x - 80 + index * 34, y - 150 + abs(3 - index) * 22
        art.line([(x + 20, y + 170), (tip_x, tip_y)], (70, 110, 62), 7)
        for leaf in range(6):
            share = 0.35 + leaf * 0.13
            px, py = x + 20 + (tip_x - x - 20) * share, y + 170 + (tip_y - y - 170) * share
            side = -1 if leaf % 2 else 1
            tone = mix((84, 138, 72), hour.dark, art.chance.uniform(0, 0.35))
            art.curve(
                [(px, py), (px + side * 18, py - 22), (px + side * 40, py - 12), (px + side * 22, py + 8)],
                tone,
            )
    art.line([(x - 10, y + 110), (x + 50, y + 116)], hour.accent, 11)
