"""A process that has loaded `langnghe` once and forks for each command, so that a test does not pay for the loading."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from functools import cache
from pathlib import Path
from typing import Any

PATIENCE = 30


def run(words: list[str], folder: Path, environment: dict[str, str], typed: str) -> tuple[int, str, str]:
    """Run a command in a process of its own; give its exit code and what it wrote. TimeoutError after 30 s."""
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line,
    ):
        reading, writing = os.pipe()
        with open(writing, "wb") as keys:
            line.settimeout(PATIENCE)
            line.connect(_parent())
            order = json.dumps({"words": words, "folder": str(folder), "environment": environment}).encode()
            socket.send_fds(line, [len(order).to_bytes(4, "big")], [reading, out.fileno(), err.fileno()])
            line.sendall(order)
            os.close(reading)
            keys.write(typed.encode())
        code = line.recv(16)
        for one in (out, err):
            one.seek(0)
        return int(code or b"-1"), _text(out.read()), _text(err.read())


def _text(written: bytes) -> str:
    return written.decode("utf-8").replace("\r\n", "\n")


@cache
def _parent() -> str:
    """Start the process that forks, and give where it listens; it ends when this process does."""
    path = os.path.join(tempfile.mkdtemp(prefix="ln-"), "line")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("LANGNGHE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.forked", path],
        env=bare | {"COLUMNS": "200", "NO_COLOR": "1", "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    _KEPT.append(process)
    return path


_KEPT: list[Any] = []


def _serve(path: str) -> None:
    """Fork for each command until the parent's end of standard input is shut."""
    import select

    import bot.cli  # noqa: F401, what every command has loaded

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(path)
        door.listen()
        print("ready", flush=True)
        while door in select.select([door, sys.stdin], [], [])[0]:
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _wait_for(line)
                os._exit(0)
            line.close()
    os.unlink(path)
    os.rmdir(os.path.dirname(path))


def _wait_for(line: socket.socket) -> None:
    """Run one command and tell its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, fds, _, _ = socket.recv_fds(line, 4, 3)
    order = b""
    while len(order) < int.from_bytes(size, "big"):
        order += line.recv(65536)
    child = os.fork()
    if child == 0:
        for number, fd in enumerate(fds):
            os.dup2(fd, number)
            os.close(fd)
        line.close()
        _be(json.loads(order))
    line.sendall(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _be(order: dict[str, Any]) -> None:
    """Be the command, to its end."""
    from bot import cli

    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["langnghe", *order["words"]]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115, for the rest of this process
    code: Any = 0
    try:
        cli.main()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    _serve(sys.argv[1])
