"""Logs as one JSON object a line, without personal data.

What a line may carry: what happened, the request's or job's name, ids, codes, times. Texts are masked
all the same, for an exception's message may quote what a person typed.
"""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import format_exception
from typing import Any

from mingchuang.rules.masking import mask_text

request_id: ContextVar[str] = ContextVar("request_id", default="")

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}
_PLAIN = (str, int, float, bool, type(None))


class MaskPersonalData(logging.Filter):
    """Replaces what looks like an address, phone, identity or card number, in message and extras."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask_text(record.getMessage())
        record.args = None
        for name, value in vars(record).items():
            if name not in _OWN and isinstance(value, str):
                setattr(record, name, mask_text(value))
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, request, extras, error."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            line["request"] = request_id.get()
        for name, value in vars(record).items():
            # Other types (a request, a model) could say more than we mean to.
            if name not in _OWN and isinstance(value, _PLAIN):
                line[name] = value
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["trace"] = mask_text("".join(format_exception(record.exc_info[1])))
        return json.dumps(line, ensure_ascii=False)


def configuration(level: str) -> dict[str, Any]:
    """The logging settings for Django, the worker and the web server alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"mask": {"()": "mingchuang.config.logs.MaskPersonalData"}},
        "formatters": {"json": {"()": "mingchuang.config.logs.JsonLines"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["mask"]},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would print a second, unmasked line and mail whole requests.
            "django": {"handlers": [], "level": level, "propagate": True},
            # axes logs user names and addresses; the audit trail keeps what is needed.
            "axes": {"level": "ERROR"},
            # Answers 404 and the like are in the request's own line.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
            "granian.access": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
