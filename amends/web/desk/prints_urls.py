"""Addresses of the papers of a case and of an 8D."""

from django.urls import path

from amends.web.desk import prints, prints_eight_d

urlpatterns = [
    path("cases/<str:number>/print/<str:what>/<str:form>", prints.case_print, name="case_print"),
    path("eight-d/<str:number>/print/<str:form>", prints_eight_d.eight_d_print, name="eight_d_print"),
]
