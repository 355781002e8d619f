"""How many support the outlet and how far the month's goal is: counted, told to pages, and grown old by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.support.events import Interval, Kind
from coffeepress.support.money import Money
from tests.edition.folder import differences, files
from tests.edition.newsroom import Newsroom
from tests.support.paying import on, paid, people, supporters_pledge

pytestmark = pytest.mark.django_db

NOVEMBER = on(2026, 11)
MINUTE = timedelta(minutes=1)


def counted(now: Any = NOVEMBER) -> tuple[int, list[int]]:
    """Count.

    Returns:
        How many support the outlet, and how far each goal is.
    """
    from coffeepress.support.models import Standing
    from coffeepress.support.public.standing import recount

    recount(now=now)
    found = Standing.objects.get()
    return found.supporters, [goal["percent"] for goal in found.goals]


def told(language: str = "en") -> dict[str, Any]:
    """What scripts read."""
    folder = "" if language == "en" else f"{language}/"
    found: dict[str, Any] = json.loads(files()[f"{folder}support/standing.json"])
    return found


@pytest.fixture
def offering(site: Callable[..., None], newsroom: Newsroom) -> Newsroom:
    """A newsroom with an article and a goal, pressed."""
    site(
        base_url="http://testserver",
        support_practice=False,
        support_goal=["EUR 100"],
        time_zone="UTC",
    )
    newsroom.article(newsroom.section("city"), "bridge")
    press_all(processes=1)
    return newsroom


@pytest.mark.postgres
def test_everybody_who_is_paid_for_counts_once(ledger: None) -> None:
    from coffeepress.support.supporters import supporter_with_address

    twice, another = supporters_pledge(), supporters_pledge()
    another.supporter = twice.supporter
    another.save()
    for pledge in (twice, another, supporters_pledge(is_known=False), supporters_pledge(is_known=False)):
        paid(pledge, NOVEMBER)
    paid(supporters_pledge(), on(2026, 8))  # ran out
    supporters_pledge()  # never paid
    supporter_with_address("nobody@paper.example", "en")
    assert counted()[0] == 3


@pytest.mark.postgres
def test_month_has_what_was_charged_less_what_went_back(ledger: None, site: Callable[..., None]) -> None:
    site(support_goal=["EUR 100", "JPY 1000"], time_zone="Europe/Kyiv")
    first = supporters_pledge()
    of_october = paid(first, on(2026, 10, 31, hour=21), 9000)  # 23:00 in Kyiv
    of_november = paid(supporters_pledge(), on(2026, 10, 31, hour=22), 5000)
    assert counted()[1] == [50, 0]
    paid(supporters_pledge(), NOVEMBER, 1999, interval=Interval.ONCE)
    assert counted(NOVEMBER + MINUTE)[1] == [69, 0]
    paid(first, NOVEMBER, 500, kind=Kind.REFUNDED, payment_id=of_october)
    paid(supporters_pledge(), NOVEMBER, 1120, "JPY")
    assert counted(NOVEMBER + 2 * MINUTE)[1] == [64, 112]
    paid(first, NOVEMBER, 500, kind=Kind.DISPUTED, payment_id=of_november)
    assert counted(NOVEMBER + 3 * MINUTE)[1] == [59, 112]


def test_a_month_begins_at_nothing_and_supporters_run_out_without_any_event(
    ledger: None, site: Callable[..., None]
) -> None:
    site(support_goal=["EUR 10"])
    people(3, on(2026, 11, 20))
    assert counted(on(2026, 11, 30, hour=23)) == (3, [105])
    assert counted(on(2026, 12, 1, hour=0)) == (3, [0])
    assert counted(on(2026, 12, 28)) == (0, [0])


def test_more_went_back_than_came_in_is_nothing() -> None:
    from coffeepress.support.public.goals import percent

    goal = Money(10_000, "EUR")
    told = [percent(Money(minor, "EUR"), goal) for minor in (-5, 0, 9_999, 10_000, 25_000)]
    assert told == [0, 0, 99, 100, 250]
    assert percent(Money(10_000, "USD"), goal) == 0


def test_pages_are_told_of_changes_only_and_once_a_minute(ledger: None) -> None:
    from coffeepress.edition.models import Change
    from coffeepress.support.public.standing import recount

    assert not recount(now=NOVEMBER)  # that nobody supports yet is no news
    assert not recount(now=NOVEMBER + 5 * MINUTE)
    people(2, NOVEMBER)
    assert recount(now=NOVEMBER + 6 * MINUTE)
    people(1, NOVEMBER)
    seconds = [recount(now=NOVEMBER + 6 * MINUTE + timedelta(seconds=each)) for each in range(0, 70, 5)]
    assert seconds == [False] * 12 + [True, False]
    assert list(Change.objects.values_list("key", flat=True)) == ["support-standing"] * 2


def test_counting_costs_the_same_for_many(ledger: None, django_assert_max_num_queries: Any) -> None:
    from coffeepress.support.public.standing import recount

    people(1, NOVEMBER)
    recount(now=NOVEMBER)
    people(30, NOVEMBER)
    with django_assert_max_num_queries(3):
        assert not recount(now=NOVEMBER + timedelta(seconds=10))
    recount(now=NOVEMBER + MINUTE)
    with django_assert_max_num_queries(3):
        assert not recount(now=NOVEMBER + 2 * MINUTE)


@pytest.mark.postgres
def test_two_workers_tell_pages_once(ledger: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from coffeepress.support.models import Standing
    from coffeepress.support.public import standing

    people(1, NOVEMBER)
    count, calls = standing._counted, []

    def beside(now: Any) -> dict[str, Any]:
        """Another worker is quicker."""
        found = count(now)
        if not calls:
            calls.append(now)
            assert standing.recount(now=now)
        return found

    monkeypatch.setattr(standing, "_counted", beside)
    assert not standing.recount(now=NOVEMBER)
    assert Standing.objects.count() == 1


def test_practice_on_a_site_that_has_gone_public_counts_for_nothing(
    ledger: None, site: Callable[..., None]
) -> None:
    site(support_goal=["EUR 10"])
    people(4, NOVEMBER, 500, provider="practice")
    assert counted() == (4, [200])
    site(support_goal=["EUR 10"], support_practice=False)
    assert counted(NOVEMBER + MINUTE) == (0, [0])


def test_file_tells_in_the_readers_language_and_its_end(offering: Newsroom, tmp_path: Path) -> None:
    from coffeepress.support.public.standing import recount

    assert (told(), told("uk")) == ({}, {})
    people(10, NOVEMBER, 640)
    recount(now=NOVEMBER)
    press()
    assert told() == {
        "supporters": "10 people support us.",
        "goal": "64% of the goal of €100.00 for November 2026 has come in.",
        "percent": 64,
        "until": "2026-12-01T00:00:00+00:00",
    }
    assert told("uk")["percent"] == 64
    assert "64% of the goal of €100.00" in files()["support/index.html"].decode()
    assert differences(tmp_path) == []


def test_few_supporters_are_not_told_of(offering: Newsroom, tmp_path: Path) -> None:
    from coffeepress.support.public.standing import recount

    people(9, NOVEMBER)
    recount(now=NOVEMBER)
    press()
    assert told() == {}
    assert 'class="standing"' not in files()["support/index.html"].decode()
    people(1, NOVEMBER)
    recount(now=NOVEMBER + MINUTE)
    press()
    assert told()["supporters"] == "10 people support us."


def test_without_a_goal_only_supporters_are_told(offering: Newsroom, site: Callable[..., None]) -> None:
    from coffeepress.support.public.standing import recount

    site(support_goal=[])
    people(10, NOVEMBER)
    recount(now=NOVEMBER)
    press()
    assert told() == {"supporters": "10 people support us."}


def test_a_supporter_costs_the_press_four_files_however_many_articles_there_are(offering: Newsroom) -> None:
    from coffeepress.support.public.standing import recount

    section = offering.section("water")
    for number in range(5):
        offering.article(section, f"story-{number}")
    press()
    people(10, NOVEMBER)
    recount(now=NOVEMBER)
    report = press()
    assert sorted(report.written) == [
        "/support/",
        "/support/standing.json",
        "/uk/support/",
        "/uk/support/standing.json",
    ]


def test_an_article_costs_support_nothing(offering: Newsroom) -> None:
    section = offering.section("water")
    press()
    offering.article(section, "story")
    written = press().written
    assert [each for each in written if "support" in each] == []
