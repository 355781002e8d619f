"""What a reader may send: the form's fields, their lengths, and what is said where something is missing.

All input is plain text and stays what it is. Only what no database can hold (NUL) goes, and line ends become one sort.
"""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coffeepress.corrections.models import EXACT_LENGTH

WORDS_LENGTH = 4_000
SOURCE_LENGTH = 1_000
NAME_LENGTH = 120
EMAIL_LENGTH = 254
CONTEXT_LENGTH = 64
_LARGEST = 2**31 - 1


class PlainText(forms.CharField):
    """Text as it was typed: line ends are `\\n`, NUL is left out, a length is told in the reader's terms."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        text = (value or "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        return text.strip(" \t\n") if self.strip else text

    def validate(self, value: str) -> None:
        if len(value) > self.longest:
            raise ValidationError(
                ngettext(
                    "This is %(length)s characters long; please keep it to %(longest)s character.",
                    "This is %(length)s characters long; please keep it to %(longest)s characters.",
                    self.longest,
                ),
                code="long",
                params={"length": len(value), "longest": self.longest},
            )

    def run_validators(self, value: str) -> None:
        """Nothing more: NUL, which Django's own validator refuses, is gone."""


class Line(PlainText):
    """Text on one line."""

    widget = forms.TextInput  # type: ignore[assignment]  # the stubs know the class above only

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\n\t\v\f\x1c-\x1e\x85\u2028\u2029 ]+", " ", super().to_python(value)).strip()


class Unseen(forms.CharField):
    """What the page's script sends along; a value that it cannot have sent is left out."""

    def __init__(self, *, pattern: str = "", longest: int = CONTEXT_LENGTH) -> None:
        super().__init__(required=False, strip=False)
        self.pattern, self.longest = pattern, longest

    def clean(self, value: Any) -> str:
        text = (value or "").replace("\x00", "").replace("\r\n", "\n")
        fits = len(text) <= self.longest and re.fullmatch(self.pattern or r"(?s:.*)", text)
        return text if fits else ""


class Number(Unseen):
    """A whole number that the page or its script sends along; None where it is none."""

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().clean(value)
        number = int(text) if re.fullmatch(r"[0-9]{1,10}", text) else None
        return number if number is not None and number <= _LARGEST else None


class ReportForm(forms.Form):
    """A report, or a letter: then without an article and a passage."""

    article = Number()
    language = Unseen(longest=20)
    exact = PlainText(longest=EXACT_LENGTH)
    prefix = Unseen()  # type: ignore[assignment]  # Django tells a field from its own `prefix`
    suffix = Unseen()
    start = Number()
    end = Number()
    digest = Unseen(pattern=r"[0-9a-f]{64}")
    revision = Number()
    wrong = PlainText(longest=WORDS_LENGTH)
    proposal = PlainText(longest=WORDS_LENGTH)
    source = PlainText(longest=SOURCE_LENGTH)
    name = Line(longest=NAME_LENGTH)
    email = forms.EmailField(
        required=False,
        max_length=EMAIL_LENGTH,
        error_messages={
            "invalid": _("This does not look like an e-mail address, such as name@example.org."),
            "max_length": _("This does not look like an e-mail address, such as name@example.org."),
        },
    )
    credit = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        says_something = any(self.data.get(name, "").strip() for name in ("wrong", "proposal"))
        if not says_something:
            about_article = found.get("article") is not None
            self.add_error(
                "wrong",
                _("Please say what is wrong, or what it should say.")
                if about_article
                else _("Please write to us what it is about."),
            )
        if found.get("proposal") and found["proposal"] == found.get("exact"):
            self.add_error("proposal", _("This is what it says already. What should it say?"))
        if found.get("credit") and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please give the name that we are to thank."))
        return found


def language_of(posted: str, article: models.Model | None) -> str:
    """The language to answer in: the one asked for, else the article's, else the outlet's first."""
    languages: list[str] = settings.COFFEEPRESS.languages
    of_article: str = article.locale.language_code if article else ""  # type: ignore[attr-defined]
    return next((code for code in (posted, of_article) if code in languages), languages[0])
