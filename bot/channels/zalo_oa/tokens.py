"""The two tokens of an Official Account: renewed by one at a time, kept before they are used."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

import structlog

from bot.channels.channel import SendError, TryLater, Unreachable
from bot.channels.zalo_oa.settings import Pair, Settings, Shelf, Trouble
from bot.http import Http, NoAnswer

FRESH_MS: Final = 20 * 3_600_000
"""After this long a token is renewed, five hours before it runs out."""
MARGIN_MS: Final = 60_000
AGAIN_MS: Final = 300_000
SOON: Final = 5.0
CONSENT: Final = (
    "Zalo does not renew the tokens: an administrator of the Official Account must consent again. "
    "Run `langnghe zalo login`; what is owed waits and goes out then"
)
FIRST: Final = "there is no Zalo token yet: run `langnghe zalo login`"
log = structlog.get_logger(__name__)


class Consent(Exception):
    """Zalo gives no tokens for what it was shown; its error number."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Zalo {code}")
        self.code = code


class Tokens:
    """Gives the access token; there is never more than one request for a new pair under way."""

    def __init__(self, settings: Settings, shelf: Shelf, http: Http, now: Callable[[], int]) -> None:
        """`now` gives the real epoch milliseconds."""
        self._settings, self._shelf, self._http, self._now = settings, shelf, http, now
        self._lock = asyncio.Lock()
        self._pair: Pair | None = None
        self._unkept: Pair | None = None
        self._running: asyncio.Task[Pair] | None = None
        self._again_at = 0
        self._hopeless = ""
        self.trouble: Trouble | None = None
        """What only a person can mend; None until the first look."""

    async def get(self) -> str:
        """Give the access token, renewed first when it is 20 hours old.

        TryLater while Zalo does not answer, Unreachable while an operator has to bring a pair.
        """
        if self._pair is None or self.trouble or (self._due(self._pair) and not self._bears(self._pair)):
            async with self._lock:
                self._pair = await self._current()
        return self._pair.access

    async def renew(self, refused: str) -> str:
        """Give another token than one that Zalo has refused; one that was kept meanwhile is taken as it is."""
        async with self._lock:
            kept = await self._load()
            self._pair = kept if kept.access != refused else await self._refresh(kept)
            return self._pair.access

    async def settle(self) -> None:
        """Wait for a renewal under way, so that its pair is kept."""
        if self._running is not None:
            await asyncio.wait([self._running], timeout=self._http.patience)

    def _due(self, pair: Pair) -> bool:
        return self._now() >= pair.got_at + min(FRESH_MS, pair.lasts * 800)

    def _bears(self, pair: Pair) -> bool:
        """Whether a token that should be renewed can be used until the next try."""
        return self._now() < self._again_at and self._valid(pair)

    def _valid(self, pair: Pair) -> bool:
        return self._now() < pair.got_at + pair.lasts * 1000 - MARGIN_MS

    async def _current(self) -> Pair:
        pair = await self._load()
        if not self._due(pair) or self._bears(pair):
            return pair
        try:
            return await self._refresh(pair)
        except SendError:
            if self._valid(pair):
                return pair
            raise

    async def _load(self) -> Pair:
        """Give the newest pair; one that could not be kept when it came is kept now, before anything else."""
        if self._running is not None and not self._running.done():
            await asyncio.wait([self._running])
        if self._unkept is not None:
            await self._keep(self._unkept)
        pair = await self._shelf.pair()
        if pair is None:
            await self._worry("no_token", FIRST)
            raise Unreachable(FIRST, reason="token")
        if self.trouble != "" and pair.refresh != self._hopeless:
            await self._worry("", "")
        return pair

    async def _refresh(self, pair: Pair) -> Pair:
        """Renew in a task of its own: who waits may be cancelled, a pair that comes is kept all the same."""
        if self._now() < self._again_at and (pair.refresh == self._hopeless or not self._valid(pair)):
            if pair.refresh == self._hopeless:
                raise Unreachable(CONSENT, reason="token")
            raise TryLater((self._again_at - self._now()) / 1000)
        self._running = asyncio.create_task(self._renewed(pair))
        return await asyncio.shield(self._running)

    async def _renewed(self, pair: Pair) -> Pair:
        try:
            fresh = await ask(
                self._http,
                self._settings,
                {"refresh_token": pair.refresh, "grant_type": "refresh_token"},
                self._now(),
            )
        except Consent as error:
            self._hopeless, self._again_at = pair.refresh, self._now() + AGAIN_MS
            await self._worry("consent", CONSENT, code=error.code)
            raise Unreachable(CONSENT, reason="token") from None
        except TryLater:
            self._again_at = self._now() + int(SOON * 1000)
            log.warning("the Zalo tokens could not be renewed, trying again")
            raise
        self._unkept = fresh
        await self._keep(fresh)
        self._again_at = 0
        await self._worry("", "")
        return fresh

    async def _keep(self, pair: Pair) -> None:
        await self._shelf.keep_pair(pair)
        self._unkept = None
        log.info("new Zalo tokens are kept")

    async def _worry(self, trouble: Trouble, words: str, **more: Any) -> None:
        if words:
            log.error(words, **more)
        if trouble != self.trouble:
            self.trouble = trouble
            await self._shelf.trouble(trouble)


async def ask(http: Http, settings: Settings, form: dict[str, str], now: int) -> Pair:
    """Ask Zalo for a pair of tokens. Consent if it refuses what was shown; TryLater if there is no clear answer."""
    headers = {"secret_key": settings.app_secret, "Content-Type": "application/x-www-form-urlencoded"}
    url = f"{settings.oauth_base.rstrip('/')}/v4/oa/access_token"
    body = urlencode({**form, "app_id": settings.app_id}).encode()
    try:
        status, raw = await http.ask("POST", url, body, headers=headers)
    except NoAnswer:
        raise TryLater(SOON) from None
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        answer = None
    if status >= 500 or not isinstance(answer, dict):
        raise TryLater(SOON)
    if isinstance(answer.get("access_token"), str) and isinstance(answer.get("refresh_token"), str):
        lasts = str(answer.get("expires_in", ""))
        seconds = int(lasts) if lasts.isdecimal() and int(lasts) > 0 else 90_000
        return Pair(answer["access_token"], answer["refresh_token"], now, seconds)
    code = str(answer.get("error", "0"))
    raise Consent(int(code) if code.lstrip("-").isdecimal() else 0)
