"""Cleans what people type and folds Vietnamese marks away, so that texts can be compared."""

import re
import unicodedata

# Controls, zero-width marks and direction overrides can hide or reorder words in an official's chat.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """Give the text in NFC, without lone surrogates, control, zero-width and direction marks; line breaks stay."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    encodable = whole.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _HIDDEN.sub("", encodable)).strip()


class _Bare(dict[int, str]):
    """What each letter is without its marks, found once for each that is met."""

    def __missing__(self, letter: int) -> str:
        parts = unicodedata.normalize("NFD", chr(letter))
        bare = self[letter] = "".join(part for part in parts if not unicodedata.combining(part))
        return bare


_BARE = _Bare({ord("đ"): "d"})


def fold(text: str) -> str:
    """Give the text in lower case, without diacritics (đ becomes d), with single spaces."""
    return _SPACES.sub(" ", text.casefold().translate(_BARE)).strip()


def words(text: str) -> str:
    """Give the folded text with everything but letters and digits turned into single spaces."""
    return " ".join(re.findall(r"\w+", fold(text).replace("_", " ")))
