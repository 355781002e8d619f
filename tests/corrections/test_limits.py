"""Nobody's flood keeps others out, and no address is kept in the clear."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coffeepress.corrections.limits import TooMany, is_under_load, refuse_too_many, sender_of
from coffeepress.corrections.models import DaySalt, Report, Submission
from coffeepress.people import work
from coffeepress.people.form_numbers import Forged, FormNumber, new_number, read_number
from tests.corrections.readers import number, send, take
from tests.edition.newsroom import Newsroom

BODY = "<p>The bridge is forty metres long.</p>"


@pytest.fixture
def article(newsroom: Newsroom) -> Any:
    return newsroom.article(newsroom.section("city"), "bridge", body=[("text", BODY)])


def test_a_burst_from_one_address_is_limited_and_others_get_through(
    article: Any, django_assert_max_num_queries: Any
) -> None:
    client = Client()
    started = time.perf_counter()
    answers = []
    for n in range(500):
        fields = {"article": str(article.pk), "wrong": f"Flood {n}"}
        if n == 250:
            assert (
                send(client, address="198.51.100.9", **{**fields, "wrong": "A real error"}).status_code == 303
            )
        if n == 400:
            with django_assert_max_num_queries(4):
                send(client, json=True, **fields)
        answers.append(send(client, json=True, **fields).status_code)
    seconds = time.perf_counter() - started
    assert (answers.count(200), answers.count(429)) == (12, 488)
    assert Report.objects.count() == 13
    assert not is_under_load()  # one sender's flood puts no work on others
    assert seconds < 30  # some milliseconds each; the tests' machine may be busy


def test_the_next_hour_reports_are_taken_again(article: Any, change_site: Any) -> None:
    change_site(reports_per_hour=1)
    take(article)
    with pytest.raises(TooMany):
        take(article, wrong="Two")
    Submission.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    take(article, wrong="Two")


def test_an_article_takes_so_many_an_hour_from_all_together(
    article: Any, change_site: Any, newsroom: Newsroom
) -> None:
    change_site(reports_per_article=2)
    for n in range(2):
        take(article, wrong=f"{n}", address=f"192.0.2.{n}")
    with pytest.raises(TooMany) as refused:
        take(article, wrong="3", address="192.0.2.3")
    assert refused.value.about_article
    take(newsroom.article(newsroom.section("water")), address="192.0.2.3")
    take(None, address="192.0.2.3")


def test_addresses_of_one_ipv6_subscriber_are_one_sender(db: Any) -> None:
    assert sender_of("2001:db8:1:2::1") == sender_of("2001:db8:1:2:ffff::9")
    assert sender_of("2001:db8:1:2::1") != sender_of("2001:db8:1:3::1")


def test_an_ipv4_address_written_as_ipv6_is_the_same_sender(db: Any) -> None:
    assert sender_of("::ffff:192.0.2.1") == sender_of("192.0.2.1")
    assert sender_of("192.0.2.1") != sender_of("192.0.2.2")


@pytest.mark.parametrize("address", ["", "unix:", "nonsense"])
def test_a_connection_without_an_address_is_a_sender_too(db: Any, address: str) -> None:
    assert sender_of(address).name == sender_of("").name


def test_an_address_has_another_name_each_day_and_none_is_stored(article: Any) -> None:
    take(article, address="203.0.113.77")
    today = sender_of("203.0.113.77").name
    assert Submission.objects.get().sender == today
    DaySalt.objects.all().delete()
    assert sender_of("203.0.113.77").name != today
    assert "203.0.113" not in str(list(Submission.objects.values())) + str(list(Report.objects.values()))


def test_at_midnight_the_last_hour_still_counts(
    article: Any, change_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_site(reports_per_hour=1)
    midnight = timezone.now().replace(hour=0, minute=10)
    before = midnight - timedelta(minutes=20)
    monkeypatch.setattr(timezone, "now", lambda: before)
    take(article, address="192.0.2.1")
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    sender = sender_of("192.0.2.1")
    assert len(sender.names) == 2
    with pytest.raises(TooMany):
        refuse_too_many(sender, article.pk)


def test_load_is_what_was_taken_in_ten_minutes(article: Any, change_site: Any) -> None:
    change_site(proof_of_work_above=2)
    for n in range(3):
        assert not is_under_load()
        take(article, wrong=f"{n}")
    assert is_under_load()
    Submission.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    assert not is_under_load()


def test_a_number_is_read_as_it_was_given_out() -> None:
    given = new_number()
    assert read_number(given.signed) == given
    assert (given.is_too_soon, given.is_too_old) == (True, False)
    assert (number(seconds_ago=4).is_too_soon, number(seconds_ago=86_401).is_too_old) == (False, True)


@pytest.mark.parametrize("token", ["", "a", "a.1", "a.1:b", ":::", "\ud800", "x" * 500])
def test_a_number_that_we_did_not_give_out_is_refused(token: str) -> None:
    with pytest.raises(Forged):
        read_number(token)


def test_a_number_whose_moment_was_changed_is_refused() -> None:
    given = new_number()
    with pytest.raises(Forged):
        read_number(given.signed.replace(f"{given.at:.2f}", f"{given.at - 60:.2f}"))


def solution_of(given: FormNumber) -> str:
    from tests.corrections.test_views import solved

    return solved(work.challenge(given))


def test_work_counts_for_the_form_it_was_done_for_alone() -> None:
    mine, other = new_number(), new_number()
    solution = solution_of(mine)
    assert (work.is_solved(solution, mine), work.is_solved(solution, other)) == (True, False)


@pytest.mark.parametrize(
    "solution", ["", "nonsense", "e30=", "bnVsbA==", "W10=", "eyJjaGFsbGVuZ2UiOm51bGx9", "x" * 5_000]
)
def test_what_is_no_solution_is_refused(solution: str) -> None:
    assert not work.is_solved(solution, new_number())


def test_a_solution_that_is_made_up_is_refused() -> None:
    import base64
    import json

    mine = new_number()
    payload = json.loads(base64.b64decode(solution_of(mine)))
    for change in (
        {"solution": {"counter": 1, "derivedKey": "00" * 32}},
        {"solution": {"counter": "1", "derivedKey": None}},
        {"challenge": {**payload["challenge"], "signature": "00"}},
    ):
        made = base64.b64encode(json.dumps({**payload, **change}).encode()).decode()
        assert not work.is_solved(made, mine)


def test_work_that_was_given_out_long_ago_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = new_number()
    monkeypatch.setattr(work, "VALID", timedelta(seconds=-1))
    assert not work.is_solved(solution_of(mine), mine)
