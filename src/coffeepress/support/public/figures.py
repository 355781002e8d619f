"""How the outlet stands, in words: how many support it, how far a goal is. In the language that is active. Pure."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coffeepress.articles.showing.fronts import month_label
from coffeepress.support.models import Standing
from coffeepress.support.money import Money


@dataclass(frozen=True)
class Goal:
    """A goal, and how far it is.

    Attributes:
        words: "64% of the goal of €5,000.00 for November 2026 has come in."
        percent: may be above 100.
    """

    words: str
    percent: int

    @property
    def bar(self) -> int:
        """How long a bar of 100 is."""
        return min(self.percent, 100)


def supporters_words(count: int) -> str:
    """How many support the outlet."""
    shown = number_format(count, force_grouping=True)
    return ngettext("%(count)s person supports us.", "%(count)s people support us.", count) % {"count": shown}


def goals_shown(standing: Standing, language: str) -> list[Goal]:
    """Each goal in words, the outlet's first currency first. The month is named, so that the words stay true."""
    month = month_label(standing.month, "F Y")
    return [
        Goal(
            _("%(percent)s%% of the goal of %(amount)s for %(month)s has come in.")
            % {
                "percent": number_format(told["percent"], force_grouping=True),
                "amount": Money(told["minor"], told["currency"]).shown(language),
                "month": month,
            },
            told["percent"],
        )
        for told in standing.goals
    ]
