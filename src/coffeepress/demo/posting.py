"""Read the demo newsroom's letters and who gets them.

Owns: the rules of ``letters.LANGUAGE.toml``. Its subscribers' addresses are nobody's.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from coffeepress.demo.fields import Fields
from coffeepress.demo.markup import Passage, rich_text
from coffeepress.demo.values import LetterContent

_KINDS = ("daily", "weekly", "breaking")

Moment = Callable[[Fields, str], datetime | None]


def read_subscribers(fields: Fields, language: str) -> Iterator[tuple[str, str]]:
    """The addresses that get every letter of a language, each with the language's code."""
    for email in fields.texts("subscribers"):
        if not email.endswith("@demo.example"):
            raise fields.error("a subscriber's address ends in @demo.example", email)
        yield email, language


def read_letters(fields: Fields, language: str, moment: Moment) -> list[LetterContent]:
    """One language's letters. Raises ContentError at its first fault."""
    letters = [_letter(each, language, moment) for each in fields.tables("letters")]
    fields.finish()
    return letters


def _letter(fields: Fields, language: str, moment: Moment) -> LetterContent:
    words = Passage(fields.passage.path, fields.passage.line, fields.text("opening"))
    letter = LetterContent(
        language=language,
        kind=fields.one_of("kind", _KINDS),
        subject=fields.text("subject"),
        opening_html=rich_text(words),
        articles=fields.texts("articles"),
        sent_at=moment(fields, "sent_at") if "sent_at" in fields.names() else None,
    )
    fields.finish()
    return letter
