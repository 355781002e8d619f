"""What follows for related articles when one is published or withdrawn: noted in that transaction, for the worker."""

from collections.abc import Iterable

from wagtail.models import Page

from coffeepress.articles.models import Article
from coffeepress.related.lists import KEPT_LEAST, counts
from coffeepress.related.models import Related, Waiting

Step = Waiting.Step
AT_ONCE = 2000


def note(step: Step, article_ids: Iterable[int]) -> None:
    """Have this done about these articles."""
    Waiting.objects.bulk_create((Waiting(article=pk, step=step) for pk in article_ids), batch_size=AT_ONCE)


def article_is_published(article: Article) -> None:
    """An article was published: the worker finds what is related to it."""
    note(Step.ALL, [article.pk])


def page_is_moved(page: Page) -> None:
    """A published article stands in another section now: it is found there."""
    note(Step.INDEX, Article.objects.live().filter(pk=page.pk).values_list("pk", flat=True))


def article_is_withdrawn(article_id: int) -> None:
    """An article is no longer published: it leaves all lists at once; those that have become short are filled again."""
    holders = list(Related.objects.filter(other=article_id).values_list("article_id", flat=True))
    Related.objects.filter(other=article_id).delete()
    Related.objects.filter(article=article_id).delete()
    left = counts(holders)
    note(Step.INDEX, [article_id])
    note(Step.OWN, [pk for pk in holders if left.get(pk, 0) < KEPT_LEAST])
