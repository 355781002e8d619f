"""The lists as they are stored: what an article's list holds, and writing another one in its place.

A list holds `KEPT` articles, of which `related_length` are shown. The rest fill gaps at once: where an article is
withdrawn, or an editor excludes one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count

from coffeepress.articles.models import Article
from coffeepress.edition.keys import Key
from coffeepress.edition.outbox import changed
from coffeepress.related.chosen import Of, choices_of, chosen
from coffeepress.related.keys import RELATED
from coffeepress.related.models import Related
from coffeepress.related.nearest import Neighbour

KEPT = 15
KEPT_LEAST = 12
"""A list that has become shorter by withdrawals is found anew."""

MOST_LISTS = 100
"""An article stands in no more lists than this: so far does its withdrawal reach, and so often do readers meet it."""

List = list[Neighbour]


def order(neighbour: Neighbour) -> tuple[float, int]:
    """The most related first; of equals the one that came later."""
    return -neighbour.score, -neighbour.number


def lists_of(article_ids: Collection[int]) -> dict[int, List]:
    """The lists of these articles, in one query."""
    found: dict[int, List] = defaultdict(list)
    rows = Related.objects.filter(article_id__in=article_ids).values_list("article_id", "other_id", "score")
    for article_id, other_id, score in rows:
        found[article_id].append(Neighbour(other_id, score))
    return {pk: sorted(found[pk], key=order) for pk in article_ids}


def counts(article_ids: Collection[int]) -> dict[int, int]:
    """How long these articles' lists are, as far as they hold anything."""
    rows = Related.objects.filter(article_id__in=article_ids).order_by().values("article_id")
    return {row["article_id"]: row["number"] for row in rows.annotate(number=Count("pk"))}


def holders(article_id: int) -> list[int]:
    """The articles in whose lists this one stands."""
    return list(Related.objects.filter(other=article_id).values_list("article_id", flat=True))


def crowded(article_ids: Collection[int]) -> set[int]:
    """Those of these articles that stand in as many lists as one may."""
    rows = Related.objects.filter(other_id__in=article_ids).order_by().values("other_id")
    return {row["other_id"] for row in rows.annotate(number=Count("pk")) if row["number"] >= MOST_LISTS}


def write(new: Mapping[int, List], old: Mapping[int, List]) -> None:
    """Store lists in place of others, and say whose visible part has changed. Within a transaction.

    Args:
        new, old: by the article whose list it is.
    """
    gone, come, other_scores = [], [], []
    for article_id, neighbours in new.items():
        before = {each.number: each.score for each in old[article_id]}
        after = {each.number: each.score for each in neighbours}
        gone += [(article_id, number) for number in before if number not in after]
        rows = [Related(article_id=article_id, other_id=number, score=after[number]) for number in after]
        come += [row for row in rows if row.other_id not in before]
        other_scores += [row for row in rows if row.other_id in before and before[row.other_id] != row.score]
    for article_id, number in gone:
        Related.objects.filter(article=article_id, other=number).delete()
    Related.objects.bulk_create(
        come + other_scores,
        update_conflicts=True,
        unique_fields=["article", "other"],
        update_fields=["score"],
    )
    changed(*_changed(new, old))


def _changed(new: Mapping[int, List], old: Mapping[int, List]) -> Iterator[Key]:
    """The lists of which readers see another part than before, or of which it depends on other things."""
    rows = Article.objects.filter(pk__in=list(new)).values_list("pk", "locale_id", "translation_key")
    whose = [Of(*row) for row in rows]
    choices = choices_of(list(new))
    before, after = (chosen(whose, _numbers(lists), choices) for lists in (old, new))
    return (RELATED(each.number) for each in whose if before[each.number] != after[each.number])


def _numbers(lists: Mapping[int, List]) -> dict[int, list[int]]:
    return {pk: [each.number for each in found] for pk, found in lists.items()}
