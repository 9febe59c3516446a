"""Addresses of what is judged while one types: replies with their templates, causes and actions."""

from django.urls import path

from amends.web.desk import judged, reply_check

urlpatterns = [
    path("cases/<str:number>/steps/<str:step_id>/judged/", judged.judged, name="judged"),
    path("cases/<str:number>/steps/<str:step_id>/check/", reply_check.reply_check, name="reply_check"),
    path("cases/<str:number>/steps/<str:step_id>/template/", reply_check.reply_template, name="reply_template"),
]
