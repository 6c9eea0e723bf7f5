"""The Zalo Official Account channel: hears by a signed webhook, sends, fetches; knows nothing of cases."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Any, Final

import structlog

from bot.channels.channel import OfferKind, Receive, TryLater, Unreachable
from bot.channels.zalo_oa.errors import SOON
from bot.channels.zalo_oa.read import CHANNEL, MALFORMED, key, person, read
from bot.channels.zalo_oa.sender import Sender
from bot.channels.zalo_oa.settings import LIMITS, Settings, Shelf
from bot.channels.zalo_oa.signature import signed, timely
from bot.channels.zalo_oa.tokens import Tokens
from bot.channels.zalo_oa.write import write
from bot.http import Http
from handlers.talk.events import Incoming
from handlers.talk.says import Message

Pause = Callable[[float], Awaitable[None]]
GATHER: Final = 0.05
"""Seconds for which an event waits for others that were sent before it and come after it."""
PATIENCE: Final = 1.8
"""Seconds after which Zalo is asked to come again; it gives up at two."""
MINUTE: Final = 60.0
HOURLY: Final = 3600.0
MOST_SEEN: Final = 10_000
log = structlog.get_logger(__name__)


class ZaloOa:
    """One Official Account."""

    name = CHANNEL
    limits = LIMITS

    def __init__(
        self,
        settings: Settings,
        shelf: Shelf,
        open_file: Callable[[str], bytes],
        now: Callable[[], int],
        left: Callable[[str, str], Awaitable[str]],
        *,
        pause: Pause = asyncio.sleep,
        patience: float = 20.0,
        within: float = PATIENCE,
    ) -> None:
        """Open nothing yet. `open_file` gives a kept file by its hash, `now` the real epoch milliseconds, `left` the
        words to a user for a file, by its name, that Zalo does not carry; a call of the webhook takes `within` seconds
        at the most.
        """
        self._settings, self._now, self._left = settings, now, left
        self._pause, self._within = pause, within
        self.gather = GATHER
        self._http = Http(patience)
        self.tokens = Tokens(settings, shelf, self._http, now)
        self.sender = Sender(settings, shelf, self.tokens, self._http, open_file, now)
        self._receive: Receive | None = None
        self._gathered: list[tuple[int, list[Incoming], asyncio.Future[None]]] = []
        self._gathering: asyncio.Task[None] | None = None
        self._taken: OrderedDict[bytes, None] = OrderedDict()
        self._last: OrderedDict[str, str] = OrderedDict()
        self._first = ""

    @property
    def trouble(self) -> str:
        """What an operator has to mend, "" for nothing."""
        return self.tokens.trouble or ("account" if self.sender.trouble else "")

    async def listen(self, receive: Receive) -> None:
        """Take what the webhook brings until cancelled, and keep the tokens young meanwhile."""
        self._receive = receive
        try:
            while True:
                try:
                    await self.tokens.get()
                except TryLater as wait:
                    await self._pause(max(wait.after, 1.0))
                except Unreachable:
                    await self._pause(MINUTE)
                else:
                    await self._pause(MINUTE if self.tokens.trouble else HOURLY)
        finally:
            self._receive = None

    async def webhook(self, body: bytes, signature: str | None) -> int:
        """Give the HTTP status for a call: 200 only once it is durably handled, or can never be.

        200 for an empty probe, 401 without Zalo's signature or out of time, 503 while it cannot be taken in time:
        then it comes again.
        """
        if not body.strip():
            return 200
        event = as_event(body)
        timestamp = str(event.get("timestamp", ""))
        first = signed(self._settings, body, timestamp, signature)
        if first is None or not timely(self._settings, timestamp, self._now()):
            log.warning("a call of the webhook was not heard", signed=first is not None)
            return 401
        self._note(first)
        seen = sha256(body).digest()
        if seen in self._taken:
            return 200
        try:
            incoming = read(event, self._settings.oa_id)
        except MALFORMED as error:
            log.error(
                "a malformed event is set aside", kind=str(event.get("event_name"))[:40], error=type(error).__name__
            )
            incoming = []
        self._mark(event)
        if incoming:
            if self._receive is None:
                return 503
            try:
                await asyncio.wait_for(asyncio.shield(self._gather(int(timestamp), incoming)), self._within)
            except TimeoutError:
                return 503
            except Exception as error:
                log.error("an event was not taken and comes again", error=type(error).__name__)
                return 503
        self._taken[seen] = None
        if len(self._taken) > MOST_SEEN:
            self._taken.popitem(last=False)
        return 200

    async def send(self, user: str, message: Message) -> str:
        """Send one message, in parts if it must be, and give the id of the last; SendError if it did not go."""
        sent, note = "", await self._left(user, message.file.name) if message.file else ""
        for call in write(message, self._settings.template_type, note):
            try:
                sent = await self.sender.deliver(user, call, self._last.get(user))
            except (TryLater, Unreachable) as error:
                if not sent:
                    raise
                raise TryLater(error.after if isinstance(error, TryLater) else SOON, ambiguous=True) from None
        return sent

    async def offer(self, user: str, kind: OfferKind, data: Mapping[str, str]) -> bool:
        """Tell a user by template that something waits; False where none is configured for this. SendError."""
        template = self._settings.templates.get(kind)
        if not template:
            return False
        await self.sender.offer(user, template, data)
        return True

    async def fetch(self, ref: str) -> bytes:
        """Give the bytes of a file that a person sent, at most 20 MB; SendError if it cannot be had."""
        return await self.sender.fetch(ref)

    async def dress(self, user: str, role: str, language: str) -> None:
        """Do nothing: an account has one menu for everybody, made in Zalo's own pages."""

    async def close(self) -> None:
        """Let go of connections; a pair of tokens that is under way is kept first."""
        await self.tokens.settle()
        if self._gathering is not None:
            await asyncio.wait([self._gathering], timeout=self._within)
        await self._http.close()

    def _gather(self, at: int, incoming: list[Incoming]) -> asyncio.Future[None]:
        """Let events that come at the same moment be handed over in the order in which they were sent."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        done.add_done_callback(lambda one: one.cancelled() or one.exception())
        self._gathered.append((at, incoming, done))
        if self._gathering is None or self._gathering.done():
            self._gathering = asyncio.create_task(self._hand_over())
        return done

    async def _hand_over(self) -> None:
        while self._gathered:
            await self._pause(self.gather)
            batch, self._gathered = sorted(self._gathered, key=lambda one: one[0]), []
            try:
                if self._receive is None:
                    raise TryLater(1)
                await self._receive([event for _, events, _ in batch for event in events])
            except BaseException as error:
                for _, _, done in batch:
                    if not done.done():
                        done.set_exception(error if isinstance(error, Exception) else TryLater(1))
                if not isinstance(error, Exception):
                    raise
            else:
                for _, _, done in batch:
                    if not done.done():
                        done.set_result(None)

    def _note(self, first: str) -> None:
        """Tell the operator once with which id the signatures begin, so that the setting can be narrowed."""
        if first != self._first:
            self._first = first
            log.info("the webhook's signature is right", signature_first=first)

    def _mark(self, event: dict[str, Any]) -> None:
        """Remember a person's last message, to which the older version may want a reply; and say what only staff do."""
        name = str(event.get("event_name", ""))
        if name.startswith("user_send_") and self._settings.v2_reply and (user := person(event)):
            self._last[user] = key(event)
            self._last.move_to_end(user)
            if len(self._last) > MOST_SEEN:
                self._last.popitem(last=False)
        if name in ("user_withdraw", "user_data_subject_request"):
            log.warning("somebody asks Zalo for the rights over personal data: see the app's page", kind=name)


def as_event(body: bytes) -> dict[str, Any]:
    """Give the event in a body; an empty one for what is no JSON object, which nobody can have signed."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}
