"""Pictures of a table: coffee and a newspaper, a plate from above."""

import math

from coffeepress.demo.draw.canvas import Canvas, Point, mix
from coffeepress.demo.draw.hours import Hour


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


def plate(art: Canvas, hour: Hour) -> None:
    """A table from above: a bowl or plate, a spoon, herbs, an onion, a cloth."""
    y: float
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
