"""What corrections add to an article's page: the line at its head, the list and the form at its foot, its facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coffeepress.articles.models import Article
from coffeepress.articles.paths import changes_path, write_path
from coffeepress.articles.slots import Filler
from coffeepress.corrections.days import days
from coffeepress.corrections.keys import CHANGES_OF, CORRECTIONS_OF
from coffeepress.corrections.models import Correction
from coffeepress.corrections.pressed.changes import changed_articles
from coffeepress.corrections.showing import shown, with_history
from coffeepress.edition.keys import is_recording, reads
from coffeepress.edition.memory import remembered

MOST_DAYS = 4
"""As many days are named at an article's head; of more, how many they are."""


@dataclass
class OfArticle:
    """An article's corrections, oldest first, and whether readers had another text of it."""

    corrections: list[Correction] = field(default_factory=list)
    has_changed: bool = False


class CorrectionsFiller(Filler[OfArticle]):
    """An article's corrections, and the form for reporting another error."""

    name = "corrections"
    order = 10

    def load(self, articles: Sequence[Article]) -> Mapping[int, OfArticle]:
        ids = [article.pk for article in articles if article.pk]
        found: dict[int, OfArticle] = defaultdict(OfArticle)
        rows = Correction.objects.filter(article_id__in=ids).order_by("published_at", "pk")
        for correction in with_history(rows):
            found[correction.article_id].corrections.append(correction)
        for article_id in changed_articles(articles):
            found[article_id].has_changed = True
        return found

    def fill(self, article: Article, loaded: OfArticle | None) -> Mapping[str, SafeString]:
        """The form is left out of an editor's preview: there is nothing yet to report about."""
        if article.pk:
            reads(CORRECTIONS_OF(article.pk), CHANGES_OF(article.pk))
        loaded = loaded or OfArticle()
        language = article.locale.language_code
        context = {
            "article": article,
            "language": language,
            "corrections": [shown(correction) for correction in reversed(loaded.corrections)],
            "changes_url": changes_path(article.permalink)
            if loaded.has_changed and article.permalink
            else "",
            "write_url": write_path(language),
            "is_reportable": is_recording(),
            "fields": remembered(f"report-fields:{language}", _fields),
        }
        return {
            "notice": render_to_string(
                "corrections/slots/notice.html", {"notices": _notices(loaded.corrections)}
            ),
            "after_body": render_to_string("corrections/slots/after_body.html", context),
        }

    def facts(self, article: Article, loaded: OfArticle | None) -> Mapping[str, Any]:
        """Source: https://schema.org/correction, https://schema.org/CorrectionComment."""
        if not (loaded and loaded.corrections):
            return {}
        return {"correction": [_comment(correction) for correction in reversed(loaded.corrections)]}


def _fields() -> str:
    """What stands in the form under every article of the language that is active."""
    return render_to_string("corrections/fields.html", {"about_article": True})


def _notices(corrections: Iterable[Correction]) -> list[SafeString]:
    """ "Corrected on 3 and 24 November 2026", "Clarified on …": a line for each kind."""
    by_kind: dict[str, list[date]] = defaultdict(list)
    for correction in corrections:
        by_kind[correction.kind].append(timezone.localtime(correction.published_at).date())
    lines = {
        Correction.Kind.CORRECTION: (_("Corrected on {days}"), _("Corrected {count} times, last on {days}")),
        Correction.Kind.CLARIFICATION: (
            _("Clarified on {days}"),
            _("Clarified {count} times, last on {days}"),
        ),
    }
    return [_notice(*words, by_kind[kind]) for kind, words in lines.items() if by_kind[kind]]


def _notice(on_days: str, times: str, found: Sequence[date]) -> SafeString:
    if len(set(found)) > MOST_DAYS:
        return format_html(times, count=len(found), days=days(found[-1:]))
    return format_html(on_days, days=days(found))


def _comment(correction: Correction) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": _in_words(correction),
        "datePublished": timezone.localtime(correction.published_at).isoformat(timespec="seconds"),
    }


def _in_words(correction: Correction) -> str:
    said = correction.said and _("It said: “%(text)s”") % {"text": correction.said}
    says = correction.says and _("It says now: “%(text)s”") % {"text": correction.says}
    return "\n".join(part for part in (correction.note, said, says) if part)
