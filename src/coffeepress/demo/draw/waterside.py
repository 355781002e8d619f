"""Pictures by the river and in it: bridges, the ferry, the gauge, what swims below."""

import math

from coffeepress.demo.draw.canvas import Canvas, Point, mix
from coffeepress.demo.draw.hours import Hour
from coffeepress.demo.draw.pieces import (
    birds,
    boat,
    figure,
    houses,
    lamp,
    sky,
    stars,
    tree,
    water,
)


def river(art: Canvas, hour: Hour) -> None:
    """The river between its banks, an arched bridge, the town behind."""
    horizon = art.chance.uniform(470, 540)
    sun_x = art.chance.uniform(250, 1350)
    sky(
        art,
        hour,
        horizon=horizon + 60,
        sun_x=sun_x,
        sun_y=art.chance.uniform(150, 360),
        sun=art.chance.uniform(46, 78),
    )
    art.hills(horizon + 10, 150, hour.far)
    houses(art, hour, base=horizon + 16, colour=mix(hour.far, hour.mid, 0.6), height=92, windows=0.25)
    water(art, hour, horizon + 10, sun_x=sun_x)
    _arches(art, hour, deck=horizon - 34, foot=horizon + 130, count=art.chance.choice((4, 5, 6)))
    for _ in range(art.chance.randint(2, 4)):
        depth = art.chance.uniform(0.3, 0.85)
        boat(
            art, art.chance.uniform(460, 1450), horizon + 60 + (960 - horizon) * depth, 60 + 130 * depth,
            art.chance.choice((hour.dark, hour.accent, hour.second)), hour, sail=art.chance.random() < 0.5,
        )  # fmt: skip
    art.shape([(-20, 1020), (-20, 800), (170, 832), (400, 930), (560, 1020)], hour.dark)
    for x, tall in ((40, 330), (150, 250), (262, 180)):
        _reeds(art, x, 860 + x * 0.3, tall * 0.5, hour)
    birds(art, (300, 80, 1300, 380), 9, mix(hour.dark, hour.sky[1][1], 0.25))


def _arches(art: Canvas, hour: Hour, *, deck: float, foot: float, count: int) -> None:
    span = 1720 / count
    left = -60.0
    art.box(-20, deck, 1620, deck + 26, hour.near)
    art.box(-20, deck - 6, 1620, deck, mix(hour.near, hour.light, 0.35))
    for index in range(count):
        start = left + index * span
        pier = span * 0.09
        points: list[Point] = [(start + pier, foot)]
        for step in range(31):
            turn = math.pi * step / 30
            x = start + span / 2 - (span / 2 - pier) * math.cos(turn)
            points.append((x, foot - 16 - (foot - deck - 58) * math.sin(turn)))
        points.append((start + span - pier, foot))
        edge = [(start, deck + 20), (start, foot), *points, (start + span, foot), (start + span, deck + 20)]
        art.shape(edge, hour.near)
        art.line(points[1:-1], mix(hour.near, hour.light, 0.3), 4)
        art.box(start - pier, deck + 24, start + pier, foot + 14, mix(hour.near, hour.dark, 0.4))
        art.shape(
            [
                (start - pier * 1.5, foot + 10),
                (start, foot - 26),
                (start + pier * 1.5, foot + 10),
                (start, foot + 30),
            ],
            mix(hour.near, hour.dark, 0.6),
        )
        art.glaze(
            [(start, foot + 20), (start + pier, foot + 190), (start - pier, foot + 190)],
            hour.dark,
            0.4,
            soft=5,
        )
    for x in range(60, 1600, 170):
        lamp(art, x, deck, 62, hour)


def _reeds(art: Canvas, x: float, base: float, tall: float, hour: Hour) -> None:
    for _ in range(16):
        start = x + art.chance.uniform(-60, 60)
        tip = start + art.chance.uniform(-40, 50)
        high = tall * art.chance.uniform(0.6, 1.2)
        art.shape([(start - 3, base + 60), (tip, base - high), (start + 3, base + 60)], hour.dark)
        if art.chance.random() < 0.4:
            art.line([(tip, base - high), (tip - 2, base - high + 34)], mix(hour.dark, hour.accent, 0.5), 9)


