"""The local Zalo itself: it refuses what the real one refuses, and a client written elsewhere agrees with it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import zalo_sdk
from zalo_sdk import oa as sdk_oa

from tests.fakes.zalo_oa_house import FILES
from tests.fakes.zalo_oa_methods import APP, SECRET
from tests.fakes.zalo_oa_server import ZaloOaServer

LAN = "8309000000000000001"


@dataclass
class Api:
    """A server, and calls of it with a token that lives."""

    server: ZaloOaServer
    session: aiohttp.ClientSession
    token: str

    async def call(self, path: str, body: Any = None, **headers: str) -> Any:
        """Give the whole answer, which always comes with HTTP 200."""
        sent = {"access_token": self.token, **headers}
        verb = "GET" if body is None else "POST"
        async with self.session.request(verb, path, json=body, headers=sent) as answer:
            assert answer.status == 200
            return await answer.json()

    async def send(self, message: Any, user: Any = LAN, path: str = "/v3.0/oa/message/cs") -> int:
        """Send a message and give the error number."""
        found = await self.call(path, {"recipient": {"user_id": user}, "message": message})
        return int(found["error"])

    async def grant(self, **form: str) -> Any:
        """Ask the token server."""
        headers = {"secret_key": SECRET}
        async with self.session.post("/v4/oa/access_token", data={"app_id": APP, **form}, headers=headers) as answer:
            return await answer.json()


@asynccontextmanager
async def api(oa_type: int = 2) -> AsyncIterator[Api]:
    async with ZaloOaServer(oa_type) as server, aiohttp.ClientSession(server.url) as session:
        server.heard[LAN] = server.now()
        yield Api(server, session, server.tokens()["access_token"])


def buttons(count: int = 1, **changed: Any) -> dict[str, Any]:
    one = {"title": "Có", "type": "oa.query.hide", "payload": "#a", **changed}
    return {"text": "a", "attachment": {"type": "template", "payload": {"buttons": [one] * count}}}


def media(**element: Any) -> dict[str, Any]:
    payload = {"template_type": "media", "elements": [{"media_type": "image", **element}]}
    return {"attachment": {"type": "template", "payload": payload}}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": "ă" * 2000}, 0),
        ({"text": "a\u0306" * 2000}, 0),
        ({"text": "ă" * 2001}, -210),
        ({"text": " "}, -201),
        ({}, -201),
        ("chữ", -201),
        (buttons(5), 0),
        (buttons(6), -201),
        (buttons(title="x" * 101), -201),
        (buttons(payload="x" * 1001), -201),
        (buttons(payload={"url": "https://x.vn"}), -201),
        (buttons(type="oa.open.url", payload={"url": "https://x.vn"}), 0),
        (buttons(type="oa.open.phone", payload={"phone_code": "1022"}), 0),
        (buttons(type="oa.open.url", payload="https://x.vn"), -201),
        (media(attachment_id="never uploaded"), -100),
        (media(attachment_id="a", url="https://x.vn/a.jpg"), -201),
        ({"attachment": {"type": "file", "payload": {"token": "never uploaded"}}}, -100),
    ],
)
async def test_a_message_is_held_to_zalos_limits(message: Any, code: int) -> None:
    async with api() as here:
        assert await here.send(message) == code


async def test_ids_are_strings_and_so_is_the_life_of_a_token() -> None:
    async with api() as here:
        assert await here.send({"text": "a"}, user=int(LAN)) == -201
        assert isinstance(here.server.tokens()["expires_in"], str)


@pytest.mark.parametrize(
    ("oa_type", "path", "code"),
    [
        (2, "/v3.0/oa/message/cs", 0),
        (2, "/v2.0/oa/message", -240),
        (4, "/v3.0/oa/message/cs", -235),
        (4, "/v2.0/oa/message", 0),
    ],
)
async def test_each_kind_of_account_sends_by_one_version_only(oa_type: int, path: str, code: int) -> None:
    async with api(oa_type) as here:
        assert await here.send({"text": "a"}, path=path) == code


async def test_a_token_belongs_into_the_header_and_dies_after_25_hours() -> None:
    async with api() as here:
        assert (await here.call(f"/v2.0/oa/getoa?access_token={here.token}", access_token=""))["error"] == -216
        assert (await here.call("/v2.0/oa/getoa"))["data"]["oa_type"] == 2
        here.server.advance(hours=25.1)
        assert (await here.call("/v2.0/oa/getoa"))["message"] == "Access token has expired"


async def test_a_refresh_token_counts_once_also_for_two_who_come_together() -> None:
    async with api() as here:
        shown = next(iter(here.server.refresh))
        two = await asyncio.gather(*(here.grant(grant_type="refresh_token", refresh_token=shown) for _ in range(2)))

        assert sorted("access_token" in one for one in two) == [False, True]
        assert (await here.call("/v2.0/oa/getoa"))["error"] == -216


async def test_a_minute_bears_so_many_requests_and_the_headers_say_how_many_are_left() -> None:
    async with api() as here:
        here.server.left = 2
        codes = [await here.send({"text": "a"}) for _ in range(3)]

        assert codes == [0, 0, -32]


@pytest.mark.parametrize(
    ("kind", "name", "content", "code"),
    [
        ("image", "a.jpg", FILES["pic"], 0),
        ("image", "a.jpg", FILES["pic"] + bytes(1_000_000), -201),
        ("image", "a.gif", b"GIF89a", -201),
        ("file", "a.pdf", FILES["pdf"], 0),
        ("file", "a.exe", b"MZ", -201),
        ("file", "a.pdf", FILES["huge"], -201),
    ],
)
async def test_uploads_are_held_to_their_kind_and_size(kind: str, name: str, content: bytes, code: int) -> None:
    async with api() as here:
        form = aiohttp.FormData()
        form.add_field("file", BytesIO(content), filename=name)
        headers = {"access_token": here.token}
        async with here.session.post(f"/v2.0/oa/upload/{kind}", data=form, headers=headers) as answer:
            assert (await answer.json())["error"] == code


async def test_it_runs_alone_as_a_program() -> None:
    words = ("-m", "tests.fakes.zalo_oa_server", "--port", "0", "--oa-type", "4")
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    said = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    async with aiohttp.ClientSession(said["url"]) as session:
        found = await Api(ZaloOaServer(), session, said["access_token"]).call("/v2.0/oa/getoa")
    process.kill()
    await process.wait()

    assert found["data"]["oa_type"] == 4


async def test_a_client_written_elsewhere_agrees_with_it() -> None:
    """zalo-sdk, whose answers and errors are those of the real Zalo; its token server cannot be another one."""
    async with api() as here:
        client = sdk_oa.Client(APP, SECRET, access_token=here.token, endpoint_prefix=here.server.url)

        async def ask(call: Callable[..., Any], *given: Any) -> Any:
            return await asyncio.to_thread(call, *given)

        who, words = sdk_oa.ZaloRecipient(user_id=LAN), sdk_oa.ZaloMessageBody(text="Chào anh/chị")
        assert (await ask(client.send_message, who, words))["data"]["user_id"] == LAN
        assert here.server.to(LAN)[0].text == "Chào anh/chị"
        up = await ask(client.upload_file, FILES["pdf"], "file", "a.pdf", "application/pdf")
        file = sdk_oa.ZaloAttachment("file", {"token": up["data"]["token"]})
        await ask(client.send_message, who, sdk_oa.ZaloMessageBody(attachment=file))
        assert here.server.to(LAN)[1].file == FILES["pdf"]
        assert (await ask(client.get_zalo_user_quotas, LAN))["data"]["cs_reply"]["total"] == 8
        assert (await ask(client.get_user_detail, LAN))["data"]["user_is_follower"]
        here.server.advance(days=8)
        client.access_token = here.server.tokens()["access_token"]
        with pytest.raises(zalo_sdk.ZaloOAException, match="-230"):
            await ask(client.send_message, who, words)
        here.server.advance(hours=26)
        with pytest.raises(zalo_sdk.ZaloOAAuthTokenExpiredException):
            await ask(client.send_message, who, words)
