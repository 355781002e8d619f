"""Support's tests stand on a site whose providers are set up, a stand-in for Stripe among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from tests.edition.conftest import no_waiting_for_the_disk
from tests.support.stripe_stand_in import KEY, SECRET, StripeStandIn, serving

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge
    from tests.edition.newsroom import Newsroom

__all__ = ["no_waiting_for_the_disk"]

IBAN = "DE02120300000000202051"


@pytest.fixture(scope="session")
def _stand_in() -> Iterator[StripeStandIn]:
    with serving() as stand_in:
        yield stand_in


@pytest.fixture
def stripe_site(_stand_in: StripeStandIn) -> StripeStandIn:
    """The stand-in, with nothing in it."""
    address = _stand_in.address
    _stand_in.__init__()  # type: ignore[misc]  # one server for all tests, its contents for one
    _stand_in.address = address
    return _stand_in


@pytest.fixture
def site(change_site: Callable[..., None], stripe_site: StripeStandIn) -> Callable[..., None]:
    """A site on which every provider is ready."""
    change_site(
        base_url="http://127.0.0.1:8000",
        stripe_secret_key=KEY,
        stripe_webhook_secret=SECRET,
        stripe_address=stripe_site.address,
        patreon_webhook_secret="patreon-secret",
        bank_holder="The Paper",
        bank_iban=IBAN,
        support_practice=True,
        coffee_price=["EUR 3.50", "JPY 500", "KWD 1.200"],
        pledges_per_hour=10_000,
    )
    return change_site


@pytest.fixture
def newsroom(db: Any, no_waiting_for_the_disk: None) -> Newsroom:
    """An outlet with two languages and its roles, within the test's transaction."""
    from tests.edition.newsroom import Newsroom
    from tests.newsroom.characters import make_roles

    outlet = Newsroom()
    make_roles()
    return outlet


@pytest.fixture
def ledger(db: Any, site: Callable[..., None]) -> None:
    """An empty ledger within the test's transaction."""


@pytest.fixture
def committed_ledger(transactional_db: Any, site: Callable[..., None]) -> Iterator[None]:
    """An empty ledger whose entries other processes see; emptied afterwards, which the guard would refuse."""
    from coffeepress.support import guard, models

    yield
    guard.remove(connection)
    names = ("Booking", "SupportMail", "LedgerEvent", "PaidSpan", "Pledge", "ReceivedWebhook", "Supporter")
    for model in (getattr(models, name) for name in names):
        model.objects.all()._raw_delete(connection.alias)
    guard.install(connection)


@pytest.fixture
def pledge(ledger: None) -> Callable[..., Pledge]:
    """Make a pledge that a reader has begun."""
    from coffeepress.support.book import new_pledge
    from coffeepress.support.supporters import supporter_with_address

    def make(
        provider: str = "practice", *, email: str = "", interval: str = "month", minor: int = 350
    ) -> Pledge:
        return new_pledge(
            provider=provider,
            supporter=supporter_with_address(email, "en") if email else None,
            language="en",
            chosen_minor=minor,
            chosen_currency="EUR",
            chosen_interval=interval,
        )

    return make
