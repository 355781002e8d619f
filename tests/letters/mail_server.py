"""A mail server that counts, and can be told to refuse, to be slow, or to say when a message's end has come."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

Answer = str | None


class MailServer:
    """What arrived, by recipient.

    Attributes:
        taken: how many messages were answered with 250, by recipient.
        messages: the newest of each recipient.
        refuse_recipient, refuse_message: give an answer for an address, or None.
        at_the_start: is told of each recipient, before the message comes.
        at_the_end: is told of each message whose end has come, before it is answered.
        hang_up_after: the address whose message is taken, and the line cut before that is said.
    """

    def __init__(self) -> None:
        self.port = 0
        self.taken: Counter[str] = Counter()
        self.messages: dict[str, Message] = {}
        self.refuse_recipient: Callable[[str], Answer] = lambda _address: None
        self.refuse_message: Callable[[str], Answer] = lambda _address: None
        self.at_the_end: Callable[[str], Any] = lambda _address: None
        self.at_the_start: Callable[[str], Any] = lambda _address: None
        self.keeps_messages = True
        self.hang_up_after = ""

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        self.at_the_start(address)
        refusal = self.refuse_recipient(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        address = envelope.rcpt_tos[0]
        waited = self.at_the_end(address)
        if asyncio.iscoroutine(waited):
            await waited
        refusal = self.refuse_message(address)
        if refusal:
            return refusal
        self.taken[address] += 1
        if self.keeps_messages:
            self.messages[address] = message_from_bytes(envelope.content)
        if address == self.hang_up_after:
            server.transport.abort()
        return "250 OK"


@contextmanager
def serving() -> Iterator[MailServer]:
    """Serve on a free port of this machine."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    server = MailServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=server.port, ready_timeout=20)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
