"""Brings the demo newsroom into a site that has its home fronts and nothing else.

Everything goes the way that an editor's work goes: drafts, revisions, publishing. Pictures are drawn, and their sizes
made, on all cores.
"""

import io
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.documents import get_document_model
from wagtail.models import Locale

from coffeepress.articles.models import Article, Byline, FreePage, Home, Picture, Section
from coffeepress.articles.showing.pictures import make_renditions
from coffeepress.demo.advertising import bring_adverts
from coffeepress.demo.accounts import ACCOUNTS, PASSWORD
from coffeepress.demo.correcting import bring_corrections
from coffeepress.demo.draw import draw
from coffeepress.demo.patrons import bring_patrons
from coffeepress.demo.reading import read_demo
from coffeepress.demo.stored import Ids, stored_body, stored_html
from coffeepress.demo.mailing import bring_letters
from coffeepress.demo.supporting import bring_support
from coffeepress.demo.values import ArticleContent, DemoContent, DocumentContent, Outlet, PictureContent
from coffeepress.demo.voting import bring_supporters, bring_topics
from coffeepress.edition.outbox import deferred
from coffeepress.people.models import Person, User
from coffeepress.related import shelves
from coffeepress.related.relate import relate_all

Progress = Callable[[int], None]

EDITOR = "editor@demo.example"
SUPPORTER = "supporter@demo.example"
"""Signs in with a code, as readers do."""

EDITORS = tuple((account.email, PASSWORD) for account in ACCOUNTS)
JPEG_QUALITY = 90


def load_demo(progress: Progress | None = None, *, today: date | None = None) -> None:
    """Bring the demo in.

    Args:
        progress: is told how many more pictures and articles are done.
        today: the day that the content's dates are counted from.
    """
    demo = read_demo(today)
    advance = progress or (lambda _done: None)
    with deferred():
        pictures = _bring_pictures(demo.pictures, advance)
        with transaction.atomic():
            _Loader(demo, pictures, advance, today).load()
        with shelves.locked(wait=True):
            relate_all()
    _do_queued_work()


def _do_queued_work() -> None:
    """What was queued step by step is done at once: some of it is for rows that a later step replaced."""
    DBTaskResult.objects.all().delete()
    for command in ("rebuild_references_index", "update_index"):
        call_command(command, verbosity=0)


def count_steps(demo: DemoContent) -> int:
    """How many steps the progress is told of."""
    return 2 * len(demo.pictures) + len(demo.articles)


