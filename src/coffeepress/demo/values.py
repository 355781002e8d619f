"""What the demo newsroom is made of: plain frozen values, no Django, no files.

Owns: the shape of the content. Reading it from files, and the rules it keeps, are ``reading.py``'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from coffeepress.support.money import Money

Role = Literal["author", "editor", "translator", "photographer", "source"]
State = Literal["published", "scheduled", "unpublished", "draft"]
ChangeKind = Literal["correction", "clarification", "typing_error", "edit"]
ReportState = Literal[
    "received",
    "looking",
    "corrected",
    "clarified",
    "declined",
    "fixed",
    "answered",
    "duplicate",
    "spam",
]
OriginalKind = Literal["reports", "republishes"]


# --- blocks ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TextBlock:
    """Rich text: ``h2 h3 b i s a ol ul sup sub``."""

    kind: ClassVar[str] = "text"
    html: str


@dataclass(frozen=True)
class PictureBlock:
    """A picture by its key; the texts override the picture's own unless blank."""

    kind: ClassVar[str] = "picture"
    picture: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class GalleryBlock:
    """Several pictures under one caption."""

    kind: ClassVar[str] = "gallery"
    pictures: tuple[PictureBlock, ...]
    caption: str = ""


@dataclass(frozen=True)
class QuotationBlock:
    """Somebody's words; ``text`` is plain, paragraphs parted by an empty line."""

    kind: ClassVar[str] = "quotation"
    text: str
    speaker: str = ""
    role: str = ""
    source_name: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class PullQuoteBlock:
    """A sentence of the article, set large."""

    kind: ClassVar[str] = "pull_quote"
    text: str


@dataclass(frozen=True)
class EmbedBlock:
    """Something played elsewhere; ``picture`` is the poster's key, or blank."""

    kind: ClassVar[str] = "embed"
    url: str
    title: str
    picture: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Column:
    """A table's column."""

    heading: str
    kind: Literal["text", "number"]


@dataclass(frozen=True)
class TableBlock:
    """A table; a cell is text, or a number in a column of numbers (None when empty)."""

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    caption: str = ""
    source: str = ""


@dataclass(frozen=True)
class InfoBoxBlock:
    """A box beside the story."""

    kind: ClassVar[str] = "info_box"
    title: str
    html: str


@dataclass(frozen=True)
class DownloadBlock:
    """A document by its key."""

    kind: ClassVar[str] = "download"
    document: str
    title: str = ""
    description: str = ""


Block = (
    TextBlock
    | PictureBlock
    | GalleryBlock
    | QuotationBlock
    | PullQuoteBlock
    | EmbedBlock
    | TableBlock
    | InfoBoxBlock
    | DownloadBlock
)


# --- the newsroom ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class SectionContent:
    """A section in one language; ``slug`` is the same in every language."""

    slug: str
    title: str
    intro: str


@dataclass(frozen=True)
class PageContent:
    """A free page in one language; ``slug`` is the same in every language."""

    slug: str
    title: str
    intro: str
    search_description: str
    in_footer: bool
    purpose: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Outlet:
    """The outlet in one language. ``top``: slugs of that language's articles, in the editor's order."""

    language: str
    name: str
    tagline: str
    footer_html: str
    sections: tuple[SectionContent, ...]
    pages: tuple[PageContent, ...]
    top: tuple[str, ...]


@dataclass(frozen=True)
class PersonText:
    """What is said of a person in one language; ``initials`` blank: made from the name."""

    name: str
    initials: str
    position: str
    bio_html: str


@dataclass(frozen=True)
class PersonContent:
    """An invented person. ``texts`` by language, ``portrait`` a picture's key, ``same_as`` addresses."""

    slug: str
    texts: Mapping[str, PersonText]
    portrait: str
    email: str
    same_as: tuple[str, ...]


@dataclass(frozen=True)
class PictureContent:
    """A picture that our code draws; ``width`` and ``height`` in pixels."""

    key: str
    title: str
    drawing: str
    seed: int
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str
    source_url: str
    # The same texts in other languages, by language: "alt", "caption", "credit".
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentContent:
    """A file to download."""

    key: str
    title: str
    file_name: str
    content: bytes


@dataclass(frozen=True)
class BylineContent:
    """A person's part in an article."""

    person: str
    role: Role


@dataclass(frozen=True)
class Original:
    """The publication that an article reports on or republishes."""

    kind: OriginalKind
    name: str
    title: str
    url: str
    date: date


