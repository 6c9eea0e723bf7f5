"""What `langnghe zalo` does: the first pair of tokens, and how the account is."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlencode

from bot.channels.channel import SendError
from bot.channels.zalo_oa import Pair, Settings
from bot.channels.zalo_oa.errors import OldToken, OldUpload, WrongVersion
from bot.channels.zalo_oa.read import CHANNEL
from bot.channels.zalo_oa.sender import Sender, as_json
from bot.channels.zalo_oa.tokens import Tokens, ask
from bot.clock import real_ms
from bot.config import Config
from bot.http import Http
from bot.world import World
from bot.zalo_shelf import TROUBLES, shelf
from storage import zalo

HOUR: Final = 3_600_000
KINDS: Final = {2: "business", 4: "state agency"}
FREE, PAID = 48 * HOUR, 7 * 24 * HOUR


def settings_of(config: Config) -> Settings:
    """Give the channel's settings."""
    return Settings(**config.zalo_oa.model_dump())


def consent_url(settings: Settings, redirect: str, verifier: str) -> str:
    """Give the address at which an administrator of the account consents, in a browser; with PKCE for a verifier."""
    asked = {"app_id": settings.app_id, "redirect_uri": redirect}
    if verifier:
        digest = hashlib.sha256(verifier.encode()).digest()
        asked["code_challenge"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"{settings.oauth_base.rstrip('/')}/v4/oa/permission?{urlencode(asked)}"


def new_verifier() -> str:
    """Draw a PKCE verifier of 43 letters, digits, - and _."""
    return secrets.token_urlsafe(32)


async def by_code(config: Config, code: str, verifier: str) -> Pair:
    """Give the pair for the code with which the browser came back; Consent or TryLater if Zalo gives none."""
    settings, http = settings_of(config), Http()
    form = {"code": code, "grant_type": "authorization_code"}
    if found := verifier or settings.code_verifier:
        form["code_verifier"] = found
    try:
        return await ask(http, settings, form, real_ms())
    finally:
        await http.close()


async def keep(world: World, config: Config, pair: Pair) -> None:
    """Keep a pair as the newest, and note that nothing is the matter any more."""
    kept = shelf(world.db, config.zalo_oa.app_id, real_ms)
    await kept.keep_pair(pair)
    await kept.trouble("")


class NoRenewal(SendError):
    """The token has run out; only the running program renews it."""


class Reading(Tokens):
    """Gives the kept token as it is: a command never renews one, since the running program holds the other."""

    async def get(self) -> str:
        """Give the token; NoRenewal if there is none that lives."""
        pair = await self._shelf.pair()
        if pair is None or not self._valid(pair):
            raise NoRenewal
        return pair.access

    async def renew(self, refused: str) -> str:
        """Renew nothing."""
        raise NoRenewal


@dataclass(frozen=True)
class Health:
    """How the account is; `windows` counts people by how long ago they were last heard. No ids of people."""

    ok: bool
    needs: tuple[str, ...]
    name: str = ""
    kind: str = ""
    verified: bool | None = None
    package: str = ""
    followers: int | None = None
    sends_by: str = ""
    token_hours: float | None = None
    free_replies: dict[str, Any] | None = None
    windows: dict[str, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """Give it for a machine."""
        return {**asdict(self), "needs": list(self.needs)}


async def health(world: World, config: Config, now: Callable[[], int] = real_ms) -> Health:
    """Ask Zalo how the account is, and the store who may be written to; nothing is changed."""
    settings, app = settings_of(config), config.zalo_oa.app_id
    http = Http()
    kept = shelf(world.db, app, now)
    sender = Sender(settings, kept, Reading(settings, kept, http, now), http, lambda _: b"", now)
    needs: list[str] = []
    try:
        oa, free = await _asked(world, sender, needs)
    finally:
        await http.close()
    pair, account = await zalo.pair(world.db.read, app), await zalo.account(world.db.read, app)
    hours = None if pair is None else round((pair.got_at + pair.lasts * 1000 - now()) / HOUR, 1)
    if account.trouble and account.trouble != "no_token":
        needs.append(TROUBLES[account.trouble])
    if oa and not oa.get("is_verified"):
        needs.append("the account is not verified: Zalo lets it send little")
    if settings.oa_id and oa and str(oa.get("oa_id", settings.oa_id)) != settings.oa_id:
        needs.append(f"[zalo_oa] oa_id is another account's: the tokens are for {oa['oa_id']}")
    kind = whole(oa.get("oa_type"))
    return Health(
        ok=not needs,
        needs=tuple(needs),
        name=str(oa.get("name", "")),
        kind=KINDS.get(kind or 0, f"type {kind}" if kind else ""),
        verified=bool(oa["is_verified"]) if "is_verified" in oa else None,
        package=str(oa.get("package_name", "")),
        followers=whole(oa.get("num_follower")),
        sends_by=account.version or "v3 (not tried yet)",
        token_hours=hours,
        free_replies=free,
        windows=await windows(world),
    )


async def _asked(world: World, sender: Sender, needs: list[str]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Give what Zalo says of the account, and of the free replies to the person heard last."""
    try:
        oa = await sender.ask("GET", "/v2.0/oa/getoa")
    except NoRenewal:
        needs.append("there is no token that lives: langnghe zalo login, or start the program, which renews it")
        return {}, None
    except (SendError, OldToken, OldUpload, WrongVersion) as error:
        needs.append(f"Zalo does not answer ({type(error).__name__})")
        return {}, None
    user = await zalo.newest_user(world.db.read, CHANNEL)
    if user is None:
        return oa, None
    try:
        quota = await sender.ask("POST", "/v3.0/oa/quota/message", as_json({"user_id": user}))
    except (SendError, OldToken, OldUpload, WrongVersion):
        return oa, None
    free = quota.get("cs_reply")
    return oa, free if isinstance(free, dict) else None


async def windows(world: World) -> dict[str, int]:
    """Count the people of the account by what may be sent to them now: free, at a price, only by template."""
    now = world.clock.ms()
    counts = [
        await zalo.seen(world.db.read, CHANNEL, after, until)
        for after, until in ((now - FREE, now), (now - PAID, now - FREE), (-1, now - PAID))
    ]
    return dict(zip(("free_48_h", "paid_7_days", "template_only"), counts, strict=True))


def whole(value: Any) -> int | None:
    """Give a whole number that may have come as a string."""
    return int(value) if str(value).isdecimal() else None
