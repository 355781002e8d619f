"""An article as its page shows it. Loaded for many at once from what is published, or from a draft for a preview."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coffeepress.articles.keys import ARTICLE, TAG, TRANSLATIONS
from coffeepress.articles.masthead import Link
from coffeepress.articles.models import Article, ArticleTag, Byline, Section
from coffeepress.articles.paths import person_path, tag_path
from coffeepress.articles.showing.blocks import ShownBlock, shown_blocks
from coffeepress.articles.showing.cards import section_link, sections_above
from coffeepress.articles.showing.facts import facts_html
from coffeepress.articles.showing.middle import with_middle
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute, oembed_url, with_translations
from coffeepress.articles.showing.pictures import (
    ShownPicture,
    load_pictures,
    shown_picture,
    social_image,
)
from coffeepress.articles.slots import Loaded
from coffeepress.design.sizes import LEAD
from coffeepress.edition.keys import reads
from coffeepress.people.keys import PERSON

CHANGED_AFTER = timedelta(minutes=5)
"""A change this soon after the first publication is not worth a second date."""


@dataclass(frozen=True)
class Name:
    """A person in a byline."""

    name: str
    url: str | None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True)
class BylineLine:
    """A line such as "Edited by: A. N."."""

    role: str
    label: str
    persons: tuple[Name, ...]


@dataclass(frozen=True)
class TagLink:
    """A tag with its page."""

    name: str
    url: str


@dataclass(frozen=True)
class Original:
    """The publication that the article reports on or republishes."""

    kind: str
    name: str
    title: str
    url: str
    date: date | None


@dataclass(frozen=True)
class Translation:
    """The article in another language."""

    code: str
    name: str
    url: str
    headline: str


@dataclass(frozen=True)
class ShownArticle:
    """An article, ready for its template."""

    headline: str
    standfirst: str
    revision: int | None
    section: Link | None
    tags: tuple[TagLink, ...]
    byline_lines: tuple[BylineLine, ...]
    published_at: datetime | None
    changed_at: datetime | None
    lead: ShownPicture | None
    body: tuple[ShownBlock, ...]
    original: Original | None
    translations: tuple[Translation, ...]


@dataclass
class LoadedArticle:
    """An article with all that its page needs, read from the database."""

    article: Article
    section: Section | None
    bylines: Sequence[Byline]
    tags: Sequence[Any]
    translations: Sequence[Article]
    pictures: dict[int, Any]
    slots: Loaded


def load_articles(ids: Sequence[int]) -> dict[int, LoadedArticle]:
    """Published articles, in a number of queries that does not depend on theirs."""
    articles = list(Article.objects.live().filter(pk__in=ids).select_related("locale"))
    sections = sections_above(article.path for article in articles)
    bylines, tags = _bylines(articles), _tags(articles)
    translations = _translations(articles)
    pictures = load_pictures(
        picture_id
        for article in articles
        for picture_id in (article.lead_picture_id, article.social_picture_id)
        if picture_id
    )
    slots = Loaded(articles)
    return {
        article.pk: LoadedArticle(
            article,
            sections.get(article.path[:-4]),
            bylines[article.pk],
            tags[article.pk],
            [other for other in translations[article.translation_key] if other.pk != article.pk],
            pictures,
            slots,
        )
        for article in articles
    }


def load_draft(article: Article) -> LoadedArticle:
    """An article as it stands in the editor, saved or not."""
    section = (
        Section.objects.filter(path=article.path[:-4]).select_related("locale").first()
        if article.path
        else None
    )
    picture_ids = [pk for pk in (article.lead_picture_id, article.social_picture_id) if pk]
    return LoadedArticle(
        article,
        section,
        list(article.bylines.all()),
        list(article.tags.all()),
        list(Article.objects.live().filter(translation_key=article.translation_key).exclude(pk=article.pk)),
        load_pictures(picture_ids),
        Loaded([article]),
    )


def shown_article(loaded: LoadedArticle) -> ShownArticle:
    """The article, ready for its template."""
    article = loaded.article
    language = article.locale.language_code
    reads(ARTICLE(article.pk), TRANSLATIONS(article.translation_key))
    lead = loaded.pictures.get(article.lead_picture_id)
    return ShownArticle(
        headline=article.title,
        standfirst=article.standfirst,
        revision=article.live_revision_id,
        section=section_link(loaded.section),
        tags=tuple(_tag(tag, language) for tag in loaded.tags),
        byline_lines=tuple(byline_lines(loaded.bylines)),
        published_at=article.first_published_at,
        changed_at=changed_at(article),
        lead=lead
        and shown_picture(
            lead,
            alt=article.lead_alt,
            caption=article.lead_caption,
            credit=article.lead_credit,
            sizes=LEAD,
            priority=True,
        ),
        body=tuple(shown_blocks(article.body)),
        original=original_of(article),
        translations=tuple(_translation(other) for other in loaded.translations),
    )


def article_context(loaded: LoadedArticle, shelf: OutletShelf) -> dict[str, Any]:
    """All that the article's template is given."""
    article = loaded.article
    language = article.locale.language_code
    shown = shown_article(loaded)
    paths = {language: article.permalink, **{other.code: other.url for other in shown.translations}}
    outlet = shelf.outlet(language, translations=paths)
    meta = Meta(
        title=article.seo_title or article.title,
        description=article.search_description or article.standfirst,
        canonical=absolute(article.permalink) if article.permalink else "",
        image=_social(loaded),
        type="article",
        embed_url=oembed_url(article.permalink) if article.permalink else "",
        current_nav_url=shown.section.url if shown.section else "",
        trail=(shown.section,) if shown.section else (),
        published=shown.published_at,
        modified=shown.changed_at,
    )
    slots = loaded.slots.filled(article)
    return {
        "outlet": outlet,
        "meta": with_translations(meta, paths),
        "article": replace(shown, body=with_middle(shown.body, slots["middle"])),
        "facts": facts_html(shown, outlet, meta, loaded.slots.facts(article)),
        "slots": slots,
    }


