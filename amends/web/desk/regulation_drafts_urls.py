"""Addresses of the drafts of regulations."""

from django.urls import path

from amends.web.desk import (
    regulation,
    regulation_copies,
    regulation_differences,
    regulation_drafts,
    regulation_local,
    regulation_publish,
    regulation_rows,
    regulation_settings,
    regulation_spoken,
    regulation_stories,
    regulation_story_list,
    regulation_tries,
    regulation_word,
)

urlpatterns = [
    path("regulation/<uuid:key>/try/", regulation_tries.regulation_try, name="regulation_try"),
    path("regulation/<uuid:key>/regulation.docx", regulation_word.regulation_word, name="regulation_word"),
    path("regulation/<uuid:key>/spoken/", regulation_spoken.regulation_spoken, name="regulation_spoken"),
    path("regulation/copies/", regulation_copies.hand_over, name="hand_over"),
    path("regulation/copies/<uuid:key>/sign/", regulation_copies.copy_sign, name="copy_sign"),
    path("regulation/copies/<uuid:key>/back/", regulation_copies.copy_back, name="copy_back"),
    path("regulation/<uuid:key>/copies/", regulation_copies.regulation_copies, name="regulation_copies"),
    path("regulation/<uuid:key>/against/<uuid:other>/", regulation_differences.regulation_diff, name="regulation_diff"),
    path("regulation/drafts/new/", regulation_drafts.draft_new, name="draft_new"),
    path("regulation/drafts/below/", regulation_local.draft_below, name="draft_below"),
    path("regulation/drafts/<uuid:key>/", regulation_drafts.draft, name="draft"),
    path("regulation/drafts/<uuid:key>/differences/", regulation_differences.draft_diff, name="draft_diff"),
    path("regulation/drafts/<uuid:key>/examples/", regulation.draft_examples, name="draft_examples"),
    path("regulation/drafts/<uuid:key>/stories/", regulation_story_list.draft_stories, name="draft_stories"),
    path("regulation/drafts/<uuid:key>/told/", regulation_story_list.draft_told, name="draft_told"),
    path("regulation/drafts/<uuid:key>/story/", regulation_stories.draft_story, name="draft_story"),
    path("regulation/drafts/<uuid:key>/story/run/", regulation_stories.draft_story_run, name="draft_story_run"),
    path("regulation/drafts/<uuid:key>/story/drop/", regulation_stories.draft_story_drop, name="draft_story_drop"),
    path("regulation/drafts/<uuid:key>/try/", regulation_tries.draft_try, name="draft_try"),
    path("regulation/drafts/<uuid:key>/settings/", regulation_settings.draft_settings, name="draft_settings"),
    path("regulation/drafts/<uuid:key>/files/", regulation_drafts.draft_files, name="draft_files"),
    path("regulation/drafts/<uuid:key>/file/", regulation_drafts.draft_file, name="draft_file"),
    path("regulation/drafts/<uuid:key>/folder.zip", regulation_drafts.draft_zip, name="draft_zip"),
    path("regulation/drafts/<uuid:key>/upload/", regulation_drafts.draft_upload, name="draft_upload"),
    path("regulation/drafts/<uuid:key>/back/", regulation_drafts.draft_back, name="draft_back"),
    path("regulation/drafts/<uuid:key>/drop/", regulation_drafts.draft_drop, name="draft_drop"),
    path("regulation/drafts/<uuid:key>/sign/", regulation_publish.draft_sign, name="draft_sign"),
    path("regulation/drafts/<uuid:key>/publish/", regulation_publish.draft_publish, name="draft_publish"),
    path("regulation/drafts/<uuid:key>/rows/<slug:table>/", regulation_drafts.draft_table, name="draft_table"),
    path("regulation/drafts/<uuid:key>/rows/<slug:table>/row/", regulation_rows.draft_row, name="draft_row"),
    path("regulation/drafts/<uuid:key>/rows/<slug:table>/own/", regulation_local.draft_row_own, name="draft_row_own"),
    path(
        "regulation/drafts/<uuid:key>/rows/<slug:table>/check/", regulation_rows.draft_row_check, name="draft_row_check"
    ),
    path(
        "regulation/drafts/<uuid:key>/rows/<slug:table>/<slug:act>/",
        regulation_rows.draft_row_act,
        name="draft_row_act",
    ),
]
