"""Who supports the outlet, what they promised, and what happened.

Owns what is stored and the database's own guards; every change goes through the function named for it (`pledge.py`,
`book.py`, `receive.py`, `claim.py`). The ledger is only added to, and names nobody: who stands behind a pledge can be
forgotten without touching it. Numbers of cards and accounts are never here.
"""

from coffeepress.support.models.bookings import Booking, UploadedStatement
from coffeepress.support.models.ledger import LedgerEntries, LedgerEvent, LedgerNeverRewritten
from coffeepress.support.models.messages import ReceivedWebhook, SupportMail
from coffeepress.support.models.pledges import STATE_AS_STORED, STATE_FIELDS, Pledge, Supporter
from coffeepress.support.models.spans import PaidSpan
from coffeepress.support.models.standing import PastMonth, Standing
from coffeepress.support.models.tiers import Tier, TierWords
from coffeepress.support.models.words import SupportWords

__all__ = [
    "STATE_AS_STORED",
    "STATE_FIELDS",
    "Booking",
    "LedgerEntries",
    "LedgerEvent",
    "LedgerNeverRewritten",
    "PaidSpan",
    "PastMonth",
    "Pledge",
    "ReceivedWebhook",
    "Standing",
    "SupportMail",
    "SupportWords",
    "Supporter",
    "Tier",
    "TierWords",
    "UploadedStatement",
]
