"""Addresses of the regulations."""

from django.urls import path

from amends.web.desk import regulation, regulation_meanings, regulation_references

urlpatterns = [
    path("regulation/", regulation.regulation, name="regulation"),
    path("regulation/meanings/", regulation_meanings.regulation_meanings, name="regulation_meanings"),
    path("regulation/references/", regulation_references.regulation_references, name="regulation_references"),
    path("regulation/<uuid:key>/", regulation.regulation_document, name="regulation_document"),
    path("regulation/<uuid:key>/examples/", regulation.regulation_examples, name="regulation_examples"),
]
