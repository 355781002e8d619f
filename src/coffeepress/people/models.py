"""Accounts, and the persons whom bylines name.

An account (`User`) signs in; a person (`Person`) is shown to readers. They are not tied: a byline may name somebody
who has no account, and staff need not be shown. Codes that are on their way, and the devices on which accounts are
signed in, hold no address of a person or a computer in the clear.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.search import index


class UserManager(BaseUserManager["User"]):
    """Makes accounts that are known by their e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account. The address is kept in lower case: it is told apart from others regardless of case."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that may do everything."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractUser):  # type: ignore[django-manager-missing]  # uploaded pictures are never asked for from here
    """An account. Its e-mail address is its user name."""

    username = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language"), max_length=15, blank=True, help_text=_("Of the reader’s own pages and mails.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]  # AbstractUser's manager is made for user names

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class SignInCode(models.Model):
    """A code that was sent to an address and may still be used. It is kept as a digest, like the address."""

    handle = models.CharField(max_length=32, unique=True)
    address = models.CharField(max_length=64, db_index=True)
    code = models.CharField(max_length=64)
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("sign-in code")
        verbose_name_plural = _("sign-in codes")

    def __str__(self) -> str:
        return self.handle


class Device(models.Model):
    """A browser in which an account is signed in: one for each session."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(
        _("browser"), max_length=60, help_text=_("Its family, such as “Firefox, Linux”.")
    )
    signed_in_at = models.DateTimeField(_("signed in"), auto_now_add=True)
    seen_on = models.DateField(_("last used"))

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ["-seen_on", "-signed_in_at"]

    def __str__(self) -> str:
        return self.browser


class Counter(models.Model):
    """Attempts as they are counted, for all processes. Django's database cache writes it; these are its columns."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self) -> str:
        return self.cache_key


def initials_of(name: str) -> str:
    """A name as initials: "Anna-Maria Novak" as "A. N."."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


def validate_addresses(value: str) -> None:
    """Each line must be a web address."""
    for line in value.split():
        URLValidator(schemes=["http", "https"])(line)


class Person(TranslatableMixin, index.Indexed, ClusterableModel):
    """Somebody whom bylines name, as readers of one language see them."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"), max_length=120, allow_unicode=True, help_text=_("The last part of the page's address.")
    )
    initials = models.CharField(
        _("initials"),
        max_length=20,
        blank=True,
        help_text=_("How an editor is shown, such as “A. N.”. Left blank, they are made from the name."),
    )
    position = models.CharField(_("position"), max_length=120, blank=True)
    bio = RichTextField(_("about"), blank=True, features=["bold", "italic", "link"])
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("public e-mail address"), blank=True)
    same_as = models.TextField(
        _("elsewhere"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("Addresses of this person's pages elsewhere, one a line."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("initials"),
        FieldPanel("position"),
        FieldPanel("portrait"),
        FieldPanel("bio"),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("same_as")], heading=_("Contact")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("bio"),
        index.FilterField("locale_id"),
        index.FilterField("slug"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["locale", "slug"], name="person_slug")]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_initials(self) -> str:
        """The initials as they are shown."""
        return self.initials or initials_of(self.name)

    @property
    def links(self) -> list[str]:
        """The person's pages elsewhere."""
        return self.same_as.split()
