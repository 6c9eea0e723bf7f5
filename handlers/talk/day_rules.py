"""The rules that turn one match of a form into a day, or into none where it means something else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from handlers.folding import fold
from handlers.talk.day_words import (
    APPOINTMENT,
    COUNTS,
    CUE,
    DAY_FOLLOWS,
    DAY_ONLY_AFTER,
    EACH_BEFORE,
    ENGLISH,
    MONTHS,
    NO_WEEKDAY_AFTER,
    NO_WEEKDAY_BEFORE,
    NUMBER_BEFORE,
    SCORE_AFTER,
    SHARE_AFTER,
    SHARES,
    UNTIL_BEFORE,
    WEEKDAYS,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The text around a match, and what it is for."""

    text: str
    today: date
    answer: bool
    """An answer to "when?" may be as short as "15-9"; in a story that could be anything."""
    marked: bool


Rule = Callable[[re.Match[str], Scene], date | None]
"""Gives the day; None where the match is no day; raises ValueError where that day does not exist."""

_SHORT_ANSWER: Final = 25
_NEAR: Final = 30
_APPOINTED: Final = timedelta(days=92)


def _before(found: re.Match[str], scene: Scene) -> str:
    return scene.text[max(0, found.start() - _NEAR) : found.start()]


def _after(found: re.Match[str], scene: Scene) -> str:
    return scene.text[found.end() : found.end() + _NEAR]


def _whole(found: re.Match[str], scene: Scene) -> bool:
    """Tell whether an answer is hardly more than this."""
    return scene.answer and len(scene.text) - len(found[0]) <= _SHORT_ANSWER


def shift(days: int) -> Rule:
    """Make a rule that gives the day so many days from today."""
    return lambda _, scene: scene.today + timedelta(days=days)


def this_day(found: re.Match[str], scene: Scene) -> date | None:
    """Read "hôm nay" and the like."""
    if not scene.answer and found[0].endswith("nay") and UNTIL_BEFORE.search(_before(found, scene)):
        return None  # "đến hôm nay vẫn chưa", "ba hôm nay"
    return scene.today


def evening(found: re.Match[str], scene: Scene) -> date | None:
    """Read "toi qua" and "sang qua", which without marks also mean "I went" and "across"."""
    if not _whole(found, scene) and fold(found[0]) == found[0]:
        return None
    return scene.today - timedelta(days=found[0].endswith("qua"))


def ago(found: re.Match[str], scene: Scene) -> date | None:
    """Read "3 ngày trước", "2 weeks ago"."""
    count = COUNTS.get(found[1]) or int(found[1])
    return scene.today - timedelta(days=count * (7 if found[2][0] in "tw" else 1))


def weekday(found: re.Match[str], scene: Scene) -> date | None:
    """Read "thứ 6", "thứ sáu tuần trước", "last friday"; alone it is the most recent such day, today included."""
    named, modifier = found["day"] or "cn", found["when"] or found["first"] or ""
    after = _after(found, scene)
    if NO_WEEKDAY_BEFORE.search(_before(found, scene)) or NO_WEEKDAY_AFTER.match(after):
        return None
    if DAY_FOLLOWS.match(after):
        return None  # "thứ 6 ngày 15/9": the date says more
    if found[0].startswith("thu") and scene.marked and not named.endswith("day"):
        return None  # "thu" is "to collect" where marks are written
    if named == "hai" and re.search(r"\b(?:thứ|thu) (?:nhất|nhat)\b", scene.text):
        return None  # "firstly … secondly …"
    wanted = WEEKDAYS[named.split()[0]]
    monday = scene.today - timedelta(days=scene.today.weekday())
    match fold(modifier).split():
        case ["tuan", "nay"] | ["nay"] | ["this"]:
            return monday + timedelta(days=wanted)
        case ["tuan", "sau" | "toi"] | ["next"]:
            return monday + timedelta(days=7 + wanted)
        case ["tuan", *_]:
            return monday + timedelta(days=wanted - 7)
        case []:
            return scene.today - timedelta(days=(scene.today.weekday() - wanted) % 7)
        case _:
            return scene.today - timedelta(days=(scene.today.weekday() - wanted - 1) % 7 + 1)


