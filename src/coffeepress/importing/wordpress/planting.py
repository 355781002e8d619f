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
from django.db.models import CharField, F, Max, Min, Model, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends

from coffeepress.articles import listing
from coffeepress.articles.keys import ARTICLE, LIST, MONTHS, TRANSLATIONS
from coffeepress.articles.models import Article, ArticleTag, Byline, Listed, Section
from coffeepress.articles.paths import month_of, permalink
from coffeepress.articles.permalink import KIND, assign
from coffeepress.edition.addresses import one_at_a_time
from coffeepress.edition.keys import ADDRESS
from coffeepress.edition.models import Address
from coffeepress.edition.outbox import changed

from .placing import Kept, kept_address, refusal_of


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
    if live:
        one_at_a_time()
    _give_addresses(live)
    _insert_pages([each.article for each in seedlings])
    _insert_belongings(seedlings)
    _note_addresses(live)
    _list(live)
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
    """Permalinks that nobody was ever given: the one readers know, else one of the site's own shape.

    Where both are taken the article has none yet: `_note_addresses` asks articles' own rules for one.
    """
    own: dict[int, Kept | None] = {}
    ordinary: dict[int, str] = {}
    for number, each in enumerate(live):
        own[number] = keep_address(each.article, each.path, each.section.slug)
        ordinary[number] = _ordinary_address(each)
    taken = _given({kept.path for kept in own.values() if kept} | set(ordinary.values()))
    for number, each in enumerate(live):
        article, kept, path = each.article, own[number], ordinary[number]
        article.permalink_shape = settings.COFFEEPRESS.permalink
        if kept is not None and kept.path not in taken:
            article.permalink, article.permalink_shape = kept.path, kept.shape
        elif path not in taken and not refusal_of(path):
            article.permalink = path
        taken.add(article.permalink)


def keep_address(article: Article, path: str, section: str) -> Kept | None:
    """The shape that makes the address readers know, None if none does or if it may not be."""
    when = article.first_published_at or article.go_live_at
    if not path or when is None or refusal_of(path):
        return None
    language = article.locale.language_code
    return kept_address(path, language=language, slug=article.slug, section=section, published_at=when)


def _ordinary_address(each: Seedling) -> str:
    return permalink(
        settings.COFFEEPRESS.permalink,
        language=each.article.locale.language_code,
        slug=each.article.slug,
        section=each.section.slug,
        published_at=each.article.first_published_at,
    )


def _given(paths: Iterable[str]) -> set[str]:
    """Those of these paths that were given to readers at any time."""
    return set(Address.objects.filter(path__in=list(paths)).values_list("path", flat=True))


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
            keys |= {LIST(name), LIST(name, month)}
        keys |= {ARTICLE(article.pk), TRANSLATIONS(article.translation_key)}
    come = {(row.list, row.month) for row in rows}
    come -= set(_months_there({name for name, _ in come}, {month for _, month in come}))
    Listed.objects.bulk_create(rows)
    changed(*keys, *_keys_of_new_months(come))


def _months_there(names: set[str], months: set[str]) -> Iterable[tuple[str, str]]:
    return Listed.objects.filter(list__in=names, month__in=months).values_list("list", "month").distinct()


def _keys_of_new_months(come: set[tuple[str, str]]) -> set[str]:
    """A month that has come to a list changes its archive, and the months beside it, which lead there now."""
    keys = {MONTHS(name) for name, _month in come}
    if any(name.startswith("person:") for name, _month in come):
        keys.add(LIST(listing.PERSONS))
    by_month: dict[str, list[str]] = defaultdict(list)
    for name, month in come:
        by_month[month].append(name)
    for month, names in by_month.items():
        of_lists = Listed.objects.filter(list__in=names).order_by("list").values_list("list")
        for beside in (
            of_lists.filter(month__lt=month).annotate(beside=Max("month")),
            of_lists.filter(month__gt=month).annotate(beside=Min("month")),
        ):
            keys |= {LIST(name, found) for name, found in beside}
    return keys


def _note_addresses(live: list[Seedling]) -> None:
    """Note where published articles are, and which old addresses lead there."""
    given = {
        each.article.permalink: Address(path=each.article.permalink, kind=KIND, ident=str(each.article.pk))
        for each in live
        if each.article.permalink
    }
    Address.objects.bulk_create(given.values())
    changed(*(ADDRESS(path) for path in given))
    for each in live:
        if not each.article.permalink:
            assign(each.article, section_slug=each.section.slug)
    _lead_old_addresses([each for each in live if each.path and each.path != each.article.permalink])


def _lead_old_addresses(moved: list[Seedling]) -> None:
    """Where an address could not stay it leads to the article, if nobody else ever had it."""
    usable = {each.path: each for each in moved if not refusal_of(each.path)}
    free = usable.keys() - _given(usable)
    Address.objects.bulk_create(
        Address(path=path, kind=KIND, ident=str(usable[path].article.pk), is_current=False) for path in free
    )
    changed(*(ADDRESS(path) for path in free))


def _follow_up(seedlings: Sequence[Seedling]) -> None:
    """References, a first revision, search, and the log of what happened to each page."""
    articles = [each.article for each in seedlings]
    _note_references(articles)
    _keep_revisions(articles)
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


def _keep_revisions(articles: list[Article]) -> None:
    """Keep what came in as each article's first revision: later changes are told by comparison with it."""
    own_type = ContentType.objects.get_for_model(Article)
    base_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=own_type,
            base_content_type=base_type,
            object_id=str(article.pk),
            object_str=str(article)[:255],
            created_at=article.latest_revision_created_at,
            content=article.serializable_data(),
        )
        for article in articles
    )
    for article, revision in zip(articles, revisions, strict=True):
        article.latest_revision_id = revision.pk
    own = Revision.objects.filter(object_id=Cast(OuterRef("pk"), CharField()), base_content_type=base_type)
    pages = Page.objects.filter(pk__in=[article.pk for article in articles])
    pages.update(latest_revision=Subquery(own.values("pk")[:1]))
    pages.filter(live=True).update(live_revision=F("latest_revision"))


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
