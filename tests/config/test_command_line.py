"""The command line as a person meets it: in a process of its own, with what it prints and its exit status."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest

from coffeepress.config.folder import change_setting, make_folder
from tests.command_tree import command_tree


def run(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `coffeepress` as from a shell that stands in `folder`."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COFFEEPRESS_", "DJANGO_"))  # the browser's tests allow what `check` warns of
    }
    return subprocess.run(
        [sys.executable, "-m", "coffeepress", *arguments],
        cwd=folder,
        env=environment | variables,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


@pytest.mark.parametrize("words", [words for words, _ in command_tree()])
def test_help_has_an_example(words: str) -> None:
    command = dict(command_tree())[words]
    shown = command.get_help(click.Context(command, info_name=words))
    assert "Example: coffeepress" in " ".join(shown.split())


def test_help_needs_no_site(tmp_path: Path) -> None:
    answer = run("serve", "--help", folder=tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.startswith("Usage: coffeepress serve")


def test_unknown_command_is_answered_with_the_nearest(tmp_path: Path) -> None:
    answer = run("serv", folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1] == 'Error: There is no command "serv". Did you mean "serve"?'


def test_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    answer = run("--site", "nowhere", "press", folder=tmp_path)
    missing = tmp_path / "nowhere"
    assert (answer.returncode, answer.stderr) == (
        1,
        f"Error: There is no folder {missing}: make a site with `coffeepress init {missing}`.\n",
    )


def test_folder_that_is_no_site_is_one_sentence(tmp_path: Path) -> None:
    answer = run("press", folder=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Error: {tmp_path} is not a site, for it has no coffeepress.toml:")
    assert answer.stderr.count("\n") == 1


@pytest.fixture
def bare_site(tmp_path: Path) -> Path:
    """A site's folder without a database."""
    directory = tmp_path / "site"
    make_folder(directory, {"base_url": "http://127.0.0.1:8000", "database": ""})
    return directory


def test_site_is_taken_after_the_command_too_and_from_the_environment(
    bare_site: Path, tmp_path: Path
) -> None:
    (bare_site / "coffeepress.toml").write_text("list_lenth = 3\n")
    expected = f'Error: {bare_site / "coffeepress.toml"} has an unknown setting "list_lenth"'
    for arguments, variables in (
        (("--site", "site", "press"), {}),
        (("press", "--site", "site"), {}),
        (("press",), {"COFFEEPRESS_SITE": str(bare_site)}),
    ):
        answer = run(*arguments, folder=tmp_path, **variables)
        assert (answer.returncode, answer.stderr.startswith(expected)) == (1, True), answer.stderr


def test_settings_that_are_no_toml_are_one_sentence(bare_site: Path) -> None:
    (bare_site / "coffeepress.toml").write_text("list_length = = 3\n")
    answer = run("serve", folder=bare_site)
    assert answer.returncode == 1
    assert answer.stderr == (
        f"Error: {bare_site / 'coffeepress.toml'} is not valid TOML: Invalid value (at line 1, column 15).\n"
    )


def test_unreachable_database_is_one_sentence(bare_site: Path) -> None:
    change_setting(bare_site, "database", "postgres://nobody@127.0.0.1:1/nothing")
    answer = run("press", "--all", folder=bare_site)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: The database does not answer as it should: ")
    assert answer.stderr.count("\n") == 1


def test_database_without_tables_is_one_sentence(bare_site: Path) -> None:
    answer = run("press", "--all", folder=bare_site)
    assert answer.returncode == 1
    assert "run `coffeepress manage migrate`" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_port_in_use_is_one_sentence(bare_site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run("serve", "--port", str(port), folder=bare_site)
    assert (answer.returncode, answer.stderr) == (
        1,
        f"Error: Port {port} on 127.0.0.1 cannot be used (address already in use):"
        " stop what listens there, or take another with --port.\n",
    )


def test_press_without_an_edition_says_how_to_make_one(bare_site: Path) -> None:
    run("manage", "migrate", "--verbosity", "0", folder=bare_site)
    answer = run("press", folder=bare_site)
    assert (answer.returncode, answer.stderr) == (
        1,
        "Error: There is no edition yet: make it with `coffeepress press --all`.\n",
    )


def test_init_without_a_person_to_ask_says_what_to_give(tmp_path: Path) -> None:
    answer = run("init", "paper", folder=tmp_path)
    assert (answer.returncode, answer.stderr) == (
        1,
        "Error: Say --email and --password of the first editor, or --no-superuser.\n",
    )
    assert not (tmp_path / "paper").exists()


def test_init_with_a_weak_password_leaves_nothing_behind(tmp_path: Path) -> None:
    answer = run("init", "paper", "--email", "editor@paper.example", "--password", "12345", folder=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: This password is too short.")
    assert not (tmp_path / "paper").exists()


def test_init_makes_a_site_whose_front_is_pressed(tmp_path: Path) -> None:
    arguments = (
        "--name",
        "The Paper",
        "--email",
        "editor@paper.example",
        "--password",
        "correct horse battery",
    )
    answer = run("init", "paper", "--language", "uk", *arguments, folder=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    site = tmp_path / "paper"
    assert answer.stdout.splitlines()[-1] == "Start it: coffeepress --site paper serve"
    assert "The Paper" in (site / "edition/current/index.html").read_text()
    assert (site / "site.sqlite3").stat().st_mode & 0o777 == 0o600
    again = run("init", "paper", "--no-superuser", folder=tmp_path)
    assert again.returncode == 1
    assert "is a site already" in again.stderr

    report = run("check", folder=site)
    assert report.returncode == 1
    assert report.stdout.splitlines()[0] == (
        "problem: base_url is http://127.0.0.1:8000: only this machine can open it."
    )
    assert report.stdout.splitlines()[-1] == "1 problem, 1 piece of advice."

    there = (
        "from django.contrib.auth import get_user_model as m;"
        "u = m().objects.get(); print(u.email, u.is_superuser, u.check_password('correct horse battery'))"
    )
    asked = run("manage", "shell", "--no-imports", "-c", there, folder=site)
    assert asked.stdout == "editor@paper.example True True\n"
