"""Read the demo newsroom's content files into the plain frozen values of ``values.py``.

Owns: which file holds what, and the rules that the files under ``content/`` must keep.
Refuses: unknown fields, unknown blocks, missing pictures, dead links between articles; each is a ContentError
that names the file and the line.

To load everything::

    from coffeepress.demo.draw import draw
    from coffeepress.demo.reading import read_demo

    demo = read_demo()                    # or read_demo(date(2026, 11, 24)): the day the demo is loaded
    demo.outlets["en"].sections           # and "uk"
    demo.persons, demo.pictures, demo.documents
    demo.articles                         # both languages; an article is known by (language, slug)

    for picture in demo.pictures:         # a Pillow image, always the same for the same values
        image = draw(picture.drawing, seed=picture.seed, width=picture.width, height=picture.height)

All moments are UTC. In rich text, ``href="article:SLUG"`` is the article of the same language,
``href="article:LANGUAGE/SLUG"`` the one of another; ``href="/about/"`` is a page or a section of the same
language without its language's prefix. A Ukrainian article's slug equals that of the article it translates.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import get_args

from coffeepress.demo.asking import read_support
from coffeepress.demo.draw import drawing_names
from coffeepress.demo.draw.documents import document_bytes
from coffeepress.demo.errata import Errata
from coffeepress.demo.fields import Fields
from coffeepress.demo.markup import (
    Fence,
    Passage,
    parse_toml,
    plain_paragraphs,
    rich_text,
    set_dates,
    split_body,
    split_front,
)
from coffeepress.demo.names import check_names
from coffeepress.demo.advertising import read_adverts
from coffeepress.demo.asking import read_support
from coffeepress.demo.proposing import read_topics
from coffeepress.demo.posting import read_letters, read_subscribers
from coffeepress.demo.values import (
    ArticleContent,
    Block,
    BylineContent,
    Column,
    DemoContent,
    DocumentContent,
    DownloadBlock,
    EmbedBlock,
    GalleryBlock,
    InfoBoxBlock,
    Original,
    OriginalKind,
    Outlet,
    PageContent,
    PersonContent,
    PersonText,
    PictureBlock,
    PictureContent,
    PullQuoteBlock,
    QuotationBlock,
    Role,
    SectionContent,
    State,
    TableBlock,
    TextBlock,
)

CONTENT_DIR = Path(__file__).parent / "content"
LANGUAGES = ("en", "uk")


class _Reader:
    """Reads one content folder for one date."""

    def __init__(self, folder: Path, today: date) -> None:
        self.folder = folder
        self.today = today
        self.pictures: dict[str, PictureContent] = {}

    def passage(self, path: Path, language: str) -> Passage:
        text = path.read_text(encoding="utf-8")
        return set_dates(Passage(path, 1, text), today=self.today, language=language)

    def toml(self, name: str, language: str = "en") -> Fields:
        passage = self.passage(self.folder / name, language)
        return Fields(passage, parse_toml(passage))

    def moment(self, fields: Fields, name: str) -> datetime | None:
        """``name = "12 06:30"``: twelve days before the demo's date at 06:30 UTC; "-2 06:30" is after it."""
        value = fields.text(name, "")
        if not value:
            return None
        try:
            days, clock = value.split()
            day = self.today - timedelta(days=int(days))
            return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)
        except ValueError as fault:
            raise fields.error(f'{name} is days before and a time, as in "12 06:30"', name) from fault

    # pictures, documents, persons

    def read_pictures(self) -> Iterator[PictureContent]:
        every = self.toml("pictures.toml")
        for key in every.names():
            fields = every.table(key)
            if fields is None:
                raise every.error(f"the picture {key} is empty", key)
            drawing = fields.one_of("drawing", drawing_names())
            size = (800, 800) if drawing == "portrait" else (1600, 1000)
            picture = PictureContent(
                key=key,
                title=fields.text("title"),
                drawing=drawing,
                seed=fields.take("seed", int),
                width=fields.take("width", int, size[0]),
                height=fields.take("height", int, size[1]),
                alt=fields.text("alt"),
                caption=fields.text("caption", ""),
                credit=fields.text("credit"),
                licence=fields.text("licence", "CC BY 4.0"),
                source_url=fields.text("source_url", ""),
                translations=self._picture_translations(fields),
            )
            fields.finish()
            yield picture

    def _picture_translations(self, fields: Fields) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for language in LANGUAGES[1:]:
            table = fields.table(language)
            if table is not None:
                found[language] = {name: table.text(name, "") for name in ("alt", "caption", "credit")}
                table.finish()
        return found

    def read_documents(self) -> Iterator[DocumentContent]:
        every = self.toml("documents.toml")
        for key in every.names():
            fields = every.table(key)
            assert fields is not None
            file_name = fields.text("file_name")
            title = fields.text("title")
            source = self.folder / "files" / fields.text("source")
            if not source.is_file():
                raise every.error(f"no file {source.name} in files/", key)
            fields.finish()
            text = self.passage(source, "en").text
            yield DocumentContent(
                key, title, file_name, document_bytes(text, file_name=file_name, title=title)
            )

    def read_persons(self) -> Iterator[PersonContent]:
        every = self.toml("persons.toml")
        for slug in every.names():
            fields = every.table(slug)
            assert fields is not None
            texts: dict[str, PersonText] = {}
            for language in LANGUAGES:
                table = fields.table(language)
                if table is None:
                    raise every.error(f"{slug} has no texts in {language}", slug)
                texts[language] = PersonText(
                    name=table.text("name"),
                    initials=table.text("initials", ""),
                    position=table.text("position"),
                    bio_html=rich_text(Passage(every.passage.path, every.passage.line, table.text("bio"))),
                )
                table.finish()
            yield PersonContent(
                slug=slug,
                texts=texts,
                portrait=self.picture_key(fields, "portrait"),
                email=fields.text("email", ""),
                same_as=fields.texts("same_as"),
            )
            fields.finish()

    def picture_key(self, fields: Fields, name: str, default: str | None = None) -> str:
        key = fields.text(name, default)
        if key and key not in self.pictures:
            raise fields.error(f"no picture {key} in pictures.toml", key)
        return key

    # the outlet and its free pages

    def read_outlet(self, language: str) -> Outlet:
        fields = self.toml(f"outlet.{language}.toml", language)
        sections = []
        for table in fields.tables("sections"):
            sections.append(SectionContent(table.text("slug"), table.text("title"), table.text("intro")))
            table.finish()
        footer = Passage(fields.passage.path, fields.passage.line, fields.text("footer_text"))
        outlet = Outlet(
            language=language,
            name=fields.text("name"),
            tagline=fields.text("tagline"),
            footer_html=rich_text(footer),
            sections=tuple(sections),
            pages=tuple(self.read_page(slug, language) for slug in fields.texts("pages")),
            top=fields.texts("top"),
        )
        fields.finish()
        return outlet

    def read_page(self, slug: str, language: str) -> PageContent:
        passage = self.passage(self.folder / "pages" / language / f"{slug}.md", language)
        front, body = split_front(passage)
        fields = Fields(front, parse_toml(front))
        page = PageContent(
            slug=slug,
            title=fields.text("title"),
            intro=fields.text("intro", ""),
            search_description=fields.text("search_description", ""),
            in_footer=fields.take("in_footer", bool, True),
            purpose=fields.text("purpose", ""),
            blocks=self.blocks(body, language),
        )
        fields.finish()
        return page

    # articles

    def read_article(self, path: Path, language: str) -> ArticleContent:
        front, body = split_front(self.passage(path, language))
        fields = Fields(front, parse_toml(front))
        published_at = self.moment(fields, "published")
        if published_at is None:
            raise fields.error("the field published is missing")
        lead = self.lead(fields, language)
        article = ArticleContent(
            slug=path.stem,
            language=language,
            translation_of=fields.text("translation_of", ""),
            section=fields.text("section"),
            headline=fields.text("headline"),
            standfirst=fields.text("standfirst"),
            state=fields.one_of("state", get_args(State), "published"),
            published_at=published_at,
            changed_at=self.moment(fields, "changed"),
            expire_at=self.moment(fields, "expires"),
            tags=fields.texts("tags"),
            bylines=self.bylines(fields),
            lead_picture=lead.picture,
            lead_alt=lead.alt,
            lead_caption=lead.caption,
            lead_credit=lead.credit,
            social_picture=self.picture_key(fields, "social_picture", ""),
            original=self.original(fields),
            search_description=fields.text("search_description", ""),
            blocks=self.blocks(body, language),
        )
        fields.finish()
        if article.changed_at is not None and article.changed_at <= published_at:
            raise fields.error("changed must come after published", "changed")
        return article

    def lead(self, fields: Fields, language: str) -> PictureBlock:
        lead = PictureBlock(
            picture=self.picture_key(fields, "lead_picture", ""),
            alt=fields.text("lead_alt", ""),
            caption=fields.text("lead_caption", ""),
            credit=fields.text("lead_credit", ""),
        )
        return self.translated(lead, language)

    def translated(self, block: PictureBlock, language: str) -> PictureBlock:
        """The block with the picture's texts of ``language`` where it has none of its own."""
        if not block.picture:
            return block
        texts = self.pictures[block.picture].translations.get(language, {})
        return PictureBlock(
            picture=block.picture,
            alt=block.alt or texts.get("alt", ""),
            caption=block.caption or texts.get("caption", ""),
            credit=block.credit or texts.get("credit", ""),
            source_url=block.source_url,
        )

    def bylines(self, fields: Fields) -> tuple[BylineContent, ...]:
        table = fields.table("bylines")
        if table is None:
            raise fields.error("the table [bylines] is missing")
        found: list[BylineContent] = []
        for role in table.names():
            if role not in get_args(Role):
                raise table.error(f"unknown role {role}", role)
            found.extend(BylineContent(person, role) for person in table.texts(role))  # type: ignore[arg-type]
        return tuple(found)

    def original(self, fields: Fields) -> Original | None:
        table = fields.table("original")
        if table is None:
            return None
        published = self.moment(table, "published")
        if published is None:
            raise table.error("the original's field published is missing", "[original]")
        original = Original(
            kind=table.one_of("kind", get_args(OriginalKind)),
            name=table.text("name"),
            title=table.text("title"),
            url=table.text("url"),
            date=published.date(),
        )
        table.finish()
        return original

    # blocks

    def blocks(self, body: Passage, language: str) -> tuple[Block, ...]:
        return tuple(
            self.fenced(part, language) if isinstance(part, Fence) else TextBlock(rich_text(part))
            for part in split_body(body)
        )

    def fenced(self, fence: Fence, language: str) -> Block:
        fields = Fields(fence.fields, parse_toml(fence.fields))
        match fence.kind:
            case "picture":
                block: Block = self.picture_block(fields, language)
            case "gallery":
                pictures = tuple(self.picture_block(table, language) for table in fields.tables("pictures"))
                block = GalleryBlock(pictures, fields.text("caption", ""))
            case "quotation":
                block = QuotationBlock(
                    text=plain_paragraphs(fence.text),
                    speaker=fields.text("speaker", ""),
                    role=fields.text("role", ""),
                    source_name=fields.text("source_name", ""),
                    source_url=fields.text("source_url", ""),
                )
            case "pull_quote":
                block = PullQuoteBlock(plain_paragraphs(fence.text))
            case "embed":
                block = EmbedBlock(
                    url=fields.text("url"),
                    title=fields.text("title"),
                    picture=self.picture_key(fields, "picture", ""),
                    caption=fields.text("caption", ""),
                )
            case "table":
                columns, rows = _table(fence.text)
                block = TableBlock(columns, rows, fields.text("caption", ""), fields.text("source", ""))
            case "info_box":
                block = InfoBoxBlock(fields.text("title"), rich_text(fence.text))
            case "download":
                block = DownloadBlock(
                    document=fields.text("document"),
                    title=fields.text("title", ""),
                    description=fields.text("description", ""),
                )
            case _:
                raise fence.fields.error(f"unknown block {fence.kind}", -1)
        fields.finish()
        return block

    def picture_block(self, fields: Fields, language: str) -> PictureBlock:
        block = PictureBlock(
            picture=self.picture_key(fields, "picture"),
            alt=fields.text("alt", ""),
            caption=fields.text("caption", ""),
            credit=fields.text("credit", ""),
            source_url=fields.text("source_url", ""),
        )
        fields.finish()
        return self.translated(block, language)


