"""The `[zalo_oa]` and `[zalo_bot]` sections of the configuration."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from bot.fitting import Address, path_such_as, webhook_secret
from handlers.value import Value


class ZaloOa(Value):
    """The Zalo Official Account; without an app there is none."""

    app_id: str = ""
    app_secret: str = Field(default="", repr=False)
    oa_id: str = ""
    oa_secret_key: str = Field(default="", repr=False)
    api_base: Address = "https://openapi.zalo.me"
    oauth_base: Address = "https://oauth.zaloapp.com"
    webhook_path: Annotated[str, path_such_as("/zalo")] = "/zalo"
    template_type: str = ""
    signature_first: Literal["either", "app_id", "oa_id"] = "either"
    code_verifier: str = Field(default="", repr=False)
    v2_reply: bool = False
    window_hours: float = Field(default=13.0, gt=0, le=48)
    media_hosts: str = "zdn.vn zadn.vn zalo.me zaloapp.com"
    templates: Mapping[Literal["answered", "question"], str] = Field(default_factory=dict)

    @field_validator("app_id", "oa_id")
    @classmethod
    def _id(cls, id: str) -> str:
        if id and not id.isdecimal():
            raise ValueError("write the number in quotes, as Zalo's pages show it")
        return id

    @field_validator("templates", mode="before")
    @classmethod
    def _pairs(cls, given: object) -> object:
        """Read a table, or the words of a variable: answered=7001 question=7002."""
        if isinstance(given, str):
            return dict(one.partition("=")[::2] for one in given.split())
        return given

    @property
    def missing(self) -> str:
        """The first setting that is needed beside `app_id` and is not there, "" for none."""
        if not self.app_id:
            return ""
        return next((name for name in ("app_secret", "oa_secret_key") if not getattr(self, name)), "")


class ZaloBot(Value):
    """The bot on the Zalo Bot Platform; without a token there is none."""

    token: str = Field(default="", repr=False)
    api_base: Address = "https://bot-api.zaloplatforms.com"
    mode: Literal["polling", "webhook"] = "polling"
    secret_token: str = Field(default="", repr=False)
    webhook_path: Annotated[str, path_such_as("/zalo-bot")] = "/zalo-bot"
    per_second: float = Field(default=5.0, gt=0, le=1000)
    file_hours: int = Field(default=24, ge=1, le=720)

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_.~-]+", token):
            raise ValueError("write the token as Zalo Bot Manager gave it: digits, a colon, letters and digits")
        return token

    @model_validator(mode="after")
    def _webhook(self) -> "ZaloBot":
        if self.token and self.mode == "webhook":
            webhook_secret("zalo_bot", self.secret_token)
        return self
