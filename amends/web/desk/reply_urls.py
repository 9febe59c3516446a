"""Addresses of replies: the check while one types, and templates."""

from django.urls import path

from amends.web.desk import reply_check

urlpatterns = [
    path("cases/<str:number>/steps/<str:step_id>/check/", reply_check.reply_check, name="reply_check"),
    path("cases/<str:number>/steps/<str:step_id>/template/", reply_check.reply_template, name="reply_template"),
]
