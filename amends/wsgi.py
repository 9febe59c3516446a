"""The entry for WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
application = get_wsgi_application()

# What was loaded stays: no need to walk over it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
