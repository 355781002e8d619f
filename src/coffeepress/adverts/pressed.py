"""The adverts that run, a small file a language, and ads.txt."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings

from coffeepress.adverts.keys import ADVERT_PLACES, ADVERTS
from coffeepress.adverts.models import Creative
from coffeepress.adverts.showing import creative_html, file_path, places_of
from coffeepress.articles.keys import SITE
from coffeepress.articles.pressed.base import PublishedKind, published_languages, spoken
from coffeepress.edition.keys import ASSETS, Key, reads
from coffeepress.edition.kinds import Kind
from coffeepress.edition.page import Page

ADS_TXT_PATH = "/ads.txt"

Running = tuple[str, list[Creative]]
"""A language, and the adverts that run in it."""


class AdvertsFileKind(PublishedKind[Running]):
    """What may stand in a language's places now: a script in the page chooses. Its ident is the language."""

    name = "adverts_file"
    first = True
    born_of = (ADVERTS, ADVERT_PLACES)

    def all_idents(self) -> Iterator[str]:
        return iter(published_languages())

    def load(self, idents: Sequence[str]) -> Mapping[str, Running]:
        running = list(Creative.objects.filter(is_running=True).select_related("picture").order_by("pk"))
        return {
            code: (code, [each for each in running if code in each.languages and each.is_complete])
            for code in idents
            if code in published_languages() and places_of(code)
        }

    def render(self, thing: Running) -> Page:
        language, creatives = thing
        reads(SITE(language), ADVERTS(language), ADVERT_PLACES(language))
        with spoken(language):
            adverts = [_shown(each) for each in creatives]
        body = json.dumps({"adverts": adverts}, ensure_ascii=False, separators=(",", ":"))
        return Page(file_path(language), body.encode())


def _shown(creative: Creative) -> dict[str, Any]:
    return {
        "id": creative.pk,
        "places": creative.places,
        "sections": creative.sections,
        "weight": creative.weight,
        "until": int(creative.ends_at.timestamp() * 1000) if creative.ends_at else None,
        "html": {shape.name: creative_html(creative, shape) for shape in creative.shapes},
    }


class AdsTxtKind(Kind[str]):
    """Who may sell the outlet's places, as the setting `ads_txt` says it; no file where that is blank."""

    name = "ads_txt"

    def all_idents(self) -> Iterator[str]:
        return iter(["ads.txt"] if settings.COFFEEPRESS.ads_txt.strip() else [])

    def born(self, key: Key) -> Iterable[str]:
        return ()

    def load(self, idents: Sequence[str]) -> Mapping[str, str]:
        text = settings.COFFEEPRESS.ads_txt.strip()
        return {ident: text for ident in idents if text}

    def render(self, thing: str) -> Page:
        reads(ASSETS())
        return Page(ADS_TXT_PATH, f"{thing}\n".encode())
