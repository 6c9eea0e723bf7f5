"""Whether a call of the webhook is Zalo's own: plain SHA-256 over the bytes as they came; pure."""

import hashlib
import hmac
from collections.abc import Iterator

from bot.channels.zalo_oa.settings import Settings

AHEAD_MS = 300_000
"""How far Zalo's clock may be ahead of ours."""


def signed(settings: Settings, body: bytes, timestamp: str, header: str | None) -> str | None:
    """Give which id the signature begins with ("app_id" or "oa_id"), None if nobody who knows the key signed this.

    hex = sha256(id + body + timestamp + OA secret key), sent as `mac=<hex>`; some threads show the bare hex, and
    some the account's id in place of the app's. Every comparison takes the same time.
    """
    given = (header or "").strip().removeprefix("mac=").lower().encode("utf-8", "replace")
    if not settings.oa_secret_key:
        return None
    found = None
    for name, first in firsts(settings):
        made = hashlib.sha256(first.encode() + body + timestamp.encode() + settings.oa_secret_key.encode())
        if hmac.compare_digest(made.hexdigest().encode(), given):
            found = name
    return found


def firsts(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give the ids with which a signature may begin, as the settings say."""
    if settings.signature_first in ("either", "app_id") and settings.app_id:
        yield "app_id", settings.app_id
    if settings.signature_first in ("either", "oa_id") and settings.oa_id:
        yield "oa_id", settings.oa_id


def timely(settings: Settings, timestamp: str, now: int) -> bool:
    """Tell whether an event of this time (epoch ms) may still come: Zalo's own retries bear their first time."""
    if not timestamp.isdecimal() or len(timestamp) > 16:
        return False
    age = now - int(timestamp)
    return -AHEAD_MS <= age <= settings.window_hours * 3_600_000
