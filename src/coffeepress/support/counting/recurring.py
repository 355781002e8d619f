"""What recurring support comes to a month. Pure.

A yearly amount counts as a twelfth. To lose nothing, sums are kept in twelfths of the smallest unit, and rounded down
once, when they are shown: figures of single rows may together be a few cents below the figure of their sum.
"""

from dataclasses import dataclass

from coffeepress.support.money import CurrenciesMixed, Money

TWELVE = 12


@dataclass(frozen=True)
class Recurring:
    """Recurring support in one currency.

    Attributes:
        monthly_minor: what is promised by the month, together.
        yearly_minor: what is promised by the year, together.
    """

    currency: str
    monthly_minor: int = 0
    yearly_minor: int = 0

    @property
    def a_month(self) -> Money:
        """What it comes to a month."""
        return Money((self.monthly_minor * TWELVE + self.yearly_minor) // TWELVE, self.currency)

    def __add__(self, other: "Recurring") -> "Recurring":
        if other.currency != self.currency:
            raise CurrenciesMixed(f"{self.currency} and {other.currency}")
        return Recurring(
            self.currency, self.monthly_minor + other.monthly_minor, self.yearly_minor + other.yearly_minor
        )


@dataclass(frozen=True)
class Churn:
    """How those who support by the month or year came and went in one month.

    Attributes:
        before: how many there were when it began.
        came: who were none when it began, and are when it ends.
        left: who were some when it began, and are none when it ends.
    """

    before: int
    came: int
    left: int

    @property
    def after(self) -> int:
        """How many there are when it ends."""
        return self.before + self.came - self.left

    @property
    def tenths_of_percent(self) -> int | None:
        """The churn: who left, of those who were there when the month began; None where nobody was."""
        return (2000 * self.left + self.before) // (2 * self.before) if self.before else None
