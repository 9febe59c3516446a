"""Addresses of the regulations."""

from django.urls import path

from amends.web.desk import regulation, regulation_words

urlpatterns = [
    path("regulation/", regulation.regulation, name="regulation"),
    path("regulation/words/", regulation_words.regulation_words, name="regulation_words"),
    path("regulation/<uuid:key>/", regulation.regulation_document, name="regulation_document"),
    path("regulation/<uuid:key>/examples/", regulation.regulation_examples, name="regulation_examples"),
]
