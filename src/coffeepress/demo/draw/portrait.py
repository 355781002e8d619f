"""Portraits: stylised heads of flat shapes, as on a poster."""

from coffeepress.demo.draw.canvas import Canvas, Colour, mix, rgb

# skin, hair, clothes, ground, second ground
_SKINS = [rgb(code) for code in ("#f1c9a5", "#e2ac80", "#c98a5e", "#9c6240", "#6d432d", "#f6d9bf", "#b97a4f")]
_HAIRS = [
    rgb(code)
    for code in ("#2a1f1d", "#57351f", "#8a4b25", "#c98f3f", "#b9b4ab", "#3b3a46", "#e8e2d6", "#7a2f22")
]
_CLOTHES = [
    rgb(code)
    for code in ("#1f4e5f", "#b8442f", "#2f5d46", "#d9a441", "#3b3560", "#8a2f4d", "#e6dcc6", "#22303c")
]
_GROUNDS = [
    (rgb(one), rgb(other))
    for one, other in (
        ("#e9b44c", "#f3cf86"), ("#7fb0ab", "#a9cdc4"), ("#d9745a", "#eaa283"), ("#9aa7c7", "#c0c9dd"),
        ("#b7c08a", "#d3d8ae"), ("#e3c7b0", "#f1dfcd"), ("#5e8ca0", "#8fb3bf"), ("#c98ba0", "#e0b4c1"),
    )
]  # fmt: skip


