"""Each route, asked for by each character, over real requests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.matrix import CHARACTERS, rows, treasurers

LETTERS = {"let in": "+", "asked to sign in": "s", "refused": "-", "not found": "0"}
WITHOUT_DRAFTS = frozenset({"Stranger", "Reader", "Supporter", "Photographer", "Moderator", "Treasurer"})


@pytest.fixture
def world(db: Any) -> Any:
    from tests.access.world import World
    from tests.newsroom.characters import make_roles

    make_roles()
    return World()


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    from tests.access.routes import all_routes

    names = {route.row for route in all_routes()}
    assert sorted(names - rows().keys()) == [], "Routes without a row in tests/access/matrix.py"
    assert sorted(rows().keys() - names) == [], "Rows of tests/access/matrix.py without a route"


def expected_of(row: str, character: str) -> str:
    return rows().get(row, " " * len(CHARACTERS))[CHARACTERS.index(character)]


def test_every_row_has_an_outcome_for_each_character() -> None:
    wrong = {name: letters for name, letters in rows().items() if len(letters) != len(CHARACTERS)}
    assert wrong == {}


@pytest.mark.parametrize("character", [*CHARACTERS, "Treasurer"])
def test_each_route_answers_as_its_row_says(world: Any, character: str) -> None:
    from tests.access.asking import ask
    from tests.access.routes import all_routes
    from tests.newsroom.characters import client_of

    client = client_of(character)
    differing, leaking = {}, []
    for route in all_routes():
        answer = ask(client, route.path(world.sample(route.row)))
        expected = treasurers(route.row) if character == "Treasurer" else expected_of(route.row, character)
        if LETTERS[answer.outcome] != expected:
            differing[route.row] = f"{LETTERS[answer.outcome]}, not {expected}"
        if character in WITHOUT_DRAFTS and world.draft.title in answer.text:
            leaking.append(route.row)
        if route.row in {"wagtailadmin_logout", "account_logout"}:
            client = client_of(character)
    assert differing == {}
    assert leaking == [], "These show a draft to somebody who may not see it"
