"""The support page of a language: pressed, so that it is there whatever else is not."""

from dataclasses import replace

from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import support_path
from coffeepress.articles.pressed.base import LanguageKind, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, Outlet, absolute, with_translations
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.support import showing
from coffeepress.support.keys import SUPPORT
from coffeepress.support.models import SupportWords
from coffeepress.support.pledge import providers_to_begin_with


class SupportPageKind(LanguageKind):
    """What can be chosen, one-off support, and other ways to pay."""

    name = "support_page"

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), SUPPORT(language))
        paths = {each.code: support_path(each.code) for each in thing.languages}
        languages = tuple(replace(each, url=paths.get(each.code, each.url)) for each in thing.languages)
        words = SupportWords.objects.filter(language=language).first()
        with spoken(language):
            title = (words.title if words else "") or _("Support us")
            meta = Meta(title=title, canonical=absolute(support_path(language)))
            context = {
                "outlet": replace(thing, languages=languages),
                "meta": with_translations(meta, paths),
                "title": title,
                "intro": showing.rich(words.intro) if words else "",
                "coffee": showing.coffee(language),
                "choices": showing.choices(language) if providers_to_begin_with() else [],
                "ways": showing.ways(words.ways) if words else [],
            }
        return Page(support_path(language), rendered("support/page.html", language, context))
