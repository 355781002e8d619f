"""Gives Editors and Moderators the rights over readers' reports; going back takes them again."""

from django.db import migrations

RIGHTS = {
    "report": ("decide_report", "see_reporter"),
    "preparedreason": (
        "add_preparedreason",
        "change_preparedreason",
        "delete_preparedreason",
        "view_preparedreason",
    ),
}
NAMES = {
    "decide_report": "Can see readers’ reports and decide on them",
    "see_reporter": "Can see readers’ names and addresses",
}
GROUPS = ("Editor", "Moderator")


def give_rights(apps, schema_editor):
    """May be run any number of times. On a new site Django makes most permissions only after the last migration."""
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group = Group.objects.filter(name=name).first()
        if group is not None:
            group.permissions.add(*_permissions(apps))


def take_rights(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.remove(*_permissions(apps))


def _permissions(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for model, codenames in RIGHTS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="corrections", model=model)
        for codename in codenames:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": NAMES.get(codename, f"Can {codename.replace('_', ' ')}")},
            )
            yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("corrections", "0002_corrections_in_review"),
        ("articles", "0003_roles_and_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_rights, take_rights)]
