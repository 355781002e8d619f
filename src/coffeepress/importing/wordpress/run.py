"""One import from beginning to end: survey the file, bring it in, say what happened."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from coffeepress.articles.models import Home
from coffeepress.edition.outbox import deferred

from .bringing import Bringing
from .dry import DryLibrary
from .library import MediaLibrary
from .media import Media
from .placing import Fate
from .preparing import Preparing
from .reading import ExportError, items, survey
from .report import Report
from .showing import progress
from .survey import Survey, place


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    path: Path
    media: Path | None = None
    download: bool = False
    allow_private: bool = False
    language: str = ""


def look(wishes: Wishes) -> Survey:
    """The first pass.

    Raises:
        ExportError: the file cannot be brought in; nothing was written.
    """
    with progress("Checking the file", wishes.path.stat().st_size) as advanced:
        return survey(wishes.path, advanced=advanced)


def run(wishes: Wishes, found: Survey, report: Report) -> bool:
    """The second pass.

    Returns:
        Whether the edition has to be pressed.

    Raises:
        ExportError: the site has no home front in the language, or another import is at work.
    """
    home = home_of(wishes.language)
    source = source_of(found) or wishes.path.name
    now = timezone.now()
    media = _media(wishes)
    library = MediaLibrary(found, media, report, source=source[:200])
    preparing = Preparing(found, library, report, now=now)
    bringing = Bringing(preparing, report, home, source=source[:200], now=now)
    with _alone(Path(settings.MEDIA_ROOT).with_name(".import.lock")), deferred() as deferral:
        with progress("Bringing in", found.total) as advanced:
            bringing.bring(items(wishes.path), advanced)
        if wishes.media or wishes.download:
            with progress("Other attachments", found.kinds["attachment"]) as advanced:
                for attachment in found.attachments():
                    library.bring_attachment(attachment)
                    advanced(1)
    return deferral.is_wanted


def source_of(found: Survey) -> str:
    """What names the old site, whether it was exported by http or https, with `www.` or without."""
    return place(found.site_url).lower() or found.site_title


def rehearse(wishes: Wishes, found: Survey, report: Report) -> None:
    """The second pass without writing anything."""
    now: datetime = timezone.now()
    library = DryLibrary(found, _media(wishes), report, download=wishes.download)
    preparing = Preparing(found, library, report, now=now)
    with progress("Reading", found.total) as advanced:
        for item in items(wishes.path):
            prepared = preparing.prepare(item)
            if prepared is not None and prepared.fate is not Fate.LEFT_OUT:
                report.bring("pages" if item.kind == "page" else "articles", "new")
            advanced(1)


def home_of(language: str) -> Home:
    """The home front to bring things in below."""
    code = language or settings.COFFEEPRESS.languages[0]
    home = Home.objects.filter(locale__language_code=code).select_related("locale").order_by("path").first()
    if home is None:
        raise ExportError(f"the site has no home front in the language “{code}”")
    return home


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Two imports at once would each bring in what the other has not committed yet."""
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ExportError(
                "another import is at work on this site; start this one when it has ended"
            ) from None
        yield


def _media(wishes: Wishes) -> Media:
    return Media(
        wishes.media,
        download=wishes.download,
        allow_private=wishes.allow_private,
        most_bytes=max(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
    )
