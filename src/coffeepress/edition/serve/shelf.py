"""Files of the edition, read safely and kept in memory with the answers that they give.

Each use is checked against the disk: one `stat` for the file, one for its compressed form. What is kept is
sent only as long as the disk still holds the same file, so that a page is seen as soon as it is pressed.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from coffeepress.edition.serve import rules
from coffeepress.edition.serve.moved import moved_to
from coffeepress.edition.serve.negotiate import SUFFIXES, accepted_encodings, format_date
from coffeepress.edition.serve.rules import Header
from coffeepress.edition.serve.tree import Tree

RequestHeader = Callable[[str], str | None]
Stamp = tuple[int, int, int, int]

# Larger pages are read each time; larger media are sent by the server from the disk.
_KEPT_FILE_BYTES = 256 * 1024


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
    """Where a page or file stands: names along the way below a root, and the status that it is sent with.

    `path` is what its headers are decided by; it differs from the names for roots that stand below a prefix.
    """

    root: Path
    names: tuple[str, ...]
    status: int = 200
    prefix: str = "/"
    file: str = field(init=False)
    path: str = field(init=False)
    has_encodings: bool = field(init=False)

    def __post_init__(self) -> None:
        """Work out once what each request needs."""
        inner = "/".join(self.names)
        object.__setattr__(self, "file", f"{self.root}/{inner}")
        object.__setattr__(self, "path", self.prefix + inner)
        # Where a moved page leads is read from the page itself, so that one is sent as it is.
        object.__setattr__(self, "has_encodings", self.status != 301 and rules.is_text(inner))


@dataclass(slots=True, frozen=True)
class Held:
    """A file as it was when its stamp was taken, with the answers that it gives."""

    stamp: Stamp
    etag: str
    modified: str
    modified_seconds: int
    size_bytes: int
    whole: Answer
    unchanged: Answer


def stamp_of(found: os.stat_result) -> Stamp:
    """What changes whenever another file takes a file's place, or its content changes."""
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size


class Shelf:
    """Fetches files, in the encoding that a reader takes, and keeps the latest used."""

    def __init__(self, security_headers: Sequence[Header], cache_bytes: int) -> None:
        """Take the headers that each answer carries, and how many bytes to keep in all."""
        self._security = list(security_headers)
        self._cache_bytes = cache_bytes
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._held_bytes = 0

    def fetch(self, place: Place, header: RequestHeader) -> Held | None:
        """The file of a place as this reader takes it; None if there is none (any more)."""
        try:
            # A compressed file counts only beside the file itself, so that withdrawing that one is enough.
            found = os.stat(place.file)  # noqa: PTH116 -- Path.stat costs more than the stat
            if place.has_encodings:
                accept = header("accept-encoding")
                # A part of a file is always a part of the file as it is.
                if accept and header("range") is None:
                    for encoding in accepted_encodings(accept):
                        suffix = SUFFIXES[encoding]
                        try:
                            compressed = os.stat(place.file + suffix)  # noqa: PTH116
                        except FileNotFoundError:
                            continue
                        return self._hold(place, stamp_of(compressed), encoding, suffix)
            return self._hold(place, stamp_of(found), "", "")
        except OSError:
            return None

    def _hold(self, place: Place, stamp: Stamp, encoding: str, suffix: str) -> Held:
        file = place.file + suffix
        held = self._held.get(file)
        if held is not None:
            if held.stamp == stamp:
                self._held.move_to_end(file)
                return held
            self._forget(file)
        held = self._load(place, encoding, suffix)
        if held.whole.file is None and held.size_bytes <= _KEPT_FILE_BYTES:
            self._held[file] = held
            self._held_bytes += held.size_bytes
            while self._held_bytes > self._cache_bytes:
                self._forget(next(iter(self._held)))
        return held

    def _forget(self, file: str) -> None:
        self._held_bytes -= self._held.pop(file).size_bytes

    def _load(self, place: Place, encoding: str, suffix: str) -> Held:
        names = (*place.names[:-1], place.names[-1] + suffix)
        with Tree(place.root) as tree, tree.open(names) as opened:
            found = os.fstat(opened.fileno())
            by_path = found.st_size > _KEPT_FILE_BYTES and not place.has_encodings
            body = b"" if by_path else opened.read()
        seconds = int(found.st_mtime)
        size = found.st_size if by_path else len(body)
        # By content, so that a page pressed anew with the same bytes keeps it. Media are never rewritten.
        etag = f"{seconds:x}-{size:x}" if by_path else blake2b(body, digest_size=12).hexdigest()
        status, headers = self._headers(place, body)
        kept = [*headers, ("etag", f'"{etag}"'), ("last-modified", format_date(seconds))]
        whole = [("content-type", rules.content_type(place.path)), *kept]
        if encoding:
            whole.append(("content-encoding", encoding))
        if by_path:
            whole.append(("content-length", str(size)))
        return Held(
            stamp=stamp_of(found),
            etag=f'"{etag}"',
            modified=format_date(seconds),
            modified_seconds=seconds,
            size_bytes=size,
            whole=Answer(status, whole, body, _real_file(place.root, names) if by_path else None),
            unchanged=Answer(304, kept),
        )

    def _headers(self, place: Place, body: bytes) -> tuple[int, list[Header]]:
        headers = rules.file_headers(place.path) + self._security
        if place.has_encodings:
            headers.append(("vary", "Accept-Encoding"))
        if rules.allows_parts(place.path):
            headers.append(("accept-ranges", "bytes"))
        target = moved_to(body) if place.status == 301 else None
        if target is None:
            return 200 if place.status == 301 else place.status, headers
        return target[1], [*headers, ("location", target[0])]


def _real_file(root: Path, names: Sequence[str]) -> str:
    """The file's path within its build, so that a build which is swapped meanwhile changes nothing."""
    return "/".join((os.path.realpath(root), *names))
