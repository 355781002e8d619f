"""Progress bars of the command line: on a terminal only, so that a log or a pipe stays readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int], None]


@contextmanager
def progress_bar(title: str, *, total: int | None = None) -> Iterator[Progress]:
    """A bar while the block runs; the yielded function is told how many more are done.

    Args:
        title: what is being done, in a few words.
        total: how many there are to do; None where it is not known.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)


@contextmanager
def busy(title: str) -> Iterator[None]:
    """A turning sign while the block runs, for work that cannot be counted."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(title):
        yield
