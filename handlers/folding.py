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


def fold(text: str) -> str:
    """Give the text in lower case, without diacritics (đ becomes d), with single spaces."""
    marked = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(mark for mark in marked if not unicodedata.combining(mark))
    return _SPACES.sub(" ", bare).strip()


def words(text: str) -> str:
    """Give the folded text with everything but letters and digits turned into single spaces."""
    return " ".join(re.findall(r"\w+", fold(text).replace("_", " ")))
