"""What a provider is to the rest of the program.

A provider says what it offers (`offers`); the rest of its methods refuse with `NotOffered`. Reading a message touches
neither the database nor the clock. Where the provider itself is asked for what a message leaves out, its answer may
tell of later facts as well; never of others in the place of those.
"""

from abc import ABC
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from coffeepress.support.events import Event, Interval
from coffeepress.support.money import Money


class Offer(StrEnum):
    """What a provider may offer."""

    START = "start"
    """A reader can begin a pledge here: `start`."""
    PORTAL = "portal"
    """A supporter can change and end it at the provider: `portal`."""
    WEBHOOKS = "webhooks"
    """It tells by webhook what happens: `verify`, `read`."""
    REMOTE = "remote"
    """It can be asked what it has: `list_remote`."""


class NotOffered(Exception):
    """The provider does not do this."""


class Unavailable(Exception):
    """The provider could not be reached, or did not do what it was asked; trying again later may help."""


class BadSignature(Exception):
    """A message is not the provider's, or is too old. The words say which, for the log."""


class NotAMessage(Exception):
    """The provider signed it, and it cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """What a provider is told when a reader begins a pledge. All of it was checked on the server."""

    reference: str
    amount: Money
    interval: Interval
    title: str
    language: str
    email: str
    thanks_url: str
    back_url: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """A webhook whose signature is right.

    Attributes:
        id: the provider's number of the message; the same for one that is sent again.
        kind: the provider's word for what it tells of.
        body: as it came.
        received_at: when it came first.
    """

    provider: str
    id: str
    kind: str
    body: bytes
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a message tells.

    Attributes:
        events: for the ledger.
        email: of the payer, as the provider has it; nobody has confirmed it to us.
        note: why there are no events, where there are none.
    """

    events: tuple[Event, ...] = ()
    email: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RemotePledge:
    """How a pledge stands at the provider now."""

    reference: str
    remote_pledge: str
    is_running: bool
    amount: Money | None = None
    interval: Interval | None = None


@dataclass(frozen=True, kw_only=True)
class Remote:
    """What a provider has since some moment: the events that the ledger should hold, and running pledges."""

    events: list[Event] = field(default_factory=list)
    pledges: list[RemotePledge] = field(default_factory=list)


class Provider(ABC):
    """One way to pay.

    Attributes:
        name: how the ledger and addresses call it; never changes.
        offers: what of the methods below works.
        intervals: how often a reader may pay here.
        makes_pledges: whether pledges begin at the provider, without us.
        tells_address: whether it tells who has paid. Where not, we write to the address that was given here.
        is_exact: whether all that it tells of one fact always agrees; what contradicts is then refused.
    """

    name: ClassVar[str]
    offers: ClassVar[frozenset[Offer]] = frozenset()
    intervals: ClassVar[frozenset[Interval]] = frozenset(Interval)
    makes_pledges: ClassVar[bool] = False
    tells_address: ClassVar[bool] = True
    is_exact: ClassVar[bool] = True

    def is_wanted(self) -> bool:
        """Whether the site's settings mention it at all."""
        return True

    def problems(self) -> list[str]:
        """Why it cannot be used now, in sentences; none where it can."""
        return []

    @property
    def is_ready(self) -> bool:
        """Whether it can be used now."""
        return self.is_wanted() and not self.problems()

    def takes(self, amount: Money) -> bool:
        """Whether it can take just this amount."""
        return amount.minor > 0

    def start(self, checkout: Checkout) -> str:
        """Begin a pledge at the provider. Called again with the same reference, nothing begins twice.

        Returns:
            The address to which the reader is sent.

        Raises:
            NotOffered, Unavailable.
        """
        raise NotOffered(self.name)

    def portal(self, *, reference: str, remote_customer: str, back_url: str, language: str) -> str:
        """Where a supporter changes and ends the pledge.

        Returns:
            An address, good for a short while.

        Raises:
            NotOffered, Unavailable.
        """
        raise NotOffered(self.name)

    def verify(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Message:
        """Check a message's signature.

        Args:
            headers: of the request; names in any case.

        Raises:
            NotOffered: the provider sends no messages.
            BadSignature: it is forged, or too old.
            NotAMessage: it is signed and cannot be read.
        """
        raise NotOffered(self.name)

    def read(self, message: Message) -> Reading:
        """What a message tells. May ask the provider, never the database.

        Raises:
            NotOffered, NotAMessage, Unavailable.
        """
        raise NotOffered(self.name)

    def list_remote(self, since: datetime) -> Remote:
        """What the provider has.

        Raises:
            NotOffered, Unavailable.
        """
        raise NotOffered(self.name)
