"""Editors do anything in any order while the worker relates at any moment: what is pressed equals a full press."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings as site
from hypothesis.stateful import rule, run_state_machine_as_test
from hypothesis.strategies import lists, sampled_from

from coffeepress.edition.full import press_all
from coffeepress.related.models import Choice
from tests.edition import newsroom as does
from tests.edition.editors import ANY, Editors, pick, refusals
from tests.edition.newsroom import Newsroom, on
from tests.edition.test_property import _profile
from tests.related.stories import RIVER, SCHOOL, relate, story

KINDS = lists(sampled_from(Choice.Kind.values), max_size=2)


class RelatingEditors(Editors):
    """Editors who choose related articles, beside a worker."""

    def __init__(self) -> None:
        super().__init__()
        site.RELATED_DIR = self.here / "related-index"

    @rule()
    def worker_relates(self) -> None:
        relate()

    @rule(article=ANY, other=ANY, kinds=KINDS)
    def choose(self, article: int, other: int, kinds: list[str]) -> None:
        chosen, first = pick(self.articles(), article), pick(self.articles(), other)
        if chosen and first and chosen.pk != first.pk:
            with refusals():
                does.publish(chosen, related_choices=[Choice(other=first, kind=kind) for kind in kinds])


def test_any_sequence_with_related_articles_gives_what_a_full_press_gives(
    newsroom: Newsroom, tmp_path: Path, settings: Any, change_site: Any
) -> None:
    change_site(list_length=2, related_length=2, permalink="/{year}/{month}/{slug}/")
    for language, name in (("en", "world"), ("uk", "svit")):
        section = newsroom.section(name, language=language)
        for number in range(3):
            story(newsroom, section, f"flood-{number}", f"{RIVER} Day {number}.", at=on(2026, 1))
        story(newsroom, section, "school", SCHOOL, at=on(2026, 2))
    relate()
    press_all(processes=1)
    machine = type(
        "RelatingHere",
        (RelatingEditors,),
        {"newsroom": newsroom, "start": settings.EDITION_DIR, "folder": tmp_path},
    )
    run_state_machine_as_test(machine, settings=_profile())
