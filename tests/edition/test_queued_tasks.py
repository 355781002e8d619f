"""What is queued for the background is done by the worker's next round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from coffeepress.articles.models import Home
from coffeepress.config.beginning import begin
from coffeepress.edition.worker import run_tasks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def queue() -> Iterator[None]:
    """The backend of a site, in the place of the tests' immediate one."""
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = DatabaseBackend(DEFAULT_TASK_BACKEND_ALIAS, {"QUEUES": []})
    yield
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual


def test_worker_runs_what_is_queued(queue: None) -> None:
    home: Home = begin("Paper")
    ReferenceIndex.objects.all().delete()
    DBTaskResult.objects.all().delete()
    update_reference_index_task.enqueue("articles", "home", str(home.pk))
    assert DBTaskResult.objects.ready().count() == 1
    run_tasks()
    assert DBTaskResult.objects.ready().count() == 0
    assert DBTaskResult.objects.successful().count() == 1
