"""The sections, persons and months by which results can be narrowed down: those that have any, with how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coffeepress.articles.models import Section
from coffeepress.articles.showing.fronts import month_label
from coffeepress.people.models import Person
from coffeepress.search.find import Filters


@dataclass(frozen=True)
class Choice:
    """One thing to narrow down to."""

    value: str
    label: str
    number: int
    is_chosen: bool


def choices(counts: Mapping[str, Mapping[int, int]], filters: Filters) -> dict[str, SafeString]:
    """What may be chosen, as options by the filter's name: sections in the site's order, persons by name, the newest
    month first. An archive has hundreds of months, so they are no template's work.

    Two queries, whatever is chosen among.
    """
    sections, persons, months = (
        _with_chosen(counts, filters, name) for name in ("section", "person", "month")
    )
    shown_sections = Section.objects.live().filter(pk__in=list(sections)).order_by()
    shown_persons = Person.objects.filter(pk__in=list(persons))
    found = {
        "section": [
            Choice(str(each.pk), each.title, sections[each.pk], each.pk == filters.section)
            for each in sorted(shown_sections, key=lambda each: each.path)
        ],
        "person": [
            Choice(str(each.pk), each.name, persons[each.pk], each.pk == filters.person)
            for each in sorted(shown_persons, key=lambda each: each.name)
        ],
        "month": [_month(number, months[number], filters) for number in sorted(months, reverse=True)],
    }
    return {name: mark_safe("".join(map(_option, each))) for name, each in found.items()}


def _option(choice: Choice) -> str:
    chosen = " selected" if choice.is_chosen else ""
    return f'<option value="{choice.value}"{chosen}>{escape(choice.label)} ({choice.number})</option>'


def _with_chosen(counts: Mapping[str, Mapping[int, int]], filters: Filters, name: str) -> dict[int, int]:
    """The counts, and the one that is chosen now even if it has none."""
    chosen = getattr(filters, name)
    found = {number: count for number, count in counts.get(name, {}).items() if number}
    if chosen is not None and (name != "month" or _is_month(chosen)):
        found.setdefault(chosen, 0)
    return found


def _is_month(number: int) -> bool:
    return 1 <= number % 100 <= 12 and 1000 <= number // 100 <= 9999


def _month(number: int, count: int, filters: Filters) -> Choice:
    month = f"{number // 100}-{number % 100:02}"
    return Choice(month, _label(get_language() or "", month), count, number == filters.month)


@lru_cache(maxsize=5000)
def _label(_language: str, month: str) -> str:
    return month_label(month, "F Y")
