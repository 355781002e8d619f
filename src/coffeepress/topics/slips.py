"""The slip in a voting form: the number that the form was given, bound to one voter and one round, and signed.

Its number is the receipt of the ballot that is cast with it. So whoever did not get the answer sends the same form
again and gets the same receipt, and nothing is stored when a form is shown.
"""

from dataclasses import dataclass, field

from django.core import signing

from coffeepress.people.models import User
from coffeepress.topics.models import Round
from coffeepress.topics.receipt import new_receipt

_SALT = "coffeepress.topics.slip"
_LONGEST = 300


class Forged(ValueError):
    """A slip that we did not give out."""


@dataclass(frozen=True)
class Slip:
    """Whose form it is, in which round, and the receipt of what is cast with it."""

    round: int
    voter: int
    receipt: str = field(default_factory=new_receipt, repr=False)

    @property
    def signed(self) -> str:
        """The slip as a form carries it."""
        return signing.Signer(salt=_SALT).sign(f"{self.round}.{self.voter}.{self.receipt}")


def new_slip(round_: Round, voter: User) -> Slip:
    """A slip for a form that is shown to a voter."""
    return Slip(round_.pk, voter.pk)


def read_slip(token: str) -> Slip:
    """The slip that a form carried.

    Raises:
        Forged: it is not one of ours.
    """
    if len(token) > _LONGEST:
        raise Forged
    try:
        round_id, voter_id, receipt = signing.Signer(salt=_SALT).unsign(token).split(".")
        return Slip(int(round_id), int(voter_id), receipt)
    except (signing.BadSignature, ValueError):
        raise Forged from None
