"""Addresses of the sheets that units owe, and of orders on paper."""

from django.urls import path

from amends.web.desk import order_sheet, sheets

urlpatterns = [
    path("sheets/<uuid:key>/", sheets.sheet, name="sheet"),
    path("cases/<str:number>/orders/<str:name>/", order_sheet.order_sheet, name="order_sheet"),
]