def _table(passage: Passage) -> tuple[tuple[Column, ...], tuple[tuple[str | int | float | None, ...], ...]]:
    """``| Street | Bursts # |``: a heading that ends in # is of a column of numbers; then a row a line."""
    lines = [(index, line) for index, line in enumerate(passage.text.split("\n")) if line.strip()]
    if len(lines) < 2:
        raise passage.error("a table has a heading line and rows")
    columns = tuple(
        Column(cell.removesuffix("#").strip(), "number" if cell.endswith("#") else "text")
        for cell in _cells(passage, *lines[0])
    )
    rows = []
    for index, line in lines[1:]:
        cells = _cells(passage, index, line)
        if len(cells) != len(columns):
            raise passage.error(f"{len(cells)} cells in a table of {len(columns)} columns", index)
        rows.append(
            tuple(_cell(passage, index, cell, column) for cell, column in zip(cells, columns, strict=True))
        )
    return columns, tuple(rows)


def _cells(passage: Passage, index: int, line: str) -> list[str]:
    if not (line.startswith("|") and line.rstrip().endswith("|")):
        raise passage.error("a table's line stands between two |", index)
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _cell(passage: Passage, index: int, cell: str, column: Column) -> str | int | float | None:
    if column.kind == "text":
        return cell
    if not cell:
        return None
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError as fault:
        raise passage.error(f"not a number: {cell}", index) from fault


