"""Keeps the texts that readers had: what is about to be replaced is written down first."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision

from coffeepress.articles import permalink
from coffeepress.articles.models import Article, Picture
from coffeepress.articles.passages import Said, own_captions, pictures_of, said
from coffeepress.corrections.keys import CHANGES_OF
from coffeepress.corrections.models import PastText
from coffeepress.edition import addresses
from coffeepress.edition.outbox import changed

TEXT_FIELDS = frozenset({"title", "standfirst", "lead_picture", "lead_caption", "body"})

_mends_typing_error: ContextVar[bool] = ContextVar("corrections_mends_typing_error", default=False)


@contextmanager
def typing_error_mended(is_typing_error: bool = True) -> Iterator[None]:
    """What is replaced within the block is replaced to mend a typing error, and nothing else; or is not."""
    token = _mends_typing_error.set(is_typing_error)
    try:
        yield
    finally:
        _mends_typing_error.reset(token)


def keep_replaced(article: Article, update_fields: frozenset[str] | None = None) -> None:
    """An article is about to be written: keep the text that readers have now, if it is another.

    Args:
        update_fields: the fields that are written; None when all are.
    """
    if update_fields is not None and not TEXT_FIELDS & update_fields:
        return
    stored = Article.objects.filter(pk=article.pk, live=True).first() if article.pk else None
    if stored is None or _raw(stored) == _raw(article):
        return
    before = said(stored)
    if before.digest != said(article).digest:
        keep(stored, before, until=_published_anew(article, stored))


def keep_withdrawn(article: Article) -> None:
    """An article was withdrawn: keep the text that readers had until now. One that is being deleted takes all along."""
    if Article.objects.filter(pk=article.pk, live=False).exists():
        keep(article, said(article))


def note_published(article: Article) -> None:
    """An article was published, maybe after it was withdrawn: where readers had another text of it, its page of changes
    needs an address."""
    past = PastText.objects.filter(article=article)
    if not past.exists() or addresses.current_path(permalink.CHANGES_KIND, article.pk):
        return
    if past.exclude(digest=said(article).digest).exists():
        permalink.claim_changes(article)


def keep_captioned(picture: Picture) -> None:
    """A picture is about to be written: where its own caption changes, articles that show it will have another text."""
    stored = Picture.objects.filter(pk=picture.pk).only("caption").first() if picture.pk else None
    if stored is None or stored.caption == picture.caption:
        return
    for article in Article.objects.live().filter(pk__in=_showing(picture)).iterator(chunk_size=100):
        captions = own_captions(pictures_of(article))
        before = said(article, captions)
        if before.digest != said(article, {**captions, picture.pk: picture.caption}).digest:
            keep(article, before)


def keep(article: Article, text: Said, *, until: datetime | None = None) -> None:
    """Keep a text that readers had until now. Of a text kept twice in a row only the end is noted."""
    now = until or timezone.now()
    last = PastText.objects.filter(article=article).order_by("-replaced_at", "-pk").only("digest").first()
    if last is not None and last.digest == text.digest:
        PastText.objects.filter(pk=last.pk).update(replaced_at=now)
    else:
        PastText.objects.create(
            article=article,
            text=text.text,
            digest=text.digest,
            revision_id=article.live_revision_id,
            published_at=article.last_published_at or article.first_published_at or now,
            replaced_at=now,
            typing_error=_mends_typing_error.get(),
        )
        if article.live:
            permalink.claim_changes(article)
    changed(CHANGES_OF(article.pk))


def text_by_digest(
    article: Article, digest: str, *, revision: Revision | None = None, at_hand: Said | None = None
) -> str | None:
    """A text that the article has or had, by its name; None where it is not known.

    Args:
        revision: one of the article's revisions whose text it may be.
        at_hand: a text of the article that has been read already: looked at first.
    """
    if not digest:
        return None
    if at_hand is not None and at_hand.digest == digest:
        return at_hand.text
    kept = PastText.objects.filter(article=article, digest=digest).values_list("text", flat=True).first()
    if kept is not None:
        return kept
    present = said(article)
    if present.digest == digest:
        return present.text
    if revision is None or revision.object_id != str(article.pk):
        return None
    revised = said(revision.as_object())
    return revised.text if revised.digest == digest else None


def _showing(picture: Picture) -> set[int]:
    """The pages that refer to a picture, whether they show its caption or not."""
    content_type = ContentType.objects.get_for_model(Article)
    found = ReferenceIndex.get_references_to(picture).filter(content_type=content_type)
    return {int(pk) for pk in found.values_list("object_id", flat=True)}


def _published_anew(article: Article, stored: Article) -> datetime | None:
    """The moment at which another version takes the place of the stored one."""
    moment: datetime | None = article.last_published_at
    return moment if article.live and moment != stored.last_published_at else None


def _raw(article: Article) -> tuple[object, ...]:
    return (
        article.title,
        article.standfirst,
        article.lead_caption,
        article.lead_picture_id,
        article.body.get_prep_value() if article.body else [],
    )
