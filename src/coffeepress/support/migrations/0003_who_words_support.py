"""Gives Editors the rights over tiers and the words about support; going back takes them again. Not over who supports."""

from django.db import migrations

MODELS = ("tier", "supportwords")
VERBS = ("add", "change", "delete", "view")


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
    for model in MODELS:
        content_type, _ = ContentType.objects.get_or_create(app_label="support", model=model)
        for verb in VERBS:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {model}"},
            )
            yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0002_words"),
        ("articles", "0003_roles_and_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_rights, take_rights)]
