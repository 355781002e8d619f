"""Makes all sizes of a picture soon after its upload, so that publishing need not wait for them.

The worker does it; where it has not yet, the press makes what it needs itself.
"""

import logging
from functools import partial

from django.db import transaction
from django_tasks import task

from coffeepress.articles.models import Picture
from coffeepress.articles.showing.pictures import make_renditions

logger = logging.getLogger(__name__)


@task()
def make_sizes(picture_id: int) -> None:
    """Make all sizes of a picture. One that is gone meanwhile, or whose file is, needs none."""
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        make_renditions(picture)
    except OSError:
        logger.warning("The sizes of picture %s could not be made: its file cannot be read.", picture_id)


def ask_for_sizes(picture: Picture) -> None:
    """Have the sizes made once the transaction that wrote the picture is over."""
    transaction.on_commit(partial(make_sizes.enqueue, picture.pk))
