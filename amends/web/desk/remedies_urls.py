"""Addresses of what complaints cost and of returned goods."""

from django.urls import path

from amends.web.desk import even_handed, remedies, remedies_export, returned

urlpatterns = [
    path("remedies/", remedies.remedies, name="remedies"),
    path("remedies/lines.<str:form>", remedies_export.remedies_export, name="remedies_export"),
    path("remedies/alike/", even_handed.even_handed, name="even_handed"),
    path("remedies/returned/", returned.returned, name="returned"),
    path("remedies/returned/lots.<str:form>", returned.returned_export, name="returned_export"),
]
