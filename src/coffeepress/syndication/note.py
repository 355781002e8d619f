"""What is to be told when an article was published, changed, moved or withdrawn: noted in that transaction."""

from django.conf import settings
from django.utils import timezone

from coffeepress.articles.listing import lists_of
from coffeepress.articles.lists import owners
from coffeepress.articles.models import Article, Section
from coffeepress.articles.paths import FEEDS
from coffeepress.articles.showing.outlet import absolute
from coffeepress.edition.models import Address
from coffeepress.syndication.models import Notice


def article_changed(article: Article) -> None:
    """Have the article's addresses and its lists' feeds told, as far as the site's settings ask for it."""
    site = settings.COFFEEPRESS
    if site.indexnow_key:
        paths = Address.objects.filter(kind="article", ident=str(article.pk)).values_list("path", flat=True)
        _note(Notice.Way.INDEXNOW, {*paths, *([article.permalink] if article.permalink else [])})
    if site.websub_hub:
        _note(Notice.Way.WEBSUB, _feeds(article))


def _feeds(article: Article) -> set[str]:
    section = Section.objects.filter(path=article.path[:-4]).values_list("pk", flat=True).first()
    names = lists_of(article, section_id=section or 0)
    return {f"{owner.front}{name}" for owner in owners(names).values() for name, _type in FEEDS}


def _note(way: Notice.Way, paths: set[str]) -> None:
    now = timezone.now()
    Notice.objects.bulk_create(Notice(way=way, url=absolute(path), due_at=now) for path in sorted(paths))
