"""The entry for WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.settings")
application = get_wsgi_application()

# What was loaded stays; walking over it again and again cost a seventh of every answer.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
