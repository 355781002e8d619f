"""Hand one mail to the mail server so that it is known, as nearly as can be, whether it was taken.

A mail server takes a message when it is told its end: a dot on a line of its own. Everything before may be broken off
and nothing was sent. So the moment just before the dot is where the delivery is marked as being handed over, and not
earlier: a process that is killed at any other moment leaves no doubt. Other ways of sending (a provider's, a file) are
one call, before which it is marked.

What cannot be known: killed, or cut off from the server, between the mark and the server's answer. Such a delivery is
`unknown`, and is not sent again unless an editor says so. Source: RFC 5321, sections 3.3, 4.2.5 and 6.1.
"""

import re
import smtplib
import socket
from collections.abc import Callable
from email.message import Message
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as Smtp
from django.core.mail.message import sanitize_address

Mark = Callable[[], bool]


class NotTaken(Exception):
    """It was certainly not sent.

    Attributes:
        reason: the server's words.
        is_final: trying again would not help.
        is_address: it is the recipient's address that is refused.
    """

    def __init__(self, reason: object, *, is_final: bool = False, is_address: bool = False) -> None:
        super().__init__(reason)
        self.reason = str(reason)[:300]
        self.is_final = is_final
        self.is_address = is_address


class CannotSend(Exception):
    """No mail can be sent just now: the server does not answer, or refuses us."""


class Unknown(Exception):
    """It was handed over, and no answer came."""


class LeftOut(Exception):
    """It is not to be sent any more: said by the mark."""


class Way:
    """How mails are sent: opened once for many.

    `hand_over(message, mark)` sends one. It calls `mark` exactly once, at the last moment, and sends nothing where
    that answers False.
    """

    def close(self) -> None:
        """Let go of the server."""

    def hand_over(self, message: EmailMessage, mark: Mark) -> None:
        """Send a mail.

        Raises:
            LeftOut: `mark` answered False.
            NotTaken: it was not sent.
            CannotSend: none can be sent just now; `mark` was not called.
            Unknown: whether it was sent is not known.
        """
        raise NotImplementedError


def open_way() -> Way:
    """The way that the site's settings name."""
    backend = get_connection(fail_silently=False)
    return BySmtp(backend) if isinstance(backend, Smtp) else ByBackend(backend)


class ByBackend(Way):
    """Any of Django's mail backends: providers by django-anymail, the console, tests."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend

    def close(self) -> None:
        self.backend.close()

    def hand_over(self, message: EmailMessage, mark: Mark) -> None:
        if not mark():
            raise LeftOut
        message.connection = self.backend
        try:
            self.backend.send_messages([message])
        except Exception as error:
            if type(error).__name__ == "AnymailRecipientsRefused":
                raise NotTaken(repr(error), is_final=True, is_address=True) from error
            status = getattr(error, "status_code", None)
            if status is None or status >= 500:
                raise Unknown(repr(error)) from error
            raise NotTaken(repr(error), is_final=status != 429) from error


class BySmtp(Way):
    """An SMTP server, spoken to by the standard library step by step; connected by Django's backend."""

    def __init__(self, backend: Smtp) -> None:
        self.backend = backend

    @property
    def server(self) -> smtplib.SMTP:
        server = self.backend.connection
        assert isinstance(server, smtplib.SMTP)
        return server

    def close(self) -> None:
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.backend.connection = None

    def hand_over(self, message: EmailMessage, mark: Mark) -> None:
        self._connect()
        try:
            self._up_to_the_dot(message)
        except (ValueError, UnicodeError) as error:  # an address or a header that no mail can have
            self._drop()
            raise NotTaken(repr(error), is_final=True) from error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise CannotSend(repr(error)) from error
        if not mark():
            self._drop()  # in the middle of a message: nothing else ends it
            raise LeftOut
        try:
            self.server.send(b".\r\n")
            code, words = self.server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Unknown(repr(error)) from error
        if code != 250:
            raise NotTaken(_said(code, words), is_final=code >= 500)

    def _connect(self) -> None:
        if self.backend.connection is not None:
            return
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.backend.connection = None
            raise CannotSend(repr(error)) from error
        if self.server.sock is not None:
            # The dot goes out by itself, after the mark. Kept back until the message is acknowledged, which the other
            # side does late (RFC 896, RFC 1122 4.2.3.2), it would take 40 ms a mail.
            self.server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _drop(self) -> None:
        """Cut the line, without a word that could be taken for the message's end."""
        if self.backend.connection is not None:
            self.server.close()
            self.backend.connection = None

    def _up_to_the_dot(self, message: EmailMessage) -> None:
        """Everything but the dot. Raises: NotTaken, where it is the recipient that is refused."""
        server = self.server
        server.ehlo_or_helo_if_needed()
        encoding = message.encoding or "utf-8"
        made: Message = message.message()
        sender = sanitize_address(message.from_email, encoding)
        code, words = server.mail(_address(sender))
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, words, sender)
        code, words = server.rcpt(_address(sanitize_address(message.to[0], encoding)))
        if code not in (250, 251):
            self._give_up_this_one()
            raise NotTaken(_said(code, words), is_final=code >= 500, is_address=code >= 500)
        code, words = server.docmd("DATA")
        if code != 354:
            raise smtplib.SMTPDataError(code, words)
        server.send(_as_data(made.as_bytes()))

    def _give_up_this_one(self) -> None:
        self.server.rset()


def _as_data(message: bytes) -> bytes:
    """A message as it is sent: line ends `\\r\\n`, dots at the start of lines doubled, without the last dot."""
    lines = re.sub(rb"\r\n|\n|\r", b"\r\n", message)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _address(text: str) -> str:
    return parseaddr(text)[1]


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"[:300]
