"""Read what was wrong in the demo newsroom's articles: changes, corrections, and what readers reported.

Owns: the rules of ``corrections.LANGUAGE.toml``. That the words stand in the articles is checked where they are loaded.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import get_args

from coffeepress.demo.fields import Fields
from coffeepress.demo.values import ChangeContent, ChangeKind, NoteContent, ReportContent, ReportState

Moment = Callable[[Fields, str], datetime | None]
_WITHOUT_NOTE = ("typing_error", "edit")
_STATE_OF: dict[ChangeKind, ReportState] = {
    "correction": "corrected",
    "clarification": "clarified",
    "typing_error": "corrected",
}
_OPEN = ("received", "looking")


class Errata:
    """One language's file."""

    def __init__(self, language: str, fields: Fields, moment: Moment) -> None:
        self.language = language
        self.moment = moment
        self._changes = fields.tables("changes")
        self._reports = fields.tables("reports")
        fields.finish()

    def changes(self) -> Iterator[ChangeContent]:
        """The changes of published articles."""
        for fields in self._changes:
            yield self._change(fields)
            fields.finish()

    def reports(self) -> Iterator[ReportContent]:
        """The reports from which no correction followed."""
        for fields in self._reports:
            state = fields.one_of("state", get_args(ReportState))
            decided_at = self.moment(fields, "decided")
            if (decided_at is None) != (state in _OPEN):
                raise fields.error("a report that is decided, and no other, says when", "state")
            article = fields.text("article", "")
            yield self._report(fields, article, state, decided_at)
            fields.finish()

    def _change(self, fields: Fields) -> ChangeContent:
        kind: ChangeKind = fields.one_of("kind", get_args(ChangeKind))
        article, at = fields.text("article"), self._required(fields, "at")
        replaced = tuple((str(was), str(now)) for was, now in fields.take("replaced", list))
        note = self._note(fields)
        if (kind in _WITHOUT_NOTE) == bool(note.said or note.says or note.note):
            raise fields.error(
                "corrections and clarifications, and nothing else, have words for readers", "kind"
            )
        earlier = []
        for table in fields.tables("earlier"):
            earlier.append(self._note(table, self._required(table, "until")))
            table.finish()
        table_of_report = fields.table("report")
        report = None
        if table_of_report is not None:
            report = self._report(table_of_report, article, _STATE_OF[kind], at)
            table_of_report.finish()
        return ChangeContent(kind, self.language, article, at, replaced, note, tuple(earlier), report)

    def _note(self, fields: Fields, until: datetime | None = None) -> NoteContent:
        said, says, note, credit = (fields.text(name, "") for name in ("said", "says", "note", "credit"))
        return NoteContent(said, says, note, credit, until)

    def _report(
        self, fields: Fields, article: str, state: ReportState, decided_at: datetime | None
    ) -> ReportContent:
        return ReportContent(
            language=self.language,
            article=article,
            exact=fields.text("exact", ""),
            wrong=fields.text("wrong"),
            proposal=fields.text("proposal", ""),
            source=fields.text("source", ""),
            name=fields.text("name", ""),
            email=fields.text("email", ""),
            wants_credit=fields.take("credit", bool, False),
            readers=fields.take("readers", int, 1),
            sent_at=self._required(fields, "sent"),
            state=state,
            decided_at=decided_at,
            reason=fields.text("reason", ""),
            assignee=fields.text("assignee", ""),
        )

    def _required(self, fields: Fields, name: str) -> datetime:
        moment = self.moment(fields, name)
        if moment is None:
            raise fields.error(f"the field {name} is missing")
        return moment
