"""config.toml and environment into one frozen Config; errors name the source, the key, what is wrong, what to write."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from handlers.value import Value

PREFIX = "LANGNGHE_"


class ConfigError(Exception):
    """The configuration cannot be used; says where, which key, what is wrong and what to write instead."""


class Storage(Value):
    """Where everything is remembered."""

    url: str = "sqlite:///var/langnghe.db"
    files: Path = Path("var/files")

    @field_validator("url")
    @classmethod
    def _sqlite(cls, url: str) -> str:
        if not url.startswith("sqlite:///") or url == "sqlite:///":
            raise ValueError("write sqlite:/// and a path, such as sqlite:///var/langnghe.db")
        return url

    @property
    def path(self) -> Path:
        """The database file."""
        return Path(self.url.removeprefix("sqlite:///"))


class Web(Value):
    """The web chat, and the server for webhooks."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""

    @field_validator("public_url")
    @classmethod
    def _address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("write the whole address, such as https://langnghe.example.vn")
        return url.rstrip("/")


class Telegram(Value):
    """The Telegram bot; without a token there is none."""

    token: str = Field(default="", repr=False)
    api_base: str = "https://api.telegram.org"
    file_base: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    secret_token: str = Field(default="", repr=False)
    webhook_path: str = "/telegram"

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        number, colon, secret = token.partition(":")
        if token and not (colon and number.isdecimal() and secret.replace("-", "").replace("_", "").isalnum()):
            raise ValueError("write the token as BotFather gave it: digits, a colon, letters and digits")
        return token

    @field_validator("webhook_path")
    @classmethod
    def _path(cls, path: str) -> str:
        if not path.startswith("/") or len(path) < 2:
            raise ValueError("write a path that begins with a slash, such as /telegram")
        return path

    @model_validator(mode="after")
    def _webhook(self) -> "Telegram":
        secret = re.fullmatch(r"[A-Za-z0-9_-]{16,256}", self.secret_token)
        if self.token and self.mode == "webhook" and secret is None:
            raise ValueError("webhook mode needs a secret_token of 16 to 256 letters, digits, _ and -")
        return self


class Clock(Value):
    """The clock; anything but 1 is for trials."""

    speed: float = Field(default=1.0, gt=0, le=1_000_000)


class Config(Value):
    """Every setting, with its default."""

    storage: Storage = Storage()
    web: Web = Web()
    telegram: Telegram = Telegram()
    clock: Clock = Clock()

    @model_validator(mode="after")
    def _reachable(self) -> "Config":
        if self.telegram.token and self.telegram.mode == "webhook" and not self.web.public_url:
            raise ValueError("[telegram] mode = \"webhook\" needs [web] public_url, the https address of this server")
        return self


def load(file: Path | None, environment: Mapping[str, str] | None = None) -> Config:
    """Give the settings of a file, overlaid by LANGNGHE_SECTION__KEY variables; ConfigError in words."""
    sources: dict[tuple[str, str], str] = {}
    values: dict[str, dict[str, Any]] = {}
    if file is not None:
        for section, keys in _read(file).items():
            if not isinstance(keys, dict):
                raise ConfigError(f"{file}: {section} stands outside of a section: write it below [section].")
            for key, value in keys.items():
                values.setdefault(section, {})[key] = value
                sources[section, key] = f"{file}: [{section}] {key}"
    for name, text in (os.environ if environment is None else environment).items():
        section, double, key = name.removeprefix(PREFIX).lower().partition("__")
        if name.startswith(PREFIX) and double:
            values.setdefault(section, {})[key] = text
            sources[section, key] = f"environment: {name}"
    try:
        return Config.model_validate(values, strict=False)
    except ValidationError as error:
        raise ConfigError("\n".join(_in_words(one, sources) for one in error.errors())) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}. Give another file with --config.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is not UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is not TOML: {error}. Compare it with config.example.toml.") from error


def _in_words(error: Any, sources: Mapping[tuple[str, str], str]) -> str:
    said = str(error["msg"]).removeprefix("Value error, ")
    place = tuple(str(part) for part in error["loc"][:2])
    if not place:
        return f"{said}. See config.example.toml."
    known = sources.get((place[0], place[1])) if len(place) == 2 else None
    where = known or next((text for key, text in sources.items() if key[0] == place[0]), f"[{place[0]}]")
    if error["type"] == "extra_forbidden":
        return f"{where}: there is no such setting. Remove it, or see config.example.toml for the right name."
    return f"{where}: {said}. See config.example.toml."
