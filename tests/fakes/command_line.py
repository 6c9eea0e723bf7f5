"""The real `langnghe`, run as its own process on a data folder of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fakes import forked

BINARY = Path(sys.executable).with_name("langnghe")


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed for a machine."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """A terminal in a folder. No stack trace may ever appear in it."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What the command finds in its environment: nothing of ours but what is named here."""
        bare = {name: value for name, value in os.environ.items() if not name.startswith("LANGNGHE_")}
        wide = {"COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        return bare | wide | {"LANGNGHE_WEB__PORT": "0"} | self.extra

    def run(self, *words: str, typed: str = "", loaded: bool = True) -> Ran:
        """Run a command to its end, with what is typed into it; in a fork of a loaded one, or all from the start."""
        if loaded:
            ran = Ran(*forked.run(list(words), self.folder, self.environment, typed))
        else:
            ended = subprocess.run(
                [BINARY, *words],
                cwd=self.folder,
                env=self.environment,
                input=typed,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=forked.PATIENCE,
                check=False,
            )
            ran = Ran(ended.returncode, ended.stdout, ended.stderr)
        assert "Traceback" not in ran.out + ran.err
        return ran

    def run_all(self, *commands: tuple[str, ...]) -> list[Ran]:
        """Run several commands, two at a time."""
        with ThreadPoolExecutor(2) as two:
            return list(two.map(lambda words: self.run(*words), commands))

    @contextmanager
    def running(self, *words: str) -> Iterator["Program"]:
        """Start a command that goes on, and stop it at the end if it still does."""
        with subprocess.Popen(
            [BINARY, *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                yield Program(process)
            finally:
                if process.poll() is None:
                    process.kill()


@dataclass(frozen=True)
class Program:
    """A command that goes on."""

    process: "subprocess.Popen[str]"

    def address(self) -> str:
        """Give the address that it prints, once it listens."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            found = next((word for word in line.split() if word.startswith("http://")), None)
            if found:
                return found.removesuffix("/demo")
        raise AssertionError(f"it did not start: {self.process.communicate()[1]}")

    def stop(self) -> Ran:
        """Ask it to end, as a service manager does, and give what it came to."""
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=10)
        assert "Traceback" not in out + err
        return Ran(self.process.returncode, out, err)
