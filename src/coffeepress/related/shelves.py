"""The site's shelves, one a language, and the lock that only one process at a time puts anything on them.

A shelf that is lost, damaged or of another version is made empty, and all articles of its language are noted: the
worker fills it, some articles a round, and relates none until it is full again. The lists that there are stay as they
are; articles that have none (as after an upgrade to the first version that relates) get theirs then. Publishing never
waits for it.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from coffeepress.articles.models import Article
from coffeepress.related.models import Waiting
from coffeepress.related.note import note
from coffeepress.related.shelf import FILLING, Shelf, ShelfLost, make_shelf, mark_of, remove_shelf

logger = logging.getLogger(__name__)

Step = Waiting.Step

_open: dict[Path, Shelf] = {}
_read: dict[Path, Shelf] = {}


class ShelvesBusy(RuntimeError):
    """Another process is at work on them."""


@contextmanager
def locked(*, wait: bool = False) -> Iterator[None]:
    """Hold the shelves' lock; the system lets it go when the process ends, however it ends.

    Raises:
        ShelvesBusy: another process holds it, and `wait` was not asked for.
    """
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    except BlockingIOError:
        raise ShelvesBusy("Another process is at work on the related articles.") from None
    finally:
        os.close(descriptor)


def root() -> Path:
    """The folder of all shelves."""
    return Path(settings.RELATED_DIR)


def open_shelves() -> dict[str, Shelf]:
    """The shelves of all languages; whatever was lost is noted. The caller holds the lock."""
    return {locale.language_code: shelf(locale.language_code) for locale in Locale.objects.order_by("pk")}


def shelf(language: str) -> Shelf:
    """A language's shelf; an empty one, with everything that belongs on it noted, where it was lost.

    The caller holds the lock.
    """
    folder = root() / language
    known = _open.get(folder)
    if known is not None and known.mark == mark_of(folder):
        return known
    try:
        opened = Shelf(folder)
    except ShelfLost as lost:
        logger.info("The index of related articles is made. %s", lost)
        opened = _made_anew(language)
    _open[folder] = opened
    return opened


def shelf_to_read(language: str) -> Shelf | None:
    """A language's shelf as it is now, to look something up; None while there is none or it is being filled.

    Nothing is written, no lock is needed, and readers never wait for a writer.
    """
    folder = root() / language
    if (folder / FILLING).exists():
        return None
    try:
        known = _read.get(folder)
        if known is None or known.mark != mark_of(folder):
            known = _read[folder] = Shelf(folder)
        known.refresh()
        return known
    except ShelfLost as lost:
        logger.warning("The index of articles cannot be read. %s", lost)
        return None


def are_filling() -> bool:
    """Whether a shelf has not been told to hold all that belongs on it."""
    return any(root().glob(f"*/{FILLING}"))


def note_filled() -> None:
    """All that was to be put on the shelves is there. The caller holds the lock."""
    for flag in list(root().glob(f"*/{FILLING}")):
        flag.unlink(missing_ok=True)


def check_shelves() -> None:
    """Have a shelf filled anew on which there is not what is published, as after a backup was put back."""
    try:
        with locked():
            if Waiting.objects.exists():
                return
            for language, found in open_shelves().items():
                if len(found) != Article.objects.live().filter(locale__language_code=language).count():
                    _made_anew(language)
    except ShelvesBusy:
        return


def empty_shelves() -> None:
    """Have everything put on the shelves anew and all lists found anew. The caller holds the lock."""
    for folder in root().iterdir():
        if folder.is_dir():
            remove_shelf(folder)
    with transaction.atomic():
        Waiting.objects.all().delete()
        listed = Article.objects.live().filter(related__isnull=False).distinct()
        note(Step.OWN, listed.order_by("pk").values_list("pk", flat=True))
    for language in Locale.objects.order_by("pk").values_list("language_code", flat=True):
        _made_anew(language)  # which notes the articles that have no list


def empty_index() -> None:
    """Have everything put on the shelves anew; lists stay as they are. The caller holds the lock."""
    for language in Locale.objects.order_by("pk").values_list("language_code", flat=True):
        remove_shelf(root() / language)
        _made_anew(language)


def _made_anew(language: str) -> Shelf:
    published = Article.objects.live().filter(locale__language_code=language)
    # Noted before there is an empty shelf that looks whole.
    with transaction.atomic():
        note(Step.INDEX, published.order_by("pk").values_list("pk", flat=True))
        without = published.filter(related__isnull=True).order_by("pk")
        note(Step.OWN, without.values_list("pk", flat=True))
    folder = root() / language
    _open[folder] = make_shelf(folder)
    return _open[folder]
