"""A letter opened in a browser: what it brought, as it is published now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import letters_path
from coffeepress.articles.pressed.base import PublishedKind, primary_keys, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.letters.keys import LETTER
from coffeepress.letters.models import Letter
from coffeepress.letters.parts import opening, parts


def begun_letters() -> "QuerySet[Letter]":
    """The letters that readers can open, without their mails."""
    return Letter.objects.exclude(begun_at=None).defer("sent_html", "sent_text")


@dataclass
class LetterOnShelf:
    """A letter with its language's outlet."""

    letter: Letter
    shelf: OutletShelf


class LetterKind(PublishedKind[LetterOnShelf]):
    """A letter that was sent. Articles that are not published any more are left out."""

    name = "letter"
    born_of = (LETTER,)

    def all_idents(self) -> Iterator[str]:
        return primary_keys(begun_letters())

    def load(self, idents: Sequence[str]) -> Mapping[str, LetterOnShelf]:
        shelf = OutletShelf()
        rows = begun_letters().filter(pk__in=idents)
        return {str(row.pk): LetterOnShelf(row, shelf) for row in rows if shelf.has(row.language)}

    def render(self, thing: LetterOnShelf) -> Page:
        letter = thing.letter
        language = letter.language
        reads(SITE(language), LETTER(letter.pk))
        with spoken(language):
            outlet = thing.shelf.outlet(language)
            homes = tuple(replace(each, url=letters_path(each.code)) for each in outlet.languages)
            context = {
                "outlet": replace(outlet, languages=homes),
                "meta": Meta(title=letter.sent_subject, canonical=absolute(letter.path)),
                "letter": letter,
                "letters_url": letters_path(language),
                "opening": opening(letter),
                "parts": parts(letter),
            }
            body = rendered("letters/pages/letter.html", language, context)
        return Page(letter.path, body)
