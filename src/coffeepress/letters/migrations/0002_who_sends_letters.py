"""Gives Editors the rights over letters and subscribers; going back takes them again."""

from django.db import migrations

RIGHTS = {
    "letter": ("send_letter", "Can write and send letters to readers"),
    "subscriber": ("see_subscribers", "Can see, import and export subscribers’ addresses"),
}


def give_rights(apps, schema_editor):
    """May be run any number of times. On a new site Django makes most permissions only after the last migration."""
    Group = apps.get_model("auth", "Group")
    group = Group.objects.filter(name="Editor").first()
    if group is not None:
        group.permissions.add(*_permissions(apps))


def take_rights(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name="Editor"):
        group.permissions.remove(*_permissions(apps))


def _permissions(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for model, (codename, name) in RIGHTS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="letters", model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_letters_and_subscribers"),
        ("articles", "0003_roles_and_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_rights, take_rights)]
