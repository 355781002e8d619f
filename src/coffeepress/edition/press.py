"""The press: brings the edition up to date with what is published.

One press at a time for an edition. The outbox is cleared only when everything it asked for is on the disk and in the
index, so a press that fails or is killed is done again by the next one.
"""

import errno
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coffeepress.edition.build import Build, PressBusy, being_made, current, locked
from coffeepress.edition.index import PageName
from coffeepress.edition.kinds import kinds
from coffeepress.edition.models import Change
from coffeepress.edition.outbox import KEPT_AT_ONCE
from coffeepress.edition.render import Failure, chunked
from coffeepress.edition.update import Progress, Report, Update, key_of_page

logger = logging.getLogger(__name__)

IN_REQUEST_WAIT_SECONDS = 10.0
IN_REQUEST_PAGES = 300
NAMED_FAILURES = 5
LEAST_FREE_BYTES = 1024 * 1024


class PagesFailed(RuntimeError):
    """Some pages could not be made. They stay as they were and are tried again; all others are up to date.

    Args:
        failures: the pages, with the reasons.
    """

    def __init__(self, failures: list[Failure]) -> None:
        self.failures = list({failure.name: failure for failure in failures}.values())
        named = "; ".join(map(str, self.failures[:NAMED_FAILURES]))
        more = len(self.failures) - NAMED_FAILURES
        super().__init__(
            f"These pages could not be made and stay as they were: {named}"
            + (f"; {more} more" if more > 0 else "")
        )


class TooMuchForNow(RuntimeError):
    """So many pages have to be pressed that the worker does it in the background."""

    def __init__(self, pages: int) -> None:
        super().__init__(f"{pages} pages have to be pressed")
        self.pages = pages


class NoEdition(RuntimeError):
    """There is no edition yet: `coffeepress press --all` makes it."""


def edition_dir() -> Path:
    """The folder of this site's edition."""
    return Path(settings.EDITION_DIR)


def press(
    *, wait_seconds: float | None = None, most_pages: int | None = None, progress: Progress | None = None
) -> Report:
    """Take up the outbox and bring the edition up to date.

    Args:
        wait_seconds: how long to wait for another press; None waits until it ends.
        most_pages: where more pages than this have to be rendered, leave the work to the worker.
        progress: is told how many pages have just been rendered.

    Raises:
        PressBusy: another press was at work all that time.
        TooMuchForNow: more than `most_pages` are affected; nothing was done.
        NoEdition: there is none to bring up to date.
        PagesFailed: all is up to date but for some pages; the outbox keeps them.
        OSError: the disk is full or cannot be written. The outbox keeps everything.
    """
    with disk_faults_told(), locked(edition_dir(), wait_seconds=wait_seconds):
        build = current(edition_dir())
        if build is None:
            raise NoEdition("There is no edition yet. Make it with: coffeepress press --all")
        report = press_into(build, most_pages=most_pages, progress=progress)
    if report.failed:
        raise PagesFailed(report.failed)
    return report


@contextmanager
def disk_faults_told() -> Iterator[None]:
    """SQLite's words for a disk that is full or cannot be used, in the words of the system.

    Raises:
        OSError: the index could not be written.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        is_full = shutil.disk_usage(edition_dir()).free < LEAST_FREE_BYTES
        number = errno.ENOSPC if is_full else errno.EIO
        raise OSError(number, f"{os.strerror(number)}: the edition's index ({error})") from error


def press_into(build: Build, *, most_pages: int | None = None, progress: Progress | None = None) -> Report:
    """Take up the outbox into this build. The caller holds the lock."""
    changes = list(Change.objects.values_list("id", "key"))
    update = Update(build, progress=progress)
    try:
        if not changes and not update.distrusted and not update.index.due(timezone.now()):
            return update.report
        keys = sorted({key for _, key in changes})
        affected = update.affected(keys, born(keys))
        if most_pages is not None and len(affected) > most_pages:
            raise TooMuchForNow(len(affected))
        report = update.run(affected)
    finally:
        update.close()
    note_missed(build, keys)
    take_up([change_id for change_id, _ in changes], report.failed)
    return report


def press_or_leave() -> str | None:
    """Press after a commit; whatever goes wrong, the outbox keeps the work for the worker.

    Returns:
        None when the edition is up to date, else one sentence for the editor.
    """
    from django.utils.translation import gettext as _

    try:
        press(wait_seconds=IN_REQUEST_WAIT_SECONDS, most_pages=IN_REQUEST_PAGES)
    except NoEdition:
        return _("It is saved. There is no edition yet for readers: run “coffeepress press --all”.")
    except (PressBusy, TooMuchForNow):
        return _("It is saved. Many pages change with it; readers will see all of them in a few minutes.")
    except PagesFailed as error:
        return _("It is saved, but a page could not be made and stays as it was for readers: %(page)s.") % {
            "page": error.failures[0]
        }
    except Exception:
        logger.exception("The press failed; the outbox keeps the work.")
        return _(
            "It is saved, but the readers’ pages could not be brought up to date. They stay as they were, and it is "
            "tried again every few seconds. If this goes on, look whether the disk is full."
        )
    return None


def born(keys: Iterable[str]) -> set[PageName]:
    """Pages that these changes may have brought into being."""
    return {(kind.name, ident) for kind in kinds() for key in keys for ident in kind.born(key)}


def is_due(build: Build) -> bool:
    """Whether a page's time to change by itself has come."""
    index = build.index()
    try:
        return bool(index.due(timezone.now()))
    finally:
        index.close()


def note_missed(pressed: Build, keys: list[str]) -> None:
    """Tell a build that is being made beside this one what it has missed. Before the outbox forgets it."""
    for other in being_made(pressed.edition):
        if other.name != pressed.name:
            with open(other.missed_path, "a", encoding="utf-8") as missed:
                missed.writelines(f"{key}\n" for key in keys)


@transaction.atomic
def take_up(change_ids: list[int], failed: Iterable[Failure]) -> None:
    """Forget the changes that were taken up: just these, for others may have come meanwhile. Keep what failed."""
    for chunk in chunked(change_ids, KEPT_AT_ONCE):
        Change.objects.filter(id__in=chunk).delete()
    keep_failed(failed)


def keep_failed(failed: Iterable[Failure]) -> None:
    """Put the pages that could not be made into the outbox: they are tried again."""
    keys = {key_of_page(failure.name) for failure in failed}
    Change.objects.bulk_create(Change(key=key) for key in sorted(keys))
