"""Addresses of the cause analyses of an 8D."""

from django.urls import path

from amends.web.desk import causes

urlpatterns = [
    path("eight-d/<str:number>/causes/<str:kind>/", causes.causes, name="causes"),
    path("eight-d/<str:number>/causes/<str:kind>/save/", causes.causes_save, name="causes_save"),
    path("eight-d/<str:number>/causes/<str:kind>/take/", causes.causes_take, name="causes_take"),
]
