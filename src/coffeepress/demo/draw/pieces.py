"""What stands in more than one picture: houses, boats, trees, lamps, people, birds."""

from coffeepress.demo.draw.canvas import Canvas, Colour, Point, between, mix
from coffeepress.demo.draw.hours import Hour


def sky(art: Canvas, hour: Hour, *, horizon: float, sun_x: float, sun_y: float, sun: float = 60) -> None:
    """The sky with its sun or moon, down to the horizon."""
    art.sky(hour.sky, bottom=horizon)
    if hour.name == "night":
        stars(art, horizon * 0.8, 90, hour.light)
        art.disc(sun_x, sun_y, sun * 1.4, between(hour.sky, sun_y / horizon))
        art.disc(sun_x, sun_y, sun, hour.sun)
        art.disc(sun_x + sun * 0.42, sun_y - sun * 0.16, sun * 0.88, between(hour.sky, sun_y / horizon))
        art.glow(sun_x, sun_y, sun * 7, hour.sun, 0.3)
    else:
        art.glow(sun_x, sun_y, sun * 7, hour.sun, 0.55)
        art.disc(sun_x, sun_y, sun, hour.sun)
        clouds(art, hour, horizon)


def stars(art: Canvas, bottom: float, count: int, colour: Colour) -> None:
    """Stars of three sizes."""
    for _ in range(count):
        art.disc(
            art.chance.uniform(0, art.design_width),
            art.chance.uniform(0, bottom),
            art.chance.choice((1.2, 1.8, 3)),
            colour,
        )


def clouds(art: Canvas, hour: Hour, horizon: float) -> None:
    """Long flat clouds."""
    for _ in range(art.chance.randint(3, 5)):
        x, y = art.chance.uniform(0, art.design_width), art.chance.uniform(0.08, 0.62) * horizon
        colour = mix(hour.sky[-1][1], hour.sun, 0.5)
        for layer in range(art.chance.randint(2, 4)):
            half = art.chance.uniform(110, 260) * (1 - layer * 0.12)
            thick = art.chance.uniform(7, 14)
            left = x - half + art.chance.uniform(-60, 60)
            top = y + layer * 15
            points = [
                (left, top),
                (left + half, top - thick),
                (left + 2 * half, top),
                (left + half, top + thick),
            ]
            art.glaze(points, colour, 0.5, soft=2)


def houses(
    art: Canvas, hour: Hour, *, base: float, colour: Colour, height: float, left: float = -40, right: float = 0,
    windows: float = 0.35,
) -> None:  # fmt: skip
    """A row of gabled houses, a tower among them."""
    right = right or art.design_width + 40
    tower_at = left + (right - left) * art.chance.uniform(0.25, 0.75)
    x = left
    while x < right:
        wide = art.chance.uniform(0.45, 0.9) * height
        tall = height * art.chance.uniform(0.55, 1.0)
        tint = mix(colour, hour.light if hour.lit else hour.paper, art.chance.uniform(0, 0.09))
        if x <= tower_at < x + wide:
            tower(art, x + wide / 2, base, height * 1.9, tint, hour)
        art.box(x, base - tall, x + wide + 1, base + 2, tint)
        gable(art, x, base - tall, wide, height * art.chance.uniform(0.22, 0.5), mix(tint, hour.dark, 0.2))
        window_grid(art, hour, x, base - tall, wide, tall, windows)
        x += wide


def gable(art: Canvas, left: float, eaves: float, wide: float, rise: float, colour: Colour) -> None:
    """A roof: steep, hipped or flat with chimneys."""
    shape = art.chance.random()
    if shape < 0.55:
        art.shape([(left - 4, eaves), (left + wide / 2, eaves - rise), (left + wide + 4, eaves)], colour)
    elif shape < 0.85:
        inset = wide * 0.22
        top = eaves - rise * 0.6
        art.shape(
            [(left - 4, eaves), (left + inset, top), (left + wide - inset, top), (left + wide + 4, eaves)],
            colour,
        )
    else:
        art.box(left, eaves - 6, left + wide, eaves, colour)
    pot = left + wide * art.chance.uniform(0.2, 0.75)
    art.box(pot, eaves - rise * 0.85, pot + wide * 0.11, eaves - rise * 0.1, colour)


