"""What a request for the edition is answered with. Knows the folder, nothing of the network or of Django.

Every answer is checked against the disk (one `stat` for the page, one for its compressed file), so that a page is seen as
soon as it is pressed. Small files are kept in memory as long as what is on disk is still the same file.
"""

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from coffeepress.edition.serve import plain, rules
from coffeepress.edition.serve.moved import moved_to, path_location
from coffeepress.edition.serve.negotiate import (
    SUFFIXES,
    Unsatisfiable,
    accepted_encodings,
    format_date,
    is_unchanged,
    wanted_range,
)
from coffeepress.edition.serve.rules import Header
from coffeepress.edition.serve.tree import PAGES, Tree, split

RequestHeader = Callable[[str], str | None]

_KEPT_FILE_BYTES = 256 * 1024
_PLACES = 50_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@dataclass(slots=True)
class Answer:
    """One answer: its body is `body`, or the part from `start` to `end` (exclusive) of `file`."""

    status: int
    headers: list[Header]
    body: bytes = b""
    file: str | None = None
    start: int = 0
    end: int | None = None


@dataclass(slots=True, frozen=True)
class Place:
    """Where a page or file stands: the names along its way below a root, and what status it is sent with."""

    root: Path
    names: tuple[str, ...]
    status: int
    file: str = field(init=False)
    has_encodings: bool = field(init=False)

    def __post_init__(self) -> None:
        """Work out what each request needs."""
        object.__setattr__(self, "file", "/".join((str(self.root), *self.names)))
        object.__setattr__(self, "has_encodings", self.status != 301 and rules.is_text(self.names[-1]))


