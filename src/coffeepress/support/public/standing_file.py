"""A small file for each language that tells how support stands: scripts of requests under articles read it.

So another supporter costs one press of this file and of the support page, and not of every article.
"""

import json

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import support_path
from coffeepress.articles.pressed.base import LanguageKind, spoken
from coffeepress.articles.showing.outlet import Outlet
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.support.keys import STANDING
from coffeepress.support.models import Standing
from coffeepress.support.public.figures import goals_shown, supporters_words
from coffeepress.support.public.goals import bounds
from coffeepress.support.public.standing import standing


def standing_path(language: str) -> str:
    """Where the file lies."""
    return f"{support_path(language)}standing.json"


class StandingFileKind(LanguageKind):
    """How support stands, in sentences; nothing where no number is told."""

    name = "support_standing"

    def render(self, thing: Outlet) -> Page:
        reads(SITE(thing.language), STANDING())
        counted = standing()
        with spoken(thing.language):
            told = _told(counted, thing.language) if counted else {}
        return Page(standing_path(thing.language), json.dumps(told, ensure_ascii=False).encode())


def _told(counted: Standing, language: str) -> dict[str, str | int]:
    told: dict[str, str | int] = {"supporters": supporters_words(counted.supporters)}
    goals = goals_shown(counted, language)
    if goals:
        # The first currency's; after the month has ended, a browser leaves it out, whatever has become of us.
        until = bounds(counted.month)[1].isoformat()
        told |= {"goal": goals[0].words, "percent": goals[0].percent, "until": until}
    return told
