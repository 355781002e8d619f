"""A site with its home fronts, and a run of the import on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coffeepress.importing.wordpress.report import Report

from .exports import write


@pytest.fixture
def home(db: None) -> Any:
    from coffeepress.config.beginning import begin

    return begin("The Paper")


@pytest.fixture
def bring(home: Any, tmp_path: Path) -> Callable[..., Report]:
    """Import the text of an export: `bring(export(...), media=folder)`."""
    from coffeepress.importing.wordpress.run import Wishes, look, run

    def bring_export(text: str, **wishes: Any) -> Report:
        report = Report()
        asked = Wishes(write(tmp_path / "export.xml", text), **wishes)
        with look(asked) as found:
            run(asked, found, report)
        return report

    return bring_export
