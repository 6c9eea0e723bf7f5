"""What an operator sets for Telegram, and what one of its messages may hold."""

import re
from dataclasses import dataclass, field
from typing import Literal

from bot.channels.channel import Limits

HOST = "https://api.telegram.org"
DOWNLOAD = 20 << 20
LIMITS = Limits(
    text=4096,
    buttons=100,
    label=100,
    data=64,
    taps=True,
    upload=DOWNLOAD,
    edits=True,
    per_second=25,
    group_minute=20,
)


@dataclass(frozen=True)
class Settings:
    """The `[telegram]` section; ValueError on a token that cannot be one. Secrets stay out of the repr."""

    token: str = field(repr=False)
    api_base: str = HOST
    file_base: str = HOST
    mode: Literal["polling", "webhook"] = "polling"
    secret_token: str = field(default="", repr=False)
    webhook_path: str = "/telegram"
    public_url: str = ""

    def __post_init__(self) -> None:
        if re.fullmatch(r"\d+:[A-Za-z0-9_-]+", self.token) is None:
            raise ValueError("[telegram] token must look like 123456789:ABC-def, as BotFather gives it")
        if self.mode == "webhook" and re.fullmatch(r"[A-Za-z0-9_-]{1,256}", self.secret_token) is None:
            raise ValueError("[telegram] secret_token must be 1 to 256 of A-Z a-z 0-9 _ - for webhooks")

    @property
    def bot_id(self) -> int:
        """The bot's own id, the first part of its token."""
        return int(self.token.partition(":")[0])

    @property
    def api(self) -> str:
        """The address of the Bot API, with the token: never to be logged."""
        return f"{self.api_base.rstrip('/')}/bot{self.token}"

    @property
    def files(self) -> str:
        """The address of the files, with the token: never to be logged."""
        return f"{self.file_base.rstrip('/')}/file/bot{self.token}"

    @property
    def hook(self) -> str:
        """Where Telegram posts updates in webhook mode."""
        return f"{self.public_url.rstrip('/')}/{self.webhook_path.lstrip('/')}"
