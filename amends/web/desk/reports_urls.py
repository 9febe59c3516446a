"""Addresses of the reports that regulations want."""

from django.urls import path

from amends.web.desk import reports

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/<str:pack>/<str:report>/", reports.report, name="report"),
    path("reports/<str:pack>/<str:report>/file.<str:form>", reports.report_file, name="report_file"),
]
