"""The newsroom's pages of support with a growing ledger: `python bench/support.py [--counts 1000 10000 100000]`.

Makes a ledger of so many entries over three years, twelve payments to a pledge, one in ten yearly, one in twenty given
once, in two currencies and at three providers; then opens each page five times. Prints the milliseconds of the median.
"""

import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

from big_site import make_folder, options_of

EVENTS_A_PLEDGE = 12
MONTHS = 36
BATCH = 5000
TIMES = 5
PAGES = (
    *("/newsroom/", "/newsroom/support/", "/newsroom/support/figures.csv", "/newsroom/support/supporters/"),
    *(
        "/newsroom/support/supporters/?q=reader77@",
        "/newsroom/support/supporters/?provider=bank&status=active",
    ),
    *("/newsroom/support/supporters/?p=9", "/newsroom/support/supporters/1/", "/newsroom/support/failed/"),
)


def fill(entries: int) -> None:
    """A ledger of so many entries, whose latest are of today."""
    from coffeepress.support.events import Event, Interval, Kind, months_later
    from coffeepress.support.models import LedgerEvent, PaidSpan, Pledge, Supporter
    from coffeepress.support.money import Money
    from coffeepress.support.projection import project
    from coffeepress.support.spans import spans

    now = datetime.now(UTC)
    supporters, pledges, booked, counted = [], [], [], []
    for number in range(entries // EVENTS_A_PLEDGE + 1):
        reference, provider = f"P{number}", ("stripe", "bank", "practice")[number % 3]
        interval = (
            Interval.YEAR if number % 10 == 0 else Interval.ONCE if number % 20 == 5 else Interval.MONTH
        )
        money = Money(10000, "UAH") if number % 4 == 0 else Money(350, "EUR")
        first = months_later(now, -MONTHS) + timedelta(days=number * 700 // (entries // EVENTS_A_PLEDGE + 1))
        supporter = Supporter(pk=number + 1, email=f"reader{number}@paper.example", language="en")
        pledge = Pledge(
            pk=number + 1, reference=reference, provider=provider, language="en", supporter=supporter
        )
        events = [
            Event(
                provider=provider,
                id=f"{reference}-{month}",
                kind=Kind.FAILED if number % 50 == 7 and month == EVENTS_A_PLEDGE - 1 else Kind.CHARGED,
                occurred_at=months_later(first, month),
                amount=money,
                interval=interval,
                payment_id=f"{reference}-{month}",
            )
            for month in range(EVENTS_A_PLEDGE)
        ]
        pledge.state = project(events)
        supporter.counts_until = pledge.counts_until
        supporters.append(supporter)
        pledges.append(pledge)
        booked += [LedgerEvent.of(event, pledge) for event in events]
        counted += [PaidSpan.of(span, pledge) for span in spans(events)]
    Supporter.objects.bulk_create(supporters, batch_size=BATCH)
    Pledge.objects.bulk_create(pledges, batch_size=BATCH)
    LedgerEvent.objects.bulk_create(booked, batch_size=BATCH)
    PaidSpan.objects.bulk_create(counted, batch_size=BATCH)


def measure(entries: int) -> None:
    """Print a line of figures for each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from coffeepress.people.models import User

    fill(entries)
    client = Client(HTTP_HOST="127.0.0.1:8000")
    client.force_login(User.objects.create_superuser("bench@paper.example", "x"))
    for page in PAGES:
        milliseconds = []
        for _ in range(TIMES):
            start = time.perf_counter()
            answer = client.get(page)
            if answer.streaming:
                b"".join(answer.streaming_content)
            milliseconds.append(1000 * (time.perf_counter() - start))
            assert answer.status_code == 200, page
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        told = f"{statistics.median(milliseconds):7.0f} ms, {len(captured):3} queries"
        print(f"{entries:>8} entries: {told}  {page}", flush=True)


def main() -> None:
    options = options_of(__doc__)
    if options.one:
        make_folder(options.one)
        measure(int(options.one.name.split("-")[1]))
        return
    for count in options.counts:
        folder = (options.folder / f"support-{count}-{os.getpid()}").resolve()
        subprocess.run([sys.executable, __file__, "--one", str(folder)], check=True)


if __name__ == "__main__":
    main()
