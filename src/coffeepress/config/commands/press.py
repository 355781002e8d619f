"""`coffeepress press`: bring the edition up to date."""

from __future__ import annotations

import click

from coffeepress.config.command_line import on_site


@click.command(
    "press", short_help="Bring the readers' edition up to date.", epilog="Example: coffeepress press --all"
)
@click.option("--all", "everything", is_flag=True, help="Make the whole edition anew and swap it in.")
def press_command(everything: bool) -> None:
    """Bring the readers' edition up to date with what is published."""
    from coffeepress.edition.build import PressBusy
    from coffeepress.edition.press import NoEdition, PagesFailed

    try:
        if everything:
            click.echo(f"The edition is made anew: {press_everything()} pages.")
        else:
            _press_changes()
    except NoEdition:
        raise click.ClickException(
            "There is no edition yet: make it with `coffeepress press --all`."
        ) from None
    except PressBusy:
        raise click.ClickException("Another press is at work; try again when it has ended.") from None
    except PagesFailed as error:
        raise click.ClickException(
            f"All is up to date but for {len(error.failures)} pages, which stay as they were; the first is"
            f" {error.failures[0]}."
        ) from None
    except OSError as error:
        raise click.ClickException(
            f"The edition stays as it was: {(error.strerror or str(error)).lower()}. Free some space or mend the"
            " folder's rights, then press again."
        ) from None


def press_everything() -> int:
    """Make the whole edition anew, with a bar.

    Returns:
        How many pages it has.
    """
    from coffeepress.config.progress import busy, progress_bar
    from coffeepress.config.static_files import collect_static_files
    from coffeepress.edition.full import count_pages, press_all
    from coffeepress.edition.signature import begun_with

    begun_with()
    with busy("Collecting static files"):
        collect_static_files()
    with progress_bar("Pressing", total=count_pages()) as progress:
        return press_all(progress=progress)


def _press_changes() -> None:
    from coffeepress.config.progress import progress_bar
    from coffeepress.config.static_files import collect_static_files
    from coffeepress.edition.press import press

    collect_static_files()
    with progress_bar("Pressing") as progress:
        report = press(progress=progress)
    click.echo(f"{len(report.written)} files written, {len(report.removed)} removed.")


on_site(press_command)
