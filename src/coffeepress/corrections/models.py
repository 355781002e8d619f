"""Reports of readers, the newsroom's decisions, and the corrections that follow.

Owns what is stored and the database's own guards; every change goes through the function named for it
(`submit.py`, `decide.py`, `apply.py`, `amend.py`). Keeps no address of a reader's computer in the clear.
"""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EXACT_LENGTH = 600
"""The longest passage that can be reported, in code points."""


_GAP = Value(" ", output_field=models.TextField())


def new_token() -> str:
    """The unguessable part of a receipt's address: 144 bits."""
    return token_urlsafe(18)


class Report(models.Model):
    """What a reader sent about a passage, about a whole article, or to the newsroom."""

    class Kind(models.TextChoices):
        PASSAGE = "passage", _("about a passage")
        ARTICLE = "article", _("about an article")
        LETTER = "letter", _("to the newsroom")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        LOOKING = "looking", _("Being looked at")
        CORRECTED = "corrected", _("Corrected")
        CLARIFIED = "clarified", _("Clarified")
        DECLINED = "declined", _("Declined")
        FIXED = "fixed", _("Already fixed")
        ANSWERED = "answered", _("Answered")
        DUPLICATE = "duplicate", _("Duplicate")
        SPAM = "spam", _("Spam")

    class Standing(models.TextChoices):
        """What has become of the passage in the article as it is published now."""

        UNKNOWN = "", _("Not known")
        THERE = "there", _("There")
        CHANGED = "changed", _("Changed")
        GONE = "gone", _("Gone")
        AMBIGUOUS = "ambiguous", _("In several places")
        PROPOSED = "proposed", _("Reads as proposed")

    OPEN = (State.RECEIVED, State.LOOKING)
    ACCEPTED = (State.CORRECTED, State.CLARIFIED, State.FIXED)

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=20)
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
    )

    # The passage, as W3C Web Annotation selectors; positions are code points in the text that the reader read.
    exact = models.TextField(_("passage"), blank=True)
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    text_digest = models.CharField(max_length=64, blank=True)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wrong = models.TextField(_("what is wrong"), blank=True)
    proposal = models.TextField(_("what it should say"), blank=True)
    source = models.TextField(_("source"), blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    wants_credit = models.BooleanField(_("wants to be credited"), default=False)
    fingerprint = models.CharField(max_length=64, db_index=True, editable=False)

    # What the newsroom searches in, in small letters and in one column: among 100,000 reports it is read as a whole.
    searched = models.GeneratedField(
        expression=Lower(Concat("exact", _GAP, "wrong", _GAP, "proposal")),
        output_field=models.TextField(),
        db_persist=True,
    )

    # Where the passage is now, as last looked up (`standing.py`), so that the queue looks nothing up.
    standing = models.CharField(
        _("passage now"), max_length=10, choices=Standing.choices, blank=True, default=""
    )
    now_start = models.PositiveIntegerField(null=True, blank=True)
    now_end = models.PositiveIntegerField(null=True, blank=True)

    # Overlapping reports follow the first of them; `readers` counts all submissions of those that follow and its own.
    leader = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers"
    )
    readers = models.PositiveIntegerField(_("readers"), default=1)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField(_("answer to the reader"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ()
        permissions = [
            ("decide_report", _("Can see readers’ reports and decide on them")),
            ("see_reporter", _("Can see readers’ names and addresses")),
        ]
        indexes = [
            # All that the queue is narrowed by, so that it need not look into the reports for counting them.
            models.Index(
                fields=[
                    *("state", "leader", "-created_at"),
                    *("standing", "kind", "language", "article", "assignee"),
                ],
                name="report_queue",
            ),
            models.Index(fields=["article", "state", "now_start"], name="report_passage"),
            models.Index(fields=["assignee", "state"], name="report_assignee"),
            models.Index(Lower("email"), name="report_address"),
            models.Index(fields=["decided_at"], name="report_decided"),
            models.Index(fields=["-created_at"], name="report_received"),
            models.Index(
                fields=["language", "state", "kind", "decided_at", "created_at"], name="report_numbers"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"

    @staticmethod
    def from_address(email: str) -> Exact:
        """What narrows reports to those from an address, however it is written; by an index."""
        return Exact(Lower("email"), email.lower())

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Submission(models.Model):
    """One sending of the form: by its number, sent again it gives the same receipt. Kept for two days."""

    nonce = models.CharField(max_length=64, unique=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="submissions")
    sender = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["sender", "sent_at"], name="submission_sender"),
            models.Index(fields=["sent_at"], name="submission_time"),
        ]

    def __str__(self) -> str:
        return self.nonce


class DaySalt(models.Model):
    """A day's random salt for the hashes of senders' addresses. With the salt deleted, a hash tells nothing."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)


class ReportEvent(models.Model):
    """What was done with a report, by whom: its history."""

    class What(models.TextChoices):
        RECEIVED = "received", _("received")
        AGAIN = "again", _("sent by another reader")
        ASSIGNED = "assigned", _("assigned")
        RELEASED = "released", _("given back")
        DECIDED = "decided", _("decided")
        REOPENED = "reopened", _("opened again")
        REVIEW = "review", _("correction sent to review")
        RETURNED = "returned", _("correction not taken over in review")
        MAILED = "mailed", _("reader told")
        UNTOLD = "untold", _("reader could not be told")
        FORGOTTEN = "forgotten", _("reader’s name and address deleted")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    what = models.CharField(max_length=10, choices=What.choices)
    state = models.CharField(max_length=10, choices=Report.State.choices, blank=True, default="")
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.report} {self.get_what_display()}"

    @property
    def words(self) -> str:
        """The note, as people read it: of a mail, what it tells."""
        if self.what not in (self.What.MAILED, self.What.UNTOLD):
            return self.note
        told = {"receipt": _("that the report has arrived"), "decision": _("what was decided")}
        return str(told.get(self.note, self.note))


class PreparedReason(models.Model):
    """Words for declining that are needed often."""

    language = models.CharField(_("language"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("prepared reason")
        verbose_name_plural = _("prepared reasons")
        ordering = ["language", "title"]

    def __str__(self) -> str:
        return self.title


class CorrectionNeverRemoved(Exception):
    """A published correction can be amended; it is not removed."""


class Correction(models.Model):
    """A correction as everyone sees it."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="corrections"
    )
    language = models.CharField(max_length=20)
    report = models.OneToOneField(
        Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="correction"
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.CORRECTION)
    published_at = models.DateTimeField(_("date"), default=timezone.now)
    said = models.TextField(_("what it said"), blank=True)
    says = models.TextField(_("what it says now"), blank=True)
    note = models.TextField(_("note"), blank=True)
    credit = models.CharField(_("thanks to"), max_length=120, blank=True)
    amended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ("view",)
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["language", "-published_at"], name="correction_language"),
            models.Index(fields=["article", "-published_at"], name="correction_article"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.published_at:%Y-%m-%d}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: what was published about an error stays."""
        raise CorrectionNeverRemoved(_("A published correction can be amended, but not removed."))


class CorrectionVersion(models.Model):
    """The words that a correction had before it was amended."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=15, choices=Correction.Kind.choices)
    said = models.TextField(blank=True)
    says = models.TextField(blank=True)
    note = models.TextField(blank=True)
    credit = models.CharField(max_length=120, blank=True)
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return f"{self.correction} until {self.replaced_at:%Y-%m-%d}"


class PendingCorrection(models.Model):
    """An article was mended in a draft that waits for review: what is decided once that draft is published."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="pending")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="pending_corrections"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Where the passage stands in the draft's text.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    said = models.TextField(blank=True)
    says = models.TextField(blank=True)
    note = models.TextField(blank=True)
    is_public = models.BooleanField()
    with_followers = models.BooleanField(default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.report} in review"


class PastText(models.Model):
    """A text that an article had for readers until it was replaced by another (`past_texts.py`).

    The article's present text is the article; only what would be lost is kept here."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="past_texts")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=timezone.now)
    typing_error = models.BooleanField(
        default=False, help_text="Replaced to mend a typing error, and nothing else."
    )

    class Meta:
        default_permissions = ()
        ordering = ["replaced_at", "pk"]
        indexes = [models.Index(fields=["article", "digest"], name="past_text_digest")]

    def __str__(self) -> str:
        return f"{self.article_id} until {self.replaced_at:%Y-%m-%d}"


class Numbers(models.Model):
    """How the newsroom has dealt with reports in a language, as last counted (`numbers.py`)."""

    language = models.CharField(max_length=20, unique=True)
    received = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    median_seconds = models.PositiveIntegerField(null=True, blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.language
