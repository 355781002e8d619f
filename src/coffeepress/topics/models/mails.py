"""What proposers and voters are told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.topics.models.topics import Topic


class TopicMail(models.Model):
    """A mail about a topic: written in the transaction of what it tells of, sent by the worker (`mails.py`)."""

    class What(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        ASKED_BACK = "asked_back", _("asked back")
        DECLINED = "declined", _("declined")
        MERGED = "merged", _("merged")
        DROPPED = "dropped", _("dropped")
        PUBLISHED = "published", _("published")
        ANSWERED = "answered", _("published, to the proposer")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="topic_mails")
    what = models.CharField(max_length=10, choices=What.choices)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "person"],
                condition=models.Q(what__in=["published", "answered"]),
                name="told_once_of_published",
            ),
        ]
        indexes = [models.Index(fields=["sent_at", "given_up_at", "next_at"], name="topic_mail_waiting")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.what}"
