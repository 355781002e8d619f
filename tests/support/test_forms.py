"""Becoming a supporter without scripts: the form, the payment, thanks; a transfer; claiming; changing and ending."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client

from tests.newsroom.characters import READER, client_of, make_account

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge
    from tests.support.stripe_stand_in import StripeStandIn

pytestmark = pytest.mark.django_db
BEGIN = "/support/begin/"
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def reader(ledger: None) -> Client:
    """Somebody without an account whose browser's requests are guarded as in earnest."""
    return Client(enforce_csrf_checks=True, REMOTE_ADDR="198.51.100.7")


def fields_of(text: str) -> dict[str, str]:
    """The hidden fields of a form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def opened(client: Client, query: str = "offer=coffee") -> dict[str, str]:
    return fields_of(client.get(f"{BEGIN}?{query}").content.decode())


def send(client: Client, *, of: dict[str, str] | None = None, **fields: str) -> Any:
    given = {"offer": "coffee", "provider": "practice", **(of or opened(client)), **fields}
    return client.post(BEGIN, given)


def worked() -> None:
    """The worker reads what waits, and mails."""
    from coffeepress.support.mails import send_waiting
    from coffeepress.support.process import process_waiting

    process_waiting()
    send_waiting()


def press_button(client: Client, address: str, **fields: str) -> Any:
    path = address.removeprefix(HERE)
    return client.post(path, {**fields_of(client.get(path).content.decode()), **fields})


def test_form_leads_to_the_payment_and_the_payment_to_thanks(reader: Client) -> None:
    from coffeepress.support.models import Pledge

    begun = send(reader)
    assert (begun.status_code, begun["Location"].startswith(f"{HERE}/support/practice/")) == (303, True)
    paid = press_button(reader, begun["Location"], what="pay", email="supporter@paper.example")
    assert (paid.status_code, paid["Location"]) == (303, f"{HERE}/support/thanks/")
    thanks = reader.get("/support/thanks/")
    assert (thanks.status_code, thanks.cookies["coffeepress_hint"].value) == (200, "thanked")
    worked()
    assert Pledge.objects.get().status == "active"
    assert [each.to for each in mail.outbox] == [["supporter@paper.example"]]


def test_signed_in_supporter_is_known_and_hinted(ledger: None) -> None:
    from coffeepress.support.supporters import is_supporter

    user = make_account(READER)
    client = client_of(READER)
    begun = send(client)
    press_button(client, begun["Location"], what="pay")
    worked()
    assert is_supporter(user)
    assert client.get("/support/thanks/").cookies["coffeepress_hint"].value == "supporter"


def test_thanks_are_hinted_before_the_provider_has_told_and_believed_nowhere_else(ledger: None) -> None:
    from coffeepress.support.supporters import is_supporter

    user = make_account(READER)
    client = client_of(READER)
    assert client.get("/support/thanks/").cookies["coffeepress_hint"].value == "supporter"
    assert not is_supporter(user)
    assert client.get("/account/").cookies["coffeepress_hint"].value == "reader"


def test_where_readers_come_back_to_cannot_be_chosen(reader: Client, stripe_site: StripeStandIn) -> None:
    """Nothing that a browser sends gets into the addresses that Stripe sends readers to."""
    evil = "https://evil.example/"
    for name in ("next", "success_url", "cancel_url", "thanks_url", "back_url", "return_url"):
        send(reader, provider="stripe", **{name: evil})
    made = list(stripe_site.kept["checkout/sessions"].values())
    assert {(each["success_url"], each["cancel_url"]) for each in made} == {
        (f"{HERE}/support/thanks/", f"{HERE}/support/")
    }


def test_amount_and_currency_are_the_servers(reader: Client, stripe_site: StripeStandIn) -> None:
    """A price that a browser sends beside what it chose is not looked at."""
    from coffeepress.support.models import Pledge

    send(reader, provider="stripe", amount="0.01", amount_minor="1", price="1", unit_amount="1")
    assert [str(each.chosen) for each in Pledge.objects.all()] == ["EUR 3.50"]
    (made,) = stripe_site.kept["checkout/sessions"].values()
    assert (made["amount_total"], made["currency"]) == (350, "eur")


def test_form_leads_to_itself_in_other_currencies(reader: Client) -> None:
    text = reader.get(f"{BEGIN}?offer=tier-7&interval=month&currency=JPY&language=uk").content.decode()
    links = re.findall(r'<li><a href="([^"]+)" rel="nofollow"( aria-current="true")?>', text)
    assert links == [
        ("/support/begin/?offer=coffee&amp;interval=month&amp;language=uk&amp;currency=EUR", ""),
        (
            "/support/begin/?offer=coffee&amp;interval=month&amp;language=uk&amp;currency=JPY",
            ' aria-current="true"',
        ),
        ("/support/begin/?offer=coffee&amp;interval=month&amp;language=uk&amp;currency=KWD", ""),
    ]
    assert fields_of(text)["currency"] == "JPY"


def test_work_that_was_done_for_another_form_is_not_taken(reader: Client, site: Callable[..., None]) -> None:
    from coffeepress.people import work
    from coffeepress.people.form_numbers import new_number
    from coffeepress.support.models import Pledge
    from tests.corrections.test_views import solved

    site(proof_of_work_above=0)
    send(reader)
    for solution in ("", "nonsense", solved(work.challenge(new_number()))):
        assert send(reader, altcha=solution).status_code == 503
    assert Pledge.objects.count() == 1


def test_amount_of_ones_own(reader: Client) -> None:
    from coffeepress.support.models import Pledge

    send(reader, offer="own", amount="12,50", interval="once")
    pledge = Pledge.objects.get()
    assert (str(pledge.chosen), pledge.chosen_interval) == ("EUR 12.50", "once")


def test_another_providers_page_is_reached_by_a_page_of_ours(reader: Client) -> None:
    answer = send(reader, provider="stripe")
    text = answer.content.decode()
    assert (answer.status_code, 'http-equiv="refresh"' in text) == (200, True)


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"offer": "own", "amount": "3"}, "support-amount-error"),
        ({"offer": "own", "amount": "a lot", "interval": "once"}, "support-amount-error"),
        ({"offer": "own", "amount": "5", "interval": "day"}, "support-amount-error"),
        ({"offer": "tier-999"}, "support-amount-error"),
        ({"provider": "manual"}, "another way to pay"),
        ({"provider": "nobody"}, "another way to pay"),
        ({"email": "not an address"}, "support-email-error"),
        ({"token": "forged"}, "number is missing"),
    ],
)
def test_what_cannot_be_is_given_back_as_it_was_typed(
    reader: Client, fields: dict[str, str], marked: str
) -> None:
    from coffeepress.support.models import Pledge

    answer = send(reader, **fields)
    assert (answer.status_code, marked in answer.content.decode(), Pledge.objects.count()) == (422, True, 0)


def test_form_of_another_site_is_refused(reader: Client) -> None:
    answer = reader.post(BEGIN, {"offer": "coffee", "provider": "practice"})
    assert answer.status_code == 403


def test_double_click_begins_one_pledge(reader: Client) -> None:
    from coffeepress.support.models import Pledge

    form = opened(reader)
    assert send(reader, of=form)["Location"] == send(reader, of=form)["Location"]
    assert Pledge.objects.count() == 1


def test_flood_from_one_address_is_refused_and_others_get_through(
    reader: Client, site: Callable[..., None]
) -> None:
    site(pledges_per_hour=2)
    assert [send(reader).status_code for _n in range(3)] == [303, 303, 429]
    assert send(Client(REMOTE_ADDR="198.51.100.8")).status_code == 303


def test_under_load_the_browser_works_first(reader: Client, site: Callable[..., None]) -> None:
    from coffeepress.people import work
    from coffeepress.people.form_numbers import read_number
    from tests.corrections.test_views import solved

    site(proof_of_work_above=1)
    send(reader)
    send(reader)
    refused = send(reader)
    assert (refused.status_code, refused["Retry-After"]) == (503, "600")
    form = fields_of(refused.content.decode())
    solution = solved(work.challenge(read_number(form["token"])))
    assert send(reader, of=form, altcha=solution).status_code == 303


def test_form_speaks_the_pages_language(reader: Client) -> None:
    answer = reader.get(f"{BEGIN}?language=uk")
    assert '<html lang="uk"' in answer.content.decode()
    assert fields_of(answer.content.decode())["language"] == "uk"


def test_transfer_page_shows_the_reference_to_whoever_has_its_address(reader: Client) -> None:
    from coffeepress.support.models import Pledge

    begun = send(reader, provider="bank")
    text = reader.get(begun["Location"].removeprefix(HERE)).content.decode()
    assert (Pledge.objects.get().reference in text, "DE02 1203" in text, "<svg" in text) == (True,) * 3
    assert reader.get("/support/transfer/CP-AAAAA-1/").status_code == 404


def test_practice_page_is_not_there_on_a_public_site(reader: Client, site: Callable[..., None]) -> None:
    begun = send(reader)
    site(base_url="https://paper.example", support_practice=False)
    assert reader.get(begun["Location"].removeprefix(HERE)).status_code == 404


def test_practice_does_what_providers_do(reader: Client) -> None:
    from coffeepress.support.models import Pledge

    address = send(reader)["Location"]
    states = []
    for fields in (
        {"what": "fail"},
        {"what": "pay"},
        {"what": "change", "amount": "7"},
        {"what": "end"},
        {"what": "cancel"},
        {"what": "refund"},
    ):
        assert press_button(reader, address, **fields).status_code == 303
        worked()
        states.append(Pledge.objects.get().status)
    assert states[1:5] == ["active", "active", "ending", "cancelled"]
    assert press_button(reader, address, what="cancel").status_code == 422
    assert press_button(reader, address, what="steal").status_code == 422


def test_changing_is_for_whose_pledge_it_is(ledger: None) -> None:
    from coffeepress.support.models import Pledge

    make_account(READER)
    client = client_of(READER)
    press_button(client, send(client)["Location"], what="pay")
    worked()
    path = f"/support/portal/{Pledge.objects.get().reference}/"
    assert client.post(path)["Location"].startswith(f"{HERE}/support/practice/")
    assert client.get(path).status_code == 405
    assert client_of("Editor").post(path).status_code == 404
    assert Client().post(path)["Location"].startswith("/account/sign-in/")


def test_link_in_the_mail_makes_support_an_accounts(reader: Client) -> None:
    from coffeepress.support.models import Supporter

    user = make_account(READER)
    press_button(reader, send(reader)["Location"], what="pay", email=user.email)
    worked()
    found = re.search(r"/support/claim/\S+", mail.outbox[0].body)
    assert found
    path = found[0]
    assert "/account/sign-in/?next=" in reader.get(path).content.decode()
    client = client_of(READER)
    assert (client.get(path).status_code, Supporter.objects.get().user) == (200, None)
    claimed = client.post(path)
    assert (claimed.cookies["coffeepress_hint"].value, Supporter.objects.get().user) == ("supporter", user)
    assert client.get(path).status_code == 404


def test_claiming_takes_an_account(reader: Client, pledge: Callable[..., Pledge]) -> None:
    from coffeepress.support.claim import claim_token
    from coffeepress.support.models import Supporter

    path = f"/support/claim/{claim_token(pledge(email='reader@paper.example'))}/"
    press_button(reader, path)
    assert Supporter.objects.get().user is None
    assert Client().post("/support/claim/forged/").status_code == 404


def test_looking_begins_nothing(reader: Client) -> None:
    """Mail scanners and previews follow every link; none of them changes anything."""
    from django.contrib.sessions.models import Session

    from coffeepress.support.models import LedgerEvent, Pledge, ReceivedWebhook, Supporter, SupportMail

    def there() -> list[int]:
        models = (Pledge, Supporter, LedgerEvent, ReceivedWebhook, SupportMail, Session)
        return [model.objects.count() for model in models]

    paths = [send(reader, provider=name)["Location"] for name in ("practice", "bank")]
    before = there()
    scanner = Client()
    for path in (*paths, f"{BEGIN}?offer=own&amount=900&provider=bank", "/support/thanks/"):
        assert scanner.get(path.removeprefix(HERE)).status_code == 200
        assert scanner.head(path.removeprefix(HERE)).status_code == 200
    assert there() == before
