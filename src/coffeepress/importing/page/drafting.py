"""A saved page becomes a draft article: its section, persons, pictures, and what the editor should look at.

Owns the writing for `coffeepress import page`. One transaction: a failure leaves the site as it was.
"""

import hashlib
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import string_to_ascii
from wagtail.log_actions import log
from wagtail.models import Locale

from coffeepress.articles.models import Article, Byline, Picture, Section
from coffeepress.importing.fetch import FetchError, fetch
from coffeepress.importing.models import Brought
from coffeepress.importing.page import saved
from coffeepress.importing.page.body import stored_blocks
from coffeepress.people.models import Person

SOURCE = "page"
LOG_ACTION = "coffeepress.import_page"


class DraftRefused(Exception):
    """The page was read, but cannot become a draft; the message is one sentence."""


@dataclass(frozen=True)
class Wishes:
    """What the person who imports asks for.

    Args:
        section: a section's slug; blank takes the language's first.
        kind: whether the article "reports" on the page or "republishes" it.
        beside: the folder in which a saved page's pictures lie, or None.
        is_again: make another draft of a page that was brought in before.
    """

    section: str = ""
    kind: str = Article.OriginalKind.REPUBLISHES
    beside: Path | None = None
    is_downloading: bool = False
    is_private_allowed: bool = False
    is_again: bool = False


@dataclass
class Draft:
    """What came of it."""

    article: Article
    doubts: list[str] = field(default_factory=list)


def make_draft(page: saved.SavedPage, data: bytes, wishes: Wishes) -> Draft:
    """Make a draft article of a saved page.

    Args:
        page: as `coffeepress.importing.page.read_page` read it.
        data: the very bytes it was read from.

    Raises:
        DraftRefused: there is no section for it, or it was brought in before.
    """
    external_id = page.url or f"sha256:{hashlib.sha256(data).hexdigest()}"
    with transaction.atomic():
        _refuse_second(external_id, wishes)
        doubts = [_(doubt.words) % doubt.values for doubt in page.doubts]
        section = _section(page, wishes, doubts)
        pictures = _Pictures(page, wishes, doubts)
        article = _article(page, section, wishes, pictures)
        _add_bylines(article, page, doubts)
        section.add_child(instance=article)
        article.save_revision(log_action=True)
        Brought.objects.update_or_create(
            source=SOURCE,
            external_id=external_id[:250],
            defaults={"kind": "article", "object_id": article.pk},
        )
        log(article, LOG_ACTION, data={"from": page.url, "doubts": doubts})
    return Draft(article, doubts)


def _refuse_second(external_id: str, wishes: Wishes) -> None:
    before = Brought.objects.filter(source=SOURCE, external_id=external_id[:250]).first()
    article = before and Article.objects.filter(pk=before.object_id).first()
    if article and not wishes.is_again:
        raise DraftRefused(
            _("This page was brought in before, as “%(title)s”. To bring it in once more, say --again.")
            % {"title": article.title}
        )


def _section(page: saved.SavedPage, wishes: Wishes, doubts: list[str]) -> Section:
    language = page.language.split("-")[0].lower()
    if language not in settings.COFFEEPRESS.languages:
        if language:
            doubts.append(_("The page’s language seems to be “%(code)s”.") % {"code": language})
        language = settings.COFFEEPRESS.languages[0]
    sections = Section.objects.filter(locale=Locale.objects.get(language_code=language)).order_by("path")
    if wishes.section:
        sections = sections.filter(slug=wishes.section)
    section = sections.first()
    if section is None:
        name = f" “{wishes.section}”" if wishes.section else ""
        raise DraftRefused(
            _(
                "There is no section%(name)s for language “%(code)s”. Make one in the newsroom, or say --section."
            )
            % {"name": name, "code": language}
        )
    return section


def _article(page: saved.SavedPage, section: Section, wishes: Wishes, pictures: "_Pictures") -> Article:
    blocks = list(page.blocks)
    lead = pictures.take_lead(blocks)
    headline = (page.headline or _("Untitled"))[:255]
    article = Article(
        title=headline,
        slug=_slug(headline, section),
        standfirst=page.standfirst[:600],
        body=json.dumps(stored_blocks(blocks, pictures.ids)),
        lead_picture_id=lead,
        locale=section.locale,
        live=False,
    )
    if page.url or page.site_name:
        article.original_kind = wishes.kind
        article.original_name = (page.site_name or urlsplit(page.url).netloc.removeprefix("www."))[:200]
        article.original_title = headline
        article.original_url = page.url if len(page.url) <= 500 else ""
        article.original_date = page.published.date() if page.published else None
    return article


