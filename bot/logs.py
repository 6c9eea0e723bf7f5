"""Structured logs: event ids, channels and kinds of errors; never words, phones, names or tokens."""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}|[A-Za-z0-9_-]{32,}")
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_CODE = re.compile(r"\d{9}")


def where(error: BaseException) -> str:
    """Give an error's kind and place, without its words, which may be a citizen's."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{at}"


def redact(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out whatever looks like a token or a phone number; nine digits that are named a case's code are one."""
    for key, value in entry.items():
        if isinstance(value, str) and not (key == "code" and _CODE.fullmatch(value)):
            entry[key] = _PHONE.sub("[phone]", _TOKEN.sub("[token]", value))
    return entry


class Steady:
    """Standard error as it is at the moment of writing; a line that it does not take is lost, and nothing else."""

    def write(self, text: str) -> None:
        """Write."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Flush."""
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()


class Discreet(logging.Formatter):
    """Gives a foreign log line without what an exception quotes: its first line, and the error's kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = record.getMessage().partition("\n")[0]
        if record.exc_info and record.exc_info[1]:
            line = f"{line} ({where(record.exc_info[1])})"
        entry = redact(None, "", {"event": line})
        return f"{record.levelname.lower()} {record.name}: {entry['event']}"


def set_up(*, quiet: bool = False) -> None:
    """Log to standard error: lines that a person reads on a terminal, JSON elsewhere."""
    terminal = sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, Steady())),
    )
    if logging.lastResort is not None:  # speaks for every logger that nobody set up, as all foreign ones are
        logging.lastResort.setFormatter(Discreet())
    for name in ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp", "aiosqlite", "asyncio", "PIL", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
