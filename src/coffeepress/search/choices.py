"""The sections, persons and months by which results can be narrowed down: those that have any, with how many."""

from collections.abc import Mapping
from dataclasses import dataclass

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


def choices(counts: Mapping[str, Mapping[int, int]], filters: Filters) -> dict[str, list[Choice]]:
    """What may be chosen, by the filter's name: sections in the site's order, persons by name, the newest month first.

    Two queries, whatever is chosen among.
    """
    sections, persons, months = (
        _with_chosen(counts, filters, name) for name in ("section", "person", "month")
    )
    shown_sections = Section.objects.live().filter(pk__in=list(sections)).order_by()
    shown_persons = Person.objects.filter(pk__in=list(persons))
    return {
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
    return Choice(month, month_label(month, "F Y"), count, number == filters.month)
