"""The entry for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from amends.environment import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
application = get_wsgi_application()

keep_what_is_loaded()
