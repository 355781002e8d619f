"""What follows when a page is published or withdrawn: its address, its lists, and the keys that changed.

Each function runs in the publishing transaction, is told by a signal, and may be called again without harm. Publishing
transactions follow each other (`addresses.one_at_a_time`), for each looks at what the others have published.
"""

from taggit.models import Tag
from wagtail.models import Page

from coffeepress.articles import listing, masthead, permalink
from coffeepress.articles.keys import ARTICLE, FREE_PAGE, HOME, LIST, SECTION, TAG, TRANSLATIONS
from coffeepress.articles.models import Article, FreePage, Home, Listed, Section
from coffeepress.articles.paths import archive_path, month_path, person_path, tag_path
from coffeepress.edition import addresses
from coffeepress.edition.models import Address
from coffeepress.edition.outbox import changed
from coffeepress.people.models import Person


def page_is_published(page: Page) -> None:
    """A page was published, or moved while it is published."""
    if not page.live:  # Wagtail tells of a page that is only scheduled as well
        return
    addresses.one_at_a_time()
    if isinstance(page, Article):
        _article_is_published(page)
    elif isinstance(page, Section):
        _section_is_published(page)
    elif isinstance(page, FreePage):
        _claim("free_page", page)
        changed(FREE_PAGE(page.pk), LIST(listing.FREE_PAGES))
        masthead.note_change()
    elif isinstance(page, Home):
        changed(HOME(page.pk))
        masthead.note_change()


def page_is_withdrawn(page: Page) -> None:
    """A page is not published any more."""
    addresses.one_at_a_time()
    if isinstance(page, Article):
        listing.leave(page.pk)
        permalink.withdraw(page.pk)
    elif isinstance(page, Section):
        addresses.withdraw("section", page.pk)
    elif isinstance(page, FreePage):
        addresses.withdraw("free_page", page.pk)
    _page_is_away(page)


def page_is_deleted(page: Page) -> None:
    """A page is not in the database any more: of a published one Wagtail tells before that it is withdrawn."""
    _page_is_away(page)


def _page_is_away(page: Page) -> None:
    if isinstance(page, Article):
        changed(ARTICLE(page.pk), TRANSLATIONS(page.translation_key))
        masthead.note_link_changed(page.pk)
    elif isinstance(page, Section):
        changed(SECTION(page.pk), LIST(listing.section_list(page.pk)))
        masthead.note_change()
    elif isinstance(page, FreePage):
        changed(FREE_PAGE(page.pk), LIST(listing.FREE_PAGES))
        masthead.note_change()
    elif isinstance(page, Home):
        changed(HOME(page.pk))
        masthead.note_change()


def _article_is_published(article: Article) -> None:
    section = Section.objects.parent_of(article).only("pk", "slug").get()
    permalink.assign(article, section_slug=section.slug)
    listing.enter(article, section_id=section.pk)
    changed(ARTICLE(article.pk), TRANSLATIONS(article.translation_key))
    masthead.note_link_changed(article.pk)


def _section_is_published(section: Section) -> None:
    path = section.path_for_readers
    before = Address.objects.filter(kind="section", ident=str(section.pk), is_current=True).first()
    _claim("section", section)
    name = listing.section_list(section.pk)
    if before and before.path != path:
        _move_list(name, before.path, path)
        for article in Article.objects.live().child_of(section).filter(permalink_shape__contains="{section}"):
            _article_is_published(article)
    changed(SECTION(section.pk), LIST(name))
    masthead.note_change()


def _claim(kind: str, page: Section | FreePage) -> None:
    """Give a section or free page its address. An article that has it (a site may place articles beside sections)
    gets a number."""
    path = page.path_for_readers
    held = Address.objects.filter(path=path, kind=permalink.KIND, is_current=True, is_withdrawn=False).first()
    addresses.claim(kind, page.pk, path)
    if held:
        for article in Article.objects.live().filter(pk=held.ident):
            _article_is_published(article)


def _move_list(name: str, old_front: str, new_front: str) -> None:
    """A list's front has moved: its archive and months move with it, and the old addresses lead to the new ones."""
    months = Listed.objects.filter(list=name).order_by("month").values_list("month", flat=True).distinct()
    addresses.claim("archive", name, archive_path(old_front))
    addresses.claim("archive", name, archive_path(new_front))
    for month in months:
        addresses.claim("month", f"{name}/{month}", month_path(old_front, month))
        addresses.claim("month", f"{name}/{month}", month_path(new_front, month))


def person_will_change(person: Person) -> None:
    """A person's entry is about to be written: where its page moves, the old addresses will lead to the new ones."""
    stored = Person.objects.filter(pk=person.pk).select_related("locale").first()
    if stored:
        old = person_path(stored.locale.language_code, stored.slug)
        new = person_path(person.locale.language_code, person.slug)
        _front_moves(listing.person_list(person.pk), old, new)


def person_is_deleted(person_id: int) -> None:
    """A person's entry was deleted: no article names the person any more."""
    addresses.withdraw("front", listing.person_list(person_id))


def tag_will_change(tag: Tag) -> None:
    """A tag is about to be written: where its pages move, the old addresses will lead to the new ones."""
    stored = Tag.objects.filter(pk=tag.pk).first()
    if stored:
        for name in listing.lists_of_tag(tag.pk):
            language = name.split(":")[2]
            _front_moves(name, tag_path(language, stored.slug), tag_path(language, tag.slug))


def tag_is_deleted(tag_id: int) -> None:
    """A tag was deleted: its lists are no more."""
    for name in listing.lists_of_tag(tag_id):
        addresses.withdraw("front", name)
    listing.drop_lists_of_tag(tag_id)
    changed(TAG(tag_id))


def _front_moves(name: str, old: str, new: str) -> None:
    """Only what readers were given is kept: a person of drafts alone must not be heard of."""
    if old == new:
        return
    is_known = Listed.objects.filter(list=name).exists()
    if is_known or Address.objects.filter(kind="front", ident=name).exists():
        addresses.one_at_a_time()
        addresses.claim("front", name, old)
        addresses.claim("front", name, new)
        _move_list(name, old, new)
