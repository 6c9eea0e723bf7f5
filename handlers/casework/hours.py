"""Opening hours as people write them in a table: "T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30"."""

import re
from itertools import groupby, pairwise
from typing import Final

from handlers.casework.worktime import Hours, Span
from handlers.folding import fold

_SHORT: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_NAMES: Final = (
    "t2 thu2 thuhai mon monday",
    "t3 thu3 thuba tue tues tuesday",
    "t4 thu4 thutu wed wednesday",
    "t5 thu5 thunam thu thur thurs thursday",
    "t6 thu6 thusau fri friday",
    "t7 thu7 thubay sat saturday",
    "cn chunhat t8 sun sunday",
)
_DAY: Final = {name: day for day, names in enumerate(_NAMES) for name in names.split()}
_FULL: Final = re.compile(r"\b(thu|chu) (?=(?:[2-7](?!:\d\d\b|[\dhg.])|hai|ba|tu|nam|sau|bay|nhat)\b)")
_COLON: Final = re.compile(r"(?<=[a-z]):|(?<=\bt\d):|(?<=\bthu\d):")
_UNSAID: Final = frozenset({"tu", "from", "sang", "chieu", "buoi"})
"""Words that say nothing more than the times beside them: from, morning, afternoon."""
_TIME: Final = re.compile(r"(\d{1,2})(?:[:hg.](\d{2})?)?")
_EXAMPLE: Final = "write it like T2-T6 07:30-11:30 13:00-17:00; T7 07:30-11:30"


class UnclearHours(ValueError):
    """The text gives no opening hours; says what is wrong and how to write it."""


def read_hours(text: str) -> Hours:
    """Give the opening hours of a week; days that are not named are closed. UnclearHours in words.

    Days are T2 to T7 and CN, or Mon to Sun; 7:30, 07:30 and 7h30 are the same; commas and colons between are free.
    """
    week: list[list[Span]] = [[] for _ in _SHORT]
    days: list[int] = []
    spans = 0
    for word in _words(text):
        if _is_time(word):
            if not days:
                raise _unclear(text, f"no day stands before {word}")
            span = _span(word, text)
            for day in days:
                week[day].append(span)
            spans += 1
            continue
        if spans:
            days, spans = [], 0
        days += _days(word, text)
    if not spans:
        raise _unclear(text, "no time stands at the end" if days else "there is nothing in it")
    for day, found in enumerate(week):
        found.sort()
        if any(late[0] < early[1] for early, late in pairwise(found)):
            raise _unclear(text, f"{_SHORT[day]} has two openings that overlap")
    try:
        return Hours(week=tuple(map(tuple, week)))
    except ValueError:
        raise _unclear(text, "no opening from Monday to Friday") from None


def written(hours: Hours) -> str:
    """Give opening hours as `read_hours` reads them, days with the same openings together."""
    parts = []
    for spans, group in groupby(enumerate(hours.week), key=lambda one: one[1]):
        if spans:
            days = [day for day, _ in group]
            first, last = _SHORT[days[0]], _SHORT[days[-1]]
            openings = " ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)
            parts.append(f"{first if len(days) == 1 else f'{first}-{last}'} {openings}")
    return "; ".join(parts)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _words(text: str) -> list[str]:
    """Give the days, ranges of days and openings of a text, folded, each without blanks."""
    plain = _COLON.sub(" ", _FULL.sub(r"\1", fold(text)))
    plain = re.sub(r"(?<=\d)\s*([hg])(?:io)?\b(?:\s*(?=\d{2}\b))?", r"\1", re.sub(r"[–—−~]|\b(?:den|to)\b", "-", plain))
    words = re.split(r"[\s,;&+]+|\b(?:va|and)\b", re.sub(r"\s*-\s*", "-", plain))
    return [word for word in words if word and word not in _UNSAID]


def _is_time(word: str) -> bool:
    return word[0].isdigit()


def _span(word: str, text: str) -> Span:
    start, dash, end = word.partition("-")
    if not dash:
        raise _unclear(text, f"{word} is only one end of an opening")
    found = (_minute(start, text), _minute(end, text))
    if found[0] >= found[1]:
        raise _unclear(text, f"{word} ends before it begins")
    return found


def _minute(clock: str, text: str) -> int:
    found = _TIME.fullmatch(clock)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise _unclear(text, f"{clock or 'nothing'} is no time of the day from 00:00 to 23:59")
    return hour * 60 + minute


def _days(word: str, text: str) -> list[int]:
    first, dash, last = word.partition("-")
    for name in (first, last) if dash else (first,):
        if name not in _DAY:
            raise _unclear(text, f"“{name}” is neither a day nor a time")
    if not dash:
        return [_DAY[first]]
    if _DAY[first] > _DAY[last]:
        raise _unclear(text, f"{word} ends before it begins: a week goes from T2 to CN")
    return list(range(_DAY[first], _DAY[last] + 1))


def _unclear(text: str, what: str) -> UnclearHours:
    return UnclearHours(f"“{text}”: {what}; {_EXAMPLE}")
