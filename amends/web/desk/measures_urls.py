"""Addresses of the figures that regulations ask for."""

from django.urls import path

from amends.web.desk import measures

urlpatterns = [
    path("measures/", measures.figures, name="measures"),
    path("measures/figures.<str:form>", measures.figures_file, name="measures_file"),
]
