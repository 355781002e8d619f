"""Wagtail's command of this name, by the worker's way: what is due gets to readers, each item in a transaction."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from coffeepress.edition.press import press
from coffeepress.edition.worker import publish_due


class Command(PublishScheduled):
    """Publish what is scheduled, withdraw what has expired, and press."""

    help = "Publish what is scheduled, withdraw what has expired, and bring the edition up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        try:
            done = publish_due()
        finally:
            press()
        self.stdout.write(f"{done} published or withdrawn.")
