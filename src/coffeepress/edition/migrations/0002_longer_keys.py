"""A key may name an address, and an address has up to 900 characters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("edition", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="change", name="key", field=models.CharField(max_length=1000)),
    ]
