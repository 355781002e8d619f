"""Finding one's ballot by its receipt."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coffeepress.topics import decide
from coffeepress.topics.close import close_due
from coffeepress.topics.receipt import new_receipt, shown_receipt
from tests.newsroom.characters import EDITOR, make_account
from tests.topics.forms.sending import field_in, links_in, send, text_of
from tests.topics.votes import end, make_round, make_supporter, make_topic, vote

pytestmark = pytest.mark.usefixtures("newsroom")

PATH = "/topics/receipt/"


def look_up(receipt: str) -> Any:
    """Ask as somebody whom nobody knows."""
    return send(Client(enforce_csrf_checks=True), PATH, {"receipt": receipt})


def test_form_sets_no_cookie() -> None:
    client = Client()
    assert client.get(PATH).status_code == 200
    assert not client.cookies


def test_ballot_is_found_in_an_open_round_however_its_receipt_is_typed() -> None:
    topic, round_ = make_topic("Who owns the ferry?"), make_round()
    receipt = vote(round_, make_supporter(), topic).receipt
    for typed in (receipt, shown_receipt(receipt).lower(), f" {shown_receipt(receipt).replace('-', ' ')} "):
        answer = look_up(typed)
        assert answer.status_code == 200
        assert "This ballot is in the box." in text_of(answer)
        assert links_in(answer)[:2] == [f"/topics/rounds/{round_.pk}/", f"/topics/{topic.pk}/"]


def test_ballot_of_a_closed_round_leads_to_the_file() -> None:
    topic, round_ = make_topic(), make_round()
    receipt = vote(round_, make_supporter(), topic).receipt
    end(round_)
    close_due()
    answer = look_up(receipt)
    assert "This ballot is counted." in text_of(answer)
    assert f"/topics/rounds/{round_.pk}/ballots.txt" in links_in(answer)


def test_ballot_that_lapsed_is_told_so(change_site: Any) -> None:
    change_site(topics_lapsed="dropped")
    topic, round_, voter = make_topic(), make_round(), make_supporter()
    receipt = vote(round_, voter, topic).receipt
    voter.supporter.counts_until = round_.opens_at
    voter.supporter.save()
    end(round_)
    close_due()
    assert "in the file, and does not count" in text_of(look_up(receipt))


def test_what_became_of_its_topics_is_told() -> None:
    a, b, c = make_topic("Ferry?"), make_topic("Whose ferry?"), make_topic("Swans?")
    receipt = vote(make_round(), make_supporter(), a, c).receipt
    decide.merge(a, b, make_account(EDITOR))
    decide.decline(c, make_account(EDITOR), "No.")
    text = text_of(look_up(receipt))
    assert "Ferry? counts for “Whose ferry?”" in text
    assert "Swans? was declined, and gets no votes" in text


def test_receipt_of_before_a_change_is_void() -> None:
    a, b, round_, voter = make_topic(), make_topic(), make_round(), make_supporter()
    first = vote(round_, voter, a).receipt
    vote(round_, voter, b)
    assert look_up(first).status_code == 404


@pytest.mark.parametrize("typed", ["", "7K3MX", "<script>", "Z" * 21, "é" * 20, "\x00"])
def test_what_is_no_receipt_is_told_and_given_back(typed: str) -> None:
    answer = look_up(typed)
    assert answer.status_code == 422
    assert "This is no receipt of ours" in text_of(answer)
    if typed.isprintable():
        assert field_in(answer, "receipt") == typed


def test_forged_receipt_is_told() -> None:
    answer = look_up(shown_receipt(new_receipt()))
    assert answer.status_code == 404
    assert "No ballot has this receipt." in text_of(answer)
