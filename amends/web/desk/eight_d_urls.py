"""Addresses of 8Ds: the list, one record, what is written in it, its actions."""

from django.urls import path

from amends.web.desk import eight_d, eight_d_actions, eight_d_write

urlpatterns = [
    path("eight-d/", eight_d.eight_ds, name="eight_ds"),
    path("eight-d/<str:number>/", eight_d.eight_d, name="eight_d"),
    path("eight-d/<str:number>/decide/", eight_d_write.eight_d_decide, name="eight_d_decide"),
    path("eight-d/<str:number>/action/", eight_d_actions.eight_d_action, name="eight_d_action"),
    path("eight-d/<str:number>/<str:what>/<uuid:key>/", eight_d_actions.eight_d_after, name="eight_d_after"),
    path("eight-d/<str:number>/discipline/<str:discipline>/", eight_d_write.eight_d_write, name="eight_d_write"),
    path("eight-d/<str:number>/discipline/<str:discipline>/check/", eight_d_write.eight_d_check, name="eight_d_check"),
    path("cases/<str:number>/eight-d/", eight_d_write.eight_d_open, name="eight_d_open"),
]
