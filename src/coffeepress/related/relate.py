"""What the worker does about articles that were published or withdrawn: the index first, then the lists.

How far one publication reaches is bounded. The article's own list is found; and since likeness is the same from either
side, that one search also says into whose lists it belongs: it is offered to the `ASKED` nearest articles, and to those
in whose lists it stands (`lists.MOST_LISTS` at most). No other list is looked at.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F

from coffeepress.articles.models import Article
from coffeepress.edition.outbox import deferred
from coffeepress.related import lists, shelves
from coffeepress.related.lists import KEPT, KEPT_LEAST, List
from coffeepress.related.models import Related, Waiting
from coffeepress.related.nearest import Neighbour, nearest
from coffeepress.related.note import Step, note
from coffeepress.related.shelf import Shelf, ShelfLost, Text, remove_shelf
from coffeepress.related.texts import texts

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""So many things are done in a round of the worker, which has other things to do."""

ASKED = 60
FOREIGN = 0.5
"""What another language's article is worth where it is not published in the article's own."""


class Todo(NamedTuple):
    """What is waiting, taken together by article."""

    rows: list[int]
    steps: dict[int, int]


def relate_waiting() -> int:
    """Do some of what is waiting, unless another process is at it.

    Returns:
        How many things were done.
    """
    if not Waiting.objects.exists() and not shelves.are_filling():
        return 0
    try:
        with shelves.locked(), deferred():
            return relate_some()
    except shelves.ShelvesBusy:
        return 0


def relate_all(done: Callable[[int], object] = lambda _number: None) -> None:
    """Do all that is waiting. The caller holds the shelves' lock.

    Args:
        done: is told how many things have just been done.
    """
    while number := relate_some(at_once=5 * AT_ONCE):
        done(number)


def relate_some(*, at_once: int = AT_ONCE) -> int:
    """Do some of what is waiting. The caller holds the shelves' lock.

    Returns:
        How many things were done.
    """
    try:
        return _relate_some(at_once)
    except ShelfLost as lost:
        logger.warning("The index of related articles is damaged, and is made anew. %s", lost)
        if lost.folder is not None:
            remove_shelf(lost.folder)
        return 1


def _relate_some(at_once: int) -> int:
    # A shelf that was lost notes what belongs on it: only then is it known what comes first.
    open_shelves = shelves.open_shelves()
    todo = _todo(at_once)
    index = [pk for pk, step in todo.steps.items() if step != Step.OWN]
    current = texts(todo.steps)
    _put(index, current, open_shelves)
    for pk, step in todo.steps.items():
        if pk in current and step != Step.INDEX:
            _relate_guarded(pk, current[pk], is_new=step == Step.ALL)
    Waiting.objects.filter(pk__in=todo.rows).delete()
    if not Waiting.objects.filter(step=Step.INDEX).exists():
        shelves.note_filled()
    return len(todo.rows)


def relate(article_id: int, text: Text, *, is_new: bool) -> None:
    """Find an article's list, and where it is new or was changed, bring it into the lists of others."""
    shelf = shelves.shelf(text.language)
    holders = lists.holders(article_id) if is_new else []
    found = nearest(
        shelf,
        text,
        most=ASKED,
        half_life_days=settings.COFFEEPRESS.related_half_life_days,
        without={article_id},
        also=holders,
    )
    with transaction.atomic():
        same_language = Article.objects.live().filter(locale__language_code=text.language)
        live = set(
            same_language.filter(pk__in=[article_id, *(each.number for each in found)]).values_list(
                "pk", flat=True
            )
        )
        if article_id not in live:
            return
        found = [each for each in found if each.number in live]
        _find_own(article_id, found)
        if is_new:
            _enter(article_id, found)
            _leave(
                article_id, set(holders) & _of_language(holders, text.language) - {e.number for e in found}
            )
            note(Step.OWN, _translations(article_id))


