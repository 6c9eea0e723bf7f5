"""The way out: how much is read, which proxy is used, and what an error says."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.http import Http, NoAnswer, TooLarge, proxy, proxy_to


@asynccontextmanager
async def endless() -> AsyncIterator[str]:
    """Give the address of a file that never ends and does not say how long it is."""

    async def flow(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(bytes(10_000))

    app = web.Application()
    app.router.add_get("/file", flow)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/file"
    await runner.cleanup()


async def test_a_file_is_read_only_up_to_its_cap() -> None:
    http = Http()
    async with endless() as url:
        with pytest.raises(TooLarge):
            await http.ask("GET", url, cap=1_000_000)
    await http.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/bot1:secret/getMe", "no address: secret", "http://h:x/secret"])
async def test_an_error_does_not_name_the_address(url: str) -> None:
    http = Http()

    with pytest.raises(NoAnswer) as caught:
        await http.ask("GET", url)

    await http.close()
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


def test_the_proxy_of_the_environment_is_used_but_never_for_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "near.example")
    proxy_to.cache_clear()

    assert proxy("https://api.far.example/bot1:a/getMe") == "http://proxy.example:3128"
    assert proxy("https://near.example/x") is None
    assert proxy("http://127.0.0.1:9002/x") is None
    proxy_to.cache_clear()
