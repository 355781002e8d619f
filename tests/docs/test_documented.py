"""What a person can set, type or meet is in the documentation, and the documentation names nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from coffeepress.config.site import SiteSettings
from coffeepress.edition.keys import declared
from tests.command_tree import command_tree

DOCS = Path(__file__).resolve().parents[2] / "docs"


def rows(document: str) -> list[list[str]]:
    """The cells of the document's first table, without its head."""
    lines = (DOCS / document).read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table[2:]]


def name_in(cell: str) -> str:
    """What stands between the first pair of backticks."""
    return cell.split("`")[1]


def test_each_setting_is_documented_with_its_default() -> None:
    documented = {name_in(row[0]): row[1] for row in rows("settings.md")}
    expected = {
        name: "made by `init`" if field.is_required() else f"`{json.dumps(field.default)}`"
        for name, field in SiteSettings.model_fields.items()
    }
    assert documented == expected


def test_each_command_is_documented() -> None:
    documented = {re.sub(r" [A-Z…].*$", "", name_in(row[0])) for row in rows("commands.md")}
    expected = {
        words
        for words, command in command_tree()
        if not isinstance(command, click.Group) and not command.hidden
    }
    assert documented == expected


@pytest.mark.parametrize("words", [words for words, _ in command_tree() if words != "coffeepress"])
def test_each_option_is_documented(words: str) -> None:
    command = dict(command_tree())[words]
    if isinstance(command, click.Group):
        return
    row = next(row for row in rows("commands.md") if re.fullmatch(f"{words}( .*)?", name_in(row[0])))
    documented = set(re.findall(r"`(--[a-z-]+)`", row[2]))
    expected = {
        parameter.opts[0]
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden and parameter.opts[0] != "--site"
    }
    assert documented == expected


def test_each_key_is_documented() -> None:
    documented = {name_in(row[0]).split(":")[0] for row in rows("keys.md")}
    assert documented == {key.name for key in declared()}


@pytest.mark.parametrize("document", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
        assert (document.parent / target).exists(), target