@dataclass
class _Loader:
    """One loading: what the content's names have become so far."""

    demo: DemoContent
    pictures: dict[str, int]
    advance: Progress
    today: date | None = None

    def load(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.pages: dict[tuple[str, str], int] = {}
        self._make_accounts()
        self.documents = {each.key: self._make_document(each) for each in self.demo.documents}
        self.persons = self._make_persons()
        homes = {outlet.language: self._fill_home(outlet) for outlet in self.demo.outlets.values()}
        articles = [(content, self._draft(content)) for content in self.demo.articles]
        self.ids = Ids(self.pictures, self.documents, self.pages)
        for outlet in self.demo.outlets.values():
            self._write_pages(outlet)
        for content, article in sorted(articles, key=lambda pair: pair[0].published_at):
            self._write(content, article)
            self.advance(1)
        editor, reader = User.objects.get(email=EDITOR), User.objects.create_user(SUPPORTER)
        bring_corrections(self.demo, self.pages, editor=editor)
        bring_support(self.demo.support)
        bring_supporters((editor, reader), today=timezone.now())
        bring_patrons(self.today)
        bring_topics(self.demo.topics, self.pages, editor=editor, proposer=reader)
        bring_adverts(self.demo.adverts, self.pictures)
        bring_letters(self.demo, self.pages, editor=editor)
        for language, home in homes.items():
            self._put_on_top(home, self.demo.outlets[language])

    def _make_accounts(self) -> None:
        for account in ACCOUNTS:
            user = User.objects.create_user(
                account.email, PASSWORD, first_name=account.first_name, is_superuser=not account.role
            )
            if account.role:
                user.groups.add(Group.objects.get(name=account.role))

    def _make_document(self, content: DocumentContent) -> int:
        document = get_document_model()(title=content.title)
        document.file = ContentFile(content.content, name=content.file_name)
        document._set_document_file_metadata()
        document.save()
        return int(document.pk)

    def _make_persons(self) -> dict[tuple[str, str], Person]:
        persons = {}
        for content in self.demo.persons:
            first: Person | None = None
            for language, text in content.texts.items():
                person = Person(
                    locale=self.locales[language],
                    slug=content.slug,
                    name=text.name,
                    initials=text.initials,
                    position=text.position,
                    bio=text.bio_html,
                    portrait_id=self.pictures[content.portrait],
                    email=content.email,
                    same_as="\n".join(content.same_as),
                )
                if first:
                    person.translation_key = first.translation_key
                person.save()
                first = first or person
                persons[language, content.slug] = person
        return persons

    def _fill_home(self, outlet: Outlet) -> Home:
        home = Home.objects.get(locale__language_code=outlet.language)
        home.title, home.tagline, home.footer_text = outlet.name, outlet.tagline, outlet.footer_html
        home.save_revision().publish()
        home.refresh_from_db()
        for content in outlet.sections:
            section = Section(title=content.title, slug=content.slug, intro=content.intro)
            self._add(home, section, outlet.language)
            section.save_revision().publish()
        for page in outlet.pages:
            free_page = FreePage(
                title=page.title,
                slug=page.slug,
                intro=page.intro,
                search_description=page.search_description,
                show_in_menus=page.in_footer,
                purpose=page.purpose,
            )
            self._add(home, free_page, outlet.language, live=False)
        return home

    def _add(
        self, parent: "Home | Section", page: "Article | FreePage | Section", language: str, **fields: bool
    ) -> None:
        page.locale = self.locales[language]
        for name, value in fields.items():
            setattr(page, name, value)
        translated = self.pages.get(("en", page.slug))
        if language != "en" and translated:
            page.translation_key = type(page).objects.get(pk=translated).translation_key
        parent.add_child(instance=page)
        self.pages[language, page.slug] = page.pk

    def _write_pages(self, outlet: Outlet) -> None:
        for content in outlet.pages:
            page = FreePage.objects.get(pk=self.pages[outlet.language, content.slug])
            page.body = json.dumps(stored_body(content.blocks, outlet.language, self.ids))
            page.save_revision().publish()

    def _draft(self, content: ArticleContent) -> Article:
        section = Section.objects.get(pk=self.pages[content.language, content.section])
        article = Article(title=content.headline, slug=content.slug)
        self._add(section, article, content.language, live=False)
        return article

    def _write(self, content: ArticleContent, article: Article) -> None:
        article.standfirst = content.standfirst
        article.lead_picture_id = self.pictures[content.lead_picture] if content.lead_picture else None
        article.lead_alt, article.lead_caption = content.lead_alt, content.lead_caption
        article.lead_credit = content.lead_credit
        article.social_picture_id = self.pictures[content.social_picture] if content.social_picture else None
        article.search_description = content.search_description
        if content.original:
            for name in ("kind", "name", "title", "url", "date"):
                setattr(article, f"original_{name}", getattr(content.original, name))
        article.tags.add(*content.tags)
        for byline in content.bylines:
            person = self.persons[content.language, byline.person]
            article.bylines.add(Byline(person=person, role=byline.role))
        article.body = json.dumps(stored_body(content.blocks, content.language, self.ids))
        article.expire_at = content.expire_at
        self._publish(content, article)

    def _publish(self, content: ArticleContent, article: Article) -> None:
        if content.state == "scheduled":
            article.go_live_at = content.published_at
        else:
            article.first_published_at = content.published_at
        revision = article.save_revision()
        if content.state == "draft":
            return
        revision.publish()
        article.refresh_from_db()
        if content.state == "unpublished":
            article.unpublish()
        elif content.state == "published":
            Article.objects.filter(pk=article.pk).update(
                last_published_at=content.changed_at or content.published_at
            )

    def _put_on_top(self, home: Home, outlet: Outlet) -> None:
        top = [{"type": "article", "value": self.pages[outlet.language, slug]} for slug in outlet.top]
        home.top = json.dumps(top)
        home.footer_text = stored_html(outlet.footer_html, outlet.language, self.ids)
        home.save_revision().publish()


def _bring_pictures(contents: Iterable[PictureContent], advance: Progress) -> dict[str, int]:
    """Draw the pictures, store them, and make their sizes."""
    ids: dict[str, int] = {}
    todo = list(contents)
    connections.close_all()
    with ProcessPoolExecutor(
        os.cpu_count(), mp_context=get_context("fork"), initializer=connections.close_all
    ) as pool:
        for content, jpeg in zip(todo, pool.map(_drawn, todo), strict=True):
            ids[content.key] = _store_picture(content, jpeg)
            advance(1)
        for _done in pool.map(_make_sizes, ids.values()):
            advance(1)
    return ids


def _drawn(content: PictureContent) -> bytes:
    image = draw(content.drawing, seed=content.seed, width=content.width, height=content.height)
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=JPEG_QUALITY)
    return jpeg.getvalue()


def _store_picture(content: PictureContent, jpeg: bytes) -> int:
    picture = Picture(
        title=content.title,
        alt=content.alt,
        caption=content.caption,
        credit=content.credit,
        licence=content.licence,
        source_url=content.source_url,
        width=content.width,
        height=content.height,
        file=ImageFile(io.BytesIO(jpeg), name=f"{content.key}.jpg"),
    )
    picture._set_image_file_metadata()
    picture.save()
    return int(picture.pk)


def _make_sizes(picture_id: int) -> None:
    make_renditions(Picture.objects.get(pk=picture_id))
