"""`coffeepress import page FILE|URL`."""

from pathlib import Path

import click


@click.command("page", epilog="Example: coffeepress import page saved.html --section city")
@click.argument("origin", metavar="FILE|URL")
@click.option("--url", default="", help="Where a saved file came from, if the file does not tell.")
@click.option("--section", metavar="SLUG", default="", help="The section; else the language's first.")
@click.option("--reports", is_flag=True, help="The article will report on the page rather than republish it.")
@click.option("--download", is_flag=True, help="Download the page's pictures.")
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of this machine and its network too."
)
@click.option("--again", is_flag=True, help="Bring in a page once more that was brought in before.")
def page(
    origin: str, url: str, section: str, reports: bool, download: bool, allow_private: bool, again: bool
) -> None:
    """Make a draft article of a saved web page, or of plain text copied from one.

    What the reading was unsure of is listed, here and in the article's history.
    """
    from coffeepress.importing.page import UnreadablePage, read_page
    from coffeepress.importing.page.drafting import DraftRefused, Wishes, make_draft

    data, name, address, beside = _take(origin, allow_private=allow_private)
    wishes = Wishes(
        section=section,
        kind="reports" if reports else "republishes",
        beside=beside,
        is_downloading=download,
        is_private_allowed=allow_private,
        is_again=again,
    )
    try:
        saved = read_page(data, name=name, url=url or address)
        draft = make_draft(saved, data, wishes)
    except UnreadablePage as error:
        raise click.ClickException(error.sentence) from None
    except DraftRefused as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Draft: {draft.article.title}")
    click.echo(f"Edit it: {_edit_address(draft.article.pk)}")
    for doubt in draft.doubts:
        click.echo(f"Look at this: {doubt}")


def _take(origin: str, *, allow_private: bool) -> tuple[bytes, str, str, Path | None]:
    """The bytes, what to call them, where they came from, and the folder they lie in."""
    from coffeepress.importing.fetch import LIMIT_BYTES, FetchError, fetch

    if origin.lower().startswith(("http://", "https://")):
        try:
            fetched = fetch(origin, allow_private=allow_private)
        except FetchError as error:
            raise click.ClickException(error.sentence) from None
        return fetched.data, origin, fetched.url, None
    path = Path(origin)
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise click.ClickException(
                f"{path.name} is larger than {LIMIT_BYTES // 1_000_000} MB: it is not read."
            )
        return path.read_bytes(), path.name, "", path.parent
    except OSError as error:
        raise click.ClickException(
            f"{origin} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from None


def _edit_address(article_id: int) -> str:
    from django.conf import settings
    from django.urls import reverse

    return f"{settings.COFFEEPRESS.base_url}{reverse('wagtailadmin_pages:edit', args=[article_id])}"
