"""Pictures of work on a bench or a desk: tools, papers."""

import math

from coffeepress.demo.draw.canvas import Canvas, Point, mix
from coffeepress.demo.draw.hours import Hour


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
