"""One organisation after the other, one case after the other: what breaks one of them does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from django.db import OperationalError

from amends.people.tenancy import organisations

log = structlog.get_logger(__name__)


def each_organisation(work: Callable[[UUID, datetime], int], now: datetime) -> int:
    """Do something for every organisation and return the sum; one that fails is logged and left for the next round.

    Raises OperationalError: a database that is away is away for all.
    """
    return sum(_apart(partial(work, one.id, now), organisation=one.code) for one in organisations())


def each_case(work: Callable[[Sequence[UUID]], int], ids: Sequence[UUID]) -> int:
    """Do something for cases together; when that fails, for each alone, so that the faulty one is found and logged.

    The case is due again in the next round. Raises OperationalError.
    """
    try:
        return work(ids)
    except OperationalError:
        raise
    except Exception:  # of which case, the second try says
        return sum(_apart(partial(work, [one]), case=str(one)) for one in ids)


def _apart(work: Callable[[], int], **of: str) -> int:
    try:
        return work()
    except OperationalError:
        raise
    except Exception:
        log.exception("left out", **of)
        return 0
