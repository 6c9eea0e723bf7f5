"""The program while it runs: alone on its folder, without Telegram if need be, and stopped within seconds."""

import http.client
import json
import socket
import time
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from tests.fakes.command_line import Shell

UNREACHABLE = {
    "LANGNGHE_TELEGRAM__TOKEN": "123456789:AAE-local_test_token",
    "LANGNGHE_TELEGRAM__API_BASE": "http://127.0.0.1:9",
    "LANGNGHE_TELEGRAM__FILE_BASE": "http://127.0.0.1:9",
}
CHAT = "a-chat-token-of-enough-letters-0001"


def call(address: str, path: str, body: dict[str, object] | None = None) -> tuple[int, bytes]:
    """Give status and body of a request."""
    raw = json.dumps(body) if body else None
    headers = {"Content-Type": "application/json", "Origin": address}
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)) as connection:
        connection.request("POST" if body else "GET", path, raw, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def types(address: str, text: str, chat: str = CHAT) -> None:
    """Type into a web chat."""
    assert call(address, f"/c/{chat}/send", {"id": str(uuid4()), "text": text})[0] == 200


def bubbles(address: str, wanted: str, chat: str = CHAT) -> list[str]:
    """Give what stands in a web chat, once something has appeared in it."""
    for _ in range(100):
        events = json.loads(call(address, f"/c/{chat}/older?before=999999")[1])["events"]
        found = [str(event["text"]) for event in events]
        if any(wanted in text for text in found):
            return found
        time.sleep(0.1)
    raise AssertionError(f"{wanted!r} did not appear in {found}")


def test_the_web_chat_serves_while_telegram_is_away_and_only_one_program_holds_the_folder(tmp_path: Path) -> None:
    shell = Shell(tmp_path, UNREACHABLE)
    with shell.running("run") as program:
        address = program.address()
        types(address, "/start")
        assert "Lắng Nghe" in "".join(bubbles(address, "Lắng Nghe"))
        assert call(address, "/healthz")[0] == 200

        second = shell.run("run")
        assert second.code == 1
        assert f"process {program.process.pid}" in second.err
        assert str(Path("var")) in second.err

        assert program.process.poll() is None
        stopped = program.stop()
    assert stopped.code == 0


def test_a_terminal_talks_to_the_same_town_while_the_program_runs(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    with shell.running("run") as program:
        address = program.address()
        token = shell.run("invite", "--post", "officer", "--unit", "07339", "--json").json["token"]
        types(address, f"/join {token}")
        bubbles(address, "bộ phận một cửa xã Tân Yên")

        told = shell.run("chat", typed="/start u-07339-3\nđồng ý\nhồ sơ hẹn 2/11/2025 trả mà chưa có kết quả\n1\n")

        assert "Lắng Nghe runs on the same data" in told.err
        assert "Mã: " in told.out
        assert "hồ sơ hẹn 2/11/2025" in "".join(bubbles(address, "hồ sơ hẹn 2/11/2025"))
        assert program.stop().code == 0


def test_an_open_page_does_not_keep_the_program_from_stopping(tmp_path: Path) -> None:
    with Shell(tmp_path).running("run", "--speed", "60") as program:
        address = program.address()
        with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)) as page:
            page.request("GET", f"/events?c={CHAT}")
            with page.getresponse() as stream:
                assert stream.status == 200

                stopped = program.stop()

        assert stopped.code == 0
        assert "error" not in stopped.err


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with Shell(tmp_path).running("run") as program:
        port = str(urlsplit(program.address()).port)

        ran = Shell(tmp_path / "other", {"LANGNGHE_WEB__PORT": port}).run("run")

        assert ran.code == 1
        assert f"127.0.0.1:{port}" in ran.err
        program.stop()


def test_the_demo_starts_with_its_cast_and_stops(tmp_path: Path) -> None:
    with Shell(tmp_path).running("demo", "--port", "0", "--keep", "kept") as program:
        address = program.address()
        assert call(address, "/demo")[0] == 200

        assert program.stop().code == 0
    assert (tmp_path / "kept" / "demo.db").exists()


def test_a_demo_on_a_port_that_is_taken_says_how_to_take_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = Shell(tmp_path, {}).run("demo", "--port", str(port))

    assert ended.code == 1
    assert f"127.0.0.1:{port}" in ended.err
    assert "--port" in ended.err


def test_the_page_of_a_real_demo_speaks_as_its_cast_does(tmp_path: Path) -> None:
    with Shell(tmp_path, {}).running("demo", "--port", "0") as program:
        address = program.address()
        first = call(address, "/demo?lang=en")[1].decode()
        assert '<html lang="en">' in first
        cast = json.loads(unescape(first.split('data-cast="')[1].split('"')[0]))
        assert [one["speaks"] for one in cast] == [None] * 6
        types(address, "/start", cast[0]["token"])
        for _ in range(100):
            if '<html lang="vi">' in call(address, "/demo")[1].decode():
                break
            time.sleep(0.1)
        for one in cast:
            types(address, "/language en", one["token"])
        assert '<html lang="en">' in call(address, "/demo")[1].decode()
