"""Show on the command line how an import goes, and its closing report as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from .fitting import cut
from .report import Report
from .survey import Survey

HOWS = ("new", "updated", "the same", "left alone")
WIDTH_WITHOUT_TERMINAL = 110
LONGEST_EXAMPLE = 70


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing in a pipe or a log; the yielded function is told how much more is done."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.advance(task, done)


def show(survey: Survey, report: Report, *, dry: bool, seconds: float) -> None:
    """Print what came in, and what could not and why."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_WITHOUT_TERMINAL)
    console.print(_came(report, dry=dry))
    if report.reasons:
        console.print(_reasons(report))
    for line in _lines(survey, report, seconds=seconds):
        console.print(Text(line))


def _came(report: Report, *, dry: bool) -> Table:
    table = Table(title="What would come in" if dry else "What came in", title_justify="left")
    table.add_column("")
    for how in HOWS:
        table.add_column(how, justify="right")
    for what in dict.fromkeys(what for what, _ in sorted(report.came)):
        table.add_row(what, *(str(report.came[what, how] or "") for how in HOWS))
    return table


def _reasons(report: Report) -> Table:
    table = Table(title="What could not come in as it was, and why", title_justify="left")
    table.add_column("what")
    table.add_column("why", overflow="fold")
    table.add_column("times", justify="right")
    table.add_column("for example", overflow="fold")
    by_matter = sorted(report.reasons.items(), key=lambda pair: (pair[0][0], -pair[1].count))
    for (matter, reason), found in by_matter:
        example = found.examples[0].partition(" (http")[0] if found.examples else ""
        table.add_row(Text(matter), Text(reason), str(found.count), Text(cut(example, LONGEST_EXAMPLE)))
    return table


def _lines(survey: Survey, report: Report, *, seconds: float) -> Iterator[str]:
    if report.beyond:
        yield f"{report.beyond} more, for rarer reasons (see --details)."
    for fault, times in survey.mended.items():
        yield f"Mended in the file: {fault}, {times} times."
    others = [f"{count} {kind}" for kind, count in sorted(survey.kinds.items()) if kind not in _TAKEN]
    if survey.comments:
        others.append(f"{survey.comments} comments")
    if others:
        yield f"Not brought in, for they have no counterpart yet: {', '.join(others)}."
    done = sum(count for (what, _), count in report.came.items() if what in ("articles", "pages"))
    if done:
        rate = done / max(seconds, 0.001)
        yield f"{done} articles and pages in {seconds:.1f} seconds ({rate:.0f} a second)."


_TAKEN = ("post", "page", "attachment", "wp_block")
