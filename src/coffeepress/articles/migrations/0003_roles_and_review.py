"""The newsroom's roles, and the review that a Writer's article goes through.

Wagtail's own migrations make the groups "Editors" and "Moderators" and a workflow "Moderators approval". Ours take
their place: whoever was in them keeps rights of the same kind, and the workflow keeps its place at the root. It may
be run any number of times.

Going back does nothing: by then accounts are in these groups, and taking the groups away would take their rights.
"""

from django.db import migrations

ADMIN_ACCESS = ("wagtailadmin", "admin", "access_admin")
VIEW_ARTICLE = ("articles", "article", "view_article")
TRANSLATE = ("simple_translation", "simpletranslation", "submit_translation")


def _all(app_label, model, *actions):
    return [(app_label, model, f"{action}_{model}") for action in actions]


ROLES = {
    "Editor": {
        "permissions": [
            ADMIN_ACCESS,
            VIEW_ARTICLE,
            TRANSLATE,
            *_all("people", "person", "add", "change", "delete", "view"),
            *_all("wagtailredirects", "redirect", "add", "change", "delete"),
        ],
        "pages": ["add", "bulk_delete", "change", "lock", "publish", "unlock"],
        "pictures": ["add", "change", "choose"],
        "documents": ["add", "change", "choose"],
        "collections": ["add", "change", "delete"],
    },
    "Writer": {
        "permissions": [ADMIN_ACCESS, VIEW_ARTICLE],
        "pages": ["add"],
        "pictures": ["add", "choose"],
        "documents": ["add", "choose"],
    },
    "Photographer": {
        "permissions": [ADMIN_ACCESS, VIEW_ARTICLE],
        "pictures": ["add", "choose"],
    },
    "Moderator": {"permissions": [ADMIN_ACCESS, VIEW_ARTICLE]},
}

WAGTAILS_GROUPS = {"Moderators": "Editor", "Editors": "Writer"}
WAGTAILS_REVIEW = "Moderators approval"
REVIEW = "Review"


def make_roles(apps, schema_editor):
    """Make the groups with their rights, and the review by Editors, in place of Wagtail's."""
    Group = apps.get_model("auth", "Group")
    for name, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        _give(apps, group, rights)
    _make_review(apps, Group.objects.get(name="Editor"))
    for old_name, name in WAGTAILS_GROUPS.items():
        _replace_group(Group, old_name, name)


def _give(apps, group, rights):
    group.permissions.add(*(_permission(apps, *each) for each in rights["permissions"]))
    Page = apps.get_model("wagtailcore", "Page")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = Page.objects.filter(depth=1).order_by("path").first()
    for action in rights.get("pages", ()):
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=_permission(apps, "wagtailcore", "page", f"{action}_page")
        )
    for app_label, model, actions in (
        ("wagtailimages", "image", rights.get("pictures", ())),
        ("wagtaildocs", "document", rights.get("documents", ())),
        ("wagtailcore", "collection", rights.get("collections", ())),
    ):
        _give_in_collections(apps, group, _all(app_label, model, *actions))


def _give_in_collections(apps, group, permissions):
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).order_by("path").first()
    for each in permissions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=_permission(apps, *each)
        )


def _permission(apps, app_label, model, codename):
    """A permission; on a new site Django makes most of them only after the last migration."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return permission


def _make_review(apps, editors):
    """Turn Wagtail's workflow into ours, or make one where there is none at the root."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).order_by("path").first()
    workflow = Workflow.objects.filter(name__in=[WAGTAILS_REVIEW, REVIEW]).order_by("id").first()
    if workflow is None:
        workflow = Workflow.objects.create(name=REVIEW, active=True)
    elif workflow.name != REVIEW:
        Workflow.objects.filter(pk=workflow.pk).update(name=REVIEW)
    if not WorkflowPage.objects.filter(page=root).exists():
        WorkflowPage.objects.create(workflow=workflow, page=root)
    in_workflow = WorkflowTask.objects.filter(workflow=workflow).values_list("task_id", flat=True)
    task = GroupApprovalTask.objects.filter(pk__in=list(in_workflow)).first()
    if task is None:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="wagtailcore", model="groupapprovaltask"
        )
        task = GroupApprovalTask.objects.create(name=REVIEW, content_type=content_type, active=True)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    elif task.name == WAGTAILS_REVIEW:
        task.name = REVIEW
        task.save(update_fields=["name"])
    task.groups.add(editors)


def _replace_group(Group, old_name, name):  # noqa: N803  (a model, found by its name)
    old = Group.objects.filter(name=old_name).first()
    if old is None:
        return
    new = Group.objects.get(name=name)
    new.user_set.add(*old.user_set.all())
    old.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_bylines_lists_pictures"),
        ("people", "0002_person"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("simple_translation", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
