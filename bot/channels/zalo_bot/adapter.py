"""The Zalo Bot channel: listens by polling or webhook, sends, fetches; knows nothing of cases."""

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, assert_never
from urllib.parse import urlsplit

import structlog

from bot.channels.channel import Receive, Refused, TryLater, Unreachable
from bot.channels.zalo_bot.api import FETCHING, REFUSED, SOON, SPENT, UNKNOWN_TOKEN, Api, ApiError, send_error
from bot.channels.zalo_bot.polling import FLOOR, Pause, alone, insist, poll
from bot.channels.zalo_bot.read import MALFORMED, read, unwrapped
from bot.channels.zalo_bot.settings import DOWNLOAD, LIMITS, Settings
from bot.channels.zalo_bot.write import Call, in_words, write
from bot.http import Http, NoAnswer, TooLarge
from handlers.talk.events import Incoming
from handlers.talk.says import Attachment, Message

GATHER = 0.1
"""Seconds in which posted events are gathered, so that two that overtook each other are put in order again."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Handed:
    """What the channel cannot know: the public address of a kept file, "" where there is none, and words about it."""

    link: Callable[[Attachment], str]
    note: Callable[[str, Attachment], Awaitable[str]]


class ZaloBot:
    """One bot on the Zalo Bot Platform."""

    name = "zalo_bot"

    def __init__(
        self,
        settings: Settings,
        handed: Handed,
        *,
        pause: Pause = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
        poll_seconds: int = 30,
        floor: float = FLOOR,
        patience: float = 20.0,
        fetching: float = FETCHING,
    ) -> None:
        """Open nothing yet. `pause` waits between two tries, `now` counts seconds, `floor` lies between two polls.

        `patience` is how many seconds of silence are borne, `fetching` while Zalo fetches a picture.
        """
        self.limits = replace(LIMITS, per_second=settings.per_second)
        self.floor, self.gather = floor, GATHER
        self._settings = settings
        self._handed = handed
        self._pause = pause
        self._now = now
        self._poll_seconds = poll_seconds
        self._fetching = fetching
        self._http = Http(patience)
        self._api = Api(settings, self._http)
        self._receive: Receive | None = None
        self._over: set[str] = set()
        self._refused: set[str] = set()
        self._posted: list[tuple[int, Incoming]] = []
        self._gathering: asyncio.Task[None] | None = None

    async def listen(self, receive: Receive) -> None:
        """Hand over what arrives until cancelled. A Zalo that is away is tried again, never raised."""
        self._receive = receive
        match self._settings.mode:
            case "polling":
                held = await alone(self._settings.api, self._pause)
                try:
                    await insist(lambda: self._api.call("deleteWebhook", {}), self._pause)
                    await poll(
                        self._api, self._take, self._pause, self._now, seconds=self._poll_seconds, floor=self.floor
                    )
                finally:
                    if held:
                        held.close()
            case "webhook":
                await insist(self._hook, self._pause)
                await asyncio.Event().wait()
            case _:
                assert_never(self._settings.mode)

    async def webhook(self, body: bytes, secret: str | None) -> int:
        """Give the HTTP status for what was posted: 200 only once it is durably handled, or can never be.

        200 for an empty probe, 401 without the right secret, 400 for what is no JSON, 503 while it cannot be taken.
        """
        if not body.strip():
            return 200
        ours = self._settings.secret_token.encode()
        if not ours or not hmac.compare_digest((secret or "").encode("utf-8", "replace"), ours):
            return 401
        try:
            event = unwrapped(json.loads(body.decode("utf-8", "replace")))
        except (ValueError, RecursionError):
            return 400
        incoming = self._read(event)
        if incoming is None:
            return 200
        if self._receive is None:
            return 503
        self._posted.append((sent_at(event), incoming))
        if self._gathering is None:
            self._gathering = asyncio.create_task(self._gather(self._receive))
        try:
            await asyncio.shield(self._gathering)
        except Exception as error:
            log.error("an event was not taken", error=type(error).__name__)
            return 503
        return 200

    async def send(self, user: str, message: Message) -> str:
        """Send one message, in parts if it must be, and give the id of the last; SendError if it did not go."""
        link = self._handed.link(message.file) if message.file else ""
        note = await self._handed.note(user, message.file) if message.file and not link else ""
        sent = ""
        for call in write(user, message, link, note):
            try:
                sent = await self._deliver(call)
            except (TryLater, Unreachable) as error:
                if not sent:
                    raise
                raise TryLater(error.after if isinstance(error, TryLater) else SOON, ambiguous=True) from None
        return sent

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file that a person sent, at most 20 MB; SendError if it cannot be had."""
        if not ref.startswith("https://") and urlsplit(ref).netloc != urlsplit(self._settings.api_base).netloc:
            raise Refused("not an address of Zalo's")
        try:
            status, body = await self._http.ask("GET", ref, cap=DOWNLOAD)
        except NoAnswer:
            raise TryLater(SOON) from None
        except TooLarge:
            raise Refused("the file is too large to fetch") from None
        if status == 200:
            return body
        raise Refused("the file is gone") if status in (400, 401, 403, 404, 410) else TryLater(SOON)

    async def dress(self, user: str, role: str, language: str) -> None:
        """Do nothing: a bot on Zalo has no menu of commands."""

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()

    async def _deliver(self, call: Call) -> str:
        user = call.params["chat_id"]
        try:
            sent = await self._carry(call)
        except ApiError as error:
            if call.method == "sendPhoto" and error.code == REFUSED and error.json:
                log.warning("Zalo does not take a picture from our address; its link is sent", said=error.said)
                return [await self._deliver(other) for other in in_words(call)][-1]
            if error.code == UNKNOWN_TOKEN and error.json:
                log.error("Zalo does not know the bot: is [zalo_bot] token right?")
            if error.code == SPENT and error.json and not error.after:
                log.error("Zalo takes no more messages: the month's quota is spent, or its 50 users are reached")
                self._refused.add(user)
                if user in self._over:
                    raise Unreachable(f"Zalo says {error}") from None
            raise send_error(error) from None
        except NoAnswer as error:
            raise send_error(error) from None
        # The quota is not spent, then: who was refused for it is one person too many, if it happens again.
        self._over = (self._over | self._refused) - {user}
        self._refused = set()
        return sent

    async def _carry(self, call: Call) -> str:
        patience = self._fetching if call.method == "sendPhoto" else None
        made = await self._api.call(call.method, call.params, patience=patience)
        return str(made["message_id"]) if isinstance(made, dict) and "message_id" in made else ""

    async def _take(self, event: Any) -> None:
        incoming = self._read(unwrapped(event))
        if incoming and self._receive:
            await self._receive([incoming])

    def _read(self, event: Any) -> Incoming | None:
        try:
            return read(event, self._settings.bot_id)
        except MALFORMED as error:
            log.error("a malformed event is set aside", error=type(error).__name__)
            return None

    async def _gather(self, receive: Receive) -> None:
        await self._pause(self.gather)
        posted, self._posted, self._gathering = self._posted, [], None
        await receive([incoming for _, incoming in sorted(posted, key=lambda one: one[0])])

    async def _hook(self) -> None:
        asked = {"url": self._settings.hook, "secret_token": self._settings.secret_token}
        made = await self._api.call("setWebhook", asked)
        verified = made.get("verification") if isinstance(made, dict) else None
        if isinstance(verified, dict) and verified.get("ok") is False:
            log.error("Zalo cannot reach [web] public_url", outcome=str(verified.get("outcome"))[:40])


def sent_at(event: dict[str, Any]) -> int:
    """Give when an event was sent, in epoch milliseconds, 0 where Zalo does not say."""
    found = event["message"].get("date")
    return found if isinstance(found, int) else 0
