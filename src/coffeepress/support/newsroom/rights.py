"""Who sees who supports the outlet, and who books payments by hand. Nobody else learns of either."""

from typing import Any

from coffeepress.people.newsroom.rights import ForHolders

SEE = "support.see_supporter"
BOOK = "support.book_payment"


def sees_supporters(user: Any) -> bool:
    return bool(user.has_perm(SEE))


def books_payments(user: Any) -> bool:
    return bool(user.has_perm(BOOK))


class ForSeers(ForHolders):
    """A view for those who may see who supports the outlet."""

    rights = (SEE,)


class ForBookers(ForHolders):
    """A view for those who may book payments by hand."""

    rights = (BOOK,)
