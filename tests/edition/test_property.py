"""The oracle: after any sequence of editorial actions the edition equals a full press, byte for byte."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from coffeepress.edition.full import press_all
from tests.edition.editors import Editors
from tests.edition.newsroom import Newsroom, new_document, new_picture, on

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "8"))
"""How many sequences are tried. The default is for every run; a thousand find more in an hour."""

STEPS = 40


def test_any_sequence_of_editorial_actions_gives_what_a_full_press_gives(
    newsroom: Newsroom, tmp_path: Path, settings: Any, change_site: Any
) -> None:
    change_site(
        list_length=2,
        permalink="/{year}/{month}/{slug}/",
        support_goal=["EUR 40"],
        support_public=True,
        bank_holder="The Paper",
        bank_iban="DE02120300000000202051",
    )
    _try_sequences(newsroom, tmp_path, settings)


def test_any_sequence_gives_what_a_full_press_gives_with_the_section_in_addresses(
    newsroom: Newsroom, tmp_path: Path, settings: Any, change_site: Any
) -> None:
    change_site(list_length=2, permalink="/{section}/{slug}/")
    _try_sequences(newsroom, tmp_path, settings)


def _try_sequences(newsroom: Newsroom, folder: Path, site: Any) -> None:
    ada = newsroom.person("Ada Novak", slug="ada-1")
    picture, document = new_picture(alt="A bridge"), new_document()
    for slug, language in (("world", "en"), ("town", "en"), ("svit", "uk")):
        section = newsroom.section(slug, language=language)
        bridge = newsroom.article(
            section, "bridge", at=on(2026, 1), authors=[ada], tags=["rivers"], lead_picture=picture
        )
        link = f'<p>About <a linktype="page" id="{bridge.pk}">the bridge</a></p>'
        body = [("text", link), ("download", {"document": document, "title": "", "description": ""})]
        newsroom.article(section, "flood", at=on(2026, 2), body=body)
    press_all(processes=1)
    machine = type(
        "EditorsHere", (Editors,), {"newsroom": newsroom, "start": site.EDITION_DIR, "folder": folder}
    )
    run_state_machine_as_test(machine, settings=_profile())


def _profile() -> settings:
    longer = "PROPERTY_EXAMPLES" in os.environ
    # A failing sequence is made shorter only in the longer run: that takes minutes.
    phases = [Phase.generate, Phase.shrink] if longer else [Phase.generate]
    return settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=not longer,
        database=None,
        phases=phases,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
