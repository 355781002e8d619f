import uuid

import django.db.models.deletion
import modelsearch.index
import wagtail.fields
from django.db import migrations, models

import coffeepress.people.models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("articles", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        help_text="The last part of the page's address.",
                        max_length=120,
                        verbose_name="address",
                    ),
                ),
                (
                    "initials",
                    models.CharField(
                        blank=True,
                        help_text="How an editor is shown, such as “A. N.”. Left blank, they are made from the name.",
                        max_length=20,
                        verbose_name="initials",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="position")),
                ("bio", wagtail.fields.RichTextField(blank=True, verbose_name="about")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="public e-mail address"),
                ),
                (
                    "same_as",
                    models.TextField(
                        blank=True,
                        help_text="Addresses of this person's pages elsewhere, one a line.",
                        validators=[coffeepress.people.models.validate_addresses],
                        verbose_name="elsewhere",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "portrait",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.picture",
                        verbose_name="portrait",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "persons",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("locale", "slug"), name="person_slug")],
                "unique_together": {("translation_key", "locale")},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
