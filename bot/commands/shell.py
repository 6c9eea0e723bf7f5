"""What every command needs: the configuration, the store, and one way to fail in words."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console

from bot import logs
from bot.app import Occupied, open_world
from bot.config import Config, ConfigError, load
from bot.world import World
from handlers.digests.counts import DigestDoesNotAddUp
from storage import StorageError

T = TypeVar("T")
FAILED, WRONG_USE = 1, 2
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ConfigFile = Annotated[Path | None, typer.Option("--config", "-c", help="Settings file (TOML). Default: none.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


def fail(message: str, code: int = FAILED) -> NoReturn:
    """Say in words what went wrong, on standard error, and end with an exit code."""
    err.print(message, style="red", markup=False)
    raise typer.Exit(code)


def configured(file: Path | None) -> Config:
    """Give the configuration, or end with exit code 2 and what to correct."""
    try:
        return load(file)
    except ConfigError as error:
        fail(str(error), WRONG_USE)


def go(work: Callable[[], Awaitable[T]], *, quiet: bool = True) -> T:
    """Run a command's work; errors that a person can mend are said in words."""
    logs.set_up(quiet=quiet)

    async def run() -> T:
        return await work()

    try:
        return asyncio.run(run())
    except (StorageError, Occupied) as error:
        fail(str(error))
    except ConfigError as error:
        fail(str(error), WRONG_USE)
    except sqlite3.Error as error:
        fail(f"The database cannot be used: {error}.")
    except DigestDoesNotAddUp as error:
        fail(f"The digest does not add up: {error}.")
    except OSError as error:
        fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@asynccontextmanager
async def opened(file: Path | None) -> AsyncIterator[World]:
    """Give the store of a configuration, for a command that reads or writes a little."""
    async with open_world(configured(file)) as world:
        yield world


def print_json(value: Any) -> None:
    """Print JSON, with Vietnamese as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
