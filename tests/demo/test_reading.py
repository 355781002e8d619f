"""What the demo newsroom's content must keep, whoever edits it next."""

import re
from collections import Counter
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from coffeepress.demo.markup import ContentError
from coffeepress.demo.reading import CONTENT_DIR, LANGUAGES, read_demo
from coffeepress.demo.values import (
    ArticleContent,
    Block,
    DemoContent,
    DownloadBlock,
    EmbedBlock,
    GalleryBlock,
    InfoBoxBlock,
    Original,
    PictureBlock,
    PullQuoteBlock,
    QuotationBlock,
    Role,
    State,
    TableBlock,
    TextBlock,
)

TODAY = date(2026, 11, 24)
OWN_HOST = re.compile(r"([a-z0-9-]+\.)*(example|example\.(com|net|org))")


@pytest.fixture(scope="module")
def demo() -> DemoContent:
    return read_demo(TODAY)


def published(demo: DemoContent, language: str) -> list[ArticleContent]:
    return [a for a in demo.articles if a.language == language and a.state == "published"]


def words(article: ArticleContent) -> int:
    texts = []
    for block in article.blocks:
        texts.append(getattr(block, "html", "") or getattr(block, "text", ""))
        if isinstance(block, TableBlock):
            texts.extend(str(cell) for row in block.rows for cell in row)
    return len(re.sub(r"<[^>]+>", " ", " ".join(texts)).split())


def all_blocks(demo: DemoContent) -> list[Block]:
    pages = [page for outlet in demo.outlets.values() for page in outlet.pages]
    return [block for owner in (*demo.articles, *pages) for block in owner.blocks]


def test_there_are_at_least_forty_english_and_ten_ukrainian_articles(demo: DemoContent) -> None:
    assert len(published(demo, "en")) >= 40
    assert len(published(demo, "uk")) >= 10


def test_at_least_three_ukrainian_articles_are_originals(demo: DemoContent) -> None:
    own = [a for a in published(demo, "uk") if not a.translation_of]
    assert len(own) >= 3


def test_a_translation_shares_slug_and_section_with_what_it_translates(demo: DemoContent) -> None:
    english = {a.slug: a for a in demo.articles if a.language == "en"}
    for article in demo.articles:
        if article.translation_of:
            assert article.slug == article.translation_of
            assert article.section == english[article.slug].section


def test_published_articles_spread_over_half_a_year_and_the_last_three_days(demo: DemoContent) -> None:
    days = [(TODAY - a.published_at.date()).days for a in published(demo, "en")]
    assert max(days) >= 180
    assert min(days) >= 1
    assert sum(day <= 3 for day in days) >= 4
    assert len({a.published_at.month for a in published(demo, "en")}) >= 6


def test_every_state_occurs_and_only_scheduled_and_drafts_lie_ahead(demo: DemoContent) -> None:
    assert {a.state for a in demo.articles} == set(get_args(State))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for article in demo.articles:
        assert (article.published_at > now) == (article.state in {"scheduled", "draft"})


def test_the_same_content_read_a_month_later_moves_with_the_date(demo: DemoContent) -> None:
    later = read_demo(TODAY + timedelta(days=30))
    moved = {a.published_at - timedelta(days=30) for a in later.articles}
    assert moved == {a.published_at for a in demo.articles}


def test_five_sections_each_with_articles_in_both_languages(demo: DemoContent) -> None:
    for language in LANGUAGES:
        sections = [section.slug for section in demo.outlets[language].sections]
        assert len(sections) == 5
        assert set(sections) == {a.section for a in published(demo, language)}
    assert len({tuple(s.slug for s in outlet.sections) for outlet in demo.outlets.values()}) == 1


def test_the_same_free_pages_in_both_languages(demo: DemoContent) -> None:
    assert len({tuple(page.slug for page in outlet.pages) for outlet in demo.outlets.values()}) == 1
    assert len(demo.outlets["en"].pages) == 6


def test_top_stories_are_published(demo: DemoContent) -> None:
    for outlet in demo.outlets.values():
        slugs = {a.slug for a in published(demo, outlet.language)}
        assert outlet.top
        assert set(outlet.top) <= slugs


