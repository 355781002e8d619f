"""Take what a reader sent: look up the passage, store the report, tell the reader.

A submission has a number (`nonce`). The same one again, also at the same moment, gives the same report. A report that
says the same as one before in every field is counted, not stored twice.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from wagtail.models import Revision

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections import grouping, mails, past_texts, standing
from coffeepress.corrections.anchoring import Selectors, select, to_code_points
from coffeepress.corrections.limits import Sender, refuse_too_many
from coffeepress.corrections.models import DaySalt, Report, ReportEvent, Submission

_COUNTED_ON = (*Report.OPEN, Report.State.DECLINED, Report.State.SPAM)
"""A report in one of these states takes identical ones; what was mended and is wrong again is a new report."""


class ArticleGone(Exception):
    """The article is not published, or no longer."""


@dataclass(frozen=True)
class Given:
    """What a reader sent, cleaned by the form. `start` and `end` count UTF-16 units in the text of that digest."""

    article_id: int | None
    language: str
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    digest: str = ""
    revision_id: int | None = None
    wrong: str = ""
    proposal: str = ""
    source: str = ""
    name: str = ""
    email: str = ""
    wants_credit: bool = False

    @property
    def kind(self) -> Report.Kind:
        if self.article_id is None:
            return Report.Kind.LETTER
        return Report.Kind.PASSAGE if self.exact else Report.Kind.ARTICLE

    @property
    def fingerprint(self) -> str:
        """The same for reports that say the same. Keyed, so that nobody can try addresses on it."""
        told = (self.article_id, self.exact, self.wrong, self.proposal, self.source)
        about_whom = (self.name, self.email.lower(), self.wants_credit)
        plain = "\x00".join(re.sub(r"\s+", " ", str(part)).strip() for part in (*told, *about_whom))
        return salted_hmac("coffeepress.corrections.report", plain, algorithm="sha256").hexdigest()


def receipt(nonce: str) -> Report | None:
    """The report that a submission with this number became, if it was taken before."""
    found = Submission.objects.filter(nonce=nonce).select_related("report").first()
    return found.report if found else None


def submit(given: Given, *, nonce: str, sender: Sender) -> Report:
    """Take a report.

    Raises:
        ArticleGone: its article is not published.
        TooMany: the sender or the article has had its fill for now.
    """
    with transaction.atomic():
        # One at a time: a double click, a flood and two equal reports all meet here.
        DaySalt.objects.select_for_update().order_by("-day").first()
        taken = receipt(nonce)
        if taken:
            return taken
        refuse_too_many(sender, given.article_id)
        article = _published(given.article_id)
        report = _same(given)
        if report:
            _count(report, sender)
        else:
            report = _new(given, article)
        Submission.objects.create(nonce=nonce, report=report, sender=sender.name)
        return report


def _published(article_id: int | None) -> Article | None:
    if article_id is None:
        return None
    article = Article.objects.live().filter(pk=article_id).select_related("locale").first()
    if article is None:
        raise ArticleGone(article_id)
    return article


def _same(given: Given) -> Report | None:
    alike = Report.objects.filter(fingerprint=given.fingerprint, state__in=_COUNTED_ON)
    return alike.order_by("-pk").first()


def _count(report: Report, sender: Sender) -> None:
    """One more reader says so, unless it is the same one again."""
    if report.submissions.filter(sender__in=sender.names).exists():
        return
    if report.article_id:
        grouping.one_at_a_time(report.article_id)
    readers = [pk for pk in (report.pk, report.leader_id) if pk]
    Report.objects.filter(pk__in=readers).update(readers=F("readers") + 1)
    ReportEvent.objects.create(report=report, what=ReportEvent.What.AGAIN)


def _new(given: Given, article: Article | None) -> Report:
    report = Report(
        kind=given.kind,
        language=given.language,
        article=article,
        exact=given.exact,
        wrong=given.wrong,
        proposal=given.proposal,
        source=given.source,
        name=given.name,
        email=given.email,
        wants_credit=given.wants_credit,
        fingerprint=given.fingerprint,
    )
    if article and given.exact:
        _look_up(report, given, article)
    report.save()
    ReportEvent.objects.create(report=report, what=ReportEvent.What.RECEIVED)
    if report.article_id:
        grouping.join(report)
    mails.tell_receipt(report)
    return report


def _look_up(report: Report, given: Given, article: Article) -> None:
    """Where the passage was in the text that the reader read, and where it is now."""
    now = said(article)
    report.text_digest = given.digest
    report.revision = _revision(article, given.revision_id)
    read = past_texts.text_by_digest(article, given.digest, revision=report.revision, at_hand=now)
    _name(report, _selectors(given, read))
    standing.look_up(report, article, now)
    if report.start is None and report.standing == Report.Standing.THERE:
        # Typed, and found: it is the present text that was read.
        assert report.now_start is not None
        assert report.now_end is not None
        _name(report, select(now.text, report.now_start, report.now_end))
        report.text_digest, report.revision_id = now.digest, article.live_revision_id


def _selectors(given: Given, read: str | None) -> Selectors:
    """The passage as the text that was read has it; without that text, as it was sent or typed."""
    if read is not None and given.start is not None and given.end is not None:
        start, end = to_code_points(read, given.start), to_code_points(read, given.end)
        if read[start:end] == given.exact:
            return select(read, start, end)
    if given.digest:
        return Selectors(given.exact, given.prefix, given.suffix)
    return Selectors(as_read(given.exact))


def _name(report: Report, passage: Selectors) -> None:
    report.exact, report.prefix, report.suffix = passage.exact, passage.prefix, passage.suffix
    report.start, report.end = passage.start, passage.end


def as_read(typed: str) -> str:
    """A typed passage as an article's text has it: runs of white space one space, no empty lines."""
    lines = (re.sub(r"[ \t\f]+", " ", line).strip() for line in typed.split("\n"))
    return "\n".join(line for line in lines if line)


def _revision(article: Article, revision_id: int | None) -> Revision | None:
    if revision_id is None:
        return None
    found: Revision | None = article.revisions.filter(pk=revision_id).first()
    return found
