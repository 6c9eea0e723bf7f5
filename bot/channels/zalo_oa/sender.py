"""Calls of Zalo's Official Account API: token, version of the call, uploads, limits; errors are SendErrors."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

import aiohttp
import structlog

from bot.channels.channel import Refused, TryLater
from bot.channels.zalo_oa.errors import (
    LATER,
    SOON,
    NeedsOperator,
    OldToken,
    OldUpload,
    Unheard,
    WrongVersion,
    failure,
)
from bot.channels.zalo_oa.pictures import shrunk
from bot.channels.zalo_oa.settings import DOWNLOAD, Settings, Shelf, Version
from bot.channels.zalo_oa.tokens import Tokens
from bot.channels.zalo_oa.write import Call, Upload
from bot.http import Http, NoAnswer, TooLarge

PATHS: Final[Mapping[Version, str]] = {"v3": "/v3.0/oa/message/cs", "v2": "/v2.0/oa/message"}
IMAGE, FILE = 1_000_000, 5_000_000
MOST_UNHEARD = 5
"""How often a message that ends in an unknown number is tried before it is set aside."""
MOST_ANSWER = 1_000_000
Body = Callable[[], tuple[bytes | aiohttp.FormData | None, Mapping[str, str]]]
log = structlog.get_logger(__name__)


class Sender:
    """The account's outgoing half."""

    def __init__(
        self,
        settings: Settings,
        shelf: Shelf,
        tokens: Tokens,
        http: Http,
        open_file: Callable[[str], bytes],
        now: Callable[[], int],
    ) -> None:
        """`open_file` gives a kept file by its hash, `now` the real epoch milliseconds."""
        self._settings, self._shelf, self._tokens, self._http = settings, shelf, tokens, http
        self._open_file, self._now = open_file, now
        self._version: Version | None = None
        self._rest_until = 0
        self._unheard: Counter[bytes] = Counter()
        self.trouble = ""

    async def deliver(self, user: str, call: Call, reply_to: str | None = None) -> str:
        """Send one message and give its id; SendError if it did not go.

        `reply_to` is the id of the person's last message, which the older version may want to see.
        """
        print = sha256(repr((user, call)).encode()).digest()
        try:
            sent = await self._with_upload(user, call, reply_to)
        except Unheard as error:
            log.error("Zalo answers with an unknown number", number=error.code)
            self._unheard[print] += 1
            if self._unheard[print] < MOST_UNHEARD:
                raise
            del self._unheard[print]
            raise Refused(f"Zalo {error.code}: an unknown number, {MOST_UNHEARD} times") from None
        except NeedsOperator as error:
            await self._alarm(error.why)
            raise
        self._unheard.pop(print, None)
        if self.trouble:
            await self._alarm("")
        return sent

    async def offer(self, user: str, template: str, data: Mapping[str, str]) -> str:
        """Send an approved ZBS template, which may go out of every window and costs; give its id, SendError."""
        body = {"user_id": user, "template_id": template, "template_data": dict(data)}
        try:
            found = await self.ask("POST", "/v3.0/oa/message/template", as_json(body))
        except OldUpload:
            raise Unheard(-100) from None
        return str(found.get("message_id") or found.get("msg_id") or "")

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file that a person sent, at most 20 MB, from Zalo's own servers; SendError."""
        if not self._settings.trusts(ref):
            log.error("a file lies on a server that is none of [zalo_oa] media_hosts")
            raise Refused("a file outside Zalo's servers")
        try:
            status, body = await self._http.ask("GET", ref, cap=DOWNLOAD)
        except NoAnswer:
            raise TryLater(SOON) from None
        except TooLarge:
            raise Refused("the file is too large to fetch") from None
        if status == 200:
            return body
        raise Refused("the file is gone") if status in (400, 403, 404, 410) else TryLater(SOON)

    async def ask(self, verb: str, path: str, body: Body = lambda: (None, {}), version: Version | None = None) -> Any:
        """Give the `data` of a call's answer; a token that Zalo refuses is renewed, once. Errors as of `failure`."""
        if (wait := self._rest_until - self._now()) > 0:
            raise TryLater(wait / 1000)
        token = await self._tokens.get()
        try:
            return await self._once(verb, path, body, version, token)
        except OldToken:
            token = await self._tokens.renew(token)
        try:
            return await self._once(verb, path, body, version, token)
        except OldToken:
            log.error("Zalo refuses a token that it has just given")
            raise TryLater(LATER) from None

    async def _once(self, verb: str, path: str, body: Body, version: Version | None, token: str) -> Any:
        content, headers = body()
        url = f"{self._settings.api_base.rstrip('/')}{path}"
        sent = {**headers, "access_token": token}
        try:
            status, told, raw = await self._http.exchange(verb, url, content, headers=sent, cap=MOST_ANSWER)
        except NoAnswer as error:
            raise TryLater(SOON, ambiguous=error.left) from None
        except TooLarge:
            raise TryLater(LATER, ambiguous=True) from None
        self._heed(told)
        if status == 429:
            after = told.get("Retry-After", "")
            raise TryLater(float(after) if after.isdecimal() else LATER)
        answer = parsed(raw)
        if answer is None or status >= 500:
            raise TryLater(SOON if status >= 500 else LATER, ambiguous=True)
        if answer[0]:
            raise failure(answer[0], version)
        return answer[1]

    def _heed(self, headers: Mapping[str, str]) -> None:
        """Rest for what is left of a minute when Zalo says that no more requests are borne in this one."""
        left = headers.get("X-RateLimit-Remain", "").strip()
        if left.lstrip("-").isdecimal() and int(left) <= 0:
            self._rest_until = self._now() + 60_000

    async def _with_upload(self, user: str, call: Call, reply_to: str | None) -> str:
        if call.upload is None:
            try:
                return await self._message(user, call.message, reply_to)
            except OldUpload:
                raise Unheard(-100) from None
        known = await self._shelf.media(call.upload.hash, call.upload.kind)
        if known is not None:
            try:
                return await self._message(user, call.shown(known), reply_to)
            except OldUpload:
                log.info("an upload has run out and is made anew")
        try:
            return await self._message(user, call.shown(await self._upload(call.upload)), reply_to)
        except OldUpload:
            raise Unheard(-100) from None

    async def _message(self, user: str, message: Mapping[str, Any], reply_to: str | None) -> str:
        """Send by the version that this account is known to take; switch once, and keep it, where Zalo says so."""
        if self._version is None:
            self._version = await self._shelf.version()
        try:
            return await self._by(self._version, user, message, reply_to)
        except WrongVersion as wrong:
            right = wrong.right
        if self._version != right:  # of many who find out at once, the first keeps it
            self._version = right
            await self._shelf.pin(right)
            log.warning("this Official Account sends by another version of the call", version=right)
        try:
            return await self._by(right, user, message, reply_to)
        except WrongVersion:
            raise NeedsOperator("this Official Account may send by neither version of the call") from None

    async def _by(self, version: Version, user: str, message: Mapping[str, Any], reply_to: str | None) -> str:
        recipient = {"user_id": user}
        if version == "v2" and self._settings.v2_reply and reply_to:
            recipient["message_id"] = reply_to
        found = await self.ask("POST", PATHS[version], as_json({"recipient": recipient, "message": message}), version)
        return str(found.get("message_id", "")) if isinstance(found, dict) else ""

    async def _upload(self, file: Upload) -> str:
        """Upload a kept file and keep the id that it got. Nobody has seen anything yet: no failure is ambiguous."""
        content = await self._content(file)

        def form() -> tuple[aiohttp.FormData, Mapping[str, str]]:
            made = aiohttp.FormData(quote_fields=False)
            mime = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
            kind = mime if file.kind == "image" else "application/octet-stream"
            made.add_field("file", BytesIO(content), filename=ascii_name(file, mime), content_type=kind)
            return made, {}

        try:
            found = await self.ask("POST", f"/v2.0/oa/upload/{file.kind}", form)
        except (Unheard, NeedsOperator):
            raise
        except TryLater as wait:
            raise TryLater(wait.after) from None
        except OldUpload:
            raise TryLater(LATER) from None
        id = found.get("attachment_id" if file.kind == "image" else "token") if isinstance(found, dict) else None
        if not id:
            raise TryLater(LATER)
        await self._shelf.keep_media(file.hash, file.kind, str(id))
        return str(id)

    async def _content(self, file: Upload) -> bytes:
        try:
            content = await asyncio.to_thread(self._open_file, file.hash)
            if file.kind == "image":
                content = await asyncio.to_thread(shrunk, content, IMAGE)
        except ValueError:
            raise Refused("a picture that cannot be made small enough") from None
        except (OSError, LookupError):
            raise Refused("the kept file is gone") from None
        if not 0 < len(content) <= FILE:
            raise Refused(f"a file of {len(content)} bytes cannot be sent")
        return content

    async def _alarm(self, why: str) -> None:
        if why:
            log.error("Zalo does not let the account send: what is owed waits", why=why)
        if why != self.trouble:
            self.trouble = why
            await self._shelf.trouble("account" if why else self._tokens.trouble or "")


def as_json(body: Mapping[str, Any]) -> Body:
    """Give what makes a JSON body; Vietnamese stays as it is."""
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return lambda: (content, {"Content-Type": "application/json"})


def parsed(raw: bytes) -> tuple[int, Any] | None:
    """Give the error number of an answer (0: none) and its data; None for what is no answer of Zalo's."""
    try:
        answer = json.loads(raw)
        return int(answer["error"]), answer.get("data") or {}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def ascii_name(file: Upload, mime: str) -> str:
    """Give a file's name as a form's header can carry it."""
    if file.kind == "image":
        return "photo.png" if mime == "image/png" else "photo.jpg"
    return "".join(one if one.isprintable() and one not in '"\\/' else "_" for one in file.name)