def _slug(headline: str, section: Section) -> str:
    """A free slug in Latin letters, for addresses that survive being copied."""
    wanted = slugify(string_to_ascii(headline))[:80].strip("-") or "article"
    taken = set(section.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    return _free(wanted, taken)


def _add_bylines(article: Article, page: saved.SavedPage, doubts: list[str]) -> None:
    """Bylines of persons whom the outlet knows by that name; others are made, and named to the editor."""
    for order, byline in enumerate(page.bylines):
        name = byline.name[:120]
        person = Person.objects.filter(locale=article.locale, name__iexact=name).first()
        if person is None:
            person = Person.objects.create(locale=article.locale, name=name, slug=_person_slug(name, article))
            doubts.append(_("%(name)s is new: look at their entry under Persons.") % {"name": name})
        article.bylines.add(Byline(person=person, role=byline.role, sort_order=order))


def _person_slug(name: str, article: Article) -> str:
    wanted = slugify(string_to_ascii(name))[:100] or "person"
    persons = Person.objects.filter(locale=article.locale, slug__startswith=wanted)
    return _free(wanted, set(persons.values_list("slug", flat=True)))


def _free(wanted: str, taken: set[str]) -> str:
    """The slug, with a number where it is taken."""
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


class _Pictures:
    """The page's pictures: brought in where they can be had, named to the editor where not."""

    def __init__(self, page: saved.SavedPage, wishes: Wishes, doubts: list[str]) -> None:
        self.page, self.wishes, self.doubts = page, wishes, doubts
        self.ids: dict[str, int] = {}
        for block in page.blocks:
            if isinstance(block, saved.Picture) and block.url not in self.ids:
                self._bring(block)

    def take_lead(self, blocks: list[saved.Block]) -> int | None:
        """A picture that stands before the first paragraph leads the article, and is taken out of the body."""
        for position, block in enumerate(blocks):
            if isinstance(block, saved.Picture) and block.url in self.ids:
                del blocks[position]
                return self.ids[block.url]
            if isinstance(block, saved.Paragraph):
                return None
        return None

    def _bring(self, block: saved.Picture) -> None:
        data = self._from_folder(block.url) or self._from_address(block.url)
        picture = data and self._store(block, data)
        if picture:
            self.ids[block.url] = picture
            return
        words = block.caption or block.alt or block.url or _("without a caption")
        credit = f" ({block.credit})" if block.credit and block.credit not in words else ""
        self.doubts.append(
            _("A picture is missing: %(words)s%(credit)s") % {"words": words, "credit": credit}
        )

    def _from_folder(self, url: str) -> bytes | None:
        """The file that the browser saved beside the page; never one outside its folder.

        The reading has made addresses full by the page's own, so a relative one begins with its folder."""
        base = urljoin(self.page.url, ".") if self.page.url else ""
        relative = url.removeprefix(base) if base and url.startswith(base) else url
        if not self.wishes.beside or not relative or urlsplit(relative).scheme:
            return None
        folder = self.wishes.beside.resolve()
        file = (folder / unquote(urlsplit(relative).path)).resolve()
        return file.read_bytes() if folder in file.parents and file.is_file() else None

    def _from_address(self, url: str) -> bytes | None:
        address = urljoin(self.page.url, url) if self.page.url else url
        if not self.wishes.is_downloading or urlsplit(address).scheme not in {"http", "https"}:
            return None
        try:
            return fetch(address, allow_private=self.wishes.is_private_allowed).data
        except FetchError as error:
            self.doubts.append(error.sentence)
            return None

    def _store(self, block: saved.Picture, data: bytes) -> int | None:
        from PIL import Image

        try:
            with Image.open(io.BytesIO(data)) as image:
                image.verify()
                ending = (image.format or "").lower()
                width, height = image.size
        except Exception:  # whatever Pillow finds wrong with a stranger's file, it is no picture for us
            return None
        if (
            ending not in {"jpeg", "png", "gif", "webp", "avif"}
            or width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        ):
            return None
        title = (block.caption or block.alt or self.page.headline or "picture")[:255]
        picture = Picture(
            title=title,
            alt=block.alt[:300],
            caption=block.caption[:600],
            credit=block.credit[:200],
            source_url=block.url[:500] if block.url.startswith("http") else "",
            width=width,
            height=height,
            file=ImageFile(
                io.BytesIO(data), name=f"{slugify(string_to_ascii(title))[:60] or 'picture'}.{ending}"
            ),
        )
        picture._set_image_file_metadata()
        picture.save()
        return int(picture.pk)
