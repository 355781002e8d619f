"""Makes the role Treasurer: who supports the outlet, the ledger, and what is booked by hand. Nobody is put into it.

Going back takes the rights and leaves the group: accounts may be in it.
"""

from django.db import migrations

ROLE = "Treasurer"
RIGHTS = (
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    ("support", "supporter", "see_supporter", "Can see who supports the outlet, and the ledger"),
    ("support", "supporter", "book_payment", "Can book cash and bank statements"),
)


def make_role(apps, schema_editor):
    """May be run any number of times. On a new site Django makes most permissions only after the last migration."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)
    group.permissions.add(*_permissions(apps))


def take_rights(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.remove(*_permissions(apps))


def _permissions(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for app_label, model, codename, name in RIGHTS:
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0004_newsroom"),
        ("articles", "0003_roles_and_review"),
        ("wagtailadmin", "0006_formstate"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_role, take_rights)]
