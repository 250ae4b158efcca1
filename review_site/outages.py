"""Keeps an outage of the database from filling the log: it is said once, and then now and then."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from django.db import InterfaceError, OperationalError

QUIET_SECONDS = 60.0
MOST_FAULTS = 1000


class SayOnce(logging.Filter):
    """Lets one record of a database that fails through each minute, and counts the others.

    What fails while the database is known to be away says nothing new, and neither does where in
    the code it was noticed: the watch has said when that began, and will say when it is over.
    """

    is_away: Callable[[], bool] = staticmethod(lambda: False)
    """Set by the production server: does the database not answer?"""

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._quiet_until: dict[str, float] = {}
        self._left_out: dict[str, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if SayOnce.is_away() and (record.name.startswith("django") or is_database_fault(fault)):
            say = "A request failed because the database is away: %s"
            record.msg, record.args = say, (record.getMessage(),)
            record.exc_info = record.exc_text = None
            return self._is_due("away", record)
        if is_database_fault(fault):
            return self._is_due(str(fault).partition("\n")[0], record)
        return True

    def _is_due(self, fault: str, record: logging.LogRecord) -> bool:
        with self._lock:
            now = monotonic()
            if now < self._quiet_until.get(fault, 0.0):
                self._left_out[fault] += 1
                return False
            if len(self._quiet_until) >= MOST_FAULTS:
                self._quiet_until.clear()
                self._left_out.clear()
            left_out = self._left_out.get(fault, 0)
            self._quiet_until[fault], self._left_out[fault] = now + QUIET_SECONDS, 0
        if left_out:
            record.msg, record.args = f"%s (and {left_out} more before)", (record.getMessage(),)
        return True


def is_database_fault(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, OperationalError | InterfaceError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
