"""Addresses of the sheets that units owe."""

from django.urls import path

from amends.web.desk import sheets

urlpatterns = [path("sheets/<uuid:key>/", sheets.sheet, name="sheet")]
