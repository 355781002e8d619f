"""Providers' messages with a growing ledger: `python bench/webhooks.py [--counts 1000 10000 100000]`.

Makes a ledger of so many entries, twelve to a pledge, then has 200 messages of the practice provider received (their
signature checked, stored) and processed (booked, projected, mails noted), and replays the whole ledger. Prints
milliseconds for a message and seconds for the replay. Neither of the first two may grow with the ledger.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime

from big_site import make_folder, options_of

MESSAGES = 200
EVENTS_A_PLEDGE = 12
BATCH = 5000
START = datetime(2025, 1, 1, tzinfo=UTC)


def fill(entries: int) -> None:
    """A ledger of so many entries."""
    from coffeepress.support.events import Event, Interval, Kind, months_later
    from coffeepress.support.models import LedgerEvent, Pledge
    from coffeepress.support.money import Money
    from coffeepress.support.projection import project

    pledges, booked = [], []
    for number in range(entries // EVENTS_A_PLEDGE + 1):
        reference = f"P{number}"
        pledge = Pledge(pk=number + 1, reference=reference, provider="practice", language="en")
        events = [
            Event(
                provider="practice",
                id=f"{reference}-{month}",
                kind=Kind.CHARGED,
                occurred_at=months_later(START, month),
                amount=Money(350, "EUR"),
                interval=Interval.MONTH,
                payment_id=f"{reference}-{month}",
                remote_pledge=f"practice_{reference}",
            )
            for month in range(EVENTS_A_PLEDGE)
        ]
        pledge.state = project(events)
        pledges.append(pledge)
        booked += [LedgerEvent.of(event, pledge) for event in events]
    Pledge.objects.bulk_create(pledges, batch_size=BATCH)
    LedgerEvent.objects.bulk_create(booked, batch_size=BATCH)


def measure(entries: int) -> None:
    """Print one line of figures."""
    from coffeepress.support.events import Interval
    from coffeepress.support.models import LedgerEvent
    from coffeepress.support.money import Money
    from coffeepress.support.process import process_waiting
    from coffeepress.support.providers import practice
    from coffeepress.support.receive import receive
    from coffeepress.support.verify import differences

    fill(entries)
    step = max(entries // EVENTS_A_PLEDGE // MESSAGES, 1)
    told = [
        practice.message("pay", reference=f"P{n * step}", amount=Money(350, "EUR"), interval=Interval.MONTH)
        for n in range(min(MESSAGES, entries // EVENTS_A_PLEDGE))
    ]
    start = time.perf_counter()
    for body, headers in told:
        receive("practice", body, headers)
    received = time.perf_counter()
    processed_messages = process_waiting(seconds=3600)
    processed = time.perf_counter()
    assert processed_messages == len(told)
    assert list(differences()) == []
    replayed = time.perf_counter()
    print(
        f"{LedgerEvent.objects.count():>8} entries: receive {1000 * (received - start) / len(told):5.1f} ms,"
        f" process {1000 * (processed - received) / len(told):5.1f} ms, replay all {replayed - processed:5.1f} s",
        flush=True,
    )


def main() -> None:
    options = options_of(__doc__)
    if options.one:
        os.environ["COFFEEPRESS_SUPPORT_PRACTICE"] = "true"
        make_folder(options.one)
        measure(int(options.one.name.split("-")[1]))
        return
    for count in options.counts:
        folder = (options.folder / f"ledger-{count}-{os.getpid()}").resolve()
        subprocess.run([sys.executable, __file__, "--one", str(folder)], check=True)


if __name__ == "__main__":
    main()
