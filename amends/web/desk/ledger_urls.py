"""Addresses of the ledger: what actions promised, why people complain, the same defect again."""

from django.urls import path

from amends.web.desk import ledger, ledger_reports, recurrence

urlpatterns = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/causes/", ledger_reports.cause_ranking, name="cause_ranking"),
    path("ledger/review/", ledger_reports.management_review, name="management_review"),
    path("ledger/<uuid:key>/", ledger.ledger_entry, name="ledger_entry"),
    path("ledger/<uuid:key>/delivered/", ledger.ledger_deliver, name="ledger_deliver"),
    path("ledger/actions/<uuid:key>/", ledger.action_promise, name="action_promise"),
    path("cases/<str:number>/same/", recurrence.same_defect, name="same_defect"),
    path("cases/<str:number>/same/earlier/", recurrence.declare_earlier, name="declare_earlier"),
]
