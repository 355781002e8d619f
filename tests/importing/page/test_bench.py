"""The bench scores the function the import goes through, and prints what it promises."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_pages", ROOT / "bench" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_f1_counts_words_as_often_as_they_stand(pages: ModuleType) -> None:
    assert pages.f1("Кава, кава!", "кава") == pytest.approx(2 / 3)
    assert pages.f1("tea", "coffee") == 0
    assert pages.f1("", "") == 1


def test_a_line_a_page_and_the_medians_last(pages: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert pages.main(DATA) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0::2] for line in lines[:-1]] == [
        ["lighthouse", "-", lines[0].split()[4]],
        ["market", lines[1].split()[2], lines[1].split()[4]],
    ]
    assert lines[-1].startswith("median html ")
    assert float(lines[-1].split()[2]) >= 0.95
    assert float(lines[-1].split()[4]) >= 0.95


def test_an_unreadable_page_scores_nothing(
    pages: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone.expected.html").write_text("<p>words</p>")
    (tmp_path / "gone.txt").write_bytes(b"")
    assert pages.main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == ["gone html - text 0.000", "median html - text 0.000"]


def test_a_folder_without_pages_is_an_error(pages: ModuleType, tmp_path: Path) -> None:
    assert pages.main(tmp_path) == 2


def test_the_shared_pages_reach_what_was_promised(
    pages: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ROOT.parent / "shared" / "data" / "pages"
    if not folder.is_dir():
        pytest.skip("the shared pages are not beside this checkout")
    assert pages.main(folder) == 0
    words = capsys.readouterr().out.splitlines()[-1].split()
    assert (float(words[2]) >= 0.97, float(words[4]) >= 0.95) == (True, True)