def test_every_block_type_and_each_of_its_fields_is_in_use(demo: DemoContent) -> None:
    blocks = all_blocks(demo)
    blocks += [picture for block in blocks if isinstance(block, GalleryBlock) for picture in block.pictures]
    assert {type(block) for block in blocks} == set(get_args(Block))
    for kind in get_args(Block):
        for one in fields(kind):
            assert any(getattr(b, one.name) for b in blocks if isinstance(b, kind)), (
                f"{kind.__name__}.{one.name}"
            )


def test_every_field_of_articles_persons_and_pictures_is_in_use(demo: DemoContent) -> None:
    for values in (demo.articles, demo.persons, demo.pictures, demo.documents):
        for one in fields(values[0]):
            assert any(getattr(value, one.name) for value in values), one.name
    assert {p.initials for person in demo.persons for p in person.texts.values()} >= {"", "L. H."}
    assert {a.original.kind for a in demo.articles if a.original} == {"reports", "republishes"}
    assert all(getattr(a.original, f.name) for a in demo.articles if a.original for f in fields(Original))


def test_every_rich_text_feature_is_in_use(demo: DemoContent) -> None:
    html = " ".join(block.html for block in all_blocks(demo) if isinstance(block, TextBlock | InfoBoxBlock))
    for tag in ("h2", "h3", "b", "i", "s", "a", "ol", "ul", "li", "sup", "sub", "p"):
        assert f"<{tag}" in html, tag


def test_every_role_occurs_and_at_least_seven_persons_write(demo: DemoContent) -> None:
    bylines = [byline for article in demo.articles for byline in article.bylines]
    assert {byline.role for byline in bylines} == set(get_args(Role))
    assert len({byline.person for byline in bylines if byline.role == "author"}) >= 7
    assert all(any(b.role == "author" for b in article.bylines) for article in demo.articles)


def test_every_person_is_named_in_both_languages_with_portrait(demo: DemoContent) -> None:
    for person in demo.persons:
        assert set(person.texts) == set(LANGUAGES)
        assert person.portrait


def test_every_picture_is_used_and_told_in_ukrainian(demo: DemoContent) -> None:
    used = {person.portrait for person in demo.persons}
    for article in demo.articles:
        used |= {article.lead_picture, article.social_picture}
    for block in all_blocks(demo):
        used |= {getattr(block, "picture", "")}
        if isinstance(block, GalleryBlock):
            used |= {picture.picture for picture in block.pictures}
    used |= {advert.picture for content in demo.adverts for advert in content.adverts}
    assert {picture.key for picture in demo.pictures} - used == set()
    assert all(picture.translations["uk"]["alt"] for picture in demo.pictures)


def test_ukrainian_articles_carry_ukrainian_picture_texts(demo: DemoContent) -> None:
    for article in demo.articles:
        if article.language == "uk":
            assert re.search("[а-яіїєґ]", article.lead_alt)
            assert re.search("[а-яіїєґ]", article.lead_credit)


def test_lengths_are_those_of_a_newspaper(demo: DemoContent) -> None:
    for article in demo.articles:
        if article.state == "published":
            assert 150 <= words(article) <= 1700, f"{article.slug}: {words(article)}"
    long_reads = [a for a in published(demo, "en") if words(a) >= 1000]
    assert len(long_reads) >= 3


def test_no_address_leads_to_the_real_world() -> None:
    for path in CONTENT_DIR.rglob("*"):
        if path.suffix not in {".md", ".toml"}:
            continue
        text = path.read_text(encoding="utf-8")
        hosts = re.findall(r"https?://([^/\s\"')\]]+)", text) + re.findall(r"[\w.]+@([\w.-]+\w)", text)
        for host in hosts:
            if host != "ines.talvik":  # a name on a social network, no host
                assert OWN_HOST.fullmatch(host), f"{path.name}: {host}"


def test_punctuation_is_typographic() -> None:
    for path in (CONTENT_DIR / "articles").rglob("*.md"):
        body = path.read_text(encoding="utf-8").split("+++", 2)[2]
        prose = re.sub(r"^[a-z_]+ = .*$", "", body, flags=re.M)
        assert "'" not in prose, path.name
        assert '"' not in prose, path.name
        if path.parent.name == "uk":
            assert "“" not in prose, path.name


