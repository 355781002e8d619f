"""The background worker: publishes what is due, presses what was left, runs queued tasks, and does duties.

Every step survives its own failure: it is logged, and done again in the next round. A worker whose program was
replaced ends, for what it has in memory and what is on the disk don't fit together; its keeper starts the new one.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError

from django.db import close_old_connections, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from coffeepress.edition.build import PressBusy, current
from coffeepress.edition.duties import do_due
from coffeepress.edition.full import press_all
from coffeepress.edition.outbox import deferred, waiting
from coffeepress.edition.press import edition_dir, is_due, press
from coffeepress.edition.signature import begun_with, installed, signature

logger = logging.getLogger(__name__)

ROUND_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0


class Outdated(Exception):
    """The program, its templates or its static files are not those that this process began with."""

    def __init__(self) -> None:
        super().__init__("The program or its files have changed; the worker has to be started again.")


def run_worker(stop: threading.Event | None = None) -> None:
    """Work until told to stop.

    Raises:
        Outdated: another program is installed now.
    """
    stop = stop or threading.Event()
    begun_with()
    failures = 0
    while not stop.is_set():
        if is_replaced():
            raise Outdated
        close_old_connections()
        failures = 0 if work_once() else failures + 1
        stop.wait(min(ROUND_SECONDS * 2**failures, LONGEST_PAUSE_SECONDS))


def is_replaced() -> bool:
    """Whether another program, or other templates or static files, are installed than this process began with."""
    try:
        return installed() != begun_with()
    except (OSError, PackageNotFoundError):
        return False  # it is being replaced just now; the next round sees what has become of it


def work_once() -> bool:
    """One round.

    Returns:
        Whether every step succeeded.
    """
    results = [_guarded(step) for step in (publish_due, press_waiting, run_tasks, do_due)]
    return all(results)


def publish_due() -> int:
    """Publish what is scheduled and withdraw what has expired, each in a transaction of its own.

    Returns:
        How many pages were published or withdrawn.

    Raises:
        ExceptionGroup: some could not be; all others were.
    """
    expired, due = expired_now().order_by("expire_at"), due_now().order_by("approved_go_live_at")
    steps = [(_withdraw, pk) for pk in list(expired.values_list("pk", flat=True))]
    steps += [(_publish, pk) for pk in list(due.values_list("pk", flat=True))]
    failures: list[Exception] = []
    done = 0
    with deferred():
        for step, pk in steps:
            try:
                with transaction.atomic():
                    done += step(pk)
            except Exception as error:
                logger.exception("%s of number %s failed; it is tried again.", step.__name__.strip("_"), pk)
                failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(steps)} could not be published or withdrawn", failures)
    return done


def expired_now() -> QuerySet[Page]:
    """The pages that have expired and are still published."""
    return Page.objects.filter(live=True, expire_at__lte=timezone.now())


def due_now() -> QuerySet[Revision]:
    """The approved drafts whose time has come."""
    return Revision.objects.filter(approved_go_live_at__lte=timezone.now())


def _withdraw(pk: int) -> bool:
    page = expired_now().select_for_update().filter(pk=pk).first()
    if page is not None:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return page is not None


def _publish(pk: int) -> bool:
    # Asked again under the lock: another worker may have done it, an editor may have thought better of it.
    revision = due_now().select_for_update(of=("self",)).filter(pk=pk).first()
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")
    return revision is not None


def press_waiting() -> None:
    """Press what the outbox keeps; make the edition anew where there is none or the program has changed."""
    if is_replaced():
        return
    build = current(edition_dir())
    try:
        if build is None or is_outdated():
            press_all()
        elif waiting() or build.journal_path.exists() or is_due(build):
            press()
    except PressBusy:
        logger.info("Another press is at work; this round leaves it to it.")


def is_outdated() -> bool:
    """Whether the edition was pressed with other templates, settings or an older version, or its index is damaged."""
    build = current(edition_dir())
    if build is None:
        return True
    try:
        index = build.index()
        try:
            return index.meta("signature") != signature()
        finally:
            index.close()
    except sqlite3.OperationalError:
        raise  # the disk is full, or cannot be used
    except sqlite3.DatabaseError:
        logger.warning("The index of the edition is damaged.", exc_info=True)
        return True


def run_tasks() -> None:
    """Run the tasks that are queued now."""
    from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
    from django_tasks_db.backend import DatabaseBackend
    from django_tasks_db.management.commands.db_worker import Worker

    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        return
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=100,
        worker_id=f"coffeepress-{time.time_ns()}",
        excluded_queue_names=[],
    ).run()


def _guarded(step: Callable[[], object]) -> bool:
    try:
        step()
    except Exception:
        logger.exception("%s failed; it is tried again.", step.__name__)
        return False
    return True
