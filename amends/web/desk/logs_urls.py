"""Addresses of the logs and notices of a unit."""

from django.urls import path

from amends.web.desk import logs

urlpatterns = [
    path("logs/", logs.logs, name="logs"),
    path("logs/<str:unit>/<str:log>/", logs.log, name="log"),
    path("logs/<str:unit>/<str:log>/<str:number>/link/", logs.log_link, name="log_link"),
    path("notices/<str:unit>/<str:paper>/<str:form>", logs.notice, name="notice"),
]