def swing_bridge(art: Canvas, hour: Hour) -> None:
    """The swing bridge, half open, with its keeper's cabin and a barge waiting."""
    horizon = 560.0
    sun_x = art.chance.uniform(200, 1400)
    sky(art, hour, horizon=horizon + 20, sun_x=sun_x, sun_y=art.chance.uniform(160, 330), sun=72)
    art.hills(horizon, 90, hour.far)
    houses(art, hour, base=horizon + 6, colour=mix(hour.far, hour.mid, 0.5), height=84)
    water(art, hour, horizon, sun_x=sun_x)
    deck, pivot = 520.0, art.chance.uniform(640, 860)
    steel, lit = hour.dark, mix(hour.dark, hour.light, 0.35)
    art.box(-20, deck, pivot - 470, deck + 34, hour.near)
    art.box(-20, deck + 34, pivot - 500, 760, mix(hour.near, hour.dark, 0.5))
    reach, rise = 560.0, art.chance.choice((-46.0, 30.0))
    for side in (-1, 1):
        far_x, far_y = pivot + side * reach, deck + side * rise
        art.shape([(pivot, deck), (far_x, far_y), (far_x, far_y + 24), (pivot, deck + 32)], steel)
        art.line([(pivot, deck), (far_x, far_y)], hour.accent, 7)
        art.line([(pivot, deck - 250), (far_x - side * 40, far_y)], steel, 9)
        for step in range(1, 7):
            share = step / 7
            x, y = pivot + side * reach * share * 0.93, deck + side * rise * share
            top = deck - 250 + (y - deck + 250) * share
            art.line([(x, y), (x, top)], steel, 5)
            before = pivot + side * reach * (step - 1) / 7 * 0.93
            art.line([(before, deck + side * rise * (step - 1) / 7), (x, top)], lit, 4)
    art.shape(
        [(pivot - 34, deck), (pivot - 12, deck - 262), (pivot + 12, deck - 262), (pivot + 34, deck)], steel
    )
    art.box(pivot - 74, deck + 30, pivot + 74, 790, mix(hour.near, hour.mid, 0.4))
    art.hatch(pivot - 70, deck + 44, pivot + 70, 780, hour.dark, gap=13, width=3)
    art.oval(pivot, deck + 36, 98, 22, hour.dark)
    _cabin(art, hour, pivot - 66, deck - 34)
    boat(art, pivot + 330, 800, 250, hour.accent, hour)
    boat(art, pivot - 400, 700, 130, hour.dark, hour, sail=True)
    birds(art, (200, 90, 1400, 330), 7, hour.dark)


def _cabin(art: Canvas, hour: Hour, x: float, base: float) -> None:
    art.box(x, base - 96, x + 130, base + 34, hour.paper)
    art.hatch(x + 4, base - 20, x + 126, base + 30, mix(hour.paper, hour.dark, 0.4), gap=9, width=2)
    art.shape([(x - 16, base - 96), (x + 65, base - 148), (x + 146, base - 96)], hour.accent)
    if hour.lit:
        art.glow(x + 65, base - 56, 190, hour.light, 0.6)
    for index in range(3):
        art.box(
            x + 12 + index * 38,
            base - 82,
            x + 42 + index * 38,
            base - 34,
            hour.light if hour.lit else hour.near,
        )
    figure(art, x + 66, base - 30, 74, hour.dark, hour.dark)


