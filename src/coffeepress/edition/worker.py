"""The background worker: publishes what is due, presses what was left, and runs queued tasks.

Every step survives its own failure: it is logged, and done again in the next round.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from coffeepress.edition.build import PressBusy, current
from coffeepress.edition.full import press_all
from coffeepress.edition.outbox import deferred, waiting
from coffeepress.edition.press import edition_dir, press
from coffeepress.edition.signature import signature

logger = logging.getLogger(__name__)

ROUND_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0


def run_worker(stop: threading.Event | None = None) -> None:
    """Work until told to stop."""
    stop = stop or threading.Event()
    failures = 0
    while not stop.is_set():
        close_old_connections()
        failures = 0 if work_once() else failures + 1
        stop.wait(min(ROUND_SECONDS * 2**failures, LONGEST_PAUSE_SECONDS))


def work_once() -> bool:
    """One round.

    Returns:
        Whether every step succeeded.
    """
    results = [_guarded(step) for step in (publish_due, press_waiting, run_tasks)]
    return all(results)


def publish_due() -> int:
    """Publish what is scheduled and withdraw what has expired, each in a transaction of its own.

    Returns:
        How many pages were published or withdrawn.
    """
    now = timezone.now()
    due = list(Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"))
    expired = list(Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at"))
    with deferred():
        for page in expired:
            with transaction.atomic():
                page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        for revision in due:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
    return len(due) + len(expired)


def press_waiting() -> None:
    """Press what the outbox keeps; make the edition anew where there is none or the program has changed."""
    build = current(edition_dir())
    try:
        if build is None or is_outdated():
            press_all()
        elif waiting() or build.journal_path.exists():
            press()
    except PressBusy:
        logger.info("Another press is at work; this round leaves it to it.")


def is_outdated() -> bool:
    """Whether the edition was pressed with other templates, settings or an older version than these."""
    build = current(edition_dir())
    if build is None:
        return True
    index = build.index()
    try:
        return index.meta("signature") != signature()
    finally:
        index.close()


def run_tasks() -> None:
    """Run the tasks that are queued now."""
    from django_tasks import default_task_backend
    from django_tasks_db.backend import DatabaseBackend
    from django_tasks_db.management.commands.db_worker import Worker

    if not isinstance(default_task_backend, DatabaseBackend):
        return
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
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
