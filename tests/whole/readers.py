"""The edition as its readers have it: files, the addresses that lead to them, and what stands in the pages."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import html

INDEX = "index.html"
STATUS = {"index.html": 200, "404.html": 404, "gone.html": 410, "moved.html": 301}
COMPRESSED = (".gz", ".br")


@dataclass(frozen=True)
class ReaderPage:
    """An HTML page: its name in the edition, and the address that leads to it."""

    root: Path
    name: str

    @property
    def address(self) -> str:
        """The path that readers ask for; any unknown one for the page that says so."""
        folder, _, file = self.name.rpartition("/")
        at = quote(f"/{folder}/" if folder else "/")
        return f"{at}no-such-page/" if file == "404.html" else at

    @property
    def status(self) -> int:
        return STATUS[self.name.rpartition("/")[2]]

    @property
    def language(self) -> str:
        return "uk" if self.name.startswith("uk/") else "en"

    @property
    def file(self) -> Path:
        return self.root / self.name

    @cached_property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def is_article(self) -> bool:
        return self.status == 200 and bool(
            self.tree.xpath("//meta[@property='og:type' and @content='article']")
        )

    @property
    def marks(self) -> set[str]:
        """What is peculiar to its sort of page: the classes of the body, of the content and of its figures."""
        found = self.tree.xpath(
            "//body/@class | //main/*/@class | //figure/@class | //aside/@class | //main/div/@class"
        )
        return {name for value in found for name in value.split()} or {"plain"}

    @cached_property
    def shape(self) -> object:
        """How the page is built, whatever its words are: pages of one shape look and work alike."""
        return _shape(self.tree)

    def addresses(self) -> Iterator[str]:
        """Every address in the page: of links, pictures, styles and scripts, as it is written."""
        for element in self.tree.iter(html.etree.Element):
            for name in ("href", "src", "poster", "action"):
                if value := element.get(name):
                    yield value
            if srcset := element.get("srcset"):
                yield from (part.split()[0] for part in srcset.split(","))
            if element.tag == "meta" and (element.get("property") or "") in {"og:image", "og:url"}:
                yield element.get("content", "")

    def canonical(self) -> str | None:
        found = self.tree.xpath("//link[@rel='canonical']/@href")
        return found[0] if found else None


_TELLING = ("class", "role", "rel", "type", "lang", "hreflang")


def _shape(element: html.HtmlElement) -> object:
    """An element's own shape, and its children's, without the repetitions in a list."""
    told = tuple((name, element.get(name)) for name in _TELLING if name in element.attrib)
    children = dict.fromkeys(_shape(child) for child in element.iterchildren(html.etree.Element))
    words = bool((element.text or "").strip())
    return (element.tag, told, tuple(sorted(element.keys())), words, tuple(children))


class Edition:
    """All that can be read of a site."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.root = (site / "edition" / "current").resolve()
        settings = tomllib.loads((site / "coffeepress.toml").read_text(encoding="utf-8"))
        self.base_url: str = settings["base_url"]

    @cached_property
    def names(self) -> list[str]:
        """All files, without the compressed twins."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file())
        return sorted(name for name in found if not name.endswith(COMPRESSED))

    @cached_property
    def pages(self) -> list[ReaderPage]:
        """All HTML pages but those that only lead on."""
        kinds = tuple(STATUS.keys() - {"moved.html"})
        return [
            ReaderPage(self.root, name)
            for name in self.names
            if name.rpartition("/")[2] in kinds and not name.startswith(("static/", "files/"))
        ]

    @cached_property
    def articles(self) -> list[ReaderPage]:
        return [page for page in self.pages if page.is_article]

    def page(self, address: str) -> ReaderPage | None:
        """The page that answers at a path, None where a path leads elsewhere."""
        name = unquote(address).lstrip("/") + INDEX
        return next((page for page in self.pages if page.name == name), None)

    def path_of(self, address: str, *, seen_at: str) -> str | None:
        """The path that an address leads to within the edition, None where it leads to another site."""
        whole = urlsplit(urljoin(self.base_url + seen_at, address))
        ours = urlsplit(self.base_url)
        return whole.path if (whole.scheme, whole.netloc) == (ours.scheme, ours.netloc) else None

    def has(self, path: str) -> bool:
        """Whether a path is answered with a file: one that has moved or is gone is not there."""
        name = unquote(path).lstrip("/")
        if path.endswith("/"):
            name += INDEX
        return name in self._known

    @cached_property
    def _known(self) -> set[str]:
        hidden = {name for name in self.names if name.rpartition("/")[2] in STATUS}
        return (set(self.names) - hidden) | {name for name in hidden if name.endswith(INDEX)}
