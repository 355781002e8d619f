"""An article's permanent address: given at its first publication, kept for ever.

It follows the slug and the date of first publication; when one of them changes, the old address leads to the new one
(`coffeepress.edition.addresses`). The shape is the site's setting of the day the article was first published, so a new
setting moves no old article.
"""

from itertools import count

from django.conf import settings

from coffeepress.articles.models import Article
from coffeepress.articles.paths import permalink
from coffeepress.edition import addresses

KIND = "article"


def assign(article: Article, *, section_slug: str) -> str:
    """Give a published article its address, in the publishing transaction.

    Where another page has the address already, a number is added to the slug.

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
    return path


def _free_path(article: Article, shape: str, section_slug: str) -> str:
    for number in count(1):
        slug = article.slug if number == 1 else f"{article.slug}-{number}"
        path = permalink(
            shape,
            language=article.locale.language_code,
            slug=slug,
            section=section_slug,
            published_at=article.first_published_at,
        )
        if not addresses.is_taken(path, kind=KIND, ident=article.pk):
            return path
    raise AssertionError("count() does not end")


def _is_stored(article: Article) -> bool:
    return Article.objects.filter(
        pk=article.pk, permalink=article.permalink, permalink_shape=article.permalink_shape
    ).exists()
