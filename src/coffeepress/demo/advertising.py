"""Read and bring in the demo newsroom's adverts and the places for them.

Owns: the rules of ``adverts.LANGUAGE.toml``. Its advertisers and their addresses are nobody's.
"""

from collections.abc import Callable, Iterable, Mapping

from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.adverts.places import PLACES
from coffeepress.demo.fields import Fields
from coffeepress.demo.values import AdvertContent, AdvertsContent, PictureContent

PictureKey = Callable[[Fields, str, str], str]


def read_adverts(
    fields: Fields, language: str, pictures: Mapping[str, PictureContent], picture_key: PictureKey
) -> AdvertsContent:
    """One language's file. Raises ContentError at its first fault."""
    content = AdvertsContent(
        language=language,
        places=_places(fields),
        house_text=fields.text("house_text"),
        house_link=fields.text("house_link"),
        note_title=fields.text("note_title"),
        note_text=fields.text("note_text"),
        note_how=fields.text("note_how"),
        adverts=tuple(_advert(each, language, pictures, picture_key) for each in fields.tables("adverts")),
    )
    fields.finish()
    return content


def bring_adverts(contents: Iterable[AdvertsContent], pictures: Mapping[str, int]) -> None:
    """Store the places, and the adverts with their pictures."""
    for content in contents:
        words = {name: getattr(content, name) for name in ("note_title", "note_text", "note_how")}
        AdvertPlaces.objects.create(
            language=content.language,
            places=list(content.places),
            house_text=content.house_text,
            house_link=content.house_link,
            **words,
        )
        for advert in content.adverts:
            Creative.objects.create(
                name=advert.name,
                kind=Creative.Kind.PICTURE if advert.picture else Creative.Kind.TEXT,
                picture_id=pictures[advert.picture] if advert.picture else None,
                alt=advert.alt,
                heading=advert.heading,
                text=advert.text,
                link=advert.link,
                label=Creative.Label.PAID_BY if advert.payer else Creative.Label.ADVERTISEMENT,
                payer=advert.payer,
                places=list(advert.places),
                languages=[content.language],
                weight=advert.weight,
            )


def _advert(
    fields: Fields, language: str, pictures: Mapping[str, PictureContent], picture_key: PictureKey
) -> AdvertContent:
    picture = picture_key(fields, "picture", "")
    shown = pictures[picture] if picture else None
    alt = (shown.translations.get(language, {}).get("alt") or shown.alt) if shown else ""
    advert = AdvertContent(
        name=fields.text("name"),
        picture=picture,
        alt=alt,
        heading=fields.text("heading", ""),
        text=fields.text("text", ""),
        link=fields.text("link"),
        payer=fields.text("payer", ""),
        places=_places(fields),
        weight=fields.take("weight", int),
    )
    fields.finish()
    return advert


def _places(fields: Fields) -> tuple[str, ...]:
    places = fields.texts("places")
    for name in places:
        if name not in PLACES:
            raise fields.error(f"a place is one of {', '.join(PLACES)}, not {name}", "places")
    return places
