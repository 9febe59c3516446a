"""Logs: one line per event, as JSON or as text, without personal data.

Requests are logged by route, never by address: a portal's address holds a secret
and a search holds a name.
"""

import logging
import sys
from collections.abc import Mapping

import structlog

_KEPT_QUIET = ("django.server", "procrastinate", "asyncio")


def configure(options: Mapping[str, str]) -> None:
    """Send all logging to standard error; `options` has `level` and `format`."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(["task", "status_code"]),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(options["format"] or _default_format()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(options["level"])
    for name in _KEPT_QUIET:
        logging.getLogger(name).setLevel("WARNING")


def _default_format() -> str:
    return "text" if sys.stderr.isatty() else "json"


def _rendering(form: str) -> list[structlog.typing.Processor]:
    if form == "text":
        return [structlog.dev.ConsoleRenderer()]
    return [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