def _recent(day: int, month: int, found: re.Match[str], scene: Scene) -> date | None:
    """Give the most recent such day; in a story none for an appointment that is still to come."""
    for year in range(scene.today.year, scene.today.year - 9, -1):
        try:
            named = date(year, month, day)
        except ValueError:
            continue
        if named <= scene.today:
            return named
        ahead = named - scene.today <= _APPOINTED and not scene.answer
        if ahead and APPOINTMENT.search(_before(found, scene)):
            return None
    raise ValueError


def numeric(found: re.Match[str], scene: Scene) -> date | None:
    """Read 15/9/2026 and 15-9-26."""
    return _dated(int(found[1]), int(found[3]), found[4], scene)


def iso(found: re.Match[str], scene: Scene) -> date | None:
    """Read 2026-09-15."""
    return date(int(found[1]), int(found[2]), int(found[3]))


def slashed(found: re.Match[str], scene: Scene) -> date | None:
    """Read 15/9, unless it is a share, a score or a house number."""
    day, month, before, after = int(found[1]), int(found[2]), _before(found, scene), _after(found, scene)
    cued = CUE.search(before) is not None
    if NUMBER_BEFORE.search(before) or SCORE_AFTER.match(after):
        return None
    if not cued and (day <= month or day > 31) and SHARE_AFTER.match(after):
        return None
    if not cued and not _whole(found, scene) and ((day, month) in SHARES or day > 31 or month > 12):
        return None
    return _in_year(day, month, found[3], found, scene)


def dashed(found: re.Match[str], scene: Scene) -> date | None:
    """Read 15-9 and 15.9, where something else says that it is a day."""
    sure = CUE.search(_before(found, scene)) is not None or _whole(found, scene)
    if not sure or DAY_ONLY_AFTER.match(_after(found, scene)):
        return None
    return _recent(int(found[1]), int(found[3]), found, scene)


def spoken(found: re.Match[str], scene: Scene) -> date | None:
    """Read "ngày 3 tháng 10"."""
    named = found[1] or found[4] or _whole(found, scene) or CUE.search(_before(found, scene))
    if not named or re.match(r"\s(?:ngày|ngay)\b", _after(found, scene)):
        return None
    return _in_year(int(found[2]), int(found[3]), found[4], found, scene)


def english(found: re.Match[str], scene: Scene) -> date | None:
    """Read "15 Sep" and "September 15th"."""
    name = found["month"]
    rest = scene.text[: found.start()] + scene.text[found.end() :]
    if len(name) < 5 and re.search(r"[^\W\d]", rest) and not ENGLISH.search(rest):
        return None  # "5 may" is also "5 machines", "2 sep" also "2 bosses"
    return _in_year(int(found["day"]), MONTHS.index(name[:3]) + 1, found["year"], found, scene)


def day_only(found: re.Match[str], scene: Scene) -> date | None:
    """Read "hôm 15", "ngày 15 tháng trước"."""
    day, today = int(found[1]), scene.today
    if EACH_BEFORE.search(_before(found, scene)) or DAY_ONLY_AFTER.match(_after(found, scene)):
        return None
    first = today.replace(day=1)
    if fold(found[2] or "").split()[-1:] in (["truoc"], ["roi"], ["qua"]):
        return (first - timedelta(days=1)).replace(day=day)
    if found[2]:
        return first.replace(day=day)
    if day > today.day and not scene.answer and APPOINTMENT.search(_before(found, scene)):
        return None
    for _ in range(12):
        try:
            named = first.replace(day=day)
        except ValueError:
            named = None
        if named and named <= today:
            return named
        first = (first - timedelta(days=1)).replace(day=1)
    raise ValueError


def _dated(day: int, month: int, year: str, scene: Scene) -> date:
    """Give the day of a written year; "98" is long ago, not to come."""
    century = 0 if len(year) > 2 else 2000 if 2000 + int(year) <= scene.today.year + 1 else 1900
    return date(century + int(year), month, day)


def _in_year(day: int, month: int, year: str | None, found: re.Match[str], scene: Scene) -> date | None:
    match year:
        case None:
            return _recent(day, month, found, scene)
        case "ngoái" | "ngoai" | "trước" | "truoc":
            return date(scene.today.year - 1, month, day)
        case "nay":
            return date(scene.today.year, month, day)
        case _:
            return _dated(day, month, year, scene)


def only_answer(days: int) -> Rule:
    """Make a rule for a word that counts only in an answer, so many days from today."""
    return lambda _, scene: scene.today + timedelta(days=days) if scene.answer else None
