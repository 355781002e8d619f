"""The support page of a language: pressed, so that it is there whatever else is not."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import income_path, support_path
from coffeepress.articles.pressed.base import LanguageKind, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, Outlet, absolute, with_translations
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.support import showing
from coffeepress.support.keys import STANDING, SUPPORT
from coffeepress.support.models import SupportWords
from coffeepress.support.pledge import providers_to_begin_with
from coffeepress.support.public.figures import goals_shown, supporters_words
from coffeepress.support.public.standing import standing


class SupportPageKind(LanguageKind):
    """What can be chosen, one-off support, and other ways to pay."""

    name = "support_page"

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), SUPPORT(language), STANDING())
        paths = {each.code: support_path(each.code) for each in thing.languages}
        languages = tuple(replace(each, url=paths.get(each.code, each.url)) for each in thing.languages)
        words = SupportWords.objects.filter(language=language).first()
        counted = standing()
        with spoken(language):
            title = (words.title if words else "") or _("Support us")
            meta = Meta(title=title, canonical=absolute(support_path(language)))
            context = {
                "outlet": replace(thing, languages=languages),
                "meta": with_translations(meta, paths),
                "title": title,
                "intro": showing.rich(words.intro) if words else "",
                "coffee": showing.coffee(language),
                "currencies": showing.currencies(language) if providers_to_begin_with() else [],
                "supporters": supporters_words(counted.supporters) if counted else "",
                "goals": goals_shown(counted, language) if counted else [],
                "income_url": income_path(language) if settings.COFFEEPRESS.support_public else "",
                "ways": showing.ways(words.ways) if words else [],
            }
        return Page(support_path(language), rendered("support/page.html", language, context))
