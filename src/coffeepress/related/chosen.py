"""What stands under an article: what editors pinned, then the most related of its list, less what they excluded.

Each in the article's language where it is published in it, else as it is. A function of what is stored and published;
tells also the keys that it depends on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from coffeepress.articles.keys import ARTICLE, TRANSLATIONS
from coffeepress.articles.models import Article
from coffeepress.edition.keys import Key
from coffeepress.related.models import Choice

Lists = Mapping[int, Sequence[int]]
"""The numbers of the articles in each article's list, in their order."""


@dataclass(frozen=True)
class Of:
    """Whose list it is."""

    number: int
    locale: int
    translation_key: Any


@dataclass(frozen=True)
class Chosen:
    """What is shown under one article, by numbers, and the keys that this depends on."""

    numbers: tuple[int, ...]
    keys: frozenset[Key]


@dataclass(frozen=True)
class _Known:
    number: int
    locale: int
    translation_key: Any
    is_published: bool


def chosen(whose: Collection[Of], lists: Lists, choices: Mapping[int, Sequence[Choice]]) -> dict[int, Chosen]:
    """What is shown under these articles, in a number of queries that does not depend on theirs.

    Args:
        lists: by article; only those of `whose` are looked at.
        choices: what editors chose, by article.
    """
    numbers = {number for each in whose for number in lists.get(each.number, ())}
    numbers |= {choice.other_id for each in whose for choice in choices.get(each.number, ())}
    known = _known(numbers)
    versions = _versions({each.translation_key for each in known.values()})
    return {
        each.number: _chosen(each, lists.get(each.number, ()), choices.get(each.number, ()), known, versions)
        for each in whose
    }


def choices_of(article_ids: Collection[int]) -> dict[int, list[Choice]]:
    """What editors chose for these articles, as published."""
    found: dict[int, list[Choice]] = defaultdict(list)
    for choice in Choice.objects.filter(article_id__in=article_ids).order_by(
        "article_id", "sort_order", "pk"
    ):
        found[choice.article_id].append(choice)
    return found


Versions = Mapping[Any, Mapping[int, int]]


def _chosen(
    of: Of,
    numbers: Sequence[int],
    choices: Iterable[Choice],
    known: Mapping[int, _Known],
    versions: Versions,
) -> Chosen:
    pinned = [choice.other_id for choice in choices if choice.kind == Choice.Kind.PINNED]
    excluded = {choice.other_id for choice in choices if choice.kind == Choice.Kind.EXCLUDED}
    # An excluded article's translations are excluded with it; the article's own never stand under it.
    refused = {known[pk].translation_key for pk in excluded if pk in known} | {of.translation_key}
    shown: list[int] = []
    keys: set[Key] = set()
    for each in _in_order(pinned, numbers, known):
        if len(shown) >= settings.COFFEEPRESS.related_length:
            break
        if each.translation_key in refused:
            continue
        keys.add(ARTICLE(each.number))
        if each.locale != of.locale:
            keys.add(TRANSLATIONS(each.translation_key))
        number = versions.get(each.translation_key, {}).get(of.locale)
        number = number or (each.number if each.is_published else None)
        if number is not None and number not in shown:
            keys.add(ARTICLE(number))
            shown.append(number)
    return Chosen(tuple(shown), frozenset(keys))


def _in_order(pinned: Iterable[int], numbers: Iterable[int], known: Mapping[int, _Known]) -> Iterator[_Known]:
    for number in dict.fromkeys([*pinned, *numbers]):
        if number in known:
            yield known[number]


def _known(numbers: Collection[int]) -> dict[int, _Known]:
    if not numbers:
        return {}
    rows = Article.objects.filter(pk__in=numbers).values_list("pk", "locale_id", "translation_key", "live")
    return {row[0]: _Known(*row) for row in rows}


def _versions(translation_keys: Collection[Any]) -> Versions:
    """The published articles of these translation keys, by locale."""
    found: dict[Any, dict[int, int]] = defaultdict(dict)
    if translation_keys:
        rows = Article.objects.live().filter(translation_key__in=translation_keys).order_by("-pk")
        for pk, locale, key in rows.values_list("pk", "locale_id", "translation_key"):
            found[key][locale] = pk
    return found
