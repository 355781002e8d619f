"""Letters, who gets them, and what became of each copy.

Owns what is stored; every change goes through the function named for it (`sign_up.py`, `leave.py`, `compose.py`,
`send.py`, `bounce.py`). Keeps no address of a reader's computer in the clear, and no row about who opened what.
"""

from coffeepress.letters.models.letter import CorrectionOffer, Letter, LetterArticle, Slot
from coffeepress.letters.models.reading import Delivery, Kind, SignUp, Subscriber, Subscription

__all__ = [
    "CorrectionOffer",
    "Delivery",
    "Kind",
    "Letter",
    "LetterArticle",
    "SignUp",
    "Slot",
    "Subscriber",
    "Subscription",
]
