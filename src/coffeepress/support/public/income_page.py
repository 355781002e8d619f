"""The public page of what readers have paid, month by month: pressed where the outlet wants it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import income_path, support_path
from coffeepress.articles.pressed.base import LanguageKind, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, Outlet, absolute, with_translations
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.support.keys import PAST_MONTHS
from coffeepress.support.models import PastMonth
from coffeepress.support.offers import main_currency
from coffeepress.support.public.income import told
from coffeepress.support.public.past_months import MOST_MONTHS
from coffeepress.support.public.standing import LEAST_TOLD


class IncomePageKind(LanguageKind):
    """What came in, and from how many."""

    name = "support_income"

    def load(self, idents: Sequence[str]) -> Mapping[str, Outlet]:
        return super().load(idents) if settings.COFFEEPRESS.support_public else {}

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), PAST_MONTHS())
        paths = {each.code: income_path(each.code) for each in thing.languages}
        languages = tuple(replace(each, url=paths.get(each.code, each.url)) for each in thing.languages)
        with spoken(language):
            title = _("What readers pay")
            meta = Meta(title=title, canonical=absolute(income_path(language)))
            months = list(PastMonth.objects.order_by("-month")[:MOST_MONTHS])
            context = {
                "outlet": replace(thing, languages=languages),
                "meta": with_translations(meta, paths),
                "title": title,
                "currencies": told(months, main_currency(), language) if months else [],
                "least": LEAST_TOLD,
                "support_url": support_path(language),
            }
        return Page(income_path(language), rendered("support/income.html", language, context))
