"""The form for subscribing: at the end of every article, and of the home fronts. The same for everybody."""

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coffeepress.articles.models import Article
from coffeepress.articles.paths import letters_path
from coffeepress.articles.slots import Filler
from coffeepress.edition.memory import remembered
from coffeepress.letters.kinds import offered


class SubscribeFiller(Filler[None]):
    """What it shows follows from the site's settings alone."""

    name = "letters"
    order = 30

    def fill(self, article: Article, loaded: None) -> Mapping[str, SafeString]:
        language = article.locale.language_code
        return {"after_body": form(language)}

    def home(self, language: str) -> Mapping[str, SafeString]:
        return {"after_latest": form(language)}


def form(language: str) -> SafeString:
    """The form in the language that is active, folded away."""
    if not settings.COFFEEPRESS.letters:
        return mark_safe("")
    return remembered(f"letters-form:{language}:{get_language()}", lambda: _form(language))


def _form(language: str) -> SafeString:
    context = {
        "offered": offered(),
        "language": language,
        "letters_url": letters_path(language),
        "prefix": "slot-",
        "preset": settings.COFFEEPRESS.letters[0],
    }
    return render_to_string("letters/slots/subscribe.html", context)