def window_grid(
    art: Canvas, hour: Hour, left: float, top: float, wide: float, tall: float, share: float
) -> None:  # fmt: skip
    """Windows, some of them lit."""
    size = max(5.0, wide * 0.13)
    columns = max(1, int(wide / (size * 2.1)))
    step = wide / columns
    rows = int(tall / (size * 2.6))
    for row in range(rows):
        for column in range(columns):
            lit = art.chance.random() < share
            if not lit and art.chance.random() < 0.35:
                continue
            colour = hour.light if lit and hour.lit else mix(hour.near, hour.light, 0.32 if lit else 0.1)
            x = left + step * (column + 0.5) - size / 2
            y = top + size * 1.1 + row * size * 2.6
            art.box(x, y, x + size, y + size * 1.5, colour)


def tower(art: Canvas, x: float, base: float, tall: float, colour: Colour, hour: Hour) -> None:
    """A church or town-hall tower with a clock."""
    half = tall * 0.09
    art.box(x - half, base - tall * 0.75, x + half, base, colour)
    art.shape(
        [(x - half * 1.25, base - tall * 0.75), (x, base - tall), (x + half * 1.25, base - tall * 0.75)],
        colour,
    )
    art.line([(x, base - tall), (x, base - tall * 1.07)], colour, 3)
    art.disc(x, base - tall * 0.64, half * 0.5, hour.light)


def boat(
    art: Canvas, x: float, y: float, size: float, hull: Colour, hour: Hour, *, sail: bool = False
) -> None:
    """A small boat with its reflection."""
    art.glaze_oval(x, y + size * 0.24, size * 0.62, size * 0.1, hour.dark, 0.35, soft=3)
    art.shape(
        [(x - size * 0.6, y - size * 0.1), (x + size * 0.66, y - size * 0.16), (x + size * 0.42, y + size * 0.16),
         (x - size * 0.46, y + size * 0.16)],
        hull,
    )  # fmt: skip
    art.box(x - size * 0.5, y - size * 0.01, x + size * 0.5, y + size * 0.025, hour.light)
    if sail:
        art.line([(x, y - size * 0.1), (x, y - size * 1.15)], hour.dark, max(2, size * 0.025))
        art.shape(
            [(x + 4, y - size * 1.1), (x + size * 0.52, y - size * 0.2), (x + 4, y - size * 0.2)], hour.paper
        )
        art.shape(
            [(x - 4, y - size * 0.98), (x - size * 0.36, y - size * 0.2), (x - 4, y - size * 0.2)],
            hour.accent,
        )
    else:
        art.box(x - size * 0.22, y - size * 0.38, x + size * 0.14, y - size * 0.1, hour.paper)
        art.box(x - size * 0.26, y - size * 0.42, x + size * 0.18, y - size * 0.36, hour.accent)
        art.box(x - size * 0.16, y - size * 0.32, x - size * 0.02, y - size * 0.2, hour.dark)
        art.line(
            [(x + size * 0.3, y - size * 0.1), (x + size * 0.3, y - size * 0.62)],
            hour.dark,
            max(2, size * 0.02),
        )


def tree(art: Canvas, x: float, base: float, tall: float, leaf: Colour, trunk: Colour) -> None:
    """A poplar or a round tree, cut with light."""
    art.line([(x, base), (x, base - tall * 0.6)], trunk, max(3, tall * 0.035))
    slim = art.chance.random() < 0.45
    across = tall * (0.13 if slim else 0.3)
    down = tall * (0.45 if slim else 0.3)
    art.oval(x, base - tall + down, across, down, leaf)
    for _ in range(7):
        y = base - tall + down * art.chance.uniform(0.4, 1.7)
        start = x + across * art.chance.uniform(-0.1, 0.3)
        art.line([(start, y), (start + across * 0.4, y - 4)], mix(leaf, (255, 245, 210), 0.3), 2)


