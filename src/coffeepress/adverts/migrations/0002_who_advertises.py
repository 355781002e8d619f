"""Makes the role Advertising, with the rights over adverts and their places, and to bring in pictures. No other role has
them but administrators; add them to a role to give them to all who are in it. Going back takes the role's rights and
keeps the role, for accounts may be in it."""

from django.db import migrations

ROLE = "Advertising"
MODELS = ("creative", "advertplaces")
VERBS = ("add", "change", "delete", "view")
PICTURES = ("add", "choose")


def give_rights(apps, schema_editor):
    """May be run any number of times. On a new site Django makes most permissions only after the last migration."""
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=ROLE)
    group.permissions.add(_permission(apps, "wagtailadmin", "admin", "access_admin"))
    group.permissions.add(*_own_permissions(apps))
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).order_by("path").first()
    for verb in PICTURES:
        GroupCollectionPermission.objects.get_or_create(
            group=group,
            collection=root,
            permission=_permission(apps, "wagtailimages", "image", f"{verb}_image"),
        )


def take_rights(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=ROLE):
        group.permissions.remove(*_own_permissions(apps))


def _own_permissions(apps):
    return [_permission(apps, "adverts", model, f"{verb}_{model}") for model in MODELS for verb in VERBS]


def _permission(apps, app_label, model, codename):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("adverts", "0001_creatives_places_counts"),
        ("articles", "0003_roles_and_review"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_rights, take_rights)]
