"""The fields of a table of TOML, taken one by one.

Owns: types, defaults and leftovers of fields, each fault with its line.
"""

from collections.abc import Mapping
from typing import Any

from coffeepress.demo.markup import ContentError, Passage


class Fields:
    """The fields of one table: each is taken once, with its type; what is left over is an error."""

    def __init__(self, passage: Passage, values: Mapping[str, Any]) -> None:
        self.passage = passage
        self._left = dict(values)

    def error(self, message: str, name: str = "") -> ContentError:
        """A fault of the field ``name``, with its line."""
        return self.passage.error(message, self.passage.line_of(name) if name else 0)

    def take(self, name: str, kind: type, default: Any = None) -> Any:
        """The field's value. Raises ContentError if it is missing or of another type."""
        value = self._left.pop(name, default)
        if value is None:
            raise self.error(f"the field {name} is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(f"the field {name} must be of type {kind.__name__}", name)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A text, trimmed; missing is an error unless there is a default."""
        return str(self.take(name, str, default)).strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, or none."""
        values = self.take(name, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.error(f"the field {name} must be a list of texts", name)
        return tuple(values)

    def one_of(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> Any:
        """A text that is one of those allowed."""
        value = self.text(name, default)
        if value not in allowed:
            raise self.error(f"the field {name} is one of {', '.join(allowed)}, not {value}", name)
        return value

    def table(self, name: str) -> "Fields | None":
        """A table of fields, or None."""
        value = self.take(name, dict, {})
        return Fields(self.passage, value) if value else None

    def tables(self, name: str) -> "list[Fields]":
        """A list of tables, or none."""
        return [Fields(self.passage, value) for value in self.take(name, list, [])]

    def names(self) -> tuple[str, ...]:
        """The names that are not taken yet."""
        return tuple(self._left)

    def finish(self) -> None:
        """Refuse what is left over."""
        for name in self._left:
            raise self.error(f"unknown field {name}", name)
