"""What a request for the edition is answered with. Knows the folder, nothing of the network or of Django."""

import re
from collections.abc import Sequence
from pathlib import Path

from coffeepress.edition.serve import plain, rules
from coffeepress.edition.serve.moved import path_location
from coffeepress.edition.serve.negotiate import UnsatisfiableRangeError, is_unchanged, wanted_range
from coffeepress.edition.serve.rules import Header
from coffeepress.edition.serve.shelf import Answer, Held, Place, RequestHeader, Shelf
from coffeepress.edition.serve.tree import PAGES, Tree, split

_PLACES = 50_000
_LOOKS = 5
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class Edition:
    """Answers requests from the edition's folder, and from further folders of static files."""

    def __init__(
        self,
        current: Path,
        *,
        security_headers: Sequence[Header] = (),
        further_roots: Sequence[tuple[str, Path]] = (),
        dynamic_prefixes: Sequence[str] = (),
        cache_bytes: int = 64 * 1024 * 1024,
    ) -> None:
        """Take what to serve.

        Arguments:
            current: the link to the build.
            further_roots: ("/static/", folder): files under that prefix that the edition lacks.
            dynamic_prefixes: where a redirect for case or slashes may lead besides the edition.
            cache_bytes: how much of small files to keep in memory.
        """
        self._current = current
        self._security = list(security_headers)
        self._further_roots = tuple(further_roots)
        self._dynamic_prefixes = tuple(dynamic_prefixes)
        self._shelf = Shelf(security_headers, cache_bytes)
        self._places: dict[str, Place] = {}

    def answer(self, method: str, path: str, query: str, header: RequestHeader) -> Answer:
        """The answer to a request.

        Arguments: the method, the percent-decoded path, the raw query string, and a function that gives a
        request header by its lower-case name, or None.
        """
        if method != "GET" and method != "HEAD":
            return self._refuse_method()
        place = self._places.get(path)
        held = self._shelf.fetch(place, header) if place is not None else None
        if place is None or held is None:
            self._places.pop(path, None)
            found = self._find(path, query, header)
            if isinstance(found, Answer):
                return found
            place, held = found
        if place.status != 200:
            return held.whole
        return self._as_asked(method, place, held, header)

    def _as_asked(self, method: str, place: Place, held: Held, header: RequestHeader) -> Answer:
        """A file whole, in part, or not at all if the reader has it already."""
        if_none_match, if_modified_since = header("if-none-match"), header("if-modified-since")
        if (if_none_match or if_modified_since) and is_unchanged(
            held.etag,
            held.modified_seconds,
            if_none_match=if_none_match,
            if_modified_since=if_modified_since,
        ):
            return held.unchanged
        wanted = header("range")
        if wanted is None or method == "HEAD" or not rules.allows_parts(place.path):
            return held.whole
        try:
            part = wanted_range(
                wanted, held.size_bytes, if_range=header("if-range"), etag=held.etag, modified=held.modified
            )
        except UnsatisfiableRangeError:
            return self._no_such_part(held)
        return held.whole if part is None else _part(held, *part)

    # Finding what stands at an address for the first time

    def _find(self, path: str, query: str, header: RequestHeader) -> Answer | tuple[Place, Held]:
        names = split(path)
        for _ in range(_LOOKS):  # again only if the press changed what we were looking at
            try:
                tree = Tree(self._current)
            except OSError:
                return self._look_further(path, header) or self._no_edition()
            with tree:
                place = self._place(tree, names, is_folder=path.endswith("/")) if names is not None else None
                if place is not None:
                    held = self._shelf.fetch(place, header)
                    if held is not None:
                        self._remember(path, place)
                        return place, held
                    continue
                better = self._better_address(tree, path)
                if better is not None:
                    return self._redirect(path_location(better, query))
                beside = self._beside_moved(tree, names, header) if not path.endswith("/") else None
                if beside is not None:
                    return self._redirect(beside)
                found = self._look_further(path, header)
                if found is not None:
                    return found
                if tree.is_still(self._current):
                    return self._not_found(tree, path, header)
        return self._no_edition()

    def _remember(self, path: str, place: Place) -> None:
        if len(self._places) >= _PLACES:
            self._places.clear()
        self._places[path] = place

    def _place(self, tree: Tree, names: list[str], *, is_folder: bool) -> Place | None:
        if is_folder:
            page = tree.page(names)
            return Place(self._current, (*names, page), PAGES[page]) if page is not None else None
        return Place(self._current, tuple(names)) if tree.has_file(names) else None

    def _better_address(self, tree: Tree, path: str) -> str | None:
        """The address that was meant: one slash for several, lower case, a slash at the end of a page's."""
        single = re.sub("/{2,}", "/", path)
        for meant in dict.fromkeys((single, single.lower())):
            names = split(meant)
            if names is None:
                continue
            if meant != path and (meant + "/").startswith(self._dynamic_prefixes):
                return meant
            if meant != path and not meant.endswith("/") and tree.has_file(names):
                return meant
            folder = meant.rstrip("/") + "/"
            if folder != path and tree.page(names) is not None:
                return folder
        return None

    def _beside_moved(self, tree: Tree, names: list[str] | None, header: RequestHeader) -> str | None:
        """Where a feed lies whose front has moved for good: beside the front's new place."""
        if not names or names[-1] not in rules.FEEDS or tree.page(names[:-1]) != "moved.html":
            return None
        held = self._shelf.fetch(Place(self._current, (*names[:-1], "moved.html"), 301), header)
        if held is None or held.whole.status != 301:
            return None
        front = dict(held.whole.headers).get("location", "")
        return f"{front}{names[-1]}" if front.endswith("/") else None

    def _look_further(self, path: str, header: RequestHeader) -> tuple[Place, Held] | None:
        for prefix, root in self._further_roots:
            names = split(path.removeprefix(prefix[:-1])) if path.startswith(prefix) else None
            if names and not path.endswith("/"):
                place = Place(root, tuple(names), prefix=prefix)
                held = self._shelf.fetch(place, header)
                if held is not None:
                    return place, held
        return None

    # What has no file of its own

    def _not_found(self, tree: Tree, path: str, header: RequestHeader) -> Answer:
        language = path.split("/", 2)[1] if path.startswith("/") else ""
        for folder in ((language,) if _LANGUAGE.fullmatch(language) else (), ()):
            place = Place(self._current, (*folder, "404.html"), 404)
            held = self._shelf.fetch(place, header) if tree.has_file(place.names) else None
            if held is not None:
                return held.whole
        return self._own_page(404, plain.NOT_FOUND)

    def _redirect(self, target: str) -> Answer:
        return self._words(301, f"Moved to {target}", rules.SHORT, ("location", target))

    def _refuse_method(self) -> Answer:
        return self._words(405, "This address can only be read.", rules.NO_CACHE, ("allow", "GET, HEAD"))

    def _no_such_part(self, held: Held) -> Answer:
        size = ("content-range", f"bytes */{held.size_bytes}")
        return self._words(416, "The file has no such part.", rules.NO_CACHE, size)

    def _no_edition(self) -> Answer:
        return self._own_page(503, plain.NO_EDITION, ("retry-after", "30"))

    def _words(self, status: int, words: str, cache_control: str, *headers: Header) -> Answer:
        own = [("content-type", "text/plain; charset=utf-8"), ("cache-control", cache_control), *headers]
        return Answer(status, own + self._security, f"{words}\n".encode())

    def _own_page(self, status: int, words: plain.Words, *headers: Header) -> Answer:
        own = [("content-type", "text/html; charset=utf-8"), ("cache-control", rules.NO_CACHE), *headers]
        return Answer(status, own + self._security, plain.plain_page(words))


def _part(held: Held, start: int, end: int) -> Answer:
    whole = held.whole
    headers = [h for h in whole.headers if h[0] != "content-length"]
    headers.append(("content-range", f"bytes {start}-{end - 1}/{held.size_bytes}"))
    if whole.file is None:
        return Answer(206, headers, whole.body[start:end])
    headers.append(("content-length", str(end - start)))
    return Answer(206, headers, file=whole.file, start=start, end=end)
