"""The request for support below an article: in the page's flow, of one wording for each article, put away for good by a
button. It is the same for everybody; styles leave it out where the hint cookie says that a supporter reads. How many
support the outlet is not in it, or each of them would cost a press of all articles: see `public/standing_file.py`.
"""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coffeepress.articles.models import Article
from coffeepress.articles.paths import support_path
from coffeepress.articles.slots import Filler
from coffeepress.edition.keys import reads
from coffeepress.edition.memory import remembered
from coffeepress.support import showing
from coffeepress.support.keys import SUPPORT
from coffeepress.support.models import SupportWords
from coffeepress.support.public.standing_file import standing_path


class AppealFiller(Filler[SupportWords | None]):
    """The request for support."""

    name = "appeal"
    order = 5

    def load(self, articles: Sequence[Article]) -> Mapping[int, SupportWords | None]:
        words = remembered(
            "support-words", lambda: {each.language: each for each in SupportWords.objects.all()}
        )
        return {article.pk: words.get(article.locale.language_code) for article in articles}

    def fill(self, article: Article, loaded: SupportWords | None) -> Mapping[str, SafeString]:
        language = article.locale.language_code
        reads(SUPPORT(language))
        if not showing.is_asked_for(loaded):
            return {}
        context = {
            **_wording(article.pk or 0, loaded, showing.coffee(language)),
            "support_url": support_path(language),
            "standing_url": standing_path(language),
        }
        return {"after_body": render_to_string("support/appeal.html", context)}


def _wording(number: int, words: SupportWords | None, coffee: str) -> dict[str, str]:
    """The wording that falls to an article: always the same one, as long as there are as many."""
    given = list(words.appeals) if words else []
    if not given:
        text = _(
            "You could close this page. Or you could join the readers who keep it open for everybody: for the price of"
            " one coffee a month, %(coffee)s."
        ) % {"coffee": coffee}
        return {"title": _("This newspaper lives from its readers"), "text": text, "button": _("Support us")}
    chosen = given[number % len(given)].value
    return {
        "title": chosen["title"],
        "text": chosen["text"].replace("{coffee}", coffee),
        "button": chosen["button"] or _("Support us"),
    }
