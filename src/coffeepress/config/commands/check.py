"""`coffeepress check`: is the site healthy and safe to put on the internet?"""

from __future__ import annotations

import click

from coffeepress.config.command_line import on_site


@click.command(
    "check", short_help="Is the site healthy and safe?", epilog="Example: coffeepress --site /srv/paper check"
)
def check_command() -> None:
    """Look whether the site is healthy and safe to put on the internet.

    Says what is wrong and how to mend it. The exit status is 1 if there is a problem, 0 if only advice.
    """
    from coffeepress.config.health import findings

    problems = advice = 0
    for finding in findings():
        problems += finding.is_problem
        advice += not finding.is_problem
        mark = click.style("problem", fg="red") if finding.is_problem else click.style("advice", fg="yellow")
        click.echo(f"{mark}: {finding.what}\n    {finding.mend}")
    click.echo(_summary(problems, advice))
    if problems:
        raise SystemExit(1)


def _summary(problems: int, advice: int) -> str:
    if not problems and not advice:
        return "All is well."
    counted = [_count(problems, "problem")] if problems else ["No problem"]
    if advice:
        counted.append(_count(advice, "piece", "pieces") + " of advice")
    return ", ".join(counted) + "."


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


on_site(check_command)
