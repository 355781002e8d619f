"""The drawings: always the same, and never flat."""

import pytest
from PIL import ImageStat

from coffeepress.demo.draw import draw, drawing_names
from coffeepress.demo.reading import read_demo


def test_there_are_at_least_fourteen_scenes() -> None:
    assert len(drawing_names()) >= 14


@pytest.mark.parametrize("name", drawing_names())
def test_a_drawing_is_the_same_each_time_and_another_for_another_seed(name: str) -> None:
    first = draw(name, seed=3, width=320, height=200)
    assert first.mode == "RGB"
    assert first.size == (320, 200)
    assert first.tobytes() == draw(name, seed=3, width=320, height=200).tobytes()
    assert first.tobytes() != draw(name, seed=4, width=320, height=200).tobytes()


@pytest.mark.parametrize("name", drawing_names())
@pytest.mark.parametrize("size", [(320, 200), (200, 260), (400, 180)])
def test_a_drawing_is_not_flat_in_any_shape(name: str, size: tuple[int, int]) -> None:
    image = draw(name, seed=2, width=size[0], height=size[1])
    spread = ImageStat.Stat(image).stddev
    assert image.size == size
    assert max(spread) > 22
    colours = image.resize((40, 25)).getcolors(maxcolors=1000)
    assert colours is not None
    assert len(colours) > 150


def test_an_unknown_drawing_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("horse", seed=1, width=10, height=10)


def test_no_two_pictures_of_the_demo_are_the_same_drawing() -> None:
    seen = [(picture.drawing, picture.seed) for picture in read_demo().pictures]
    assert len(seen) == len(set(seen))
    assert len({drawing for drawing, _ in seen}) >= 20
