"""Every address: the desk at the root, the portal under /p/, the API under /api/v1/."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("amends.api.urls")),
    path("p/", include("amends.web.portal.urls")),
    path("", include("amends.web.desk.urls")),
]
