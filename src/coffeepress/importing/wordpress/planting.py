"""Plant many new articles at once: what Wagtail does page by page, in a few statements a batch.

Wagtail's `add_child` and `save_revision().publish()` make 10 to 40 pages a second. Here rows of the tree,
of the articles and of all that follows from publishing one (address, lists, references, search, log) are
written in bulk, in the caller's transaction. The tree stays as treebeard wants it: `Page.find_problems()`
finds nothing.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex
from wagtail.search.backends import get_search_backends

from coffeepress.articles import listing
from coffeepress.articles.keys import ARTICLE, LIST, MONTHS, TRANSLATIONS
from coffeepress.articles.models import Article, ArticleTag, Byline, Listed, Section
from coffeepress.articles.paths import month_of, permalink
from coffeepress.edition.keys import ADDRESS
from coffeepress.edition.models import Address
from coffeepress.edition.outbox import changed

from .placing import Kept, kept_address, refusal_of

KIND = "article"


@dataclass
class Seedling:
    """An article that is not in the tree yet, with what belongs to it.

    `path` is where readers knew it, blank if nowhere: it is kept as the permalink if it can be, else it
    leads there.
    """

    article: Article
    section: Section
    persons: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    path: str = ""


def plant(seedlings: Sequence[Seedling]) -> None:
    """Put new articles into the tree and, those that are live, before the readers. Within a transaction."""
    if not seedlings:
        return
    for section_id, group in _by_section(seedlings).items():
        _give_places(section_id, group)
    live = [each for each in seedlings if each.article.live]
    _give_addresses(live)
    _insert_pages([each.article for each in seedlings])
    _insert_belongings(seedlings)
    _list(live)
    _note_addresses(live)
    _follow_up(seedlings)


def _by_section(seedlings: Iterable[Seedling]) -> dict[int, list[Seedling]]:
    groups: dict[int, list[Seedling]] = defaultdict(list)
    for each in seedlings:
        groups[each.section.pk].append(each)
    return groups


def _give_places(section_id: int, group: list[Seedling]) -> None:
    """Paths in the tree after the section's last child, and slugs that no sibling has."""
    section = Page.objects.select_for_update().get(pk=section_id)
    children = Page.objects.filter(depth=section.depth + 1, path__startswith=section.path)
    last = children.order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    wanted = {each.article.slug for each in group}
    taken = set(children.filter(slug__in=wanted).values_list("slug", flat=True))
    for number, each in enumerate(group, step + 1):
        article = each.article
        article.path = Page._get_path(section.path, section.depth + 1, number)
        article.depth = section.depth + 1
        article.numchild = 0
        article.slug = _free_slug(article.slug, taken, children)
        article.set_url_path(section)
    Page.objects.filter(pk=section_id).update(numchild=F("numchild") + len(group))


def _free_slug(slug: str, taken: set[str], children: Any) -> str:
    free = slug
    for number in count(2):
        if free not in taken:
            break
        free = f"{slug}-{number}"
        if free not in taken and children.filter(slug=free).exists():
            taken.add(free)
    taken.add(free)
    return free


def _give_addresses(live: list[Seedling]) -> None:
    """Permalinks that no other page has: the one readers know, else one of the site's own shape."""
    taken = set(_current(each.path for each in live if each.path))
    for each in live:
        article = each.article
        kept = keep_address(article, each.path, each.section.slug) if each.path not in taken else None
        if kept is None:
            article.permalink_shape = settings.COFFEEPRESS.permalink
            article.permalink = _made_address(article, each.section.slug, taken)
        else:
            article.permalink, article.permalink_shape = kept.path, kept.shape
        taken.add(article.permalink)


def keep_address(article: Article, path: str, section: str) -> Kept | None:
    """The shape that makes the address readers know, None if none does or if it may not be."""
    when = article.first_published_at or article.go_live_at
    if not path or when is None or refusal_of(path):
        return None
    language = article.locale.language_code
    return kept_address(path, language=language, slug=article.slug, section=section, published_at=when)


def _made_address(article: Article, section: str, taken: set[str]) -> str:
    for number in count(1):
        path = permalink(
            article.permalink_shape,
            language=article.locale.language_code,
            slug=article.slug if number == 1 else f"{article.slug}-{number}",
            section=section,
            published_at=article.first_published_at,
        )
        if path not in taken and not _current([path]):
            return path
    raise AssertionError("count() does not end")


def _current(paths: Iterable[str]) -> list[str]:
    found = Address.objects.filter(path__in=list(paths), is_current=True, is_withdrawn=False)
    return list(found.values_list("path", flat=True))


