"""Addresses of the investigation of a case."""

from django.urls import path

from amends.web.desk import investigation

urlpatterns = [
    path("cases/<str:number>/investigation/", investigation.case_investigation, name="investigation"),
    path(
        "cases/<str:number>/investigation/<slug:section>/<str:step_id>/",
        investigation.investigation_step,
        name="investigation_step",
    ),
]
