"""The demo's pictures, drawn by code: ``draw("river", seed=3, width=1600, height=1000)``.

Owns: the names of the drawings. Each seed is another picture: the seed chooses the hour of day (``seed % 6``,
see ``hours.py``) and the
arrangement; seeds 6 to 11, 18 to 23 and so on are mirrored. The same name, seed and size give the same bytes.
"""

from collections.abc import Callable

from PIL import Image

from coffeepress.demo.draw.bench import papers, workshop
from coffeepress.demo.draw.canvas import Canvas
from coffeepress.demo.draw.charts import chart
from coffeepress.demo.draw.halls import council, library, stage, ward
from coffeepress.demo.draw.hours import HOURS, Hour, hour_of
from coffeepress.demo.draw.land import fields, greenhouse, marsh, orchard, seedling
from coffeepress.demo.draw.port import cannery, harbour
from coffeepress.demo.draw.portrait import portrait
from coffeepress.demo.draw.still_life import coffee, plate
from coffeepress.demo.draw.streets import bus, lane, pipes, rain
from coffeepress.demo.draw.town import market, observatory, roofs
from coffeepress.demo.draw.waterside import ferry, gauge, river, swing_bridge, underwater

_SCENES: dict[str, Callable[[Canvas, Hour], None]] = {
    scene.__name__: scene
    for scene in (
        bus, cannery, chart, coffee, council, ferry, fields, gauge, greenhouse, harbour, lane, library, market, marsh,
        observatory, orchard, papers, pipes, plate, rain, river, roofs, seedling, stage, swing_bridge, underwater, ward,
        workshop,
    )
}  # fmt: skip


def drawing_names() -> tuple[str, ...]:
    """The names that ``draw`` knows."""
    return (*sorted(_SCENES), "portrait")


def draw(name: str, *, seed: int, width: int, height: int) -> Image.Image:
    """The drawing as an RGB image of ``width`` by ``height`` pixels.

    Raises KeyError for an unknown name.
    """
    if name == "portrait":
        art = Canvas(seed=seed, width=width, height=height, design_width=800, design_height=800)
        portrait(art, seed)
        return art.finished(vignette=0.08)
    art = Canvas(seed=seed, width=width, height=height, design_width=1600, design_height=1000)
    _SCENES[name](art, hour_of(seed))
    if (seed // len(HOURS)) % 2:
        art.mirror()
    return art.finished()
