"""What values of the configuration have to look like, wherever they stand."""

import re
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

_HOST = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*|[0-9a-f:]+")


class Unfit(ValueError):
    """A value that does not fit: for which setting, and what to write."""

    def __init__(self, section: str, key: str, what: str) -> None:
        super().__init__(what)
        self.place = (section, key)


def address(url: str) -> str:
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


def own_network(host: str) -> bool:
    """Say whether only machines of one's own network can reach a host, as a Bot API server of one's own does."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"


def webhook_path(path: str, example: str) -> str:
    """Give the path on which a platform calls us; ValueError unless it is one."""
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", path):
        raise ValueError(f"write a path that begins with a slash, such as {example}")
    return path


def webhook_secret(section: str, secret: str) -> None:
    """Raise Unfit unless only a platform that has been told it can know this secret."""
    if re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret) is None:
        raise Unfit(section, "secret_token", "webhook mode needs one: write 16 to 256 letters, digits, _ and -")


Address = Annotated[str, AfterValidator(address)]
"""A setting that is an address of a server."""


def path_such_as(example: str) -> AfterValidator:
    """Give what a setting that is the path of a webhook is checked by."""
    return AfterValidator(lambda path: webhook_path(path, example))
