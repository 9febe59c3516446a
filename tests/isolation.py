"""A pytest plugin, loaded before Django's settings: tests never touch the user's data.

Without DATABASE_URL they run on an embedded PostgreSQL of their own that does not
wait for the disk.
"""

import os
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir()) / f"amends-test-{os.geteuid()}"
_OURS = ("AMENDS_ROLE", "AMENDS_HTTPS", "AMENDS_DEBUG", "AMENDS_SMTP_URL", "AMENDS_LOG_LEVEL")

for name in _OURS:
    os.environ.pop(name, None)
os.environ["AMENDS_DATA"] = os.environ.get("AMENDS_TEST_DATA", str(_FOLDER))
os.environ["AMENDS_LOG_FORMAT"] = "text"
# Whitenoise warns about a folder that is not there.
(Path(os.environ["AMENDS_DATA"]) / "static").mkdir(parents=True, exist_ok=True)