def gauge(art: Canvas, hour: Hour) -> None:
    """The river gauge: a painted board that stands in the water by some steps."""
    horizon = 400.0
    sky(art, hour, horizon=horizon + 20, sun_x=art.chance.uniform(1100, 1450), sun_y=190, sun=56)
    art.hills(horizon + 10, 130, hour.far)
    for x in range(60, 1600, 90):
        tree(
            art,
            x + art.chance.uniform(-30, 30),
            horizon + 14,
            art.chance.uniform(60, 130),
            hour.mid,
            hour.near,
        )
    water(art, hour, horizon, sun_x=1250)
    wall = mix(hour.near, hour.dark, 0.4)
    art.shape([(-20, 210), (430, 300), (430, 1020), (-20, 1020)], wall)
    for row in range(9):
        y = 250 + row * 90
        art.line([(-20, y), (427, y + 60)], mix(wall, hour.dark, 0.5), 5)
        for column in range(4):
            x = 20 + column * 108 + (row % 2) * 54
            if y > 212 + x * 0.21:
                art.line([(x, y + 10), (x, y + 96)], mix(wall, hour.dark, 0.5), 4)
    art.glaze([(-20, 690), (430, 735), (430, 1020), (-20, 1020)], mix(hour.mid, (60, 110, 70), 0.6), 0.4)
    level = art.chance.uniform(690, 800)
    reflection = [(560, level), (740, level), (752, level + 230), (548, level + 230)]
    art.glaze(reflection, mix(hour.paper, hour.water_near, 0.45), 0.5, soft=5)
    art.box(560, 120, 740, level, hour.dark)
    art.box(574, 134, 726, level, hour.paper)
    for mark in range(46):
        y = 160 + mark * 19
        if y + 10 > level:
            break
        wide = 92 if mark % 10 == 0 else 62 if mark % 5 == 0 else 34
        tone = hour.accent if (mark // 10) % 2 else hour.dark
        art.box(574, y, 574 + wide, y + 10, tone)
        if mark % 5 == 0 and mark % 10:
            art.disc(698, y + 5, 9, tone)
    art.ripples(level + 20, 1010, [hour.light, hour.water_far, hour.dark], count=110, left=440)
    for ring in range(4):
        art.arc(
            650,
            level + 6,
            110 + ring * 52,
            14 + ring * 9,
            0,
            360,
            mix(hour.light, hour.water_near, 0.25 * ring),
            4,
        )
    boat(art, 1180, 660, 190, hour.accent, hour, sail=True)
    birds(art, (800, 80, 1500, 330), 6, hour.dark)


def underwater(art: Canvas, hour: Hour) -> None:
    """Eels and sturgeon in slanting light under the surface."""
    deep, shallow = mix(hour.water_near, hour.dark, 0.45), mix(hour.water_far, hour.water_near, 0.3)
    art.sky([(0, shallow), (0.35, hour.water_near), (1, deep)])
    for _ in range(9):
        x = art.chance.uniform(-200, 1500)
        wide = art.chance.uniform(40, 160)
        art.glaze(
            [(x, -10), (x + wide, -10), (x + wide * 2.6 + 320, 1010), (x + 300, 1010)],
            hour.light,
            0.09,
            soft=14,
        )
    art.hills(930, 130, mix(deep, hour.dark, 0.4))
    for _ in range(26):
        _weed(art, art.chance.uniform(0, 1600), art.chance.uniform(240, 480), hour)
    for index in range(art.chance.randint(5, 7)):
        y = 160 + index * 105 + art.chance.uniform(-30, 30)
        if index % 3 == 1:
            _sturgeon(art, art.chance.uniform(500, 1250), y, hour)
        else:
            _eel(art, art.chance.uniform(60, 900), y, art.chance.uniform(560, 840), hour)
    for _ in range(40):
        art.arc(
            art.chance.uniform(0, 1600),
            art.chance.uniform(0, 900),
            5,
            5,
            0,
            360,
            mix(hour.light, shallow, 0.4),
            2,
        )


def _weed(art: Canvas, x: float, tall: float, hour: Hour) -> None:
    turn = art.chance.uniform(0, 6)
    left: list[Point] = []
    right: list[Point] = []
    for step in range(18):
        share = step / 17
        sway = math.sin(turn + share * 5) * 32 * share
        half = 11 * (1 - share)
        left.append((x + sway - half, 1010 - tall * share))
        right.append((x + sway + half, 1010 - tall * share))
    art.shape([*left, *reversed(right)], mix(hour.mid, hour.dark, art.chance.uniform(0.2, 0.7)))


def _eel(art: Canvas, x: float, y: float, long: float, hour: Hour) -> None:
    turn, pace = art.chance.uniform(0, 6), art.chance.uniform(6, 9)
    back: list[Point] = []
    belly: list[Point] = []
    light: list[Point] = []
    for step in range(61):
        share = step / 60
        middle = y + math.sin(turn + share * pace) * 52 * (0.35 + share * 0.65)
        half = 25 * min(1, (1 - share) * 6) ** 0.5 * min(1, share * 2.6 + 0.04)
        px = x + long * share
        back.append((px, middle - half))
        belly.append((px, middle + half))
        light.append((px, middle + half * 0.25))
    art.shape([*back, *reversed(belly)], hour.dark)
    art.shape([*light, *reversed(belly)], mix(hour.second, hour.dark, 0.35))
    art.line(back[12:52], mix(hour.dark, hour.light, 0.4), 3)
    head_x, head_y = (back[-4][0] + belly[-4][0]) / 2 - 6, (back[-4][1] + belly[-4][1]) / 2
    art.disc(head_x, head_y - 5, 5, hour.light)


def _sturgeon(art: Canvas, x: float, y: float, hour: Hour) -> None:
    body = mix(hour.paper, hour.near, 0.35)
    art.shape(
        [(x - 300, y + 4), (x - 200, y - 42), (x, y - 62), (x + 200, y - 30), (x + 330, y - 6), (x + 200, y + 20),
         (x, y + 46), (x - 200, y + 36)],
        body,
    )  # fmt: skip
    art.shape(
        [(x - 300, y + 4), (x - 200, y - 42), (x, y - 62), (x + 200, y - 30), (x + 330, y - 6)], hour.near
    )
    art.shape([(x + 300, y - 8), (x + 430, y - 92), (x + 372, y - 2), (x + 402, y + 44)], hour.near)
    art.shape([(x + 110, y - 44), (x + 176, y - 108), (x + 190, y - 34)], hour.near)
    art.shape([(x - 130, y + 40), (x - 60, y + 112), (x - 40, y + 40)], hour.near)
    for step in range(9):
        px = x - 190 + step * 48
        art.shape(
            [(px - 16, y - 8), (px, y - 22), (px + 16, y - 8), (px, y + 4)], mix(hour.paper, hour.light, 0.5)
        )
    art.disc(x - 232, y - 8, 8, hour.dark)
    for step in range(3):
        art.line([(x - 274 + step * 14, y + 12), (x - 282 + step * 14, y + 40)], body, 3)


def ferry(art: Canvas, hour: Hour) -> None:
    """A ferry crossing by night, its lights in the water."""
    horizon = 500.0
    art.sky(hour.sky, bottom=horizon + 10)
    stars(art, 360, 70, hour.light if hour.lit else hour.sun)
    art.hills(horizon, 160, hour.mid)
    houses(art, hour, base=horizon + 4, colour=hour.near, height=78, windows=0.55)
    water(art, hour, horizon, count=110)
    x, y = art.chance.uniform(650, 940), 720.0
    art.line([(-20, y - 60), (x - 330, y + 30)], hour.dark, 6)
    art.line([(1620, y - 40), (x + 330, y + 30)], hour.dark, 6)
    art.shape([(x - 400, y - 10), (x + 400, y - 10), (x + 330, y + 66), (x - 330, y + 66)], hour.dark)
    art.box(x - 330, y - 26, x + 330, y - 8, hour.accent)
    art.box(x - 190, y - 176, x + 190, y - 26, hour.paper)
    art.box(x - 216, y - 200, x + 216, y - 172, hour.accent)
    for index in range(5):
        left = x - 168 + index * 70
        art.box(left, y - 150, left + 54, y - 84, hour.light)
        if index % 2:
            figure(art, left + 27, y - 78, 60, hour.near, hour.near)
    for side in (-1, 1):
        art.line([(x + side * 180, y - 200), (x + side * 180, y - 290)], hour.dark, 5)
        art.glow(x + side * 180, y - 292, 120, hour.light, 0.8)
        art.disc(x + side * 180, y - 292, 9, hour.light)
        figure(art, x + side * 270, y - 24, 96, hour.near, hour.paper)
    for index in range(5):
        left = x - 141 + index * 70
        for step in range(8):
            half = art.chance.uniform(14, 44) * (1 + step * 0.1)
            drop = y + 84 + step * 26 + art.chance.uniform(-9, 9)
            art.glaze(
                [(left - half, drop), (left, drop - 5), (left + half, drop), (left, drop + 5)],
                hour.light,
                0.7 - step * 0.06,
            )
    art.frame(x - 640, 190, x + 640, 990)
