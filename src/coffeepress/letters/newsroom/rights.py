"""Who writes and sends letters, and who sees subscribers' addresses."""

from typing import Any

from coffeepress.people.newsroom.rights import ForHolders

SEND = "letters.send_letter"
SEE = "letters.see_subscribers"


def may_send(user: Any) -> bool:
    return bool(user.has_perm(SEND))


def sees_subscribers(user: Any) -> bool:
    return bool(user.has_perm(SEE))


class ForSenders(ForHolders):
    """A view for those who may write and send letters."""

    rights = (SEND,)


class ForAddresses(ForHolders):
    """A view for those who may see subscribers' addresses."""

    rights = (SEE,)
