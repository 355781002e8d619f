"""A letter: what it says, whom it goes to, how far it is."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from coffeepress.letters.blocks import TEXT_FEATURES, LetterBlock
from coffeepress.letters.models.reading import Kind


class Letter(models.Model):
    """A letter. A draft can be changed; once it is begun, what goes out is fixed, and readers can open it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        SENDING = "sending", _("Being sent")
        STOPPED = "stopped", _("Stopped")
        SENT = "sent", _("Sent")

    kind = models.CharField(_("letter"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=20)
    subject = models.CharField(_("subject"), max_length=160)
    preheader = models.CharField(
        _("first line"),
        max_length=160,
        blank=True,
        help_text=_("Mail programs show it beside the subject. Left blank, the first headlines stand there."),
    )
    opening = RichTextField(
        _("opening words"), blank=True, features=TEXT_FEATURES, help_text=_("Above everything else.")
    )
    content = StreamField(LetterBlock(), verbose_name=_("content"), blank=True)
    # A note to those who got another letter: a correction of what stood in it.
    about = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="notes", editable=False
    )

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    send_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    covers_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # From here on: once it is begun.
    begun_at = models.DateTimeField(_("sent"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    path = models.CharField(max_length=300, blank=True, db_index=True)
    sent_html = models.TextField(blank=True)
    sent_text = models.TextField(blank=True)
    sent_subject = models.CharField(max_length=160, blank=True)
    filled_to = models.BigIntegerField(default=0)
    is_filled = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    numbers = models.JSONField(default=dict)
    unsubscribed = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        permissions = [("send_letter", _("Can write and send letters to readers"))]
        indexes = [
            models.Index(fields=["language", "-begun_at"], name="letter_language"),
            models.Index(fields=["state", "send_at"], name="letter_state"),
            models.Index(fields=["kind", "language", "-covers_until"], name="letter_covers"),
            models.Index(fields=["-made_at"], name="letter_newest"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def date(self) -> datetime:
        """The date that readers see."""
        return self.begun_at or self.send_at or timezone.now()

    @property
    def articles(self) -> list[int]:
        """The ids of the articles that stand in it, each once, in order."""
        found = [
            block["value"] for block in self.content.raw_data if block["type"] == "article" and block["value"]
        ]
        return list(dict.fromkeys(found))


class LetterArticle(models.Model):
    """An article that stood in a letter when it was begun."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="went_out")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="in_letters")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["letter", "article"], name="in_letter_once")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.article_id}"


class Slot(models.Model):
    """A moment at which a letter was due, and was looked after: never twice, whoever works and however often."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=20)
    day = models.DateField()
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "language", "day"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.day}"


class CorrectionOffer(models.Model):
    """An article that went out in a letter was corrected: an editor may send a note to those who got it."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="corrections")
    correction = models.ForeignKey(
        "corrections.Correction", on_delete=models.CASCADE, related_name="letter_offers"
    )
    note = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["letter", "correction"], name="offered_once")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.correction_id}"