def _insert_pages(articles: list[Article]) -> None:
    """Insert the rows of the parent table, then those of the child table under the same keys.

    Django's `bulk_create` refuses models with parent tables, because it could not know the keys; here they
    are known.
    """
    columns = [column.attname for column in Page._meta.concrete_fields if not column.primary_key]
    pages = [Page(**{name: getattr(article, name) for name in columns}) for article in articles]
    Page.objects.bulk_create(pages)
    for article, page in zip(articles, pages, strict=True):
        article.id = article.page_ptr_id = page.pk
        article._state.adding = False
        article._state.db = page._state.db
    _insert_rows(Article, articles)


def _insert_rows(model: type[Model], rows: Sequence[Model]) -> None:
    fields = [column for column in model._meta.local_concrete_fields if not column.generated]
    model._base_manager.all()._batched_insert(rows, fields, batch_size=None)  # type: ignore[attr-defined]


def _insert_belongings(seedlings: Sequence[Seedling]) -> None:
    bylines = [
        Byline(article=each.article, person_id=person, role=Byline.Role.AUTHOR, sort_order=order)
        for each in seedlings
        for order, person in enumerate(each.persons)
    ]
    Byline.objects.bulk_create(bylines)
    tagged = [ArticleTag(content_object=each.article, tag_id=tag) for each in seedlings for tag in each.tags]
    ArticleTag.objects.bulk_create(tagged)
    _hold_in_memory(seedlings, bylines, tagged)


def _hold_in_memory(seedlings: Sequence[Seedling], bylines: list[Byline], tagged: list[ArticleTag]) -> None:
    """Give each article its children, so that the references are read from it without a query."""
    held: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for byline in bylines:
        held[byline.article_id]["bylines"].append(byline)
    for tag in tagged:
        held[tag.content_object_id]["tagged_items"].append(tag)
    names = [relation.get_accessor_name() for relation in get_all_child_relations(Article)]
    for each in seedlings:
        for name in names:
            setattr(each.article, name, held[each.article.pk][name])


def _list(live: list[Seedling]) -> None:
    """Put published articles into their lists, and say which lists changed."""
    rows: list[Listed] = []
    keys: set[str] = set()
    for each in live:
        article = each.article
        month = month_of(article.first_published_at)
        language = article.locale.language_code
        names = {
            listing.all_list(language),
            listing.section_list(each.section.pk),
            *(listing.person_list(person) for person in each.persons),
            *(listing.tag_list(tag, language) for tag in each.tags),
        }
        for name in names:
            rows.append(
                Listed(list=name, article_id=article.pk, published_at=article.first_published_at, month=month)
            )
            keys |= {LIST(name), LIST(name, month), MONTHS(name)}
        keys |= {ARTICLE(article.pk), TRANSLATIONS(article.translation_key)}
        if each.persons:
            keys.add(LIST(listing.PERSONS))
    Listed.objects.bulk_create(rows)
    changed(*keys)


def _note_addresses(live: list[Seedling]) -> None:
    """Note where published articles are, and which old addresses lead there."""
    wanted: dict[str, Address] = {}
    for each in live:
        ident = str(each.article.pk)
        wanted[each.article.permalink] = Address(path=each.article.permalink, kind=KIND, ident=ident)
    for each in live:
        if each.path and each.path not in wanted and not refusal_of(each.path) and not _current([each.path]):
            ident = str(each.article.pk)
            wanted[each.path] = Address(path=each.path, kind=KIND, ident=ident, is_current=False)
    Address.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["kind", "ident", "is_current", "is_withdrawn"],
    )
    changed(*(ADDRESS(path) for path in wanted))


def _follow_up(seedlings: Sequence[Seedling]) -> None:
    """References, search and the log of what happened to each page."""
    articles = [each.article for each in seedlings]
    _note_references(articles)
    _index(articles)
    content_type = ContentType.objects.get_for_model(Article)
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=article.pk,
            content_type=content_type,
            label=article.title[:255],
            action="wagtail.create",
            timestamp=now,
            uuid=uuid.uuid4(),
            content_changed=True,
            data={},
        )
        for article in articles
    )


def _note_references(articles: list[Article]) -> None:
    """Note what each article refers to, as `ReferenceIndex.create_or_update_for_object` does one by one."""
    own_type = ContentType.objects.get_for_model(Article)
    base_type = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type=own_type,
            base_content_type=base_type,
            object_id=article.pk,
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for article in articles
        for to_type, to_id, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(article)
        )
    )


class _Words:
    """A body's words, found once: the search index asks for them three times."""

    def __init__(self, words: list[str]) -> None:
        self.block, self.value = self, words

    def __iter__(self) -> Iterator[_Words]:
        yield self

    @staticmethod
    def get_searchable_content(value: list[str]) -> list[str]:
        """What a block of a body answers the search index."""
        return value


def _index(articles: list[Article]) -> None:
    body = Article._meta.get_field("body")
    for article in articles:
        article.__dict__["body"] = _Words(body.get_searchable_content(article.body))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Article, articles)