def changed_at(article: Article) -> datetime | None:
    """When a published article was last changed, where that is worth telling."""
    first, last = article.first_published_at, article.last_published_at
    return last if first and last and last - first > CHANGED_AFTER else None


def byline_lines(bylines: Sequence[Byline]) -> list[BylineLine]:
    """The bylines, a line a role, in the roles' order."""
    by_role: dict[str, list[Byline]] = defaultdict(list)
    for byline in bylines:
        reads(PERSON(byline.person_id))
        by_role[byline.role].append(byline)
    labels = {
        Byline.Role.AUTHOR: pgettext("before the author’s name", "By"),
        Byline.Role.TRANSLATOR: _("Translated by"),
        Byline.Role.PHOTOGRAPHER: _("Photographs by"),
        Byline.Role.EDITOR: _("Edited by:"),
        Byline.Role.SOURCE: _("Source:"),
    }
    return [
        BylineLine(role.value, label, tuple(_name(byline) for byline in by_role[role.value]))
        for role, label in labels.items()
        if by_role[role.value]
    ]


def _name(byline: Byline) -> Name:
    person = byline.person
    if byline.role == Byline.Role.SOURCE:
        return Name(person.name, person.links[0] if person.links else None)
    short = byline.role == Byline.Role.EDITOR and settings.COFFEEPRESS.editors_shown_as == "initials"
    # A person's page is in the person's language, whatever the article's is.
    path = person_path(person.locale.language_code, person.slug)
    return Name(person.shown_initials if short else person.name, path, tuple(person.links))


def _tag(tag: Any, language: str) -> TagLink:
    reads(TAG(tag.pk))
    return TagLink(tag.name, tag_path(language, tag.slug))


def original_of(article: Article) -> Original | None:
    """The publication that an article reports on or republishes."""
    if not article.original_kind:
        return None
    return Original(
        article.original_kind,
        article.original_name,
        article.original_title,
        article.original_url,
        article.original_date,
    )


def _translation(other: Article) -> Translation:
    reads(ARTICLE(other.pk))
    return Translation(
        other.locale.language_code, other.locale.language_name_local, other.permalink, other.title
    )


def _social(loaded: LoadedArticle) -> Any:
    article = loaded.article
    picture = loaded.pictures.get(article.social_picture_id) or loaded.pictures.get(article.lead_picture_id)
    return social_image(picture, alt=article.lead_alt)


def _bylines(articles: Sequence[Article]) -> dict[int, list[Byline]]:
    found: dict[int, list[Byline]] = defaultdict(list)
    rows = Byline.objects.filter(article_id__in=[article.pk for article in articles])
    for byline in rows.select_related("person__locale").order_by("article_id", "sort_order", "pk"):
        found[byline.article_id].append(byline)
    return found


def _tags(articles: Sequence[Article]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = ArticleTag.objects.filter(
        content_object_id__in=[article.pk for article in articles]
    ).select_related("tag")
    for item in rows.order_by("content_object_id", "tag__name", "tag_id"):
        found[item.content_object_id].append(item.tag)
    return found


def _translations(articles: Sequence[Article]) -> dict[Any, list[Article]]:
    found: dict[Any, list[Article]] = defaultdict(list)
    keys = [article.translation_key for article in articles]
    rows = Article.objects.live().filter(translation_key__in=keys).select_related("locale").defer("body")
    for other in rows.order_by("locale__language_code", "pk"):
        found[other.translation_key].append(other)
    return found
