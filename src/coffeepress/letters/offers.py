"""Corrections of articles that went out in a letter: offered as a note to the same recipients."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from coffeepress.articles.pressed.base import spoken
from coffeepress.corrections.models import Correction
from coffeepress.letters.models import CorrectionOffer, Letter, LetterArticle
from coffeepress.people.models import User

REACHES_BACK = timedelta(days=60)
"""Of letters that went out longer ago nobody is written a note."""


def offer_notes(correction: Correction) -> None:
    """A correction is published: offer a note for each letter in which its article went out before."""
    since = timezone.now() - REACHES_BACK
    rows = LetterArticle.objects.filter(article=correction.article_id, letter__begun_at__gt=since)
    for letter_id in rows.filter(letter__about=None).values_list("letter_id", flat=True):
        CorrectionOffer.objects.get_or_create(letter_id=letter_id, correction=correction)


def open_offers() -> "QuerySet[CorrectionOffer]":
    """The offers that no editor has taken up or declined, the newest first."""
    rows = CorrectionOffer.objects.filter(note=None, declined_at=None)
    return (
        rows.select_related("letter", "correction__article")
        .defer("letter__sent_html", "letter__sent_text", "correction__article__body")
        .order_by("-pk")
    )


def write_note(offer_id: int, *, by: User | None = None) -> Letter | None:
    """Make the draft of a note. The same offer twice gives the same one; None where it was declined."""
    with transaction.atomic():
        offer = CorrectionOffer.objects.select_for_update().get(pk=offer_id)
        if offer.declined_at is not None:
            return None
        if offer.note is None:
            offer.note = _draft(offer, by)
            offer.save(update_fields=["note"])
        return offer.note


def decline(offer_id: int) -> None:
    """No note is sent."""
    rows = CorrectionOffer.objects.filter(pk=offer_id, note=None, declined_at=None)
    rows.update(declined_at=timezone.now())


def _draft(offer: CorrectionOffer, by: User | None) -> Letter:
    correction, letter = offer.correction, offer.letter
    article = correction.article
    with spoken(letter.language):
        headline = article.title
        subject = f"{correction.get_kind_display()}: {headline}"[:160]
        parts = [
            format_html(
                "<p>{}</p>",
                _("In our letter “%(subject)s” stood an article that has been corrected since.")
                % {"subject": letter.sent_subject},
            )
        ]
        if correction.note:
            parts.append(format_html("<p>{}</p>", correction.note))
        if correction.said:
            parts.append(format_html("<p>{} {}</p>", _("It said:"), correction.said))
        if correction.says:
            parts.append(format_html("<p>{} {}</p>", _("It says now:"), correction.says))
    content = [("article", article)] if article.live else []
    return Letter.objects.create(
        kind=letter.kind,
        language=letter.language,
        subject=subject,
        opening="".join(parts),
        content=content,
        about=letter,
        by=by,
    )
