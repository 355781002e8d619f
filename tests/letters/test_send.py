"""Each mail is handed over once, to who still wants it; what was refused, put off or cut off is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coffeepress.letters import send
from coffeepress.letters.leave import leave, leave_all
from coffeepress.letters.models import Delivery, Letter, Subscriber
from coffeepress.letters.one_sender import SenderBusy, one_sender
from coffeepress.letters.send import send_due
from coffeepress.letters.tokens import Leaving
from tests.letters.mail_server import MailServer
from tests.letters.world import many_subscribers, states, subscribe

pytestmark = pytest.mark.postgres

NewLetter = Callable[..., Letter]


def test_due_letter_goes_to_each_of_its_subscribers_once(letter: NewLetter, by_smtp: MailServer) -> None:
    for who in ("anna", "boris"):
        subscribe(f"{who}@example.org", "en", ["daily"])
    subscribe("vira@example.org", "uk", ["daily"])
    subscribe("weekly@example.org", "en", ["weekly"])
    sent = letter()
    assert send_due() == 2
    assert send_due() == 0
    assert by_smtp.taken == {"anna@example.org": 1, "boris@example.org": 1}
    sent.refresh_from_db()
    assert (sent.state, sent.numbers) == (Letter.State.SENT, {"sent": 2})


def test_letter_whose_time_has_not_come_and_a_draft_stay(letter: NewLetter, by_smtp: MailServer) -> None:
    subscribe("anna@example.org", "en", ["daily"])
    letter(send_at=timezone.now() + timedelta(minutes=1))
    letter(state=Letter.State.DRAFT)
    assert send_due() == 0
    assert by_smtp.taken == {}


def test_who_subscribes_after_the_letter_was_begun_gets_the_next_one(
    letter: NewLetter, by_smtp: MailServer
) -> None:
    from coffeepress.letters.begin import begin

    sent = letter()
    begin(sent.pk)
    subscribe("late@example.org", "en", ["daily"])
    send_due()
    assert by_smtp.taken == {}


def test_mail_has_the_headers_for_unsubscribing_in_one_click(letter: NewLetter, by_smtp: MailServer) -> None:
    subscribe("anna@example.org", "en", ["daily"])
    letter()
    send_due()
    message = by_smtp.messages["anna@example.org"]
    url = message["List-Unsubscribe"].strip().strip("<>")
    assert url.startswith("http://testserver/letters/leave/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["From"] == "Test Paper <newsroom@testserver>"
    plain, html = message.get_payload()
    assert [part.get_content_type() for part in (plain, html)] == ["text/plain", "text/html"]
    for part in (plain, html):
        assert url in part.get_payload(decode=True).decode()


def test_unsubscribing_in_the_middle_holds_for_what_is_unsent(
    letter: NewLetter, by_smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_subscribers(5)
    sent = letter()
    fourth = Subscriber.objects.get(email="reader-4@example.org")
    fifth = Subscriber.objects.get(email="reader-5@example.org")

    real = send.take

    def take(about: Letter, delivery: Delivery) -> bool:
        if len(by_smtp.taken) == 2:
            leave(Leaving(fourth.pk, sent.pk))
            leave_all(Leaving(fifth.pk, sent.pk))
        return real(about, delivery)

    monkeypatch.setattr(send, "take", take)
    send_due()
    assert sorted(by_smtp.taken) == [f"reader-{n}@example.org" for n in (1, 2, 3)]
    assert [states(sent)[f"reader-{n}@example.org"] for n in (4, 5)] == ["skipped", "skipped"]
    sent.refresh_from_db()
    assert sent.unsubscribed == 2


def test_unsubscribing_between_the_look_and_the_dot_is_heard(
    letter: NewLetter, by_smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe("anna@example.org", "en", ["daily"])
    sent = letter()
    anna = Subscriber.objects.get()
    real = send.take

    def take(about: Letter, delivery: Delivery) -> bool:
        leave(Leaving(anna.pk, about.pk))
        return real(about, delivery)

    monkeypatch.setattr(send, "take", take)
    send_due()
    assert by_smtp.taken == {}
    assert states(sent) == {"anna@example.org": "skipped"}


def test_refused_address_is_stopped_and_the_others_get_theirs(letter: NewLetter, by_smtp: MailServer) -> None:
    many_subscribers(3)
    sent = letter()
    by_smtp.refuse_recipient = lambda who: "550 no such mailbox" if who == "reader-2@example.org" else None
    send_due()
    assert sorted(by_smtp.taken) == ["reader-1@example.org", "reader-3@example.org"]
    assert states(sent)["reader-2@example.org"] == "bounced"
    stopped = Subscriber.objects.get(email="reader-2@example.org")
    assert (stopped.stopped_why, stopped.stopped_at is None) == ("bounced", False)


def test_address_that_is_put_off_is_tried_again_later(letter: NewLetter, by_smtp: MailServer) -> None:
    many_subscribers(1)
    sent = letter()
    by_smtp.refuse_recipient = lambda _who: "451 try again later"
    send_due()
    assert states(sent) == {"reader-1@example.org": "waiting"}
    by_smtp.refuse_recipient = lambda _who: None
    send_due()
    assert by_smtp.taken == {}
    Delivery.objects.update(next_at=timezone.now())
    send_due()
    assert by_smtp.taken == {"reader-1@example.org": 1}
    sent.refresh_from_db()
    assert sent.state == Letter.State.SENT


def test_message_that_is_refused_again_and_again_stops_the_letter(
    letter: NewLetter, by_smtp: MailServer
) -> None:
    many_subscribers(30)
    sent = letter()
    by_smtp.refuse_message = lambda _who: "554 spam"
    send_due()
    sent.refresh_from_db()
    assert (sent.state, sent.trouble) == (Letter.State.STOPPED, "refused")
    assert sent.numbers == {"failed": 20, "waiting": 10}
    assert Subscriber.objects.exclude(stopped_at=None).count() == 0


def test_server_that_is_away_costs_nothing_but_time(
    letter: NewLetter, by_smtp: MailServer, settings: Any
) -> None:
    many_subscribers(2)
    sent = letter()
    settings.EMAIL_PORT = 1
    send_due()
    sent.refresh_from_db()
    assert sent.state == Letter.State.SENDING
    assert sent.next_at is not None
    assert set(states(sent).values()) == {"waiting"}
    settings.EMAIL_PORT = by_smtp.port
    Letter.objects.update(next_at=timezone.now())
    send_due()
    assert by_smtp.taken == {"reader-1@example.org": 1, "reader-2@example.org": 1}


def test_message_that_is_put_off_at_its_end_is_tried_again(letter: NewLetter, by_smtp: MailServer) -> None:
    many_subscribers(2)
    sent = letter()
    by_smtp.refuse_message = lambda who: "451 busy" if who == "reader-1@example.org" else None
    send_due()
    assert states(sent)["reader-1@example.org"] == "waiting"  # it said no: there is no doubt
    assert by_smtp.taken == {"reader-2@example.org": 1}


def test_server_that_hangs_up_after_the_dot_leaves_a_doubt_and_no_second_mail(
    letter: NewLetter, by_smtp: MailServer
) -> None:
    many_subscribers(2)
    sent = letter()
    by_smtp.hang_up_after = "reader-1@example.org"
    send_due()
    assert states(sent) == {"reader-1@example.org": "unknown", "reader-2@example.org": "sent"}
    send_due()
    assert by_smtp.taken == {"reader-1@example.org": 1, "reader-2@example.org": 1}


def test_what_was_cut_off_is_not_sent_again_by_itself(letter: NewLetter, by_smtp: MailServer) -> None:
    many_subscribers(2)
    sent = letter(state=Letter.State.SENDING, begun_at=timezone.now(), path="/letters/x/", is_filled=True)
    first, second = Subscriber.objects.order_by("pk")
    Delivery.objects.create(letter=sent, subscriber=first, state=Delivery.State.HANDING)
    Delivery.objects.create(letter=sent, subscriber=second)
    send_due()
    assert by_smtp.taken == {"reader-2@example.org": 1}
    assert states(sent) == {"reader-1@example.org": "unknown", "reader-2@example.org": "sent"}
    sent.refresh_from_db()
    assert sent.state == Letter.State.SENT


def test_stopped_letter_stops_at_once(
    letter: NewLetter, by_smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    many_subscribers(3)
    sent = letter()
    real = send.take

    def take(about: Letter, delivery: Delivery) -> bool:
        if by_smtp.taken:
            Letter.objects.filter(pk=about.pk).update(state=Letter.State.STOPPED)
        return real(about, delivery)

    monkeypatch.setattr(send, "take", take)
    send_due()
    assert by_smtp.taken == {"reader-1@example.org": 1}
    sent.refresh_from_db()
    assert sent.state == Letter.State.STOPPED


def test_one_process_at_a_time_sends(letter: NewLetter, by_smtp: MailServer) -> None:
    many_subscribers(1)
    letter()
    with one_sender():
        assert send_due() == 0
        with pytest.raises(SenderBusy), one_sender():
            pass
    assert send_due() == 1


def test_note_goes_to_who_got_the_letter_and_still_wants_it(letter: NewLetter, by_smtp: MailServer) -> None:
    many_subscribers(3)
    first = letter()
    send_due()
    subscribe("new@example.org", "en", ["daily"])
    gone = Subscriber.objects.get(email="reader-2@example.org")
    leave(Leaving(gone.pk, first.pk))
    by_smtp.taken.clear()
    note = letter(about=first, subject="Correction")
    send_due()
    assert by_smtp.taken == {"reader-1@example.org": 1, "reader-3@example.org": 1}
    assert states(note)["reader-2@example.org"] == "skipped"


def test_other_backends_are_called_once_for_each(letter: NewLetter, mailoutbox: list[Any]) -> None:
    many_subscribers(3)
    sent = letter()
    send_due()
    assert [message.to for message in mailoutbox] == [[f"reader-{n}@example.org"] for n in (1, 2, 3)]
    assert set(states(sent).values()) == {"sent"}
