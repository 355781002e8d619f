"""Names in the content that must stand for something.

Owns: refusing a person, section, document or article that is named and does not exist.
"""

import re
from pathlib import Path

from coffeepress.demo.markup import ContentError
from coffeepress.demo.values import (
    ArticleContent,
    Block,
    ChangeContent,
    DemoContent,
    DownloadBlock,
    ReportContent,
)

_FIRST_LANGUAGE = "en"

_ARTICLE_LINK = re.compile(r'href="article:([^"]+)"')
_OWN_PAGE_LINK = re.compile(r'href="/([^"]*)"')


def check_names(demo: DemoContent, folder: Path) -> None:
    """Refuse names that stand for nothing: persons, sections, documents, articles linked to or put on top.

    Raises ContentError.
    """
    known = {(article.language, article.slug) for article in demo.articles}
    for article in demo.articles:
        path = folder / "articles" / article.language / f"{article.slug}.md"
        _check_article(demo, article, path)
        _check_links(demo, article.language, article.blocks, path, known)
    reported: list[ChangeContent | ReportContent] = [*demo.changes, *demo.reports]
    for told in reported:
        if told.article and (told.language, told.article) not in known:
            raise _missing(folder / f"corrections.{told.language}.toml", told.article, "article")
    for outlet in demo.outlets.values():
        path = folder / f"outlet.{outlet.language}.toml"
        for slug in outlet.top:
            if (outlet.language, slug) not in known:
                raise _missing(path, slug, "article")
        for page in outlet.pages:
            page_path = folder / "pages" / outlet.language / f"{page.slug}.md"
            _check_links(demo, outlet.language, page.blocks, page_path, known)


def _check_article(demo: DemoContent, article: ArticleContent, path: Path) -> None:
    sections = {section.slug for section in demo.outlets[article.language].sections}
    if article.section not in sections:
        raise _missing(path, article.section, "section")
    persons = {person.slug for person in demo.persons}
    for byline in article.bylines:
        if byline.person not in persons:
            raise _missing(path, byline.person, "person")
    english = {other.slug for other in demo.articles if other.language == _FIRST_LANGUAGE}
    if article.translation_of and article.translation_of not in english:
        raise _missing(path, article.translation_of, "English article")


def _check_links(
    demo: DemoContent, language: str, blocks: tuple[Block, ...], path: Path, known: set[tuple[str, str]]
) -> None:
    documents = {document.key for document in demo.documents}
    outlet = demo.outlets[language]
    own = {f"{section.slug}/" for section in outlet.sections} | {f"{page.slug}/" for page in outlet.pages}
    for block in blocks:
        if isinstance(block, DownloadBlock) and block.document not in documents:
            raise _missing(path, block.document, "document")
        text = getattr(block, "html", "")
        for target in _ARTICLE_LINK.findall(text):
            other, _, slug = target.rpartition("/")
            if (other or language, slug) not in known:
                raise _missing(path, f"article:{target}", "article")
        for target in _OWN_PAGE_LINK.findall(text):
            if target not in own:
                raise _missing(path, f"(/{target})", "page or section")


def _missing(path: Path, name: str, sort: str) -> ContentError:
    before, found, _ = path.read_text(encoding="utf-8").partition(name)
    return ContentError(path, before.count("\n") + 1 if found else 1, f"no {sort} {name}")
