"""What `coffeepress press` says when something could not be pressed."""

from __future__ import annotations

import errno

import click
import pytest

from coffeepress.config.commands import press as command
from coffeepress.edition.press import PagesFailed
from coffeepress.edition.render import Failure


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (
            PagesFailed([Failure("article", "12", "TemplateSyntaxError: x")]),
            "All is up to date but for 1 pages, which stay as they were; the first is article 12"
            " (TemplateSyntaxError: x).",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "The edition stays as it was: no space left on device."
            " Free some space or mend the folder's rights, then press again.",
        ),
    ],
)
def test_trouble_is_one_sentence(monkeypatch: pytest.MonkeyPatch, trouble: Exception, sentence: str) -> None:
    def fail() -> int:
        raise trouble

    monkeypatch.setattr(command, "press_everything", fail)
    assert command.press_command.callback
    with pytest.raises(click.ClickException) as caught:
        command.press_command.callback(everything=True)
    assert caught.value.message == sentence
