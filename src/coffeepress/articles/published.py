"""What follows when a page is published or withdrawn: its address, its lists, and the keys that changed.

Each function runs in the publishing transaction, is told by a signal, and may be called again without harm.
"""

from wagtail.models import Page

from coffeepress.articles import listing, masthead, permalink
from coffeepress.articles.keys import ARTICLE, FREE_PAGE, HOME, LIST, SECTION, TRANSLATIONS
from coffeepress.articles.models import Article, FreePage, Home, Listed, Section
from coffeepress.articles.paths import archive_path, month_path, person_path
from coffeepress.edition import addresses
from coffeepress.edition.models import Address
from coffeepress.edition.outbox import changed
from coffeepress.people.models import Person


def page_is_published(page: Page) -> None:
    """A page was published, or moved while it is published."""
    if isinstance(page, Article):
        _article_is_published(page)
    elif isinstance(page, Section):
        _section_is_published(page)
    elif isinstance(page, FreePage):
        addresses.claim("free_page", page.pk, page.path_for_readers)
        changed(FREE_PAGE(page.pk))
        masthead.note_change()
    elif isinstance(page, Home):
        changed(HOME(page.pk))
        masthead.note_change()


def page_is_withdrawn(page: Page) -> None:
    """A page is not published any more."""
    if isinstance(page, Article):
        listing.leave(page.pk)
        addresses.withdraw(permalink.KIND, page.pk)
        changed(ARTICLE(page.pk), TRANSLATIONS(page.translation_key))
    elif isinstance(page, Section):
        addresses.withdraw("section", page.pk)
        changed(SECTION(page.pk), LIST(listing.section_list(page.pk)))
        masthead.note_change()
    elif isinstance(page, FreePage):
        addresses.withdraw("free_page", page.pk)
        changed(FREE_PAGE(page.pk))
        masthead.note_change()
    elif isinstance(page, Home):
        changed(HOME(page.pk))
        masthead.note_change()


def _article_is_published(article: Article) -> None:
    section = Section.objects.parent_of(article).only("pk", "slug").get()
    permalink.assign(article, section_slug=section.slug)
    listing.enter(article, section_id=section.pk)
    changed(ARTICLE(article.pk), TRANSLATIONS(article.translation_key))


def _section_is_published(section: Section) -> None:
    path = section.path_for_readers
    before = Address.objects.filter(kind="section", ident=str(section.pk), is_current=True).first()
    addresses.claim("section", section.pk, path)
    name = listing.section_list(section.pk)
    if before and before.path != path:
        _move_list(name, before.path, path)
        for article in Article.objects.live().child_of(section).filter(permalink_shape__contains="{section}"):
            _article_is_published(article)
    changed(SECTION(section.pk), LIST(name))
    masthead.note_change()


def _move_list(name: str, old_front: str, new_front: str) -> None:
    """A list's front has moved: its archive and months move with it, and the old addresses lead to the new ones."""
    months = Listed.objects.filter(list=name).order_by("month").values_list("month", flat=True).distinct()
    addresses.claim("archive", name, archive_path(old_front))
    addresses.claim("archive", name, archive_path(new_front))
    for month in months:
        addresses.claim("month", f"{name}/{month}", month_path(old_front, month))
        addresses.claim("month", f"{name}/{month}", month_path(new_front, month))


def person_is_changed(person: Person) -> None:
    """A person's entry was written: where its page has moved, the old addresses lead to the new ones."""
    path = person_path(person.locale.language_code, person.slug)
    before = Address.objects.filter(kind="person", ident=str(person.pk), is_current=True).first()
    addresses.claim("person", person.pk, path)
    if before and before.path != path:
        _move_list(listing.person_list(person.pk), before.path, path)