def portrait(art: Canvas, seed: int) -> None:
    """A head and shoulders; the seed chooses everything: each tenth of it another kind of hair."""
    chance = art.chance
    skin = _SKINS[(seed * 3 + seed // 7) % len(_SKINS)]
    hair = _HAIRS[(seed * 5 + 1) % len(_HAIRS)]
    cloth = _CLOTHES[(seed * 3 + 2) % len(_CLOTHES)]
    ground, second = _GROUNDS[seed % len(_GROUNDS)]
    art.sky([(0, second), (1, ground)])
    _ground(art, ground, second, seed)
    shade = mix(skin, rgb("#4a1f2f"), 0.24)
    _hair_behind(art, seed, hair)
    _shoulders(art, seed, cloth, skin, shade)
    _head(art, skin, shade)
    _hair_front(art, seed, hair)
    _face(art, seed, skin, shade, hair)
    if seed % 3 == 1:
        _glasses(art, rgb("#26242c"))
    if seed % 5 == 2:
        _beard(art, hair, skin)
    for _ in range(10):
        y = chance.uniform(650, 790)
        x = chance.uniform(180, 560)
        art.line([(x, y), (x + 60, y + chance.uniform(-5, 5))], mix(cloth, rgb("#fff4dc"), 0.16), 3)


def _ground(art: Canvas, ground: Colour, second: Colour, seed: int) -> None:
    kind = seed % 4
    if kind == 0:
        art.disc(400, 380, 330, mix(second, rgb("#fffaf0"), 0.45))
    elif kind == 1:
        for index in range(9):
            art.box(index * 100, 0, index * 100 + 46, 800, mix(ground, rgb("#fffaf0"), 0.16))
    elif kind == 2:
        art.shape([(0, 520), (800, 250), (800, 800), (0, 800)], mix(ground, rgb("#2a2440"), 0.2))
    else:
        for row in range(9):
            for column in range(9):
                art.disc(
                    50 + column * 100 + (row % 2) * 50, 40 + row * 96, 11, mix(ground, rgb("#fffaf0"), 0.35)
                )


def _shoulders(art: Canvas, seed: int, cloth: Colour, skin: Colour, shade: Colour) -> None:
    art.curve([(342, 470), (458, 470), (470, 640), (330, 640)], shade)
    art.curve(
        [
            (400, 618),
            (300, 616),
            (190, 662),
            (122, 740),
            (104, 820),
            (696, 820),
            (678, 740),
            (610, 662),
            (500, 616),
        ],
        cloth,
    )
    dark = mix(cloth, rgb("#14121f"), 0.35)
    if seed % 3 == 0:  # an open collar
        art.curve([(334, 606), (400, 742), (466, 606)], skin)
        art.curve([(334, 606), (400, 742), (350, 742), (292, 620)], dark)
        art.curve([(466, 606), (400, 742), (450, 742), (508, 620)], dark)
    elif seed % 3 == 1:  # a roll-neck
        art.box(322, 574, 478, 656, dark, round_by=26)
        for index in range(6):
            art.line([(342 + index * 23, 586), (340 + index * 24, 646)], mix(dark, rgb("#ffffff"), 0.14), 3)
    else:  # a scarf
        scarf = _CLOTHES[(seed * 5 + 4) % len(_CLOTHES)]
        art.curve([(300, 588), (400, 640), (500, 588), (520, 656), (400, 712), (280, 656)], scarf)
        art.curve([(430, 668), (500, 640), (520, 800), (446, 800)], mix(scarf, rgb("#14121f"), 0.2))
        for index in range(4):
            art.line([(312 + index * 56, 606), (300 + index * 62, 668)], mix(scarf, rgb("#fff4dc"), 0.35), 6)
    art.line([(196, 670), (168, 800)], dark, 5)
    art.line([(604, 670), (632, 800)], dark, 5)


def _head(art: Canvas, skin: Colour, shade: Colour) -> None:
    for x in (264, 536):
        art.oval(x, 392, 26, 42, shade)
    art.curve(
        [(266, 330), (272, 430), (312, 520), (366, 566), (434, 566), (488, 520), (528, 430), (534, 330)], skin
    )
    art.oval(400, 330, 134, 150, skin)
    art.oval(400, 520, 62, 50, skin)
    # The shaded side: one plane, cut straight, as a lino knife would.
    art.glaze(
        [(452, 180), (540, 300), (534, 430), (488, 522), (434, 568), (470, 470), (440, 400), (476, 330)],
        shade,
        0.75,
    )


def _face(art: Canvas, seed: int, skin: Colour, shade: Colour, hair: Colour) -> None:
    ink = rgb("#231a20")
    brow = mix(hair, ink, 0.4)
    lift = (seed % 4) * 3
    for side in (-1, 1):
        x = 400 + side * 62
        art.oval(x, 376, 25, 13, rgb("#fbf5ea"))
        art.disc(x + 2, 376, 11.5, mix(ink, _CLOTHES[(seed + 1) % 5], 0.3))
        art.disc(x + 5, 372, 3.4, rgb("#ffffff"))
        art.arc(x, 378, 27, 17, 190, 350, ink, 5)
        art.line(
            [(x - side * 30, 338 - lift * 0.3), (x + side * 2, 328 - lift), (x + side * 34, 340)], brow, 9
        )
    art.line([(404, 372), (414, 428), (390, 444)], shade, 7)
    lip = mix(skin, rgb("#a32f3a"), 0.6)
    smile = 8 + (seed % 3) * 5
    art.curve(
        [
            (350, 488),
            (384, 482),
            (400, 486),
            (416, 482),
            (450, 488),
            (426, 488 + smile + 8),
            (374, 488 + smile + 8),
        ],
        lip,
    )
    art.line([(346, 486), (400, 490 + smile * 0.4), (454, 486)], mix(lip, ink, 0.6), 4)
    for side in (-1, 1):
        art.glaze_oval(400 + side * 88, 446, 30, 20, rgb("#d9533f"), 0.25, soft=9)


def _glasses(art: Canvas, frame: Colour) -> None:
    for side in (-1, 1):
        art.arc(400 + side * 64, 380, 47, 42, 0, 360, frame, 7)
        art.line([(400 + side * 111, 372), (400 + side * 134, 364)], frame, 7)
        art.glaze(
            [(400 + side * 64 - 20, 350), (400 + side * 64 + 4, 350), (400 + side * 64 - 22, 404)],
            (255, 255, 255),
            0.28,
        )
    art.arc(400, 376, 18, 12, 180, 360, frame, 7)


def _beard(art: Canvas, hair: Colour, skin: Colour) -> None:
    art.curve(
        [(270, 410), (284, 500), (330, 576), (400, 606), (470, 576), (516, 500), (530, 410), (500, 470), (460, 462),
         (400, 468), (340, 462), (300, 470)],
        hair,
    )  # fmt: skip
    art.curve([(356, 492), (400, 484), (444, 492), (420, 512), (380, 512)], mix(skin, rgb("#a32f3a"), 0.6))
    for index in range(9):
        x = 318 + index * 20
        art.line([(x, 520), (x + 3, 560 - abs(4 - index) * 6)], mix(hair, rgb("#fff4dc"), 0.2), 3)


def _hair_behind(art: Canvas, seed: int, hair: Colour) -> None:
    kind = seed % 6
    dark = mix(hair, rgb("#140d14"), 0.25)
    if kind == 0:  # long
        art.curve([(232, 300), (400, 130), (568, 300), (588, 560), (560, 690), (240, 690), (212, 560)], dark)
    elif kind == 1:  # a cloud of curls
        for index in range(16):
            x = 400 + 172 * (1 - index / 7.5)
            art.disc(x, 300 - 90 * (1 - abs(index - 7.5) / 7.5) + art.chance.uniform(-14, 14), 72, dark)
        art.disc(400, 250, 170, dark)
    elif kind == 3:  # a bob
        art.curve(
            [(236, 300), (300, 170), (500, 170), (564, 300), (570, 500), (500, 540), (300, 540), (230, 500)],
            dark,
        )
    elif kind == 4:  # a knot
        art.disc(430, 138, 66, dark)


def _hair_front(art: Canvas, seed: int, hair: Colour) -> None:
    kind = seed % 6
    light = mix(hair, rgb("#fff2d2"), 0.3)
    if kind == 0:
        art.curve(
            [
                (258, 360),
                (254, 250),
                (330, 160),
                (440, 156),
                (540, 240),
                (544, 370),
                (500, 280),
                (420, 222),
                (330, 268),
            ],
            hair,
        )
    elif kind == 1:
        for index in range(11):
            art.disc(
                272 + index * 26, 232 - 44 * (1 - abs(index - 5) / 5) + art.chance.uniform(-8, 8), 40, hair
            )
    elif kind == 2:  # short, parted
        art.curve(
            [
                (262, 350),
                (256, 256),
                (310, 176),
                (420, 148),
                (520, 190),
                (546, 280),
                (538, 350),
                (514, 270),
                (360, 240),
                (288, 278),
            ],
            hair,
        )
    elif kind == 3:
        art.curve(
            [(250, 380), (256, 230), (340, 166), (460, 166), (544, 230), (552, 380), (530, 296), (270, 296)],
            hair,
        )
    elif kind == 4:
        art.curve(
            [
                (260, 350),
                (262, 240),
                (340, 164),
                (460, 164),
                (540, 240),
                (542, 350),
                (500, 250),
                (400, 214),
                (300, 250),
            ],
            hair,
        )
    else:  # a cap
        art.slice(400, 270, 156, 130, 180, 360, hair)
        art.box(244, 258, 556, 292, mix(hair, rgb("#140d14"), 0.3), round_by=14)
        art.curve([(250, 286), (560, 276), (640, 318), (540, 310)], mix(hair, rgb("#140d14"), 0.45))
        return
    for index in range(7):
        x = 310 + index * 28
        art.line([(x, 196 + abs(3 - index) * 8), (x + 22, 180 + abs(3 - index) * 9)], light, 4)
