"""What is sold and where it stands; how often it was seen. Of readers nothing is kept."""

from typing import Any

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import PreviewableMixin

from coffeepress.adverts.places import CHOICES, PLACES, Shape, shapes_of
from coffeepress.articles.models import Picture


class Creative(PreviewableMixin, models.Model):
    """An advert: a picture or a text with a link, and when and where it is shown."""

    class Kind(models.TextChoices):
        PICTURE = "picture", gettext_lazy("Picture")
        TEXT = "text", gettext_lazy("Text")

    class Label(models.TextChoices):
        ADVERTISEMENT = "advertisement", gettext_lazy("“Advertisement”")
        PAID_BY = "paid_by", gettext_lazy("“Paid by” and who pays")

    name = models.CharField(
        gettext_lazy("name"),
        max_length=120,
        help_text=gettext_lazy("For the newsroom; readers do not see it."),
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=7, choices=Kind.choices, default=Kind.PICTURE)
    picture = models.ForeignKey(
        Picture,
        verbose_name=gettext_lazy("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=gettext_lazy(
            "Cut to the shapes of its places around its focal point: 1280 by 640, beside articles 480 by 600."
        ),
    )
    alt = models.CharField(
        gettext_lazy("alternative text"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy(
            "What the picture shows and says, for readers who cannot see it. It names the link."
        ),
    )
    heading = models.CharField(gettext_lazy("heading"), max_length=60, blank=True)
    text = models.CharField(gettext_lazy("text"), max_length=140, blank=True)
    link = models.CharField(
        gettext_lazy("link"),
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=gettext_lazy("Where readers are led, such as https://example.org/."),
    )
    label = models.CharField(
        gettext_lazy("label"), max_length=13, choices=Label.choices, default=Label.ADVERTISEMENT
    )
    payer = models.CharField(gettext_lazy("who pays"), max_length=40, blank=True)

    places = models.JSONField(gettext_lazy("places"), default=list)
    languages = models.JSONField(gettext_lazy("languages"), default=list)
    sections = models.JSONField(
        gettext_lazy("sections"),
        default=list,
        blank=True,
        help_text=gettext_lazy(
            "None: in all of them. On the home front it is shown whatever its sections are."
        ),
    )
    is_on = models.BooleanField(gettext_lazy("switched on"), default=True)
    starts_at = models.DateTimeField(gettext_lazy("from"), null=True, blank=True)
    ends_at = models.DateTimeField(gettext_lazy("until"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(
        gettext_lazy("weight"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=gettext_lazy(
            "Of two adverts for a place, one of twice the weight is shown twice as often."
        ),
    )
    most_a_day = models.PositiveIntegerField(
        gettext_lazy("most in a day"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Seen so often in a day, it rests until midnight."),
    )
    most_in_all = models.PositiveIntegerField(
        gettext_lazy("most in all"), null=True, blank=True, help_text=gettext_lazy("Seen so often, it ends.")
    )
    is_running = models.BooleanField(default=False, editable=False)
    """Whether readers are shown it: settled by `schedule`, so that pages do not depend on the time of their making."""

    class Meta:
        verbose_name = gettext_lazy("advert")
        verbose_name_plural = gettext_lazy("adverts")
        ordering = ["-is_running", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_complete(self) -> bool:
        """Whether there is something to show: a picture may have been deleted since."""
        return bool(self.picture_id) if self.kind == self.Kind.PICTURE else bool(self.heading or self.text)

    @property
    def shapes(self) -> list[Shape]:
        return shapes_of(self.places)

    @property
    def shown_label(self) -> str:
        """What tells readers that it is paid for, in the language that is active."""
        if self.label == self.Label.PAID_BY and self.payer:
            return _("Paid by %(name)s") % {"name": self.payer}
        return _("Advertisement")

    @property
    def place_labels(self) -> list[str | Promise]:
        return [PLACES[name].label for name in self.places if name in PLACES]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from coffeepress.adverts.showing import preview

        return HttpResponse(preview(self))


class AdvertPlaces(models.Model):
    """The places that a language's pages have, and the outlet's words in them. All words may be blank."""

    language = models.CharField(gettext_lazy("language"), max_length=20, unique=True)
    places = models.JSONField(gettext_lazy("places"), default=list, blank=True)
    house_text = models.CharField(
        gettext_lazy("when no advert runs"),
        max_length=140,
        blank=True,
        help_text=gettext_lazy("What stands in a place then, and where scripts are off."),
    )
    house_link = models.CharField(
        gettext_lazy("its link"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("Such as /advertise/ or https://example.org/."),
    )
    asks_blockers = models.BooleanField(
        gettext_lazy("ask readers who block adverts"),
        default=True,
        help_text=gettext_lazy("A small note at the end of the page, once put away never shown again."),
    )
    note_title = models.CharField(gettext_lazy("the note’s heading"), max_length=80, blank=True)
    note_text = models.TextField(
        gettext_lazy("the note"), blank=True, max_length=500, validators=[MaxLengthValidator(500)]
    )
    note_how = models.TextField(
        gettext_lazy("how adverts are allowed"),
        blank=True,
        max_length=500,
        validators=[MaxLengthValidator(500)],
        help_text=gettext_lazy("What stands under “Allow adverts here”."),
    )

    class Meta:
        verbose_name = gettext_lazy("places for adverts")
        verbose_name_plural = gettext_lazy("places for adverts")
        ordering = ["language"]

    def __str__(self) -> str:
        return self.language

    @property
    def open_places(self) -> list[Any]:
        return [PLACES[name] for name in PLACES if name in self.places]


class AdvertCount(models.Model):
    """How often an advert was seen and clicked in a place on a day of the outlet's time zone."""

    creative = models.ForeignKey(Creative, on_delete=models.CASCADE, related_name="counts")
    place = models.CharField(max_length=7, choices=CHOICES)
    day = models.DateField()
    seen = models.PositiveBigIntegerField(default=0)
    clicked = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["creative", "place", "day"], name="advert_count_once")]

    def __str__(self) -> str:
        return f"{self.creative_id} {self.place} {self.day}"