def test_most_articles_have_a_picture_and_a_description(demo: DemoContent) -> None:
    shown = [a for a in demo.articles if a.state == "published"]
    assert sum(bool(a.lead_picture) for a in shown) >= len(shown) * 0.9
    assert sum(bool(a.search_description) for a in shown) >= len(shown) * 0.6


def test_articles_link_to_one_another(demo: DemoContent) -> None:
    linking = Counter(
        article.language
        for article in demo.articles
        if any('href="article:' in getattr(block, "html", "") for block in article.blocks)
    )
    assert linking["en"] >= 20
    assert linking["uk"] >= 6


def test_a_published_article_links_only_to_what_was_there_when_it_was_last_changed(demo: DemoContent) -> None:
    known = {(a.language, a.slug): a for a in demo.articles}
    for article in demo.articles:
        if article.state != "published":
            continue
        html = " ".join(getattr(block, "html", "") for block in article.blocks)
        for target in re.findall(r'href="article:([^"]+)"', html):
            language, _, slug = target.rpartition("/")
            other = known[language or article.language, slug]
            assert other.state == "published", f"{article.slug} to {slug}"
            assert other.published_at <= (article.changed_at or article.published_at), (
                f"{article.slug} to {slug}"
            )


def test_the_documents_are_a_pdf_and_a_csv(demo: DemoContent) -> None:
    by_name = {document.file_name: document.content for document in demo.documents}
    assert by_name["ferry-timetable.pdf"].startswith(b"%PDF-1.4")
    assert by_name["ferry-timetable.pdf"].endswith(b"%%EOF\n")
    rows = by_name["halvern-burst-mains.csv"].decode().strip().split("\n")
    assert sum(int(row.split(",")[2]) for row in rows[1:]) == 1204


def test_a_downloaded_table_agrees_with_the_article(demo: DemoContent) -> None:
    article = next(a for a in demo.articles if a.slug == "bursts-street-by-street")
    table = next(block for block in article.blocks if isinstance(block, TableBlock))
    csv = next(d for d in demo.documents if isinstance(d.content, bytes) and d.file_name.endswith(".csv"))
    from_csv = [row.split(",") for row in csv.content.decode().strip().split("\n")[1:]]
    assert [[str(cell) for cell in row] for row in table.rows[:-1]] == from_csv
    assert any(isinstance(block, DownloadBlock) for block in article.blocks)


def test_the_demo_holds_each_sort_of_special_block_in_an_article(demo: DemoContent) -> None:
    kinds = {type(block) for article in demo.articles for block in article.blocks}
    assert kinds >= {PictureBlock, GalleryBlock, QuotationBlock, PullQuoteBlock, EmbedBlock, TableBlock}


def copy_content(target: Path) -> Path:
    for source in CONTENT_DIR.rglob("*"):
        if source.is_file():
            place = target / source.relative_to(CONTENT_DIR)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read_bytes())
    return target


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('section = "city"', 'section = "sport"', 4, "no section sport"),
        ('author = ["ines-talvik"]', 'author = ["nobody"]', 11, "no person nobody"),
        ('lead_picture = "ferry-evening"', 'lead_picture = "none"', 8, "no picture none"),
        ('tags = ["ferry", "notices"]', 'tagz = ["ferry"]', 7, "unknown field tagz"),
        ('published = "1 12:00"', 'published = "soon"', 5, "published is days before"),
        ("The bell is rung", "See [it](article:nowhere). The bell is rung", 20, "no article article:nowhere"),
        ("The bell is rung", "**The bell is rung", 20, "a stray *"),
        ("The bell is rung", "::: song\n:::\n\nThe bell is rung", 20, "unknown block song"),
        ("The bell is rung", "::: quotation\nspeaker = 1\n:::\n\nThe", 21, "must be of type str"),
        ("The bell is rung", "{someday} is rung", 20, "unknown mark {someday}"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    folder = copy_content(tmp_path)
    path = folder / "articles" / "en" / "ferry-stops-for-its-chain.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_demo(TODAY, folder=folder)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)
