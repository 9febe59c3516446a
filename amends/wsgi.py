"""The entry for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from amends.environment import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
application = get_wsgi_application()

from amends.quality.warming import warm_up_soon  # noqa: E402 - its tables need the settings that are loaded above

keep_what_is_loaded()
warm_up_soon()