@dataclass(frozen=True)
class ArticleContent:
    """An article in one language.

    ``published_at`` is when it was first published, or, in the state "scheduled", when it goes live.
    ``changed_at`` is later than ``published_at``, or None. ``translation_of`` is the slug of the English
    article, or blank. ``expire_at``: when it goes, or None. ``lead_picture``, ``social_picture``: pictures'
    keys or blank.
    """

    slug: str
    language: str
    translation_of: str
    section: str
    headline: str
    standfirst: str
    state: State
    published_at: datetime
    changed_at: datetime | None
    expire_at: datetime | None
    tags: tuple[str, ...]
    bylines: tuple[BylineContent, ...]
    lead_picture: str
    lead_alt: str
    lead_caption: str
    lead_credit: str
    social_picture: str
    original: Original | None
    search_description: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ReportContent:
    """What a reader sent: about a passage, about an article, or (``article`` blank) to the newsroom."""

    language: str
    article: str
    exact: str
    wrong: str
    proposal: str
    source: str
    name: str
    email: str
    wants_credit: bool
    readers: int
    sent_at: datetime
    state: ReportState
    decided_at: datetime | None
    reason: str
    assignee: str


@dataclass(frozen=True)
class NoteContent:
    """The words of a correction, or those it had ``until`` it was amended."""

    said: str
    says: str
    note: str
    credit: str
    until: datetime | None = None


@dataclass(frozen=True)
class ChangeContent:
    """A change of a published article: what stood there before, and what stands there now.

    An ``edit`` and a ``typing_error`` have no note."""

    kind: ChangeKind
    language: str
    article: str
    at: datetime
    replaced: tuple[tuple[str, str], ...]
    note: NoteContent
    earlier: tuple[NoteContent, ...]
    report: ReportContent | None


@dataclass(frozen=True)
class TierContent:
    """An amount that can be chosen each month, and what it is for."""

    amount: Money
    name: str
    purpose: str


@dataclass(frozen=True)
class SupportContent:
    """How support is asked for in one language. ``ways`` and ``appeals`` are blocks: their name and their fields."""

    language: str
    title: str
    intro_html: str
    tiers: tuple[TierContent, ...]
    ways: tuple[tuple[str, dict[str, str]], ...]
    appeals: tuple[tuple[str, dict[str, str]], ...]


TopicState = Literal["proposed", "asked_back", "on_ballot", "declined", "merged"]
TopicStage = Literal["in_works", "published", "dropped"]


@dataclass(frozen=True)
class RoundContent:
    """A voting period: so many ballots were cast in it."""

    title: str
    opens_at: datetime
    closes_at: datetime
    ballots: int
    places: int


@dataclass(frozen=True)
class TopicContent:
    """A topic: ``votes`` in the finished round, ``votes_now`` in the open one.

    One that was chosen has a ``stage``; ``articles`` are its languages and slugs."""

    key: str
    question: str
    lines: str
    links: tuple[str, ...]
    proposed_at: datetime
    votes: int
    votes_now: int
    state: TopicState
    stage: TopicStage | Literal[""]
    reason: str
    asked: str
    into: str
    articles: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TopicsContent:
    """What readers of one language proposed, and the rounds in which supporters chose."""

    language: str
    finished: RoundContent
    open: RoundContent
    topics: tuple[TopicContent, ...]


@dataclass(frozen=True)
class AdvertContent:
    """An advert: a picture by its key, or a heading and a text."""

    name: str
    picture: str
    alt: str
    heading: str
    text: str
    link: str
    payer: str
    places: tuple[str, ...]
    weight: int


@dataclass(frozen=True)
class AdvertsContent:
    """One language's places for adverts, the words that stand there, and its adverts."""

    language: str
    places: tuple[str, ...]
    house_text: str
    house_link: str
    note_title: str
    note_text: str
    note_how: str
    adverts: tuple[AdvertContent, ...]


@dataclass(frozen=True)
class LetterContent:
    """A letter: a draft unless it has a moment at which it was sent."""

    language: str
    kind: Literal["daily", "weekly", "breaking"]
    subject: str
    opening_html: str
    articles: tuple[str, ...]
    sent_at: datetime | None


@dataclass(frozen=True)
class DemoContent:
    """Everything that the demo newsroom holds."""

    date: date
    outlets: Mapping[str, Outlet]
    persons: tuple[PersonContent, ...]
    pictures: tuple[PictureContent, ...]
    documents: tuple[DocumentContent, ...]
    articles: tuple[ArticleContent, ...]
    changes: tuple[ChangeContent, ...]
    reports: tuple[ReportContent, ...]
    support: tuple[SupportContent, ...]
    adverts: tuple[AdvertsContent, ...]
    topics: tuple[TopicsContent, ...]
    letters: tuple[LetterContent, ...]
    subscribers: tuple[tuple[str, str], ...]
