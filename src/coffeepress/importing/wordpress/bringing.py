"""Bring the posts and pages of an export into the site, batch by batch.

Each batch is one transaction: what belongs together is there together, and a run that is stopped goes on
where it was. What was brought before and is the same is left alone; what has changed over there is brought
up to date, unless the newsroom has worked on it since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from taggit.models import Tag
from wagtail.blocks import StreamValue
from wagtail.models import Page

from coffeepress.articles import published
from coffeepress.articles.models import Article, FreePage, Home
from coffeepress.edition import addresses
from coffeepress.importing.models import Brought

from .naming import Names
from .placing import Fate, refusal_of
from .planting import Seedling, keep_address, plant
from .preparing import Prepared, Preparing
from .records import Item
from .report import Report
from .values import Block

BATCH = 200
TRIES = 3


class Bringing:
    """One run: items in, rows out."""

    def __init__(
        self, preparing: Preparing, report: Report, home: Home, *, source: str, now: datetime
    ) -> None:
        self._preparing = preparing
        self._report = report
        self._home = home
        self._source = source
        self._now = now
        self._names = Names(home, report, source=source)

    def bring(self, items: Iterable[Item], advanced: Callable[[int], None] = lambda _count: None) -> None:
        """Bring all items in; `advanced` is called with the count of items done since the last call."""
        waiting = iter(items)
        while batch := list(islice(waiting, BATCH)):
            prepared = [each for each in map(self._preparing.prepare, batch) if each is not None]
            self._write(prepared)
            advanced(len(batch))

    def _write(self, prepared: list[Prepared]) -> None:
        """One transaction; if an editor put a page into the same place at the same moment, once more."""
        for attempt in range(1, TRIES + 1):
            kept = Counter(self._report.came)
            try:
                with transaction.atomic():
                    self._write_batch(prepared)
                return
            except IntegrityError:
                self._names.forget()
                self._report.came = kept
                if attempt == TRIES:
                    raise

    def _write_batch(self, prepared: list[Prepared]) -> None:
        known = {
            brought.external_id: brought
            for brought in Brought.objects.filter(
                source=self._source, external_id__in=[each.external_id for each in prepared]
            )
        }
        new: list[Prepared] = []
        for each in prepared:
            before = known.get(each.external_id)
            if before is None:
                new.append(each)
            elif before.digest == each.digest:
                self._report.bring(_plural(each), "the same")
            else:
                self._update(before, each)
        self._make_articles(
            [each for each in new if each.item.kind == "post" and each.fate is not Fate.SCHEDULED]
        )
        for each in new:
            if each.item.kind == "page":
                self._make_page(each)
            elif each.fate is Fate.SCHEDULED:
                self._make_scheduled(each)

    # New things

    def _make_articles(self, prepared: list[Prepared]) -> None:
        self._names.tags([term for each in prepared for term in each.tags])
        seedlings = [self._seedling(each) for each in prepared]
        plant(seedlings)
        for each, seedling in zip(prepared, seedlings, strict=True):
            self._note_address(each, seedling.article)
        self._remember([(each, seedling.article) for each, seedling in zip(prepared, seedlings, strict=True)])

    def _seedling(self, prepared: Prepared) -> Seedling:
        section = self._names.section(prepared.section)
        article = Article(slug=prepared.slug, locale=self._home.locale)
        self._fill(article, prepared)
        if prepared.fate is not Fate.LIVE and (kept := keep_address(article, prepared.path, section.slug)):
            article.permalink_shape = kept.shape
        return Seedling(
            article,
            section,
            persons=list(dict.fromkeys(self._names.person(author) for author in prepared.authors)),
            tags=list(dict.fromkeys(self._names.tag(term) for term in prepared.tags)),
            path=prepared.path,
        )

    def _make_scheduled(self, prepared: Prepared) -> None:
        """Few are: they go the way an editor's work goes."""
        self._names.tags(prepared.tags)
        seedling = self._seedling(prepared)
        article = seedling.article
        article.live = False
        article.slug = self._free_slug_below(seedling.section, article.slug)
        seedling.section.refresh_from_db()
        seedling.section.add_child(instance=article)
        self._attach(article, prepared)
        article.save_revision(approved_go_live_at=article.go_live_at, clean=False)
        article.refresh_from_db()
        self._remember([(prepared, article)])

    @staticmethod
    def _free_slug_below(parent: Page, slug: str) -> str:
        taken = set(
            Page.objects.child_of(parent).filter(slug__startswith=slug).values_list("slug", flat=True)
        )
        free, number = slug, 1
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
        return free

    def _make_page(self, prepared: Prepared) -> None:
        page = FreePage(slug=self._names.free_slug(prepared.slug), locale=self._home.locale)
        self._fill(page, prepared)
        self._home.refresh_from_db()
        self._home.add_child(instance=page)
        if page.live:
            self._keep_page_address(prepared, page)
            published.page_is_published(page)
        revision = page.save_revision(
            approved_go_live_at=page.go_live_at if prepared.fate is Fate.SCHEDULED else None, clean=False
        )
        if page.live:
            FreePage.objects.filter(pk=page.pk).update(live_revision=revision)
        page.refresh_from_db()
        self._remember([(prepared, page)])

    def _keep_page_address(self, prepared: Prepared, page: FreePage) -> None:
        """A free page lies right below the home front: an address deeper down leads there."""
        path = prepared.path
        if not path or path == page.path_for_readers:
            return
        addresses.one_at_a_time()
        if refusal_of(path) or not addresses.is_new(path):
            self._report.note("other address", refusal_of(path) or "another page is there", prepared.name)
            return
        addresses.claim("free_page", page.pk, path)
        self._report.note("other address", "pages lie at the top: the old address leads there", prepared.name)

    def _note_address(self, prepared: Prepared, article: Article) -> None:
        path = prepared.path
        if article.live and path and article.permalink != path:
            self._report.note("other address", refusal_of(path) or "another page is there", prepared.name)

    def _remember(self, pairs: list[tuple[Prepared, Page]]) -> None:
        Brought.objects.bulk_create(
            Brought(
                source=self._source,
                external_id=prepared.external_id,
                kind="article" if isinstance(page, Article) else "free_page",
                object_id=page.pk,
                digest=prepared.digest,
                revision=page.latest_revision_id,
                is_live=page.live,
            )
            for prepared, page in pairs
        )
        for prepared, _page in pairs:
            self._report.bring(_plural(prepared), "new")

    # Things brought before

    def _update(self, before: Brought, prepared: Prepared) -> None:
        page = Page.objects.filter(pk=before.object_id).first()
        if page is None:
            self._report.bring(_plural(prepared), "left alone")
            self._report.note("left alone", "it was deleted in the newsroom", prepared.name)
            return
        if page.latest_revision_id != before.revision or page.live != before.is_live:
            self._report.bring(_plural(prepared), "left alone")
            self._report.note("left alone", "it was changed in the newsroom and in WordPress", prepared.name)
            return
        self._rewrite(page.specific, prepared)
        before.digest = prepared.digest
        page.refresh_from_db()
        before.revision, before.is_live = page.latest_revision_id, page.live
        before.save(update_fields=["digest", "revision", "is_live"])
        self._report.bring(_plural(prepared), "updated")

    def _rewrite(self, page: Article | FreePage, prepared: Prepared) -> None:
        was_live = page.live
        slug, shape = page.slug, getattr(page, "permalink_shape", "")
        self._fill(page, prepared)
        page.slug, page.live = slug, was_live
        if isinstance(page, Article):
            page.permalink_shape = shape
            self._names.tags(prepared.tags)
            self._attach(page, prepared)
        is_scheduled = prepared.fate is Fate.SCHEDULED
        revision = page.save_revision(approved_go_live_at=page.go_live_at if is_scheduled else None)
        if prepared.fate is not Fate.LIVE and was_live:
            page.unpublish()
        elif prepared.fate is Fate.LIVE:
            revision.publish()
            # Publishing notes the moment of the import; readers are told when the text was changed.
            type(page).objects.filter(pk=page.pk, live=True).update(
                last_published_at=_last_published(prepared.item)
            )

    def _attach(self, article: Article, prepared: Prepared) -> None:
        persons = list(dict.fromkeys(self._names.person(author) for author in prepared.authors))
        article.bylines = [
            article.bylines.model(person_id=person, sort_order=order) for order, person in enumerate(persons)
        ]
        article.tags.set(Tag.objects.filter(pk__in=[self._names.tag(term) for term in prepared.tags]))

    # Fields

    def _fill(self, page: Article | FreePage, prepared: Prepared) -> None:
        item = prepared.item
        page.title = page.draft_title = prepared.title
        page.search_description = item.search_description
        page.body = _stream(type(page), prepared.body)
        page.live = prepared.fate is Fate.LIVE
        page.has_unpublished_changes = not page.live
        page.latest_revision_created_at = item.modified_at or item.published_at or self._now
        if prepared.fate is Fate.SCHEDULED:
            page.go_live_at = item.published_at
        else:
            page.first_published_at = item.published_at or (self._now if page.live else None)
        if page.live:
            page.last_published_at = _last_published(item) or self._now
        if isinstance(page, FreePage):
            page.intro = prepared.standfirst
            return
        page.standfirst = prepared.standfirst
        page.lead_picture_id = prepared.lead.get("picture")
        page.lead_alt = prepared.lead.get("alt", "")
        page.lead_caption = prepared.lead.get("caption", "")


def _last_published(item: Item) -> datetime | None:
    if item.published_at is None or item.modified_at is None:
        return item.published_at
    return max(item.published_at, item.modified_at)


def _stream(model: type[Page], blocks: list[Block]) -> StreamValue:
    """Blocks as Wagtail stores them."""
    stored = [{"type": kind, "value": _with_ids(kind, value), "id": str(uuid4())} for kind, value in blocks]
    return StreamValue(model._meta.get_field("body").stream_block, stored, is_lazy=True)


def _with_ids(kind: str, value: Any) -> Any:
    if kind != "gallery":
        return value
    return {**value, "pictures": [{**each, "id": str(uuid4())} for each in value["pictures"]]}


def _plural(prepared: Prepared) -> str:
    return "pages" if prepared.item.kind == "page" else "articles"
