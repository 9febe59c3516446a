"""Addresses of the portal: /p/<organisation>/…"""

from django.urls import path

from amends.web.portal import door, files, following, saying

app_name = "portal"
urlpatterns = [
    path("<slug:code>/", saying.home, name="home"),
    path("<slug:code>/say/", saying.say, name="say"),
    path("<slug:code>/my/", following.follow, name="follow"),
    path("<slug:code>/my/add/", following.add, name="add"),
    path("<slug:code>/my/wrong/", following.wrong, name="wrong"),
    path("<slug:code>/my/rate/", following.rate, name="rate"),
    path("<slug:code>/my/withdraw/", following.withdraw, name="withdraw"),
    path("<slug:code>/my/leave/", following.leave, name="leave"),
    path("<slug:code>/my/files/<uuid:key>/", files.file, name="file"),
    path("", door.missing_page),
    path("<path:rest>", door.missing_page),
]
