"""A real site whose mails go to a real mail server of the tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.newsroom.served import ServedSite, served_site
from tests.people.mailbox import Mailbox, mail_server

MAIL_SECONDS = 30.0


@dataclass
class MailedSite:
    """A site that is being served, and what it has mailed."""

    site: ServedSite
    mailbox: Mailbox

    def mail_to(self, address: str) -> str:
        """The text of the last mail to an address, when it has come."""
        until = time.monotonic() + MAIL_SECONDS
        while not (found := [mail for mail in self.mailbox.mails if mail["To"] == address]):
            assert time.monotonic() < until, self.site.log.read_text()
            time.sleep(0.1)
        return str(found[-1].get_content())


@contextmanager
def served_with_mail(directory: Path, *, practice: bool = False, more: str = "") -> Iterator[MailedSite]:
    """Make a site, and serve it with its mail server while the block runs."""
    with mail_server() as (mailbox, port):
        mail = f"smtp://127.0.0.1:{port}?from=desk@example.org&tls=no"
        with served_site(directory, host="localhost", mail=mail, practice=practice, more=more) as site:
            yield MailedSite(site, mailbox)
