"""Addresses of the desk. Screens of other modules join when they are there."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from amends.web.desk import (
    approvals,
    bulk,
    case,
    case_file,
    drafts,
    evidence,
    export,
    finding,
    presence,
    queues,
    session,
    steps,
    today,
    views_kept,
)  # fmt: skip

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("language/", session.language, name="language"),
    path("find/", finding.find, name="find"),
    path("shortcuts/", finding.shortcuts, name="shortcuts"),
    path("queues/", queues.queues, name="queues"),
    path("queues/bulk/", bulk.queue_bulk, name="queue_bulk"),
    path("queues/views/", views_kept.queue_view, name="queue_view"),
    path("queues/cases.<str:form>", export.queue_export, name="queue_export"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<uuid:key>/", approvals.approval_decide, name="approval_decide"),
    path("cases/<str:number>/", case.case, name="case"),
    path("cases/<str:number>/file/", case_file.case_file, name="case_file"),
    path("cases/<str:number>/here/", presence.case_here, name="case_here"),
    path("cases/<str:number>/journal/", steps.compose, name="compose"),
    path("cases/<str:number>/evidence/", evidence.evidence_add, name="evidence_add"),
    path("cases/<str:number>/evidence/<uuid:key>/", evidence.evidence_file, name="evidence_file"),
    path("cases/<str:number>/steps/<str:step_id>/", steps.step, name="step"),
    path("cases/<str:number>/steps/<str:step_id>/draft/", drafts.step_draft, name="step_draft"),
]
JOINING = (
    "register", "calls", "mail", "investigation", "eight_d", "causes", "ledger", "limit_samples", "remedies", "reply",
    "promises", "prints", "library", "draws", "logs", "measures", "regulation", "regulation_drafts", "replay",
    "admin", "sheets", "reports",
)  # fmt: skip
"""Modules with ``urlpatterns`` of their own, named desk:register, desk:calls, desk:regulation, desk:admin."""
urlpatterns += [
    path("", include(f"amends.web.desk.{name}_urls")) for name in JOINING if find_spec(f"amends.web.desk.{name}_urls")
]
