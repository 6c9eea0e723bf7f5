"""The files of the pages: read once, served under an address that changes with them; and templates."""

import gzip
import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_PLACE: Final = re.compile(r"\{\{([\w.]+)\}\}")
_WORD: Final = re.compile(r"\bwords\.([a-z_]+)")


@dataclass(frozen=True)
class Asset:
    """A file as it is served: its bytes, the same packed, and its media type."""

    body: bytes
    packed: bytes
    mime: str


@dataclass(frozen=True)
class Assets:
    """All files of the pages.

    `version` is a hash of the content of those that are served; `keys` are all the texts that the pages use.
    """

    version: str
    served: Mapping[str, Asset]
    templates: Mapping[str, str]
    keys: frozenset[str]

    def fill(self, name: str, word: Callable[[str], str], values: Mapping[str, str]) -> str:
        """Give a template with its places filled: a file, or, escaped, a value or the words of a key."""

        def one(found: re.Match[str]) -> str:
            key = found[1]
            if key in self.templates:
                return self.fill(key, word, values)
            return html.escape(values[key] if key in values else word(key))

        return _PLACE.sub(one, self.templates[name])

    def words(self, word: Callable[[str], str]) -> str:
        """Give the texts of the scripts as JSON, by name."""
        keys = sorted(key for key in self.keys if key.startswith("web."))
        return json.dumps({key.removeprefix("web."): word(key) for key in keys}, ensure_ascii=False)


def load() -> Assets:
    """Read the packaged files."""
    texts = {entry.name: entry.read_bytes() for entry in files("bot.web").joinpath("static").iterdir()}
    served: dict[str, Asset] = {}
    for name, body in sorted(texts.items()):
        if mime := _TYPES.get(name.rpartition(".")[2]):
            served[name] = Asset(body, gzip.compress(body, mtime=0), mime)
    content = b"\0".join(name.encode() + b"\0" + asset.body for name, asset in served.items())
    templates = {name: body.decode() for name, body in texts.items() if name.endswith((".html", ".svg"))}
    return Assets(hashlib.sha256(content).hexdigest()[:12], served, templates, _keys(served, templates))


def _keys(served: Mapping[str, Asset], templates: Mapping[str, str]) -> frozenset[str]:
    scripts = (asset.body.decode() for name, asset in served.items() if name.endswith(".js"))
    in_scripts = {f"web.{name}" for script in scripts for name in _WORD.findall(script)}
    places = {key for text in templates.values() for key in _PLACE.findall(text)}
    return frozenset(in_scripts | {key for key in places if key.startswith(("web.", "demo."))})
