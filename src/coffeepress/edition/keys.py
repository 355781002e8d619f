"""Keys: the names of things that reader pages depend on.

A page reads keys while it is rendered (`reads`), a publishing transaction says which keys it changed
(`coffeepress.edition.outbox.changed`), and the press renders the pages whose keys changed. Owns the list of
declared names; refuses a name that no app has declared, so that a misspelt key cannot silently never match.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

Key = str


@dataclass(frozen=True)
class KeyName:
    """A declared name. Called with the thing's parts it makes a key: `ARTICLE(12) == "article:12"`."""

    name: str
    meaning: str

    def __call__(self, *parts: object) -> Key:
        return ":".join([self.name, *map(str, parts)])


@dataclass
class Recording:
    """What one page read and brought along while it was rendered."""

    keys: set[Key] = field(default_factory=set)
    attachments: dict[str, Path] = field(default_factory=dict)
    due_at: datetime | None = None


class KeyDeclaredTwice(ValueError):
    """Two apps declared the same name."""


class UndeclaredKey(ValueError):
    """A key whose name no app has declared."""


_declared: dict[str, KeyName] = {}
_recording: ContextVar[Recording | None] = ContextVar("edition_recording", default=None)


def declare(name: str, meaning: str) -> KeyName:
    """Declare a name once, at import.

    Raises:
        KeyDeclaredTwice: the name is taken.
    """
    if name in _declared:
        raise KeyDeclaredTwice(name)
    return _declared.setdefault(name, KeyName(name, meaning))


def declared() -> list[KeyName]:
    """All declared names, in order of their declaration."""
    return list(_declared.values())


def name_of(key: Key) -> str:
    """The declared name that a key begins with.

    Raises:
        UndeclaredKey: no app has declared it.
    """
    name = key.partition(":")[0]
    if name not in _declared:
        raise UndeclaredKey(f"The key {key!r} begins with a name that no app has declared.")
    return name


def reads(*keys: Key) -> None:
    """Note that the page being rendered depends on these keys. Outside a rendering (a preview) nothing is noted."""
    recording = _recording.get()
    for key in keys:
        name_of(key)
        if recording is not None:
            recording.keys.add(key)


def attach(path: str, *, source: Path) -> str:
    """Bring a file along with the page being rendered.

    Args:
        path: where readers find it, with a digest in its name (`/pictures/7/ab12-800.webp`).
        source: the file whose bytes these are.

    Returns:
        The path, to be put into the page. The file is in the edition as long as a page brings it.
    """
    recording = _recording.get()
    if recording is not None:
        recording.attachments[path] = source
    return path


def changes_at(moment: datetime) -> None:
    """Note that the page being rendered will be another one from this moment on, though nothing is published: it holds
    what ages. The worker presses it then; of several moments the first one counts."""
    recording = _recording.get()
    if recording is not None and (recording.due_at is None or moment < recording.due_at):
        recording.due_at = moment


@contextmanager
def recording() -> Iterator[Recording]:
    """Record what is read within the block."""
    this = Recording()
    token = _recording.set(this)
    try:
        yield this
    finally:
        _recording.reset(token)


def is_recording() -> bool:
    """Whether a page for the edition is being rendered (and not a preview)."""
    return _recording.get() is not None


ASSETS = declare("assets", "the style sheets, scripts and icons that all pages use")
ADDRESS = declare("address", "where a reader is sent who asks for an address that was once given out")
PAGE = declare("page", "one reader page by its kind and ident: making it failed, and is tried again")
