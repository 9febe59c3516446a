"""Addresses of replays: past cases under other rules."""

from django.urls import path

from amends.web.desk import replay, replay_cases

urlpatterns = [
    path("regulation/replay/", replay.replays, name="replays"),
    path("regulation/replay/<uuid:key>/", replay.replay, name="replay"),
    path("regulation/replay/<uuid:key>/progress/", replay.replay_progress, name="replay_progress"),
    path("regulation/replay/<uuid:key>/stop/", replay.replay_stop, name="replay_stop"),
    path("regulation/replay/<uuid:key>/work/<uuid:unit>/", replay_cases.replay_work, name="replay_work"),
    path("regulation/replay/<uuid:key>/cases/", replay_cases.replay_cases, name="replay_cases"),
    path("regulation/replay/<uuid:key>/cases/<str:number>/", replay_cases.replay_case, name="replay_case"),
]
