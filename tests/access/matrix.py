"""Who gets in where: each route of the URL configuration with each character.

A column is a character, in the order of `CHARACTERS`: Stranger, Reader, Supporter, Writer, Photographer, Moderator,
Editor, administrator. The Treasurer's outcomes follow from them (`treasurers`). `+` let in, `s` asked to sign in, `-`
refused, `0` nothing found there.

What a route names is the Editor's (`world.py`), so that a Writer asks for what is not hers. A route without a row fails
the build: write its row, and think for each character what ought to happen, before you look at what does.
"""

CHARACTERS = (
    *("Stranger", "Reader", "Supporter", "Writer", "Photographer", "Moderator", "Editor", "administrator"),
)

MATRIX = """
sss+++++  wagtailadmin_home
sss+++++  newsroom/test404/

sss+++++  wagtailadmin_api:pages:listing
sss+00++  wagtailadmin_api:pages:detail
sss00000  wagtailadmin_api:pages:find
sss+00++  wagtailadmin_api:pages:action
sss+++++  wagtailadmin_api:documents:listing
sss+++++  wagtailadmin_api:documents:detail
sss00000  wagtailadmin_api:documents:find
sss+++++  wagtailadmin_api:images:listing
sss+++++  wagtailadmin_api:images:detail
sss00000  wagtailadmin_api:images:find

sss+++++  wagtailadmin_error_test
sss+--++  wagtailadmin_explore_root
sss+--++  wagtailadmin_explore
sss+--++  wagtailadmin_explore_results
sss+++++  wagtail_bulk_action

sss+--++  wagtailadmin_pages:add
sss+--++  wagtailadmin_pages:preview_on_add
sss+--++  wagtailadmin_pages:type_use
sss+++++  wagtailadmin_pages:choose_parent
sss+--++  wagtailadmin_pages:type_use_results
sss---++  wagtailadmin_pages:usage
sss---++  wagtailadmin_pages:edit
sss---++  wagtailadmin_pages:preview_on_edit
sss---++  wagtailadmin_pages:view_draft
sss+--++  wagtailadmin_pages:add_subpage
sss---++  wagtailadmin_pages:delete
sss---++  wagtailadmin_pages:unpublish
sss00000  wagtailadmin_pages:convert_alias
sss+--++  wagtailadmin_pages:search
sss+--++  wagtailadmin_pages:search_results
sss---++  wagtailadmin_pages:move
sss---++  wagtailadmin_pages:move_confirm
sss---++  wagtailadmin_pages:set_page_position
sss---++  wagtailadmin_pages:copy
sss---++  wagtailadmin_pages:workflow_action
sss---++  wagtailadmin_pages:collect_workflow_action_data
sss+++++  wagtailadmin_pages:confirm_workflow_cancellation
sss---++  wagtailadmin_pages:workflow_preview
sss---++  wagtailadmin_pages:set_privacy
sss---++  wagtailadmin_pages:lock
sss---++  wagtailadmin_pages:unlock
sss+++++  wagtailadmin_pages:revisions_index
sss---++  wagtailadmin_pages:revisions_view
sss---++  wagtailadmin_pages:revisions_revert
sss---++  wagtailadmin_pages:revisions_unschedule
sss---++  wagtailadmin_pages:revisions_compare
sss---++  wagtailadmin_pages:workflow_history
sss---++  wagtailadmin_pages:workflow_history_detail
sss---++  wagtailadmin_pages:history
sss---++  wagtailadmin_pages:history_results

sss+--++  wagtailadmin_choose_page
sss+--++  wagtailadmin_choose_page_child
sss+--++  wagtailadmin_choose_page_search
sss+++++  wagtailadmin_choose_page_chosen_multiple
sss+++++  wagtailadmin_choose_page_external_link
sss+++++  wagtailadmin_choose_page_email_link
sss+++++  wagtailadmin_choose_page_phone_link
sss+++++  wagtailadmin_choose_page_anchor_link
sss+++++  wagtailadmin_tag_autocomplete
sss+++++  wagtailadmin_tag_model_autocomplete

sss---++  wagtailadmin_collections:index
sss---++  wagtailadmin_collections:add
sss---++  wagtailadmin_collections:edit
sss000++  wagtailadmin_collections:delete
sss---++  wagtailadmin_collections:set_privacy

sss----+  wagtailadmin_workflows:index
sss----+  wagtailadmin_workflows:index_results
sss----+  wagtailadmin_workflows:add
sss----+  wagtailadmin_workflows:enable
sss----+  wagtailadmin_workflows:disable
sss----+  wagtailadmin_workflows:edit
sss----+  wagtailadmin_workflows:usage
sss----+  wagtailadmin_workflows:usage_results
sss----+  wagtailadmin_workflows:remove
sss----+  wagtailadmin_workflows:add_task
sss----+  wagtailadmin_workflows:select_task_type
sss----+  wagtailadmin_workflows:task_index
sss----+  wagtailadmin_workflows:task_index_results
sss----+  wagtailadmin_workflows:edit_task
sss----+  wagtailadmin_workflows:disable_task
sss----+  wagtailadmin_workflows:enable_task
sss+++++  wagtailadmin_workflows:task_chooser
sss+++++  wagtailadmin_workflows:task_chooser_results
sss+++++  wagtailadmin_workflows:task_chooser_create
sss+++++  wagtailadmin_workflows:task_chosen

sss---++  wagtailadmin_reports:locked_pages
sss---++  wagtailadmin_reports:locked_pages_results
sss+--++  wagtailadmin_reports:workflow
sss+--++  wagtailadmin_reports:workflow_results
sss+--++  wagtailadmin_reports:workflow_tasks
sss+--++  wagtailadmin_reports:workflow_tasks_results
sss+++++  wagtailadmin_reports:site_history
sss+++++  wagtailadmin_reports:site_history_results
sss+--++  wagtailadmin_reports:aging_pages
sss+--++  wagtailadmin_reports:aging_pages_results
sss+--++  wagtailadmin_reports:page_types_usage
sss+--++  wagtailadmin_reports:page_types_usage_results

sss+++++  wagtailadmin_account
ssssssss  wagtailadmin_logout
sss+++++  wagtailadmin_dismissibles

sss000++  wagtailadmin_editing_sessions:ping
sss+++++  wagtailadmin_editing_sessions:release

sss00000  wagtailadmin_block_preview

sss---++  wagtailredirects:index
sss---++  wagtailredirects:index_results
sss---++  wagtailredirects:add
sss---++  wagtailredirects:edit
sss---++  wagtailredirects:delete
sss---++  wagtailredirects:start_import
sss---++  wagtailredirects:process_import

sss00000  wagtailsettings:edit
sss00000  wagtailsettings:preview_on_edit

sss---++  simple_translation:submit_page_translation
sss---++  simple_translation:submit_snippet_translation

sss+++++  wagtailembeds:chooser
sss+++++  wagtailembeds:chooser_upload

sss-----  wagtailsnippets:index

sss+--++  wagtaildocs:index
sss+--++  wagtaildocs:index_results
sss+--++  wagtaildocs:add
sss---++  wagtaildocs:edit
sss---++  wagtaildocs:delete
sss+--++  wagtaildocs:add_multiple
sss---++  wagtaildocs:edit_multiple
sss00000  wagtaildocs:create_multiple_from_uploaded_document
sss---++  wagtaildocs:delete_multiple
sss00000  wagtaildocs:delete_upload_multiple
sss---++  wagtaildocs:document_usage

sss++-++  wagtailimages:index
sss++-++  wagtailimages:index_results
sss---++  wagtailimages:edit
sss---++  wagtailimages:delete
sss00-00  wagtailimages:url_generator
sss00-00  wagtailimages:url_generator_output
sss---++  wagtailimages:preview
sss++-++  wagtailimages:add
sss---++  wagtailimages:image_usage
sss++-++  wagtailimages:add_multiple
sss---++  wagtailimages:edit_multiple
sss00000  wagtailimages:create_multiple_from_uploaded_image
sss---++  wagtailimages:delete_multiple
sss00000  wagtailimages:delete_upload_multiple

sss---++  wagtailsnippets_people_person:list
sss---++  wagtailsnippets_people_person:list_results
sss---++  wagtailsnippets_people_person:add
sss---++  wagtailsnippets_people_person:edit
sss---++  wagtailsnippets_people_person:delete
sss---++  wagtailsnippets_people_person:usage
sss---++  wagtailsnippets_people_person:history
sss---++  wagtailsnippets_people_person:history_results

sss+++++  wagtailsnippetchoosers_people_person:choose
sss+++++  wagtailsnippetchoosers_people_person:choose_results
sss+++++  wagtailsnippetchoosers_people_person:chosen
sss+++++  wagtailsnippetchoosers_people_person:chosen_multiple
sss---++  wagtailsnippetchoosers_people_person:create

sss+++++  articles:index
sss+++++  articles:index_results
sss+++++  articles:choose_parent

sss--+++  reports:queue
sss--+++  reports:queue_results
sss--+++  reports:export
sss--+++  reports:several
sss--+++  reports:reader
sss--+++  reports:report

sss--+++  published_corrections:index
sss--+++  published_corrections:index_results
sss--+++  published_corrections:add
sss--+++  published_corrections:amend

sss--+++  prepared_reasons:index
sss--+++  prepared_reasons:index_results
sss--+++  prepared_reasons:add
sss--+++  prepared_reasons:edit
sss--+++  prepared_reasons:delete
sss--+++  prepared_reasons:history
sss--+++  prepared_reasons:history_results
sss--+++  prepared_reasons:usage

sss----+  supporting:figures
sss----+  supporting:figures_file
sss----+  supporting:supporters
sss----+  supporting:supporters_results
sss----+  supporting:supporters_file
sss----+  supporting:supporter
sss----+  supporting:failed
sss----+  supporting:failed_results
sss----+  supporting:cash
sss----+  supporting:take_back
sss----+  supporting:statement
sss----+  supporting:statement_preview

sss---++  support_words:index
sss---++  support_words:index_results
sss---++  support_words:add
sss---++  support_words:edit
sss---++  support_words:delete
sss---++  support_words:history
sss---++  support_words:history_results
sss---++  support_words:usage
sss---++  support_tiers:index
sss---++  support_tiers:index_results
sss---++  support_tiers:add
sss---++  support_tiers:edit
sss---++  support_tiers:delete
sss---++  support_tiers:history
sss---++  support_tiers:history_results
sss---++  support_tiers:usage

sss----+  wagtailsnippets_adverts_creative:list
sss----+  wagtailsnippets_adverts_creative:list_results
sss----+  wagtailsnippets_adverts_creative:add
sss----+  wagtailsnippets_adverts_creative:edit
sss----+  wagtailsnippets_adverts_creative:delete
sss----+  wagtailsnippets_adverts_creative:usage
sss----+  wagtailsnippets_adverts_creative:history
sss----+  wagtailsnippets_adverts_creative:history_results
sss----+  wagtailsnippets_adverts_creative:preview_on_add
sss----+  wagtailsnippets_adverts_creative:preview_on_edit
sss----+  wagtailsnippets_adverts_creative:numbers
sss----+  wagtailsnippets_adverts_creative:export

sss----+  wagtailsnippets_adverts_advertplaces:list
sss----+  wagtailsnippets_adverts_advertplaces:list_results
sss----+  wagtailsnippets_adverts_advertplaces:add
sss----+  wagtailsnippets_adverts_advertplaces:edit
sss----+  wagtailsnippets_adverts_advertplaces:delete
sss----+  wagtailsnippets_adverts_advertplaces:usage
sss----+  wagtailsnippets_adverts_advertplaces:history
sss----+  wagtailsnippets_adverts_advertplaces:history_results

sss---++  newsroom_letters:index
sss---++  newsroom_letters:index_results
sss---++  newsroom_letters:new
sss---++  newsroom_letters:offers
sss---++  newsroom_letters:letter
sss---++  newsroom_letters:edit
sss---++  newsroom_letters:preview
sss---++  subscribers:index
sss---++  subscribers:index_results
sss---++  subscribers:export
sss---++  subscribers:reader
sss---++  subscribers:bring_in

sss----+  wagtaillocales:index
sss----+  wagtaillocales:index_results
sss-----  wagtaillocales:add
sss----+  wagtaillocales:edit
sss----+  wagtaillocales:delete
sss----+  wagtaillocales:history
sss----+  wagtaillocales:history_results
sss----+  wagtaillocales:usage

sss----+  wagtailsites:index
sss----+  wagtailsites:index_results
sss----+  wagtailsites:add
sss----+  wagtailsites:edit
sss----+  wagtailsites:delete
sss----+  wagtailsites:history
sss----+  wagtailsites:history_results
sss----+  wagtailsites:usage
sss----+  wagtailsites:copy

sss----+  wagtailusers_users:index
sss----+  wagtailusers_users:index_results
sss----+  wagtailusers_users:add
sss----+  wagtailusers_users:edit
sss----+  wagtailusers_users:delete
sss----+  wagtailusers_users:history
sss----+  wagtailusers_users:history_results
sss----+  wagtailusers_users:usage
sss----+  wagtailusers_users:copy

sss----+  wagtailusers_groups:index
sss----+  wagtailusers_groups:index_results
sss----+  wagtailusers_groups:add
sss----+  wagtailusers_groups:edit
sss----+  wagtailusers_groups:delete
sss----+  wagtailusers_groups:history
sss----+  wagtailusers_groups:history_results
sss----+  wagtailusers_groups:usage

sss+++++  wagtaildocs_chooser:choose
sss+++++  wagtaildocs_chooser:choose_results
sss+--++  wagtaildocs_chooser:chosen
sss+++++  wagtaildocs_chooser:chosen_multiple
sss+--++  wagtaildocs_chooser:create

sss+++++  wagtailimages_chooser:choose
sss+++++  wagtailimages_chooser:choose_results
sss++-++  wagtailimages_chooser:chosen
sss+++++  wagtailimages_chooser:chosen_multiple
sss++-++  wagtailimages_chooser:create
sss++-++  wagtailimages_chooser:select_format

++++++++  wagtailadmin_sprite
++++++++  wagtailadmin_login
++++++++  wagtailadmin_password_reset
++++++++  wagtailadmin_password_reset_done
++++++++  wagtailadmin_password_reset_confirm
++++++++  wagtailadmin_password_reset_complete
++++++++  wagtailadmin_javascript_catalog
sss00000  newsroom/^.*/$
sss+++++  wagtaildocs_serve
sss00000  wagtaildocs_authenticate_with_password

00000000  support:webhook

---+++++  media/<path:path>

s+++++++  account_home
++++++++  account_login
ssssssss  account_code
++++++++  account_code_link
s+++++++  account_again
++++++++  account_logout
s+++++++  account_save
s+++++++  account_end_devices
s+++++++  account_export
s+++++++  account_delete
s+++++++  mfa_login_webauthn
s+++++++  mfa_add_webauthn
s0000000  account_remove_passkey
s--+++++  account_second_factor
s+++++++  mfa_authenticate
s--+++++  mfa_activate_totp
s0000000  account_remove_codes_app
s0000000  mfa_view_recovery_codes
s-------  account_new_recovery_codes

++++++++  corrections:report
++++++++  corrections:token
++++++++  corrections:write
++++++++  corrections:status
++++++++  corrections:annotation

++++++++  adverts:count

++++++++  support:begin
++++++++  support:thanks
++++++++  support:transfer
s0000000  support:portal
++++++++  support:claim
00000000  support:practice

--+-----  topics:vote
++++++++  topics:receipt
-+++++++  topics:propose
-0000000  topics:own
-+++++++  topics:similar

sss---++  topics_desk:index
sss---++  topics_desk:index_results
sss---++  topics_desk:export
sss---++  topics_desk:topic
sss---++  topics_rounds:index
sss---++  topics_rounds:index_results
sss---++  topics_rounds:add
sss---++  topics_rounds:round
sss---++  topics_rounds:edit
sss---++  topics_rounds:export
sss---++  topics_assignments:index
sss---++  topics_assignments:index_results
sss---++  topics_flags:index
sss---++  topics_flags:index_results

++++++++  letters:subscribe
++++++++  letters:token
++++++++  letters:asked
++++++++  letters:confirm
++++++++  letters:leave
s+++++++  letters:mine

++++++++  search:first_language
++++++++  search:language
00000000  syndication:oembed
"""


TREASURER_LET_IN = "supporting:"
"""Where the Treasurer gets in and a Moderator does not."""
MODERATOR_LET_IN = ("reports:", "published_corrections:", "prepared_reasons:", "articles:index")
"""Where a Moderator gets in by a right that the Treasurer lacks."""


def treasurers(name: str) -> str:
    """The Treasurer's outcome at a route: the newsroom's common pages are hers as a Moderator's are, and the ledger."""
    if name.startswith(TREASURER_LET_IN):
        return "+"
    if name.startswith(MODERATOR_LET_IN):
        return "-"
    return rows()[name][CHARACTERS.index("Moderator")]


def rows() -> dict[str, str]:
    """Each route's name (its pattern, where it has none) with its outcomes, a letter for each character."""
    lines = (line.split(maxsplit=1) for line in MATRIX.splitlines() if line.strip())
    return {name: letters for letters, name in lines}
