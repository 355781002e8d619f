"""Pictures as readers get them: in several sizes and two formats, with their texts, each brought along by the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from coffeepress.articles.keys import PICTURE
from coffeepress.articles.models import Picture, PictureRendition
from coffeepress.articles.showing.outlet import MetaImage, absolute
from coffeepress.design.sizes import BODY
from coffeepress.edition.keys import attach, is_recording, reads

WIDTHS = (400, 800, 1200, 1600)
FALLBACK_WIDTH = 1200
SOCIAL = "fill-1200x630|format-jpeg|jpegquality-80"


@dataclass(frozen=True)
class Source:
    """The picture's files in one format."""

    type: str
    srcset: str


@dataclass(frozen=True)
class ShownPicture:
    """A picture, ready to be put into a page."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    sizes: str
    alt: str
    caption: str
    credit: str
    licence: str
    source_url: str
    priority: bool = False

    @property
    def source_name(self) -> str:
        """The host of the source's address, to be read."""
        return urlsplit(self.source_url).netloc.removeprefix("www.")


def widths_of(picture: Picture) -> list[int]:
    """The widths in pixels in which a picture is offered: never larger than it is."""
    largest = min(picture.width, WIDTHS[-1])
    return [width for width in WIDTHS if width < largest] + [largest]


def specs_of(picture: Picture) -> list[str]:
    """The renditions that a picture is shown with."""
    fallback = min(FALLBACK_WIDTH, picture.width)
    return [*(_webp(width) for width in widths_of(picture)), f"width-{fallback}|format-jpeg|jpegquality-80"]


def load_pictures(ids: Iterable[int]) -> dict[int, Picture]:
    """Pictures with their renditions, in two queries."""
    wanted = set(ids)
    return Picture.objects.prefetch_related("renditions").in_bulk(wanted) if wanted else {}


def shown_picture(
    picture: Picture,
    *,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    source_url: str = "",
    sizes: str = BODY,
    priority: bool = False,
) -> ShownPicture:
    """A picture with the texts given where it is used, or else its own."""
    reads(PICTURE(picture.pk))
    renditions = picture.get_renditions(*specs_of(picture))
    *webps, fallback = [renditions[spec] for spec in specs_of(picture)]
    srcset = ", ".join(f"{_url(picture, rendition)} {rendition.width}w" for rendition in webps)
    return ShownPicture(
        sources=(Source("image/webp", srcset),),
        src=_url(picture, fallback),
        srcset="",
        width=fallback.width,
        height=fallback.height,
        sizes=sizes,
        alt=alt or picture.alt,
        caption=caption or picture.caption,
        credit=credit or picture.credit,
        licence=picture.licence,
        source_url=source_url or picture.source_url,
        priority=priority,
    )


def social_image(picture: Picture | None, *, alt: str = "") -> MetaImage | None:
    """The picture shown where a page is shared."""
    if picture is None:
        return None
    reads(PICTURE(picture.pk))
    rendition = picture.get_rendition(SOCIAL)
    return MetaImage(
        absolute(_url(picture, rendition)), rendition.width, rendition.height, alt or picture.alt
    )


def make_renditions(picture: Picture) -> None:
    """Make all sizes of a picture, so that publishing does not have to wait for them."""
    picture.get_renditions(*specs_of(picture), SOCIAL)


def _webp(width: int) -> str:
    return f"width-{width}|format-webp|webpquality-78"


def _url(picture: Picture, rendition: PictureRendition) -> str:
    """Where readers find a rendition; in a preview, where editors do."""
    if not is_recording():
        return str(rendition.url)
    shape = f"{rendition.width}" if rendition.filter_spec != SOCIAL else "social"
    ending = Path(rendition.file.name).suffix
    path = f"/pictures/{picture.pk}/{picture.file_digest}-{shape}{ending}"
    return attach(path, source=Path(settings.MEDIA_ROOT) / rendition.file.name)
