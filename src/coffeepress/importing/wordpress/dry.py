"""What a run would find of pictures and documents, without bringing any in."""

from __future__ import annotations

from django.conf import settings

from .library import ending_of, external_id_of
from .media import Media
from .records import Attachment
from .report import Report
from .survey import Survey
from .values import FileRef, PictureRef


class DryLibrary:
    """Looks whether files are in the media folder. Says nothing of those that would be downloaded."""

    def __init__(self, survey: Survey, media: Media, report: Report, *, download: bool) -> None:
        self._survey = survey
        self._media = media
        self._report = report
        self._download = download
        self._seen: dict[tuple[str, str], int | None] = {}

    def picture(self, ref: PictureRef) -> int | None:
        return self._look("picture", self._attachment(ref), settings.WAGTAILIMAGES_EXTENSIONS)

    def document(self, ref: FileRef) -> int | None:
        return self._look("document", self._attachment(ref), settings.WAGTAILDOCS_EXTENSIONS)

    def address(self, ref: PictureRef | FileRef) -> str:
        return self._attachment(ref).url

    def _has(self, attachment: Attachment) -> bool:
        is_original = bool(attachment.wp_id)
        return self._media.path(attachment.url, attachment.file, is_original=is_original) is not None

    def _attachment(self, ref: PictureRef | FileRef) -> Attachment:
        found = self._survey.attachment(ref.wp_id) if ref.wp_id else None
        if found is None and ref.url:
            found = self._survey.attachment_at(ref.url)
        return found or (Attachment(0, ref.url) if ref.url else Attachment(ref.wp_id, ""))

    def _look(self, kind: str, attachment: Attachment, accepted: list[str]) -> int | None:
        key = (kind, external_id_of(attachment))
        if key not in self._seen:
            self._seen[key] = self._found(kind, attachment, accepted)
        return self._seen[key]

    def _found(self, kind: str, attachment: Attachment, accepted: list[str]) -> int | None:
        if not attachment.url:
            self._report.note(f"{kind} missing", "the export does not hold it", f"number {attachment.wp_id}")
            return None
        if ending_of(attachment.url) not in accepted:
            self._report.note(f"{kind} missing", "files of this type are not accepted", attachment.url)
            return None
        if self._download or self._has(attachment):
            self._report.bring(f"{kind}s", "new")
            return len(self._seen) + 1
        self._report.note(f"{kind} missing", "it is not in the media folder", attachment.url)
        return None