def lamp(art: Canvas, x: float, base: float, tall: float, hour: Hour) -> None:
    """A street lamp."""
    if hour.lit:
        art.glow(x, base - tall, tall * 0.9, hour.light, 0.6)
    art.line([(x, base), (x, base - tall)], hour.dark, max(3, tall * 0.03))
    art.box(
        x - tall * 0.035, base - tall * 1.08, x + tall * 0.035, base - tall * 0.96, hour.light, round_by=4
    )
    art.shape(
        [
            (x - tall * 0.06, base - tall * 1.08),
            (x, base - tall * 1.14),
            (x + tall * 0.06, base - tall * 1.08),
        ],
        hour.dark,
    )


def figure(
    art: Canvas, x: float, base: float, tall: float, coat: Colour, head: Colour, *, lean: float = 0
) -> None:
    """A standing person in a long coat, seen from some way off."""
    legs = mix(coat, (10, 12, 20), 0.6)
    art.line([(x - tall * 0.06, base), (x - tall * 0.05, base - tall * 0.35)], legs, tall * 0.07)
    art.line([(x + tall * 0.07, base), (x + tall * 0.05, base - tall * 0.35)], legs, tall * 0.07)
    top = x + lean
    art.shape(
        [(top - tall * 0.1, base - tall * 0.8), (top + tall * 0.1, base - tall * 0.8),
         (x + tall * 0.16, base - tall * 0.26), (x - tall * 0.16, base - tall * 0.26)],
        coat,
    )  # fmt: skip
    art.oval(top, base - tall * 0.8, tall * 0.105, tall * 0.05, coat)
    art.oval(top + lean * 0.2, base - tall * 0.91, tall * 0.066, tall * 0.08, head)
    art.slice(
        top + lean * 0.2,
        base - tall * 0.925,
        tall * 0.076,
        tall * 0.08,
        180,
        360,
        mix(coat, (10, 8, 20), 0.5),
    )


def birds(art: Canvas, area: tuple[float, float, float, float], count: int, colour: Colour) -> None:
    """Gulls, each two strokes."""
    left, top, right, bottom = area
    for _ in range(count):
        x, y = art.chance.uniform(left, right), art.chance.uniform(top, bottom)
        span = art.chance.uniform(9, 24)
        wing: list[Point] = [(x - span, y - span * 0.3), (x - span * 0.4, y - span * 0.42), (x, y)]
        art.line(wing, colour, 3)
        art.line([(2 * x - px, py) for px, py in wing], colour, 3)


def water(art: Canvas, hour: Hour, top: float, *, sun_x: float | None = None, count: int = 150) -> None:
    """Water from a line down to the foot of the sheet, with the sun's path on it if there is one."""
    art.sky(
        [(0, hour.water_far), (0.4, mix(hour.water_far, hour.water_near, 0.6)), (1, hour.water_near)], top=top
    )
    bottom = art.design_height + 20
    if sun_x is not None:
        for step in range(26):
            share = step / 26
            y = top + 6 + (bottom - top) * share**1.4
            half = (20 + 130 * share) * art.chance.uniform(0.35, 1)
            x = sun_x + art.chance.uniform(-20, 20) * (1 + 3 * share)
            thick = 2 + 7 * share
            art.glaze([(x - half, y), (x, y - thick), (x + half, y), (x, y + thick)], hour.sun, 0.75)
    tones = [mix(hour.water_far, hour.light, 0.35), mix(hour.water_near, hour.dark, 0.45), hour.water_near]
    art.ripples(top + 8, bottom, tones, count=count)