def read_demo(today: date | None = None, *, folder: Path = CONTENT_DIR) -> DemoContent:
    """Everything in ``folder``, as it reads on the day ``today`` (default: today in UTC).

    Raises ContentError that names the file and the line of the first fault.
    """
    today = today or datetime.now(UTC).date()
    reader = _Reader(folder, today)
    reader.pictures = {picture.key: picture for picture in reader.read_pictures()}
    every_errata = [
        Errata(language, reader.toml(f"corrections.{language}.toml", language), reader.moment)
        for language in LANGUAGES
    ]
    posts = [
        (language, reader.toml(f"letters.{language}.toml", language)) for language in LANGUAGES
    ]
    demo = DemoContent(
        date=today,
        outlets={language: reader.read_outlet(language) for language in LANGUAGES},
        persons=tuple(reader.read_persons()),
        pictures=tuple(reader.pictures.values()),
        documents=tuple(reader.read_documents()),
        articles=tuple(
            reader.read_article(path, language)
            for language in LANGUAGES
            for path in sorted((folder / "articles" / language).glob("*.md"))
        ),
        changes=tuple(each for errata in every_errata for each in errata.changes()),
        reports=tuple(each for errata in every_errata for each in errata.reports()),
        support=tuple(
            read_support(reader.toml(f"support.{language}.toml", language), language)
            for language in LANGUAGES
        ),
        adverts=tuple(
            read_adverts(
                reader.toml(f"adverts.{language}.toml", language),
                language,
                reader.pictures,
                reader.picture_key,
            )
            for language in LANGUAGES
        ),
        topics=tuple(
            read_topics(reader.toml(f"topics.{language}.toml", language), language, reader.moment)
            for language in LANGUAGES
        ),
        subscribers=tuple(each for language, fields in posts for each in read_subscribers(fields, language)),
        letters=tuple(
            each for language, fields in posts for each in read_letters(fields, language, reader.moment)
        ),
    )
    check_names(demo, folder)
    return demo