@dataclass(slots=True, frozen=True)
class Held:
    """A file as it was when its stamp was taken, with the answers it gives."""

    stamp: tuple[int, int, int, int]
    etag: str
    modified: str
    modified_seconds: int
    size_bytes: int
    whole: Answer
    unchanged: Answer


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
        self._cache_bytes = cache_bytes
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._held_bytes = 0
        self._places: dict[str, Place] = {}

    def answer(self, method: str, path: str, query: str, header: RequestHeader) -> Answer:
        """The answer to a request.

        Arguments: the method, the percent-decoded path, the raw query string, and a function that gives a
        request header by its lower-case name, or None.
        """
        if method != "GET" and method != "HEAD":
            return self._refuse_method()
        place = self._places.get(path)
        held = self._fetch(place, header) if place is not None else None
        if place is None or held is None:
            self._places.pop(path, None)
            found = self._find(path, query, header)
            if isinstance(found, Answer):
                return found
            place, held = found
        return self._to_reader(method, place, held, header)

    def _to_reader(self, method: str, place: Place, held: Held, header: RequestHeader) -> Answer:
        if place.status != 200:
            return held.whole
        if_none_match, if_modified_since = header("if-none-match"), header("if-modified-since")
        if (if_none_match or if_modified_since) and is_unchanged(
            held.etag,
            held.modified_seconds,
            if_none_match=if_none_match,
            if_modified_since=if_modified_since,
        ):
            return held.unchanged
        wanted = header("range")
        if wanted is None or method == "HEAD":
            return held.whole
        return self._part(place, held, wanted, header("if-range"))

    def _part(self, place: Place, held: Held, wanted: str, if_range: str | None) -> Answer:
        if not rules.allows_parts("/" + "/".join(place.names)):
            return held.whole
        try:
            part = wanted_range(
                wanted, held.size_bytes, if_range=if_range, etag=held.etag, modified=held.modified
            )
        except Unsatisfiable:
            headers = [("content-range", f"bytes */{held.size_bytes}"), ("cache-control", rules.NO_CACHE)]
            return Answer(416, headers + self._security)
        if part is None:
            return held.whole
        start, end = part
        headers = [h for h in held.whole.headers if h[0] != "content-length"]
        headers.append(("content-range", f"bytes {start}-{end - 1}/{held.size_bytes}"))
        if held.whole.file is None:
            return Answer(206, headers, held.whole.body[start:end])
        headers.append(("content-length", str(end - start)))
        return Answer(206, headers, file=held.whole.file, start=start, end=end)

    # Finding what stands at an address for the first time

    def _find(self, path: str, query: str, header: RequestHeader) -> Answer | tuple[Place, Held]:
        for _ in range(5):  # again only if `current` moved on while we looked
            try:
                tree = Tree(self._current)
            except OSError:
                found = self._look_further(path, header)
                return found or self._own_page(503, plain.NO_EDITION, ("retry-after", "30"))
            with tree:
                found = self._look(tree, path, query, header) or self._look_further(path, header)
                if found is not None:
                    return found
                if tree.is_still(self._current):
                    return self._not_found(tree, path, header)
        return self._own_page(503, plain.NO_EDITION, ("retry-after", "1"))

    def _look(self, tree: Tree, path: str, query: str, header: RequestHeader) -> Answer | tuple[Place, Held] | None:
        names = split(path)
        if names is not None:
            place = self._place(tree, names, is_folder=path.endswith("/"))
            held = self._fetch(place, header) if place is not None else None
            if place is not None and held is not None:
                if len(self._places) >= _PLACES:
                    self._places.clear()
                self._places[path] = place
                return place, held
        better = self._better_address(tree, path)
        return self._redirect(path_location(better, query)) if better is not None else None

    def _place(self, tree: Tree, names: list[str], *, is_folder: bool) -> Place | None:
        if is_folder:
            page = tree.page(names)
            return Place(self._current, (*names, page), PAGES[page]) if page is not None else None
        return Place(self._current, tuple(names), 200) if tree.has_file(names) else None

    def _better_address(self, tree: Tree, path: str) -> str | None:
        """The address that was meant: one slash for several, lower case, a slash at the end of a page's."""
        single = re.sub("/{2,}", "/", path)
        for meant in dict.fromkeys((single, single.lower())):
            if meant != path and (meant + "/").startswith(self._dynamic_prefixes):
                return meant
            names = split(meant)
            if names is None:
                continue
            if not meant.endswith("/") and tree.has_file(names):
                return meant if meant != path else None
            folder = meant.rstrip("/") + "/"
            if folder != path and tree.page(names) is not None:
                return folder
        return None

    def _look_further(self, path: str, header: RequestHeader) -> tuple[Place, Held] | None:
        for prefix, root in self._further_roots:
            names = split(path[len(prefix) - 1 :]) if path.startswith(prefix) else None
            if names:
                # The path's own names decide about its headers, so they stay in front of the root's.
                place = Place(root, tuple(names), 200)
                held = self._fetch(place, header, prefix)
                if held is not None:
                    return place, held
        return None

    def _not_found(self, tree: Tree, path: str, header: RequestHeader) -> Answer:
        language = path.split("/", 2)[1] if path.startswith("/") else ""
        folders = [(language,)] if _LANGUAGE.fullmatch(language) else []
        for folder in (*folders, ()):
            names = (*folder, "404.html")
            held = self._fetch(Place(self._current, names, 404), header) if tree.has_file(names) else None
            if held is not None:
                return held.whole
        return self._own_page(404, plain.NOT_FOUND)

    # Reading

    def _fetch(self, place: Place, header: RequestHeader, prefix: str = "/") -> Held | None:
        """The file of a place, as this reader takes it; None if it is no longer there."""
        try:
            # A compressed file counts only beside the file itself: that one is taken away first.
            found = os.stat(place.file)
            if place.has_encodings:
                accept = header("accept-encoding")
                if accept and header("range") is None:
                    for encoding in accepted_encodings(accept):
                        suffix = SUFFIXES[encoding]
                        try:
                            compressed = os.stat(place.file + suffix)
                        except FileNotFoundError:
                            continue
                        return self._hold(place, compressed, encoding, suffix, prefix)
            return self._hold(place, found, "", "", prefix)
        except OSError:
            return None

    def _hold(self, place: Place, found: os.stat_result, encoding: str, suffix: str, prefix: str) -> Held:
        file = place.file + suffix
        held = self._held.get(file)
        if held is not None:
            if held.stamp == (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size):
                self._held.move_to_end(file)
                return held
            self._forget(file)
        held = self._load(place, encoding, suffix, prefix)
        if held.whole.file is None and held.size_bytes <= _KEPT_FILE_BYTES:
            self._held[file] = held
            self._held_bytes += held.size_bytes
            while self._held_bytes > self._cache_bytes:
                self._forget(next(iter(self._held)))
        return held

    def _forget(self, file: str) -> None:
        self._held_bytes -= self._held.pop(file).size_bytes

    def _load(self, place: Place, encoding: str, suffix: str, prefix: str) -> Held:
        names = (*place.names[:-1], place.names[-1] + suffix)
        with Tree(place.root) as tree:
            descriptor = tree.open(names)
        with open(descriptor, "rb") as opened:
            found = os.fstat(descriptor)
            by_path = found.st_size > _KEPT_FILE_BYTES and not place.has_encodings
            body = b"" if by_path else opened.read()
        size = found.st_size if by_path else len(body)
        seconds = int(found.st_mtime)
        # By content, so that a page that is pressed anew with the same bytes keeps its tag. Large media are never rewritten.
        etag = f'"{seconds:x}-{size:x}"' if by_path else f'"{blake2b(body, digest_size=12).hexdigest()}"'
        path = prefix + "/".join(place.names)
        status, headers = self._headers(place, path, body)
        kept = [*headers, ("etag", etag), ("last-modified", format_date(seconds))]
        whole = [("content-type", rules.content_type(path)), *kept]
        if encoding:
            whole.append(("content-encoding", encoding))
        if by_path:
            whole.append(("content-length", str(size)))
        file = os.path.realpath(place.root) + "/" + "/".join(names) if by_path else None
        return Held(
            stamp=(found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size),
            etag=etag,
            modified=format_date(seconds),
            modified_seconds=seconds,
            size_bytes=size,
            whole=Answer(status, whole, body, file),
            unchanged=Answer(304, kept),
        )

    def _headers(self, place: Place, path: str, body: bytes) -> tuple[int, list[Header]]:
        headers = rules.file_headers(path) + self._security
        if place.has_encodings:
            headers.append(("vary", "Accept-Encoding"))
        if rules.allows_parts(path):
            headers.append(("accept-ranges", "bytes"))
        if place.status != 301:
            return place.status, headers
        target = moved_to(body)
        if target is None:
            return 200, headers
        return target[1], [*headers, ("location", target[0])]

    # What has no file

    def _redirect(self, target: str) -> Answer:
        headers = [
            ("location", target),
            ("content-type", "text/plain; charset=utf-8"),
            ("cache-control", rules.SHORT),
        ]
        return Answer(301, headers + self._security, f"Moved to {target}\n".encode())

    def _refuse_method(self) -> Answer:
        headers = [
            ("allow", "GET, HEAD"),
            ("content-type", "text/plain; charset=utf-8"),
            ("cache-control", rules.NO_CACHE),
        ]
        return Answer(405, headers + self._security, b"This address can only be read.\n")

    def _own_page(self, status: int, words: tuple[str, str], *headers: Header) -> Answer:
        own = [("content-type", "text/html; charset=utf-8"), ("cache-control", rules.NO_CACHE), *headers]
        return Answer(status, own + self._security, plain.plain_page(words))
