"""Addresses of the telephone: the book, the pad, the plan."""

from django.urls import path

from amends.web.desk import calls, calls_cover, calls_export, calls_pad

urlpatterns = [
    path("calls/", calls.calls, name="calls"),
    path("calls/start/", calls.call_start, name="call_start"),
    path("calls/seal/", calls.call_seal, name="call_seal"),
    path("calls/cover/", calls_cover.calls_cover, name="calls_cover"),
    path("calls/book.<str:form>", calls_export.calls_export, name="calls_export"),
    path("calls/tasks/<uuid:key>/", calls.call_task, name="call_task"),
    path("calls/<uuid:key>/", calls_pad.call, name="call"),
]
