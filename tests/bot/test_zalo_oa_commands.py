"""`langnghe zalo`, and the program with Zalo alone: typed as an operator types it, against a local Zalo."""

import asyncio
import json
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.command_line import Shell
from tests.fakes.zalo_oa_methods import APP, KEY, OA, SECRET
from tests.fakes.zalo_oa_server import ZaloOaServer


class Zalo:
    """A local Zalo in a thread of its own, so that programs can be run beside it."""

    def __init__(self, oa_type: int) -> None:
        self.loop = asyncio.new_event_loop()
        self.server = ZaloOaServer(oa_type)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def do(self, deed: Callable[[], object]) -> None:
        """Let somebody do something on the phone."""

        async def done() -> None:
            deed()

        self.run(done())

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds."""
        for _ in range(400):
            if true():
                return
            time.sleep(0.05)
        raise AssertionError("it never came")

    def environment(self) -> dict[str, str]:
        ids = {"APP_ID": APP, "APP_SECRET": SECRET, "OA_ID": OA, "OA_SECRET_KEY": KEY}
        bases = {"API_BASE": self.server.url, "OAUTH_BASE": self.server.url}
        return {f"LANGNGHE_ZALO_OA__{name}": value for name, value in {**ids, **bases}.items()}


@contextmanager
def zalo(oa_type: int = 4) -> Iterator[Zalo]:
    made = Zalo(oa_type)
    thread = threading.Thread(target=made.loop.run_forever)
    thread.start()
    try:
        made.run(made.server.start())
        yield made
    finally:
        made.run(made.server.stop())
        made.loop.call_soon_threadsafe(made.loop.stop)
        thread.join()
        made.loop.close()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Zalo, Shell]]:
    with zalo() as made:
        yield made, Shell(tmp_path, made.environment())


def test_without_zalo_in_the_configuration_the_commands_say_so(tmp_path: Path) -> None:
    for words in (("check",), ("login", "--paste")):
        ran = Shell(tmp_path).run("zalo", *words)

        assert ran.code == 2
        assert "[zalo_oa]" in ran.err


def test_an_app_without_its_secrets_is_refused_in_words(tmp_path: Path) -> None:
    ran = Shell(tmp_path, {"LANGNGHE_ZALO_OA__APP_ID": APP}).run("zalo", "check")

    assert ran.code == 2
    assert "[zalo_oa] app_secret" in ran.err


def test_login_by_code_and_check_of_a_state_agencys_account(here: tuple[Zalo, Shell]) -> None:
    made, shell = here
    made.server.pkce = "the-verifier"
    made.server.codes.add("the-code")

    nothing = shell.run("zalo", "check", "--json")
    assert (nothing.code, nothing.json["ok"], nothing.json["token_hours"]) == (1, False, None)
    assert "langnghe zalo login" in nothing.json["needs"][0]
    assert shell.run("zalo", "login", "--code", "the-code", "--verifier", "wrong").code == 1

    ran = shell.run("zalo", "login", "--code", "the-code", "--verifier", "the-verifier")
    assert (ran.code, "UBND xã Tân Yên" in ran.out) == (0, True)
    again = shell.run("zalo", "login", "--code", "the-code", "--verifier", "the-verifier")
    assert (again.code, "-14012" in again.err) == (1, True)

    found = shell.run("zalo", "check", "--json")
    assert found.code == 0, found.out
    assert found.json["kind"] == "state agency"
    assert found.json["verified"] is True
    assert found.json["windows"] == {"free_48_h": 0, "paid_7_days": 0, "template_only": 0}
    assert 24 < found.json["token_hours"] <= 25
    assert made.server.spent == []
    shown = shell.run("zalo", "check")
    assert "state agency" in shown.out
    assert all(token not in shown.out + found.out + ran.out for token in made.server.access)


def test_login_by_pasting_both_tokens(here: tuple[Zalo, Shell]) -> None:
    made, shell = here
    pair = made.server.tokens()

    ran = shell.run("zalo", "login", "--paste", typed=f"{pair['access_token']}\n{pair['refresh_token']}\n")

    assert ran.code == 0
    assert pair["access_token"] not in ran.out + ran.err
    assert shell.run("zalo", "check").code == 0
    assert shell.run("zalo", "login", "--paste", typed="a\nb\n").code == 2


def test_login_prints_where_to_consent(here: tuple[Zalo, Shell]) -> None:
    _, shell = here
    ran = shell.run("zalo", "login", "--redirect", "https://langnghe.example.vn/")

    assert ran.code == 0
    assert f"app_id={APP}&redirect_uri=https%3A%2F%2Flangnghe.example.vn%2F&code_challenge=" in ran.out
    assert "langnghe zalo login --code CODE --verifier " in ran.out
    assert shell.run("zalo", "login").code == 2


def test_check_says_what_is_the_matter_with_an_account(tmp_path: Path) -> None:
    with zalo(2) as made:
        shell = Shell(tmp_path, made.environment() | {"LANGNGHE_ZALO_OA__OA_ID": "999"})
        made.server.verified = False
        pair = made.server.tokens()
        shell.run("zalo", "login", "--paste", typed=f"{pair['access_token']}\n{pair['refresh_token']}\n")

        found = shell.run("zalo", "check", "--json")

        assert found.code == 1
        assert [any(word in need for need in found.json["needs"]) for word in ("verified", "oa_id")] == [True, True]
        made.do(lambda: made.server.garble(502, paths=("/v2.0/oa/getoa",)))
        assert "does not answer" in shell.run("zalo", "check").out


def test_the_program_runs_with_zalo_alone_and_takes_up_the_first_tokens_by_itself(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with zalo() as made:
        shell = Shell(tmp_path, made.environment() | {"LANGNGHE_WEB__PORT": str(port)})
        made.server.codes.add("the-code")
        assert shell.run("zalo", "login", "--code", "the-code").code == 0
        with shell.running("run") as program:
            made.server.hook = f"{program.address()}/zalo"
            lan = made.server.person()
            made.do(lan.follow)
            made.until(lambda: lan.seen)
            made.do(lambda: lan.say("/start u-07339-1"))
            made.until(lambda: len(lan.seen) > 1)

            assert "Lắng Nghe" in lan.seen[0].text
            assert {one.version for one in lan.seen} == {"v2"}
            assert made.server.hook_answers == [200, 200]
            ran = program.stop()
        assert not any(secret in ran.err for secret in (SECRET, KEY, *made.server.access, *made.server.refresh, lan.id))
        found = shell.run("zalo", "check", "--json").json
        assert found["windows"]["free_48_h"] == 1
        assert found["free_replies"] == {"remain": 8, "total": 8}
        assert found["sends_by"] == "v2"
        assert "Zalo token lives" in shell.run("check").out


def test_the_health_page_tells_that_zalo_waits_for_an_operator(here: tuple[Zalo, Shell]) -> None:
    _, shell = here
    with shell.running("run") as program:
        with urllib.request.urlopen(f"{program.address()}/healthz", timeout=10) as answer:
            found = json.loads(answer.read())
        ran = program.stop()

    assert found["trouble"] == {"zalo_oa": "no_token"}
    assert found["channels"] == ["web", "zalo_oa"]
    assert "langnghe zalo login" in ran.err


def test_check_of_the_house_tells_that_consent_must_be_given_again(here: tuple[Zalo, Shell]) -> None:
    made, shell = here
    assert "there are no Zalo tokens yet" in shell.run("check").out
    pair = made.server.tokens()
    shell.run("zalo", "login", "--paste", typed=f"{pair['access_token']}\n{pair['refresh_token']}\n")
    with sqlite3.connect(tmp := shell.folder / "var" / "langnghe.db") as db:
        db.execute("UPDATE zalo_accounts SET trouble = 'consent'")
    db.close()

    ran = shell.run("check", "--json")

    assert tmp.exists()
    assert ran.code == 1
    assert any("consent again" in one["what"] for one in json.loads(ran.out))
