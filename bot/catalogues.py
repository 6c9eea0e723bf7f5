"""Reads the gettext catalogues: for each language, every key with its sentence or plural forms."""

import io
from collections.abc import Mapping
from importlib.resources import files

from babel.messages.pofile import read_po

LANGUAGES = ("vi", "en")
Texts = Mapping[str, str | tuple[str, ...]]


def load() -> dict[str, Texts]:
    """Give the catalogue of each language, key → text."""
    folder = files("handlers").joinpath("locales")
    return {lang: _read(folder.joinpath(f"{lang}.po").read_bytes(), lang) for lang in LANGUAGES}


def _read(raw: bytes, language: str) -> Texts:
    texts: dict[str, str | tuple[str, ...]] = {}
    for message in read_po(io.BytesIO(raw), locale=language):
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, list | tuple) else message.id
        text = message.string
        texts[str(key)] = tuple(text) if isinstance(text, list | tuple) else str(text)
    return texts
