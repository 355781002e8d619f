"""Bring in the pictures and documents that posts show, each once, when they are first asked for.

Each is written with the note of where it came from in one transaction; what cannot be had is reported once,
with why.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.documents import get_document_model

from coffeepress.articles.models import Picture
from coffeepress.importing.models import Brought

from .figures import CREDIT_WORDS
from .fitting import LONGEST_CAPTION, LONGEST_TITLE, clean_alt, cut
from .media import Media, MediaFile, MediaMissingError
from .records import Attachment
from .report import Report
from .survey import Survey, place, without_size
from .values import FileRef, PictureRef

MOST_REMEMBERED = 20_000
PICTURE, DOCUMENT = "picture", "document"


class MediaLibrary:
    """Pictures and documents of one export. `source` names the export's site."""

    def __init__(self, survey: Survey, media: Media, report: Report, *, source: str) -> None:
        self._survey = survey
        self._media = media
        self._report = report
        self._source = source
        self._found: dict[tuple[str, str], int | None] = {}

    def picture(self, ref: PictureRef) -> int | None:
        attachment = self._attachment(ref)
        return self._bring(PICTURE, attachment, self._save_picture)

    def document(self, ref: FileRef) -> int | None:
        attachment = self._attachment(ref)
        return self._bring(DOCUMENT, attachment, self._save_document)

    def address(self, ref: PictureRef | FileRef) -> str:
        return self._attachment(ref).url

    def bring_attachment(self, attachment: Attachment) -> None:
        """Bring in an attachment that no post shows, as picture or document by its name's ending."""
        if ending_of(attachment.url) in settings.WAGTAILIMAGES_EXTENSIONS:
            self._bring(PICTURE, attachment, self._save_picture)
        else:
            self._bring(DOCUMENT, attachment, self._save_document)

    def _attachment(self, ref: PictureRef | FileRef) -> Attachment:
        """What the export knows of a file; a picture's id says more than its address, if both are there."""
        found = self._survey.attachment(ref.wp_id) if ref.wp_id else None
        if found is None and ref.url:
            found = self._survey.attachment_at(ref.url)
        return found or (Attachment(0, self._absolute(ref.url)) if ref.url else Attachment(ref.wp_id, ""))

    def _absolute(self, url: str) -> str:
        return self._survey.site_url + url if url.startswith("/") and not url.startswith("//") else url

    def _bring(
        self, kind: str, attachment: Attachment, save: Callable[[Attachment, MediaFile], int]
    ) -> int | None:
        external_id = external_id_of(attachment)
        if (kind, external_id) in self._found:
            return self._found[kind, external_id]
        found = self._known(kind, external_id)
        if found is None:
            found = self._brought(kind, external_id, attachment, save)
        if len(self._found) >= MOST_REMEMBERED:
            self._found.clear()
        self._found[kind, external_id] = found
        return found

    def _known(self, kind: str, external_id: str) -> int | None:
        known = Brought.objects.filter(source=self._source, external_id=f"{kind}:{external_id}").first()
        if known is None:
            return None
        model = Picture if kind == PICTURE else get_document_model()
        if model.objects.filter(pk=known.object_id).exists():
            self._report.bring(f"{kind}s", "the same")
            return known.object_id
        known.delete()
        return None

    def _brought(
        self,
        kind: str,
        external_id: str,
        attachment: Attachment,
        save: Callable[[Attachment, MediaFile], int],
    ) -> int | None:
        shown = attachment.url or f"attachment number {attachment.wp_id}"
        try:
            if not attachment.url:
                raise MediaMissingError("the export does not hold it")
            if kind == PICTURE:
                _refuse_ending(attachment.url, settings.WAGTAILIMAGES_EXTENSIONS)
            else:
                _refuse_ending(attachment.url, settings.WAGTAILDOCS_EXTENSIONS)
            file = self._media.get(attachment.url, attachment.file, is_original=bool(attachment.wp_id))
            with transaction.atomic():
                found = save(attachment, file)
                Brought.objects.create(
                    source=self._source, external_id=f"{kind}:{external_id}", kind=kind, object_id=found
                )
        except MediaMissingError as missing:
            self._report.note(f"{kind} missing", str(missing), shown)
            return None
        self._report.bring(f"{kind}s", "new")
        return found

    def _save_picture(self, attachment: Attachment, file: MediaFile) -> int:
        _refuse_unreadable(file)
        lost: Counter[str] = Counter()
        caption, credit = _words_of(attachment)
        picture = Picture(
            title=cut(attachment.title or PurePosixPath(file.name).stem, 255),
            file=ImageFile(io.BytesIO(file.data), name=file.name),
            alt=clean_alt(attachment.alt, lost),
            caption=cut(caption, LONGEST_CAPTION),
            credit=cut(credit, LONGEST_TITLE),
        )
        picture._set_image_file_metadata()
        picture.save()
        if attachment.description and attachment.description not in (caption, credit):
            self._report.note("no counterpart", "description of a picture", attachment.url)
        return int(picture.pk)

    def _save_document(self, attachment: Attachment, file: MediaFile) -> int:
        document = get_document_model()(
            title=cut(attachment.title or PurePosixPath(file.name).stem, 255),
            file=ContentFile(file.data, name=file.name),
        )
        document._set_document_file_metadata()
        document.save()
        return int(document.pk)


def _words_of(attachment: Attachment) -> tuple[str, str]:
    """Caption and credit: WordPress has no credit, so a description that reads like one is it."""
    caption = " ".join(attachment.caption.split())
    described = " ".join(attachment.description.split())
    if described and len(described) <= LONGEST_TITLE and CREDIT_WORDS.search(described):
        return caption, described
    return caption or described, ""


def external_id_of(attachment: Attachment) -> str:
    """By where the file lies, so that an export with its attachments and one without them name the same."""
    if not attachment.url:
        return str(attachment.wp_id)
    where = place(attachment.url)
    where = where if attachment.wp_id else without_size(where)
    return where if len(where) <= 200 else hashlib.sha256(where.encode()).hexdigest()


def ending_of(url: str) -> str:
    return PurePosixPath(url.split("?")[0]).suffix.lower().removeprefix(".")


def _refuse_ending(url: str, accepted: list[str]) -> None:
    ending = ending_of(url)
    if ending not in accepted:
        raise MediaMissingError(
            f"files of the type .{ending[:10]} are not accepted" if ending else "it has no file name"
        )


def _refuse_unreadable(file: MediaFile) -> None:
    """A picture is read whole before it is kept: a broken one would stop the press at its article later."""
    import willow  # noqa: F401  (registers the openers of AVIF and HEIC)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(file.data)) as image:
            width, height = image.size
            if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise MediaMissingError(
                    f"it has more than {settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:,} pixels"
                )
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise MediaMissingError("it is not a picture that can be read") from None
