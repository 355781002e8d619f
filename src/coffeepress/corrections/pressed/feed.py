"""The feed of corrections: what was wrong reaches those who read elsewhere."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import corrections_path
from coffeepress.articles.pressed.base import LanguageKind, spoken
from coffeepress.articles.pressed.feeds import Feed
from coffeepress.articles.showing.outlet import Outlet, absolute
from coffeepress.corrections.keys import CORRECTIONS
from coffeepress.corrections.models import Correction
from coffeepress.corrections.pressed.fronts import (
    NEWEST,
    feed_path,
    published_corrections,
    read_articles,
    with_articles,
)
from coffeepress.corrections.showing import About, anchor, shown
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page


class CorrectionsFeedKind(LanguageKind):
    """A language's corrections as RSS, each whole."""

    name = "corrections_feed"

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), CORRECTIONS(language))
        listed = with_articles(published_corrections(language)[:NEWEST])
        read_articles(correction for correction, _about in listed)
        with spoken(language):
            feed = Feed(
                title=_("Corrections · %(outlet)s") % {"outlet": thing.name},
                link=absolute(corrections_path(language)),
                description=_("What we got wrong, what it said, and what it says now."),
                language=language,
                feed_url=absolute(feed_path(language)),
            )
            for correction, about in listed:
                feed.add_item(**_item(correction, about))
        return Page(feed_path(language), feed.writeString("utf-8").encode())


def _item(correction: Correction, about: About) -> dict[str, Any]:
    whole = render_to_string("corrections/parts/feed_item.html", {"correction": shown(correction, about)})
    return {
        "title": f"{correction.get_kind_display()}: {about.headline}",
        "link": absolute(f"{about.url}#{anchor(correction.pk)}"),
        "description": whole,
        "pubdate": correction.published_at,
        # Stays when the article moves, or its correction would come again as a new one.
        "unique_id": f"{absolute(corrections_path(correction.language))}#{anchor(correction.pk)}",
        "unique_id_is_permalink": False,
    }
