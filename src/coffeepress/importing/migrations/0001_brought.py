"""What was brought in from elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Brought",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("external_id", models.CharField(max_length=250)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("revision", models.BigIntegerField(blank=True, null=True)),
                ("is_live", models.BooleanField(default=False)),
                ("brought_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "thing brought in",
                "verbose_name_plural": "things brought in",
                "indexes": [models.Index(fields=["kind", "object_id"], name="brought_object")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "external_id"), name="brought_once")
                ],
            },
        ),
    ]
