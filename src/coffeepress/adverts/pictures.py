"""Adverts' pictures, cut to the shapes of their places, under an address that says what they are."""

from pathlib import Path

from django.conf import settings

from coffeepress.adverts.places import Shape
from coffeepress.articles.keys import PICTURE
from coffeepress.articles.models import Picture, PictureRendition
from coffeepress.articles.showing.pictures import ShownPicture, Source
from coffeepress.edition.keys import attach, is_recording, reads


def specs_of(shape: Shape) -> list[str]:
    """The renditions in this shape: one a size, and one for browsers that know no WebP."""
    sizes = [f"fill-{width}x{height}" for width, height in shape.sizes]
    return [
        *(f"{size}|format-webp|webpquality-78" for size in sizes),
        f"{sizes[-1]}|format-jpeg|jpegquality-80",
    ]


def advert_picture(picture: Picture, shape: Shape, *, alt: str) -> ShownPicture:
    """A picture in a place's shape."""
    reads(PICTURE(picture.pk))
    renditions = picture.get_renditions(*specs_of(shape))
    *webps, fallback = [renditions[spec] for spec in specs_of(shape)]
    # Of a picture that is smaller than the shape, several sizes are one.
    widths = {each.width: each for each in webps}
    srcset = ", ".join(f"{_url(picture, shape, each)} {width}w" for width, each in widths.items())
    width, height = shape.sizes[0]
    return ShownPicture(
        sources=(Source("image/webp", srcset),),
        src=_url(picture, shape, fallback),
        srcset="",
        width=width,
        height=height,
        sizes=shape.shown,
        alt=alt or picture.alt,
        caption="",
        credit="",
        licence="",
        source_url="",
    )


def _url(picture: Picture, shape: Shape, rendition: PictureRendition) -> str:
    if not is_recording():
        return str(rendition.url)
    ending = Path(rendition.file.name).suffix
    path = f"/adverts/pictures/{picture.pk}/{picture.file_digest}-{shape.name}-{rendition.width}{ending}"
    return attach(path, source=Path(settings.MEDIA_ROOT) / rendition.file.name)
