"""config.toml and environment into one frozen Config; errors name the source, the key, what is wrong, what to write."""

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator

from handlers.digests.readers import Mailed
from handlers.value import Value

PREFIX = "LANGNGHE_"
NO_SETTINGS = frozenset({"LANGNGHE_NEED_BROWSER"})
"""Variables with our prefix that are read by tests alone."""
TELEGRAM_PORTS = (443, 80, 88, 8443)
"""Telegram calls webhooks on these ports alone (https://core.telegram.org/bots/api#setwebhook)."""
_HOST = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*|[0-9a-f:]+")


class ConfigError(Exception):
    """The configuration cannot be used; says where, which key, what is wrong and what to write instead."""


class Unfit(ValueError):
    """A value that does not fit: for which setting, and what to write."""

    def __init__(self, section: str, key: str, what: str) -> None:
        super().__init__(what)
        self.place = (section, key)


def _address(url: str) -> str:
    """Give the address without a slash at its end; ValueError unless it begins with http:// or https:// and a host."""
    example = "such as https://langnghe.example.vn"
    try:
        parts = urlsplit(url)
        sound = parts.port != 0 and not (parts.query or parts.fragment or parts.username)
    except ValueError as error:
        raise ValueError(f"write a host, and a port from 1 to 65535 if any, {example}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"write the whole address with https://, {example}")
    if not sound or not _HOST.fullmatch(parts.hostname):
        raise ValueError(f"write the host's name alone, with no name, ? or # beside it, {example}")
    return url.rstrip("/")


def _own_network(host: str) -> bool:
    """Say whether only machines of one's own network can reach a host, as a Bot API server of one's own does."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"


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

    @field_validator("files", mode="before")
    @classmethod
    def _folder(cls, files: object) -> object:
        if isinstance(files, str) and not files.strip():
            raise ValueError("write a folder of its own, such as var/files")
        return files

    @property
    def path(self) -> Path:
        """The database file."""
        return Path(self.url.removeprefix("sqlite:///"))


class Web(Value):
    """The web chat, and the server for webhooks."""

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""

    @field_validator("port", mode="before")
    @classmethod
    def _number(cls, port: object) -> object:
        return "true or false" if isinstance(port, bool) else port

    @field_validator("public_url")
    @classmethod
    def _public(cls, url: str) -> str:
        return _address(url) if url else url


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
        if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token):
            raise ValueError("write the token as BotFather gave it: digits, a colon, letters and digits")
        return token

    @field_validator("api_base", "file_base")
    @classmethod
    def _base(cls, url: str) -> str:
        return _address(url)

    @field_validator("webhook_path")
    @classmethod
    def _path(cls, path: str) -> str:
        if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", path):
            raise ValueError("write a path that begins with a slash, such as /telegram")
        return path

    @model_validator(mode="after")
    def _webhook(self) -> "Telegram":
        secret = re.fullmatch(r"[A-Za-z0-9_-]{16,256}", self.secret_token)
        if self.token and self.mode == "webhook" and secret is None:
            raise Unfit("telegram", "secret_token", "webhook mode needs one: write 16 to 256 letters, digits, _ and -")
        return self


class Clock(Value):
    """The clock, where anything but speed 1 is for trials, and the files that change what it goes by."""

    speed: float = Field(default=1.0, gt=0, le=1_000_000)
    limits: str = ""
    holidays: str = ""


class Casework(Value):
    """How cases are handled here."""

    independent_post: str = ""
    pattern_reporters: int = Field(default=3, ge=2, le=50)
    pattern_days: int = Field(default=7, ge=1, le=60)


class Poster(Value):
    """What counter posters cannot find out by themselves."""

    telegram_bot: str = ""
    zalo_bot_link: str = ""

    @field_validator("telegram_bot")
    @classmethod
    def _name(cls, name: str) -> str:
        bare = name.removeprefix("@")
        if bare and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", bare):
            raise ValueError("write the bot's name as Telegram shows it, such as langnghe_bot")
        return bare

    @field_validator("zalo_bot_link")
    @classmethod
    def _link(cls, url: str) -> str:
        return _address(url) if url else url


class Config(Value):
    """Every setting, with its default."""

    storage: Storage = Storage()
    web: Web = Web()
    telegram: Telegram = Telegram()
    clock: Clock = Clock()
    casework: Casework = Casework()
    digest: Mailed = Mailed()
    poster: Poster = Poster()

    @model_validator(mode="after")
    def _reachable(self) -> "Config":
        if self.telegram.token and self.telegram.mode == "webhook" and not self.web.public_url:
            raise Unfit("web", "public_url", "webhook mode needs it: write the https address of this server")
        parts = urlsplit(self.web.public_url)
        if self.telegram.token and self.telegram.mode == "webhook" and not _own_network(parts.hostname or ""):
            if parts.scheme != "https":
                raise Unfit("web", "public_url", "webhook mode calls it over https alone: write https://")
            if (parts.port or 443) not in TELEGRAM_PORTS:
                ports = ", ".join(map(str, TELEGRAM_PORTS))
                raise Unfit("web", "public_url", f"webhooks come to one of the ports {ports} alone: write one, or none")
        return self


WRITE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("web", "host"): "write an address of this machine, such as 127.0.0.1",
        ("web", "port"): "write a whole number from 0 to 65535",
        ("telegram", "mode"): 'write "polling" or "webhook"',
        ("clock", "speed"): "write a number above 0, at most 1000000",
        ("digest", "months"): "write true or false",
        ("digest", "quarters"): "write true or false",
        ("digest", "heads"): "write true or false",
    }
)
"""What to write where only the kind of value is wrong; elsewhere a text in quotes."""


def load(file: Path | None, environment: Mapping[str, str] | None = None) -> Config:
    """Give the settings of a file, overlaid by LANGNGHE_SECTION__KEY variables; ConfigError in words."""
    sources: dict[tuple[str, str], str] = {}
    values: dict[str, dict[str, Any]] = {}
    unknown: list[str] = []
    if file is not None:
        for section, keys in _read(file).items():
            if not isinstance(keys, dict):
                raise ConfigError(f"{file}: {section} stands outside of a section: write it below [section].")
            values[section] = {}
            for key, value in keys.items():
                values.setdefault(section, {})[key] = value
                sources[section, key] = f"{file}: [{section}] {key}"
    for name, text in (os.environ if environment is None else environment).items():
        section, double, key = name.removeprefix(PREFIX).lower().partition("__")
        if name.startswith(PREFIX) and double:
            values.setdefault(section, {})[key] = text
            sources[section, key] = f"environment: {name}"
        elif name.startswith(PREFIX) and name not in NO_SETTINGS:
            unknown.append(_unknown(name))
    if unknown:
        raise ConfigError("\n".join(sorted(unknown)))
    try:
        return Config.model_validate(values, strict=False)
    except ValidationError as error:
        raise ConfigError("\n".join(_in_words(one, sources, file) for one in error.errors())) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}. Give another file with --config.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is not UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: is not TOML: {error}. Compare it with config.example.toml.") from error


def _in_words(error: Any, sources: Mapping[tuple[str, str], str], file: Path | None) -> str:
    """Give one line: file or variable, key, what is wrong, what to write. Texts are not repeated: some are secret."""
    cause = error.get("ctx", {}).get("error")
    section, key, *_ = cause.place if isinstance(cause, Unfit) else (*map(str, error["loc"]), "")
    place = (section, key)
    within = next((text for (name, _), text in sources.items() if name == section and not key), None)
    where = sources.get(place) or within or f"{file or 'environment'}: {f'[{section}] {key}'.strip()}"
    if error["type"] == "extra_forbidden":
        near = _nearest(section, key)
        known = f" Did you mean {near}?" if near else ""
        return f"{where}: there is no such setting.{known} See config.example.toml."
    if cause is not None:
        return f"{where}: {cause}. See config.example.toml."
    if place in WRITE:
        return f"{where}: {error['input']!r} does not fit: {WRITE[place]}. See config.example.toml."
    return f"{where}: does not fit: write a text in quotes. See config.example.toml."


def _unknown(variable: str) -> str:
    """Give the line about a variable that has our prefix and no section; its value may be a secret."""
    names = [
        f"{PREFIX}{section}__{key}".upper()
        for section, field in Config.model_fields.items()
        for key in type(field.default).model_fields
    ]
    near = get_close_matches(variable.upper(), names, n=1, cutoff=0.8)
    known = f" Did you mean {near[0]}?" if near else ""
    return f"environment: {variable}: there is no such setting.{known} Write {PREFIX}SECTION__KEY."


def _nearest(section: str, key: str) -> str:
    """Give the setting or section whose name is nearest to one that does not exist, or nothing."""
    shown = {name: f"[{name}]" for name in Config.model_fields}
    if key:
        keys = {name: type(field.default).model_fields for name, field in Config.model_fields.items()}
        shown = {f"{name} {one}": f"[{name}] {one}" for name in keys for one in keys[name]}
    near = get_close_matches(f"{section} {key}".strip(), shown, n=1, cutoff=0.8)
    return shown[near[0]] if near else ""
