"""Editions as values that can be compared: what files there are, and what the index says."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
from django.conf import settings

from coffeepress.edition.build import current
from coffeepress.edition.full import press_all
from coffeepress.edition.press import edition_dir

Files = dict[str, bytes]
Indexed = dict[tuple[str, str], tuple[str, int, frozenset[str], frozenset[str]]]


def files() -> Files:
    """All files that readers can get, by their names."""
    build = current(edition_dir())
    assert build is not None, "there is an edition"
    return files_under(build.root)


def files_under(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def texts() -> dict[str, str]:
    """All pages' texts, by their names, without the compressed twins."""
    return {
        name: body.decode()
        for name, body in files().items()
        if name.endswith((".html", ".xml", ".txt")) and not name.startswith("static/")
    }


def indexed() -> Indexed:
    """What the index keeps: each page's path and status, the keys it read, and the files it brings."""
    build = current(edition_dir())
    assert build is not None, "there is an edition"
    index = build.index()
    try:
        found: Indexed = {}
        for name in index.names():
            entry = index.entry(name)
            assert entry is not None
            found[name] = (
                entry.path,
                entry.status,
                frozenset(index.keys_of(name)),
                frozenset(index.files_of(name)),
            )
        return found
    finally:
        index.close()


def full_press(folder: Path) -> tuple[Files, Indexed]:
    """What a full press into another folder makes."""
    here = settings.EDITION_DIR
    settings.EDITION_DIR = folder
    try:
        press_all(processes=1)
        return files(), indexed()
    finally:
        settings.EDITION_DIR = here


def differences(folder: Path) -> list[str]:
    """How the edition differs from a full press, in words; empty where it does not, byte for byte."""
    ours, ours_indexed = files(), indexed()
    full, full_indexed = full_press(folder)
    found = [f"only in ours: {name}" for name in sorted(ours.keys() - full.keys())]
    found += [f"missing in ours: {name}" for name in sorted(full.keys() - ours.keys())]
    found += [
        f"other bytes: {name}" for name in sorted(ours.keys() & full.keys()) if ours[name] != full[name]
    ]
    for name in sorted(ours_indexed.keys() | full_indexed.keys()):
        mine, other = ours_indexed.get(name), full_indexed.get(name)
        if mine != other:
            found.append(f"index of {name}: {_difference(mine, other)}")
    return found


def torn(root: Path) -> list[str]:
    """Files whose compressed twins hold something else."""
    found = []
    for name, body in files_under(root).items():
        plain = root / name.removesuffix(".gz").removesuffix(".br")
        if name.endswith(".gz") and gzip.decompress(body) != plain.read_bytes():
            found.append(name)
        if name.endswith(".br") and brotli.decompress(body) != plain.read_bytes():
            found.append(name)
    return found


def _difference(mine: object, other: object) -> str:
    if not (isinstance(mine, tuple) and isinstance(other, tuple)):
        return f"ours {mine}, full {other}"
    parts = []
    for what, ours, full in zip(("path", "status", "keys", "files"), mine, other, strict=True):
        if ours != full:
            parts.append(
                f"{what}: only ours {set(ours) - set(full)}, only full {set(full) - set(ours)}"
                if isinstance(ours, frozenset)
                else f"{what}: ours {ours}, full {full}"
            )
    return "; ".join(parts)


def answers(*paths: str) -> list[int | tuple[int, str]]:
    """What readers of these paths get: 200, 410, 404, or 301 and 302 with where they are led."""
    there = files()
    return [_answer(there, path) for path in paths]


def _answer(there: Files, path: str) -> int | tuple[int, str]:
    folder = path[1:]
    found = [name for name in ("index", "moved", "gone") if f"{folder}{name}.html" in there]
    if not found:
        return 404
    assert len(found) == 1, f"{path} has one page: {found}"
    body = there[f"{folder}{found[0]}.html"].decode()
    match = re.search(r'<link rel="canonical" href="([^"]*)"( data-temporary)?', body)
    if found[0] == "moved":
        assert match is not None, "a page that has moved says where to"
        return (302 if match[2] else 301), match[1]
    return 200 if found[0] == "index" else 410
