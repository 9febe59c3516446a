"""Addresses of the promises of a case."""

from django.urls import path

from amends.web.desk import promises

urlpatterns = [
    path("cases/<str:number>/promises/", promises.promises, name="promises"),
    path("cases/<str:number>/promises/settle/", promises.promise_settle, name="promise_settle"),
]
