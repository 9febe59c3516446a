"""Logs: one line per event, as JSON or as text, without personal data.

Requests are logged by route, never by address: a portal's address holds a secret and
a search holds a name. What PostgreSQL says about the values of a refused row is cut.
"""

import logging
import re
import sys
from collections.abc import Mapping

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_KEPT_QUIET = ("django.server", "asyncio")
_ABOUT_REQUESTS = ("django.request", "django.security")
_VALUES = re.compile(r"(?m)^(DETAIL|CONTEXT|Failing row):?.*$")


def configure(options: Mapping[str, str]) -> None:
    """Send all logging to standard error; `options` has `level` and `format`."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(["task", "status_code"]),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_addresses,
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
                structlog.processors.format_exc_info,
                without_values,
                _rendering(options["format"] or _default_format()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(options["level"])
    for name in _KEPT_QUIET:
        logging.getLogger(name).setLevel("WARNING")


def without_addresses(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return what Django says about a request with its route in place of its address."""
    record = event.get("_record")
    if record is not None and record.name.startswith(_ABOUT_REQUESTS):
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        event["event"] = str(event["event"]).split(":")[0]
        event["route"] = getattr(match, "route", None)
    return event


def without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return an event whose exception does not quote the values of a row."""
    if exception := event.get("exception"):
        event["exception"] = _VALUES.sub(r"\1 (left out)", str(exception))
    return event


def _default_format() -> str:
    return "text" if sys.stderr.isatty() else "json"


def _rendering(form: str) -> Processor:
    if form == "text":
        return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return structlog.processors.JSONRenderer(ensure_ascii=False)
