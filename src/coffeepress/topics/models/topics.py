"""Questions that readers want answered, and what the newsroom did about each."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.topics.links import refuse_bad_links

QUESTION_LETTERS = 160
LINES_LETTERS = 1000
LINKS_LETTERS = 2000


class Topic(models.Model):
    """A question worth covering, as a reader or the newsroom put it.

    One that was never accepted is seen by its proposer and the newsroom only. What was once on the ballot is never
    deleted: published rounds name it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ASKED_BACK = "asked_back", _("asked back")
        ON_BALLOT = "on_ballot", _("on the ballot")
        DECLINED = "declined", _("declined")
        MERGED = "merged", _("merged")
        CHOSEN = "chosen", _("chosen")

    language = models.CharField(_("language"), max_length=20)
    question = models.CharField(_("question"), max_length=QUESTION_LETTERS)
    lines = models.TextField(
        _("why it matters"),
        max_length=LINES_LETTERS,
        blank=True,
        validators=[MaxLengthValidator(LINES_LETTERS)],
    )
    links = models.TextField(
        _("links"),
        max_length=LINKS_LETTERS,
        blank=True,
        validators=[MaxLengthValidator(LINKS_LETTERS), refuse_bad_links],
        help_text=_("Web addresses, one a line."),
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposed_topics",
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    by_new_account = models.BooleanField(default=False, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PROPOSED)
    state_before_merge = models.CharField(max_length=12, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    is_public = models.BooleanField(default=False, editable=False)
    """Whether readers have seen it: from when it is accepted, or declined with a public reason, for good."""
    reason = models.TextField(_("public reason"), blank=True)
    asked = models.TextField(_("what we asked back"), blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    # The form's number, so that a double click proposes once.
    nonce = models.CharField(max_length=64, null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        default_permissions = ()
        permissions = [("decide_topic", _("Can decide about topics and their assignments"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="topic_merged_into_one",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "language"], name="topic_state"),
            models.Index(fields=["proposed_at"], name="topic_proposed"),
        ]

    def __str__(self) -> str:
        return self.question


class TopicEvent(models.Model):
    """What was done about a topic, by whom of the newsroom."""

    class What(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted onto the ballot")
        ASKED_BACK = "asked_back", _("asked back")
        ANSWERED = "answered", _("answered")
        EDITED = "edited", _("reworded")
        DECLINED = "declined", _("declined")
        MERGED = "merged", _("merged")
        UNMERGED = "unmerged", _("taken apart again")
        CHOSEN = "chosen", _("chosen")
        STARTED = "started", _("in the works")
        LINKED = "linked", _("article added")
        UNLINKED = "unlinked", _("article taken away")
        PUBLISHED = "published", _("published")
        DROPPED = "dropped", _("dropped")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=10, choices=What.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.what}"
