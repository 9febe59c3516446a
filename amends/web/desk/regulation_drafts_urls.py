"""Addresses of the drafts of regulations."""

from django.urls import path

from amends.web.desk import regulation_drafts, regulation_publish, regulation_rows

urlpatterns = [
    path("regulation/drafts/new/", regulation_drafts.draft_new, name="draft_new"),
    path("regulation/drafts/<uuid:key>/", regulation_drafts.draft, name="draft"),
    path("regulation/drafts/<uuid:key>/files/", regulation_drafts.draft_files, name="draft_files"),
    path("regulation/drafts/<uuid:key>/file/", regulation_drafts.draft_file, name="draft_file"),
    path("regulation/drafts/<uuid:key>/folder.zip", regulation_drafts.draft_zip, name="draft_zip"),
    path("regulation/drafts/<uuid:key>/upload/", regulation_drafts.draft_upload, name="draft_upload"),
    path("regulation/drafts/<uuid:key>/drop/", regulation_drafts.draft_drop, name="draft_drop"),
    path("regulation/drafts/<uuid:key>/sign/", regulation_publish.draft_sign, name="draft_sign"),
    path("regulation/drafts/<uuid:key>/publish/", regulation_publish.draft_publish, name="draft_publish"),
    path("regulation/drafts/<uuid:key>/rows/<slug:table>/", regulation_drafts.draft_table, name="draft_table"),
    path("regulation/drafts/<uuid:key>/rows/<slug:table>/row/", regulation_rows.draft_row, name="draft_row"),
    path(
        "regulation/drafts/<uuid:key>/rows/<slug:table>/check/", regulation_rows.draft_row_check, name="draft_row_check"
    ),
    path(
        "regulation/drafts/<uuid:key>/rows/<slug:table>/<slug:act>/",
        regulation_rows.draft_row_act,
        name="draft_row_act",
    ),
]
