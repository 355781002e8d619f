"""Everything anew: the index, and all lists. For another setting, after a backup was put back, or out of doubt."""

from contextlib import suppress
from dataclasses import dataclass

from rich.progress import Progress

from coffeepress.articles.models import Article
from coffeepress.edition.build import PressBusy
from coffeepress.edition.models import Change
from coffeepress.edition.outbox import deferred
from coffeepress.edition.press import NoEdition, press
from coffeepress.related import shelves
from coffeepress.related.keys import RELATED
from coffeepress.related.models import Waiting
from coffeepress.related.relate import relate_all, relate_some

INDEXED_AT_ONCE = 500


@dataclass(frozen=True)
class Rebuilt:
    """What was done."""

    articles: int
    changed: int


def rebuild_index() -> int:
    """Put all published articles into a new index; lists stay as they are.

    Returns:
        How many articles there are.
    """
    with shelves.locked(wait=True), deferred():
        shelves.empty_index()
        with Progress(transient=True) as progress:
            bar = progress.add_task("Indexing", total=Waiting.objects.filter(step=Waiting.Step.INDEX).count())
            while Waiting.objects.filter(step=Waiting.Step.INDEX).exists():
                progress.advance(bar, relate_some(at_once=INDEXED_AT_ONCE))
        shelves.note_filled()
    return Article.objects.live().count()


def rebuild() -> Rebuilt:
    """Put all published articles into a new index, find all lists, and press the pages whose lists changed."""
    with shelves.locked(wait=True), deferred():
        shelves.empty_shelves()
        with Progress(transient=True) as progress:
            bar = progress.add_task("Relating", total=Waiting.objects.count())
            relate_all(lambda number: progress.advance(bar, number))
    changed = Change.objects.filter(key__startswith=f"{RELATED.name}:").values("key").distinct().count()
    with suppress(NoEdition, PressBusy):  # the worker, or the first full press, does it
        press()
    return Rebuilt(Article.objects.live().count(), changed)
