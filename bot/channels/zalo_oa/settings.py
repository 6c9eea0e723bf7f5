"""What an operator sets for a Zalo Official Account, what one of its messages may hold, and what it must keep."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from bot.channels.channel import Limits

Version = Literal["v3", "v2"]
Trouble = Literal["", "no_token", "consent", "account"]
"""What only a person can mend: no first token, consent that has run out, an account that Zalo does not let send."""

DOWNLOAD = 20 << 20
LIMITS = Limits(text=2000, buttons=5, label=100, data=1000, upload=DOWNLOAD, per_second=30, files=("image/",))
"""`text` counts characters after NFC. Zalo bears 4,000 requests a minute for each app, and carries no workbook."""


@dataclass(frozen=True)
class Settings:
    """The `[zalo_oa]` section, explained in config.example.toml. Secrets stay out of the repr."""

    app_id: str
    app_secret: str = field(default="", repr=False)
    oa_id: str = ""
    oa_secret_key: str = field(default="", repr=False)
    api_base: str = "https://openapi.zalo.me"
    oauth_base: str = "https://oauth.zaloapp.com"
    webhook_path: str = "/zalo"
    template_type: str = ""
    signature_first: Literal["either", "app_id", "oa_id"] = "either"
    code_verifier: str = field(default="", repr=False)
    v2_reply: bool = False
    window_hours: float = 13.0
    media_hosts: str = "zdn.vn zadn.vn zalo.me zaloapp.com"
    templates: Mapping[str, str] = field(default_factory=dict)

    def trusts(self, url: str) -> bool:
        """Tell whether a file may be fetched from an address: https at Zalo, or the server that `api_base` names."""
        try:
            there, api = urlsplit(url), urlsplit(self.api_base)
            if (there.scheme, there.hostname, there.port) == (api.scheme, api.hostname, api.port):
                return True
            host = (there.hostname or "").lower()
        except ValueError:
            return False
        known = self.media_hosts.lower().split()
        return there.scheme == "https" and any(host == one or host.endswith(f".{one}") for one in known)


@dataclass(frozen=True)
class Pair:
    """An access token with the refresh token that replaces it once; `got_at` in epoch ms, `lasts` in seconds."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    got_at: int
    lasts: int = 90_000


@dataclass(frozen=True)
class Shelf:
    """Where the channel's own things are kept; every function returns when what it keeps is durable.

    `media` gives the id of a file that was uploaded less than a week ago, by its hash and "image" or "file".
    """

    pair: Callable[[], Awaitable[Pair | None]]
    keep_pair: Callable[[Pair], Awaitable[None]]
    version: Callable[[], Awaitable[Version]]
    pin: Callable[[Version], Awaitable[None]]
    trouble: Callable[[Trouble], Awaitable[None]]
    media: Callable[[str, str], Awaitable[str | None]]
    keep_media: Callable[[str, str, str], Awaitable[None]]