def _todo(at_once: int) -> Todo:
    waiting = Waiting.objects.filter(step=Step.INDEX)
    if not waiting.exists():
        waiting = Waiting.objects.all()
    rows = list(waiting.order_by("pk").values_list("pk", "article", "step")[:at_once])
    steps: dict[int, int] = {}
    for _row, article_id, step in rows:
        steps[article_id] = max(step, steps.get(article_id, 0))
    return Todo([row for row, _article, _step in rows], steps)


def _relate_guarded(article_id: int, text: Text, *, is_new: bool) -> None:
    """One article that cannot be related must not keep all others waiting."""
    try:
        relate(article_id, text, is_new=is_new)
    except (DatabaseError, OSError, ShelfLost):
        raise  # not the article's fault: tried again
    except Exception:
        logger.exception("What is related to number %s was not found; its list stays as it was.", article_id)


def _put(article_ids: Iterable[int], current: dict[int, Text], open_shelves: dict[str, Shelf]) -> None:
    """Put articles on the shelves of their languages, and take them off all others."""
    ids = list(article_ids)
    for language, shelf in open_shelves.items() if ids else ():
        here = {pk: current[pk] for pk in ids if pk in current and current[pk].language == language}
        shelf.put(here, gone=[pk for pk in ids if pk not in here])


def _find_own(article_id: int, found: List) -> None:
    old = lists.lists_of([article_id])
    standing = {each.number for each in old[article_id]}
    crowded = lists.crowded([each.number for each in found]) - standing
    mine = [each for each in found if each.number not in crowded] + _foreign(article_id)
    lists.write({article_id: sorted(mine, key=lists.order)[:KEPT]}, old)


def _enter(article_id: int, found: List) -> None:
    """Bring an article into the lists of those that it is near to, at its place; take its place away from the last."""
    old = lists.lists_of([each.number for each in found])
    room = lists.MOST_LISTS - len(lists.holders(article_id))
    new: dict[int, List] = {}
    for each in found:
        before = old[each.number]
        stood = next((one for one in before if one.number == article_id), None)
        others = [one for one in before if one.number != article_id]
        after = sorted([*others, Neighbour(article_id, each.score)], key=lists.order)[:KEPT]
        if not stood:
            is_in = any(one.number == article_id for one in after)
            if not is_in or room <= 0:
                continue
            room -= 1
        elif after[-1].number == article_id and each.score < stood.score:
            note(Step.OWN, [each.number])  # it has fallen to the end: somebody else may be nearer now
        new[each.number] = after
    lists.write(new, old)


def _leave(article_id: int, holders: Collection[int]) -> None:
    """Take an article out of lists to which it is not related any more."""
    old = lists.lists_of(holders)
    new = {pk: [each for each in found if each.number != article_id] for pk, found in old.items()}
    lists.write(new, old)
    note(Step.OWN, [pk for pk, found in new.items() if len(found) < KEPT_LEAST])


def _foreign(article_id: int) -> List:
    """What is related to an article's translations in their languages and not published in its own."""
    locale = Article.objects.values_list("locale_id", flat=True).get(pk=article_id)
    rows = Related.objects.filter(article__in=_translations(article_id), other__live=True).filter(
        other__locale=F("article__locale")
    )
    found: dict[object, Neighbour] = {}
    for pk, key, score in rows.order_by("-score", "-other_id").values_list(
        "other_id", "other__translation_key", "score"
    ):
        found.setdefault(key, Neighbour(pk, score * FOREIGN))
    own = Article.objects.live().filter(locale=locale, translation_key__in=list(found))
    for key in own.values_list("translation_key", flat=True):
        found.pop(key, None)
    return list(found.values())


def _translations(article_id: int) -> list[int]:
    keys = Article.objects.filter(pk=article_id).values("translation_key")
    others = Article.objects.live().filter(translation_key__in=keys).exclude(pk=article_id)
    return list(others.values_list("pk", flat=True))


def _of_language(article_ids: Collection[int], language: str) -> set[int]:
    rows = Article.objects.filter(pk__in=article_ids, locale__language_code=language)
    return set(rows.values_list("pk", flat=True))
