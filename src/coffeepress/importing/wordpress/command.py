"""`coffeepress import wordpress FILE.xml`."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@click.command(
    "wordpress", epilog="Example: coffeepress import wordpress export.xml --media backup/wp-content/uploads"
)
@click.argument("file", metavar="FILE.xml", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--media",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A copy of WordPress' uploads folder, to take pictures and documents from.",
)
@click.option(
    "--download", is_flag=True, help="Download pictures and documents that are not in the media folder."
)
@click.option(
    "--allow-private", is_flag=True, help="Download from addresses of this machine and its network too."
)
@click.option(
    "--language", metavar="CODE", default="", help="The language to bring it in as; else the first one."
)
@click.option("--dry-run", is_flag=True, help="Only read and report; write nothing.")
@click.option(
    "--no-press", is_flag=True, help="Leave pressing the readers' pages to a later `coffeepress press`."
)
@click.option(
    "--details",
    metavar="FILE.csv",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write each single thing that could not come in as it was to this file.",
)
def wordpress(
    file: Path,
    media: Path | None,
    download: bool,
    allow_private: bool,
    language: str,
    dry_run: bool,
    no_press: bool,
    details: Path | None,
) -> None:
    """Bring in the posts and pages of a WordPress export (Tools > Export).

    A second run changes nothing; what changed in WordPress since is brought up to date, unless the newsroom
    has worked on it.
    """
    from .reading import ExportError
    from .report import Report
    from .run import Wishes, look, rehearse, run
    from .showing import show

    wishes = Wishes(file, media, download, allow_private, language)
    began = time.monotonic()
    try:
        with _details(details) as note, look(wishes) as found:
            report = Report(note)
            is_wanted = False
            if dry_run:
                rehearse(wishes, found, report)
            else:
                is_wanted = run(wishes, found, report)
            show(found, report, dry=dry_run, seconds=time.monotonic() - began)
    except ExportError as error:
        raise click.ClickException(f"{file.name} is not brought in: {error}.") from None
    if is_wanted and not no_press:
        _press()


@contextmanager
def _details(path: Path | None) -> Iterator[Callable[[str, str, str], None] | None]:
    if path is None:
        yield None
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("matter", "reason", "what"))
        yield lambda matter, reason, what: writer.writerow((matter, reason, what))


def _press() -> None:
    """Press once for all that came in."""
    from coffeepress.edition.press import NoEdition, press

    from .showing import progress

    try:
        with progress("Pressing", 0) as advanced:
            pressed = press(progress=advanced)
    except NoEdition:
        click.echo("There is no edition yet for readers: make it with `coffeepress press --all`.")
        return
    click.echo(f"Pressed: {len(pressed.written)} files written, {len(pressed.removed)} removed.")
