"""Addresses of the register of limit samples."""

from django.urls import path

from amends.web.desk import limit_samples

urlpatterns = [
    path("limit-samples/", limit_samples.limit_samples, name="limit_samples"),
    path("limit-samples/add/", limit_samples.limit_sample_add, name="limit_sample_add"),
    path("limit-samples/print/<str:form>", limit_samples.limit_samples_print, name="limit_samples_print"),
    path("limit-samples/<str:number>/", limit_samples.limit_sample, name="limit_sample"),
]
