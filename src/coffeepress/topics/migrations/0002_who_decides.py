"""Gives Editors the rights over topics and rounds; going back takes them again."""

from django.db import migrations

RIGHTS = {
    "topic": ("decide_topic", "Can decide about topics and their assignments"),
    "round": ("plan_round", "Can plan rounds, and see their results"),
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
        content_type, _ = ContentType.objects.get_or_create(app_label="topics", model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("topics", "0001_topics_rounds_ballots"),
        ("articles", "0003_roles_and_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_rights, take_rights)]
