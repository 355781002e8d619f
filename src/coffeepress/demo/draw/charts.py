"""Pictures of numbers: no words in them, for they would have to be true."""

import math

from coffeepress.demo.draw.canvas import Canvas, Point, mix
from coffeepress.demo.draw.hours import Hour


def chart(art: Canvas, hour: Hour) -> None:
    """An abstract of figures: bars, a line, dots, rings; no words, for they would have to be true."""
    x: float
    y: float
    art.sky([(0, hour.paper), (1, mix(hour.paper, hour.second, 0.2))])
    for index in range(11):
        y = 90 + index * 82
        art.line([(90, y), (1510, y)], mix(hour.paper, hour.near, 0.2), 3)
    kind = art.chance.choice(("bars", "waves", "dots"))
    if kind == "bars":
        _bars(art, hour)
    elif kind == "waves":
        _waves(art, hour)
    else:
        _dots(art, hour)
    points: list[Point] = []
    value = art.chance.uniform(520, 700)
    for step in range(13):
        points.append((130 + step * 112, value))
        value = max(150, min(780, value + art.chance.uniform(-150, 110)))
    art.line([(x + 6, y + 9) for x, y in points], mix(hour.paper, hour.dark, 0.35), 9)
    art.line(points, hour.dark, 9)
    for x, y in points:
        art.disc(x, y, 17, hour.dark)
        art.disc(x, y, 9, hour.paper)
    peak = min(points, key=lambda point: point[1])
    art.arc(peak[0], peak[1], 46, 46, 0, 360, hour.accent, 9)
    art.line([(90, 912), (1510, 912)], hour.dark, 9)


def _bars(art: Canvas, hour: Hour) -> None:
    tall = 190 + art.chance.uniform(0, 60)
    for index in range(12):
        x = 120 + index * 116
        tall = max(70, min(740, tall + art.chance.uniform(-120, 170)))
        tone = (hour.mid, hour.second, hour.accent)[0 if index % 4 else 2 if index == 8 else 1]
        art.box(x, 910 - tall, x + 80, 910, tone)
        art.hatch(x + 3, 910 - tall + 10, x + 77, 906, mix(tone, hour.dark, 0.25), gap=17, width=2.4)
        art.box(x, 910 - tall, x + 80, 910 - tall + 10, mix(tone, hour.dark, 0.4))


def _waves(art: Canvas, hour: Hour) -> None:
    for index, tone in enumerate((hour.far, hour.mid, hour.second, hour.accent, hour.near)):
        phase, pace = art.chance.uniform(0, 6), art.chance.uniform(1.2, 2.6)
        base = 360 + index * 120
        edge = [
            (x, base + 90 * math.sin(phase + x / 1600 * math.tau * pace) + 30 * math.sin(x / 90 + phase))
            for x in range(90, 1515, 15)
        ]
        art.shape([*edge, (1510, 910), (90, 910)], tone)
        art.line(edge, mix(tone, hour.paper, 0.5), 6)


def _dots(art: Canvas, hour: Hour) -> None:
    for column in range(20):
        height = 3 + 7 * (0.5 + 0.5 * math.sin(column * 0.5 + art.chance.uniform(-0.5, 0.5)))
        for row in range(int(height)):
            tone = hour.accent if art.chance.random() < 0.2 else hour.mid if row % 2 else hour.second
            art.disc(140 + column * 70, 880 - row * 66, 27, tone)
            art.arc(140 + column * 70, 880 - row * 66, 17, 17, 190, 280, mix(tone, hour.paper, 0.5), 4)
