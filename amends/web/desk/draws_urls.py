"""Addresses of what is drawn by lot: draws, call-backs, blind second looks."""

from django.urls import path

from amends.web.desk import callbacks, draws, second_look

urlpatterns = [
    path("draws/", draws.drawn, name="draws"),
    path("draws/announce/", draws.draw_announce, name="draw_announce"),
    path("draws/<uuid:key>/", draws.draw, name="draw"),
    path("draws/<uuid:key>/draw/", draws.draw_make, name="draw_make"),
    path("draws/<uuid:key>/made-of.json", draws.draw_file, name="draw_file"),
    path("call-backs/<uuid:key>/", callbacks.call_back, name="call_back"),
    path("second-looks/<uuid:key>/", second_look.second_look, name="second_look"),
    path("second-looks/<uuid:key>/result/", second_look.second_look_result, name="second_look_result"),
    path("second-looks/<uuid:key>/files/<uuid:file>/", second_look.second_look_file, name="second_look_file"),
    path("cases/<str:number>/second-look/", second_look.second_look_ask, name="second_look_ask"),
]
