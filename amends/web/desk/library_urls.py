"""Addresses of the case library."""

from django.urls import path

from amends.web.desk import library

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/<uuid:key>/", library.card, name="card"),
    path("library/<uuid:key>/publish/", library.card_publish, name="card_publish"),
    path("cases/<str:number>/card/", library.card_write, name="card_write"),
]
