"""Addresses of the register screen."""

from django.urls import path

from amends.web.desk import register

urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/live/", register.register_live, name="register_live"),
    path("register/draft/", register.register_forget, name="register_forget"),
]
