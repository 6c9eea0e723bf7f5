"""config.toml and environment into one frozen Config; errors name the source, the key, what is wrong, what to write."""

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator

from bot.fitting import Address, Unfit, address, own_network, path_such_as, webhook_secret
from bot.rating_settings import WRITE as RATING_WRITE
from bot.rating_settings import Ratings
from bot.scorecard_settings import Scorecard
from bot.survey_settings import Surveys
from bot.zalo_sections import ZaloBot, ZaloOa
from handlers.digests.readers import Mailed
from handlers.value import Value

PREFIX = "LANGNGHE_"
NO_SETTINGS = frozenset({"LANGNGHE_NEED_BROWSER"})
"""Variables with our prefix that are read by tests alone."""
TELEGRAM_PORTS = (443, 80, 88, 8443)
"""Telegram calls webhooks on these ports alone (https://core.telegram.org/bots/api#setwebhook)."""


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
        return address(url) if url else url


class Telegram(Value):
    """The Telegram bot; without a token there is none."""

    token: str = Field(default="", repr=False)
    api_base: Address = "https://api.telegram.org"
    file_base: Address = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    secret_token: str = Field(default="", repr=False)
    webhook_path: Annotated[str, path_such_as("/telegram")] = "/telegram"

    @field_validator("token")
    @classmethod
    def _token(cls, token: str) -> str:
        if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token):
            raise ValueError("write the token as BotFather gave it: digits, a colon, letters and digits")
        return token

    @model_validator(mode="after")
    def _webhook(self) -> "Telegram":
        if self.token and self.mode == "webhook":
            webhook_secret("telegram", self.secret_token)
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
    task_reminder_days: int = Field(default=3, ge=0, le=30)


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
        return address(url) if url else url


class Config(Value):
    """Every setting, with its default."""

    storage: Storage = Storage()
    web: Web = Web()
    telegram: Telegram = Telegram()
    zalo_oa: ZaloOa = ZaloOa()
    zalo_bot: ZaloBot = ZaloBot()
    clock: Clock = Clock()
    casework: Casework = Casework()
    digest: Mailed = Mailed()
    surveys: Surveys = Surveys()
    poster: Poster = Poster()
    ratings: Ratings = Ratings()
    scorecard: Scorecard = Scorecard()

    @model_validator(mode="after")
    def _reachable(self) -> "Config":
        hooked = any(one.token and one.mode == "webhook" for one in (self.telegram, self.zalo_bot))
        if hooked and not self.web.public_url:
            raise Unfit("web", "public_url", "webhook mode needs it: write the https address of this server")
        parts = urlsplit(self.web.public_url)
        if self.telegram.token and self.telegram.mode == "webhook" and not own_network(parts.hostname or ""):
            if parts.scheme != "https":
                raise Unfit("web", "public_url", "webhook mode calls it over https alone: write https://")
            if (parts.port or 443) not in TELEGRAM_PORTS:
                ports = ", ".join(map(str, TELEGRAM_PORTS))
                raise Unfit("web", "public_url", f"webhooks come to one of the ports {ports} alone: write one, or none")
        if self.zalo_oa.missing:
            raise Unfit("zalo_oa", self.zalo_oa.missing, "an app_id needs it: copy it from the app's pages at Zalo")
        called = [self.zalo_oa.webhook_path] if self.zalo_oa.app_id else []
        for section, bot in (("telegram", self.telegram), ("zalo_bot", self.zalo_bot)):
            if bot.token and bot.mode == "webhook":
                if bot.webhook_path in called:
                    raise Unfit(section, "webhook_path", "another platform calls this path: write one of its own")
                called.append(bot.webhook_path)
        return self


WRITE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("web", "host"): "write an address of this machine, such as 127.0.0.1",
        ("web", "port"): "write a whole number from 0 to 65535",
        ("telegram", "mode"): 'write "polling" or "webhook"',
        ("zalo_oa", "signature_first"): 'write "either", "app_id" or "oa_id"',
        ("zalo_oa", "v2_reply"): "write true or false",
        ("zalo_oa", "templates"): 'write { answered = "7001", question = "7002" }, or one of the two',
        ("zalo_oa", "window_hours"): "write a number of hours above 0, at most 48",
        ("zalo_bot", "mode"): 'write "polling" or "webhook"',
        ("zalo_bot", "per_second"): "write a number above 0, at most 1000",
        ("zalo_bot", "file_hours"): "write a whole number from 1 to 720",
        **RATING_WRITE,
        ("surveys", "remind_after_days"): "write a whole number of working days from 1 to 30",
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
