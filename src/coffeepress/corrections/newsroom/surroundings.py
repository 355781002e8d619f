"""A reported passage in the text as readers have it today: where it is, and what stands around it.

Looks the passage up anew each time; what the queue shows of it was written when the article was last published.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Said, said
from coffeepress.corrections import standing
from coffeepress.corrections.differences import Piece, words
from coffeepress.corrections.models import Report

AROUND = 400
"""How much is shown before and after a passage, in code points, where a paragraph does not end sooner."""
MOST_PLACES = 12
LABEL_AROUND = 40
"""How much stands around a passage, in code points, where an editor chooses one of its places."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of text, in the passage or around it."""

    text: str
    is_passage: bool


Paragraph = list[Stretch]


@dataclass(frozen=True)
class Place:
    """One place of a passage, as paragraphs.

    Attributes:
        start: where it begins in the text.
        label: the passage with a few words around it, in one line.
    """

    paragraphs: list[Paragraph]
    has_more_before: bool
    has_more_after: bool
    start: int
    label: str


@dataclass(frozen=True)
class Surroundings:
    """What a report's page shows of the article's text.

    Attributes:
        standing: one of `Report.Standing`.
        passage: what the passage is today; "" where it is gone or stands in several places.
        places: where it is; several when it is not known which was meant; none when it is gone.
        became: what it was and what it is now, when it changed.
    """

    standing: str
    passage: str
    places: list[Place]
    became: list[Piece]

    @property
    def label(self) -> str:
        return str(Report.Standing(self.standing).label)

    @property
    def choices(self) -> list[Place]:
        """The equal places of which an editor may choose one."""
        return self.places if self.standing == Report.Standing.AMBIGUOUS else []


NOWHERE = Surroundings(Report.Standing.UNKNOWN, "", [], [])


def look_up(report: Report, article: Article | None) -> Surroundings:
    """Where a report's passage is today. Notes it in the report's object, and saves nothing."""
    if article is None or not report.exact:
        return NOWHERE
    return look_up_in(report, article, said(article))


def look_up_in(report: Report, article: Article, whole: Said) -> Surroundings:
    """The same in another text of the article: a draft's."""
    text = whole.text
    standing.look_up(report, article, whole)
    start, end = report.now_start, report.now_end
    if start is None or end is None:
        places = [_place(text, first, last) for first, last in _all_places(text, report.exact)]
        return Surroundings(report.standing, "", places, [])
    passage = text[start:end]
    became = words(report.exact, passage) if passage != report.exact else []
    return Surroundings(report.standing, passage, [_place(text, start, end)], became)


def _all_places(text: str, exact: str) -> Iterator[tuple[int, int]]:
    at = text.find(exact)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at, at + len(exact)
        at = text.find(exact, at + 1)


def _place(text: str, start: int, end: int) -> Place:
    """The paragraphs that the passage lies in, cut where they are long."""
    begins = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    line_end = text.find("\n", end)
    ends = min(line_end if line_end >= 0 else len(text), end + AROUND)
    paragraphs: list[Paragraph] = [[]]
    for stretch, is_passage in (
        (text[begins:start], False),
        (text[start:end], True),
        (text[end:ends], False),
    ):
        for number, line in enumerate(stretch.split("\n")):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Stretch(line, is_passage))
    return Place(
        paragraphs,
        begins > 0 and text[begins - 1] != "\n",
        ends < len(text) and text[ends] != "\n",
        start,
        _label(text, start, end),
    )


def _label(text: str, start: int, end: int) -> str:
    before = text[max(start - LABEL_AROUND, 0) : start].replace("\n", " ")
    after = text[end : end + LABEL_AROUND].replace("\n", " ")
    passage = text[start:end].replace("\n", " ")
    return f"… {before}[{passage}]{after} …"
