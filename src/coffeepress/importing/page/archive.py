"""Pages that a browser saved as one file of parts (MHTML): the page's own HTML out of it.

Owns the form of RFC 2557. Refuses nothing: what holds no HTML is handed back as it was.
"""

from __future__ import annotations

import email
import email.policy
import re

HEAD_BYTES = 4096
PARTS = re.compile(
    rb"^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:\s*multipart/related", re.I
)


def is_archive(data: bytes) -> bool:
    """The file begins with the headers of a message in parts."""
    return bool(PARTS.match(data[:HEAD_BYTES]))


def unpack(data: bytes) -> tuple[bytes, str]:
    """Return the first HTML part as it was encoded, and the address that the browser saved it from."""
    try:
        # The old policy reads any header; the new one raises on broken ones.
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "")
                if isinstance(content, bytes):
                    return content, address if address.startswith(("http://", "https://")) else ""
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        pass
    return data, ""
