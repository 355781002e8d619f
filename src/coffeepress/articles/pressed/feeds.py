"""RSS as all feeds have it: it depends on nothing but its items."""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Rss201rev2Feed

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML can hold, not even escaped. Source: https://www.w3.org/TR/xml/#charsets."""


class Feed(Rss201rev2Feed):
    """RSS that depends on nothing but its items: an empty one does not tell the time at which it was made."""

    def add_item(self, *args: Any, **named: Any) -> None:
        """Add an item; characters that no XML can hold are replaced, for one would stop the whole feed."""
        super().add_item(*map(in_xml, args), **{name: in_xml(value) for name, value in named.items()})

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=datetime.fromtimestamp(0, UTC))


def in_xml(value: Any) -> Any:
    """A value, or the values of a list, without what no XML can hold."""
    if isinstance(value, list):
        return [in_xml(each) for each in value]
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
