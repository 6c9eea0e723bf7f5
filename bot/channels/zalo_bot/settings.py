"""What an operator sets for the Zalo Bot Platform, and what one of its messages may hold."""

import re
from dataclasses import dataclass, field
from typing import Literal

from bot.channels.channel import Limits

HOST = "https://bot-api.zaloplatforms.com"
DOWNLOAD = 20 << 20
LIMITS = Limits(text=2000, buttons=100, label=200, data=200, taps=False, upload=DOWNLOAD, per_second=5, blind=False)
"""2,000 characters is documented; they are counted in UTF-16 units, which are never fewer."""


@dataclass(frozen=True)
class Settings:
    """The `[zalo_bot]` section; ValueError on a token that cannot be one. Secrets stay out of the repr.

    `per_second` is how many messages a second are sent over all users; Zalo does not say what it bears.
    `file_hours` is how long a link to a picture works; Zalo does not say when it fetches.
    """

    token: str = field(repr=False)
    api_base: str = HOST
    mode: Literal["polling", "webhook"] = "polling"
    secret_token: str = field(default="", repr=False)
    webhook_path: str = "/zalo-bot"
    per_second: float = 5
    file_hours: int = 24
    public_url: str = ""

    def __post_init__(self) -> None:
        if re.fullmatch(r"\d+:[A-Za-z0-9_.~-]+", self.token) is None:
            raise ValueError("[zalo_bot] token must look like 123456789:abc-xyz, as Zalo Bot Manager gives it")
        if self.mode == "webhook" and re.fullmatch(r"[A-Za-z0-9_-]{8,256}", self.secret_token) is None:
            raise ValueError("[zalo_bot] secret_token must be 8 to 256 of A-Z a-z 0-9 _ - for webhooks")

    @property
    def bot_id(self) -> str:
        """The bot's own id, the first part of its token."""
        return self.token.partition(":")[0]

    @property
    def api(self) -> str:
        """The address of the Bot API, with the token: never to be logged."""
        return f"{self.api_base.rstrip('/')}/bot{self.token}"

    @property
    def hook(self) -> str:
        """Where Zalo posts events in webhook mode."""
        return f"{self.public_url.rstrip('/')}/{self.webhook_path.lstrip('/')}"
