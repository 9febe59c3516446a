"""Addresses of incoming mail."""

from django.urls import path

from amends.web.desk import mail

urlpatterns = [
    path("mail/", mail.mail, name="mail"),
    path("mail/<uuid:key>/", mail.mail_one, name="mail_one"),
    path("mail/<uuid:key>/case/", mail.mail_put, name="mail_put"),
    path("mail/<uuid:key>/aside/", mail.mail_aside, name="mail_aside"),
    path("mail/<uuid:key>/files/<int:nth>/", mail.mail_file, name="mail_file"),
]
