"""Bring into the demo what readers reported and what the newsroom corrected: written as it would stand after the fact.

The articles hold the words of today; those they had before are made by undoing the changes, the last one first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Said, digest, said
from coffeepress.articles.permalink import claim_changes
from coffeepress.corrections import grouping, numbers, standing
from coffeepress.corrections.anchoring import select
from coffeepress.corrections.models import Correction, CorrectionVersion, PastText, Report, ReportEvent
from coffeepress.corrections.submit import Given
from coffeepress.demo.values import ChangeContent, DemoContent, NoteContent, ReportContent
from coffeepress.people.models import User

Pages = Mapping[tuple[str, str], int]


class NotInArticle(ValueError):
    """Words that the content says an article has, or had, stand in it never or twice."""


def bring_corrections(demo: DemoContent, pages: Pages, *, editor: User) -> None:
    """Write the changes, corrections and reports, and count them.

    Args:
        pages: the articles' ids by language and slug.
        editor: who decided.
    """
    accounts = {user.email: user for user in User.objects.all()}
    by_article: dict[tuple[str, str], list[ChangeContent]] = defaultdict(list)
    for change in demo.changes:
        by_article[change.language, change.article].append(change)
    for name, changes in by_article.items():
        _Undoing(Article.objects.get(pk=pages[name]), changes, editor).write()
    for content in sorted(demo.reports, key=lambda report: report.sent_at):
        article = (
            Article.objects.get(pk=pages[content.language, content.article]) if content.article else None
        )
        _bring_report(content, article, editor=editor, assignee=accounts.get(content.assignee))
    for language in demo.outlets:
        numbers.recount(language)


class _Undoing:
    """The changes of one article."""

    def __init__(self, article: Article, changes: Iterable[ChangeContent], editor: User) -> None:
        self.article = article
        self.changes = sorted(changes, key=lambda change: change.at)
        self.editor = editor

    def write(self) -> None:
        """Write the texts that the article had, and what was said about the changes."""
        article, text = self.article, said(self.article).text
        texts: list[str] = []
        for change in reversed(self.changes):
            for was, now in change.replaced:
                text = _replaced(text, now, was, article)
            texts.insert(0, text)
        published_at = article.first_published_at
        for change, past in zip(self.changes, texts, strict=True):
            PastText.objects.create(
                article=article,
                text=past,
                digest=digest(past),
                published_at=published_at,
                replaced_at=change.at,
                typing_error=change.kind == "typing_error",
            )
            published_at = change.at
            self._write_correction(change, past)
        last = max(self.changes[-1].at, article.last_published_at or self.changes[-1].at)
        Article.objects.filter(pk=article.pk).update(last_published_at=last)
        claim_changes(article)

    def _write_correction(self, change: ChangeContent, past: str) -> None:
        report = None
        if change.report:
            report = _written(change.report, self.article, past, self.editor)
        if change.kind not in Correction.Kind.values:
            return
        correction = Correction.objects.create(
            article=self.article,
            language=change.language,
            kind=change.kind,
            report=report,
            published_at=change.at,
            amended_at=max((each.until for each in change.earlier if each.until), default=None),
            by=self.editor,
            **_words(change.note),
        )
        for each in change.earlier:
            assert each.until
            CorrectionVersion.objects.create(
                correction=correction,
                kind=change.kind,
                replaced_at=each.until,
                replaced_by=self.editor,
                **_words(each),
            )


def _words(note: NoteContent) -> dict[str, str]:
    return {"said": note.said, "says": note.says, "note": note.note, "credit": note.credit}


def _replaced(text: str, now: str, was: str, article: Article) -> str:
    if text.count(now) != 1:
        raise NotInArticle(f"{article.slug}: {now!r} stands in it {text.count(now)} times, not once.")
    return text.replace(now, was)


def _bring_report(
    content: ReportContent, article: Article | None, *, editor: User, assignee: User | None
) -> None:
    present = said(article) if article else None
    report = _written(content, article, _text_with(content, article, present), editor, assignee)
    if report.state == Report.State.DUPLICATE:
        same = Report.objects.filter(article=article, exact=report.exact).exclude(pk=report.pk)
        report.leader = same.order_by("created_at").first()
    if article and present:
        standing.look_up(report, article, present)
    report.save()
    if article and report.is_open:
        grouping.join(report)


def _text_with(content: ReportContent, article: Article | None, present: Said | None) -> str:
    """The newest text of the article in which the reported passage stands; today's where there is no passage."""
    if article is None or present is None:
        return ""
    past = PastText.objects.filter(article=article).order_by("-replaced_at").values_list("text", flat=True)
    for text in (present.text, *past):
        if text.count(content.exact) == 1 or not content.exact:
            return text
    raise NotInArticle(f"{article.slug}: {content.exact!r} stands in none of its texts, or twice.")


def _written(
    content: ReportContent,
    article: Article | None,
    text: str,
    editor: User,
    assignee: User | None = None,
) -> Report:
    report = Report(
        kind=_kind(content),
        language=content.language,
        article=article,
        wrong=content.wrong,
        proposal=content.proposal,
        source=content.source,
        name=content.name,
        email=content.email,
        wants_credit=content.wants_credit,
        readers=content.readers,
        state=content.state,
        reason=content.reason,
        assignee=assignee,
        created_at=content.sent_at,
        decided_at=content.decided_at,
        decided_by=editor if content.decided_at else None,
        fingerprint=_given(content, article).fingerprint,
    )
    if article and content.exact:
        start = text.index(content.exact)
        passage = select(text, start, start + len(content.exact))
        report.exact, report.prefix, report.suffix = passage.exact, passage.prefix, passage.suffix
        report.start, report.end, report.text_digest = passage.start, passage.end, digest(text)
    report.save()
    _write_history(report, editor)
    return report


def _kind(content: ReportContent) -> Report.Kind:
    if not content.article:
        return Report.Kind.LETTER
    return Report.Kind.PASSAGE if content.exact else Report.Kind.ARTICLE


def _given(content: ReportContent, article: Article | None) -> Given:
    return Given(
        article_id=article.pk if article else None,
        language=content.language,
        exact=content.exact,
        wrong=content.wrong,
        proposal=content.proposal,
        source=content.source,
        name=content.name,
        email=content.email,
        wants_credit=content.wants_credit,
    )


def _write_history(report: Report, editor: User) -> None:
    what = ReportEvent.What
    events: list[tuple[str, datetime, User | None]] = [(what.RECEIVED, report.created_at, None)]
    if report.assignee:
        events.append((what.ASSIGNED, report.created_at, report.assignee))
    if report.decided_at:
        events.append((what.DECIDED, report.decided_at, editor))
    ReportEvent.objects.bulk_create(
        ReportEvent(report=report, what=name, at=at, by=by) for name, at, by in events
    )
