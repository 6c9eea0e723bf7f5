"""Finds the numbers that a sentence mentions: the counter, and the code of a case."""

import re
from typing import Final

from handlers.folding import clean, fold
from handlers.talk.matching import LONGEST

_NUMERALS: Final = {
    word: str(number)
    for number, word in enumerate(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"], start=1)
}
_COUNTER = re.compile(
    r"\b(?:quay|counter|window|desk)(?: (?:giao dich|tiep nhan|ho tich|mot cua))?(?: (?:so|no|number))?[ .:#]{0,2}"
    r"([0-9]{1,2})\b(?![/:]| (?:lan|vong))"
    rf"|\b(?:quay|ban|cua|o) so[ :#]{{0,2}}([0-9]{{1,2}}|{'|'.join(_NUMERALS)})\b(?![/:])"
)
_DESK = re.compile(r"\bbàn[ :#]{0,2}([0-9]{1,2})\b(?![/:])")
_NINE = re.compile(r"(?<![0-9+])([0-9]{3})([-. ]?)([0-9]{3})\2([0-9]{3})(?![-.]?[0-9])(?! [0-9]{3})")
_AFTER_DIGIT = re.compile(r"[0-9][-. ]$|\+ ?[0-9]{1,3} $")
_CALLED = re.compile(r"\b(?:ma|so|ma vu viec|code|case|number|phan anh)\W{0,3}$")
_OTHERS = re.compile(
    r"\b(?:cccd|cmnd|cmt|can cuoc|chung minh|chung minh nhan dan|sdt|dt|dien thoai|phone|tel|tai khoan|stk|zalo)"
    r"(?: (?:so|la|number|cu))*\W{0,3}$"
)
_AMOUNT = re.compile(r"\s?(?:d|dong|vnd|usd)\b")


def counter_in(text: str) -> str | None:
    """Give the number of the counter that the text names: "3" for "quầy số 03", "bàn 3", "counter 3"."""
    plain = clean(text[:LONGEST]).casefold()
    found = _COUNTER.search(fold(plain)) or _DESK.search(plain)
    if not found:
        return None
    number = next(group for group in found.groups() if group)
    return _NUMERALS.get(number) or number.lstrip("0") or None


def code_in(text: str) -> str | None:
    """Give the nine digits of a case code that the text names; numbers of people, telephones and money are none."""
    folded = fold(clean(text[:LONGEST]))
    for found in _NINE.finditer(folded):
        before, after = folded[: found.start()][-40:], folded[found.end() :][:8]
        written_as_code = found[2] in {"", "-"} and not _AFTER_DIGIT.search(before)
        if not (written_as_code or _CALLED.search(before) or found[0] == folded):
            continue
        if not _OTHERS.search(before) and not _AMOUNT.match(after):
            return found[1] + found[3] + found[4]
    return None
