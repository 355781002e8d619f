"""An article's permanent address: given at its first publication, kept for ever.

It follows the slug and the date of first publication; when one of them changes, the old address leads to the new one
(`coffeepress.edition.addresses`). The shape is the site's setting of the day the article was first published, so a new
setting moves no old article.
"""

import re
from collections.abc import Callable
from itertools import count

from django.conf import settings

from coffeepress.articles.models import Article
from coffeepress.articles.paths import LAST_PARTS, RESERVED, changes_path, permalink, shortened
from coffeepress.edition import addresses

KIND = "article"
CHANGES_KIND = "changes"
"""The page that tells what changed in an article lies below it, and moves, goes and comes with it."""


def assign(article: Article, *, section_slug: str) -> str:
    """Give a published article its address, in the publishing transaction.

    Where another page has the address already, a number is added to the slug; an article that was given a number
    keeps it as long as that other page may come back.

    Returns:
        The path; it is stored with the article, and as its current address.
    """
    assert article.first_published_at, "a published article has a date"
    shape = article.permalink_shape or settings.COFFEEPRESS.permalink
    path = _free_path(article, shape, section_slug)
    if (article.permalink, article.permalink_shape) != (path, shape) or not _is_stored(article):
        article.permalink, article.permalink_shape = path, shape
        Article.objects.filter(pk=article.pk).update(permalink=path, permalink_shape=shape)
    addresses.claim(KIND, article.pk, path)
    if addresses.current_path(CHANGES_KIND, article.pk):
        addresses.claim(CHANGES_KIND, article.pk, changes_path(path))
    return path


def claim_changes(article: Article) -> None:
    """Give a published article's page of changes its address: from now on it is answered for ever."""
    addresses.claim(CHANGES_KIND, article.pk, changes_path(article.permalink))


def withdraw(article_id: int) -> None:
    """An article is not published any more: its addresses answer that it is gone."""
    addresses.withdraw(KIND, article_id)
    addresses.withdraw(CHANGES_KIND, article_id)


def _free_path(article: Article, shape: str, section_slug: str) -> str:
    def path_with(number: int | None) -> str:
        slug = shortened(article.slug)
        return permalink(
            shape,
            language=article.locale.language_code,
            slug=slug if number is None else f"{slug}-{number}",
            section=shortened(section_slug),
            published_at=article.first_published_at,
        )

    plain, own = path_with(None), addresses.current_path(KIND, article.pk)
    is_numbered = _is_numbered(own, path_with)
    is_free = not _is_of_the_site(plain) and not addresses.is_taken(plain, kind=KIND, ident=article.pk)
    if is_free and not (is_numbered and addresses.is_held(plain, kind=KIND, ident=article.pk)):
        return plain
    if own and is_numbered:
        return own
    return next(path for number in count(2) if addresses.is_new(path := path_with(number)))


def _is_numbered(path: str | None, path_with: Callable[[int | None], str]) -> bool:
    """Whether a path is the one with this slug and a number."""
    before, after = path_with(0).rsplit("-0", 1)
    return bool(path and re.fullmatch(rf"{re.escape(before)}-\d+{re.escape(after)}", path))


def _is_of_the_site(path: str) -> bool:
    """Whether an address is one that the site's own pages may need, such as a section's archive."""
    parts = path.strip("/").split("/")
    if parts[0] in settings.COFFEEPRESS.languages[1:]:
        parts = parts[1:]
    taken = RESERVED | set(settings.COFFEEPRESS.languages) | {settings.COFFEEPRESS.newsroom_path}
    return not parts or parts[0] in taken or (len(parts) > 1 and parts[-1] in LAST_PARTS)


def _is_stored(article: Article) -> bool:
    return Article.objects.filter(
        pk=article.pk, permalink=article.permalink, permalink_shape=article.permalink_shape
    ).exists()
