"""Addresses of the administration."""

from django.urls import path

from amends.web.desk import (
    admin_audit,
    admin_calendars,
    admin_channels,
    admin_people,
    admin_tokens,
    admin_units,
    own_password,
)

urlpatterns = [
    path("admin/", admin_people.people, name="admin"),
    path("admin/people/new/", admin_people.person_new, name="admin_person_new"),
    path("admin/people/<uuid:key>/", admin_people.person, name="admin_person"),
    path("admin/people/<uuid:key>/<str:act>/", admin_people.person_act, name="admin_person_act"),
    path("admin/units/", admin_units.units, name="admin_units"),
    path("admin/units/new/", admin_units.unit_new, name="admin_unit_new"),
    path("admin/units/<uuid:key>/", admin_units.unit, name="admin_unit"),
    path("admin/calendars/", admin_calendars.calendars, name="admin_calendars"),
    path("admin/calendars/new/", admin_calendars.calendar_new, name="admin_calendar_new"),
    path("admin/calendars/<uuid:key>/", admin_calendars.calendar, name="admin_calendar"),
    path("admin/calendars/<uuid:key>/<str:act>/", admin_calendars.calendar_act, name="admin_calendar_act"),
    path("admin/channels/", admin_channels.channels, name="admin_channels"),
    path("admin/channels/mailbox/", admin_channels.mailbox_set, name="admin_mailbox"),
    path("admin/tokens/", admin_tokens.tokens, name="admin_tokens"),
    path("admin/tokens/revoke/", admin_tokens.token_revoke, name="admin_token_revoke"),
    path("admin/audit/", admin_audit.audit, name="admin_audit"),
    path("password/", own_password.own_password, name="password"),
]
