"""A day's list of finished files: read with line and remedy, drawn from so that no unit can steer, looked at."""

import csv
import hmac
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from statistics import median
from typing import Final, Literal

from handlers.casework.day_cells import read_day
from handlers.casework.directory import Directory
from handlers.casework.surveys_file import unit_trouble
from handlers.casework.tables import MOST_TROUBLES, Broken, Columns, Row, Trouble, read_table
from handlers.casework.units_file import unit_code
from handlers.folding import words
from handlers.value import Value

RECORDS: Final = {
    "file": Columns(required=("dossier", "unit", "finished"), optional=("phone", "name", "channel", "user"))
}
OTHER_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ma ho so", "so ho so", "ho so", "dossier code", "dossier_code", "code"), "dossier"),
    **dict.fromkeys(("don vi", "ma don vi", "ma xa", "xa", "unit code", "unit_code"), "unit"),
    **dict.fromkeys(("ngay tra ket qua", "ngay tra", "ngay xong", "ngay hoan thanh", "finished date"), "finished"),
    **dict.fromkeys(("finished_date", "ngay", "ngay ket thuc", "thoi gian tra ket qua"), "finished"),
    **dict.fromkeys(("dien thoai", "so dien thoai", "sdt", "di dong", "telephone", "mobile"), "phone"),
    **dict.fromkeys(("ho ten", "ho va ten", "ten", "nguoi nop", "ten nguoi nop"), "name"),
    **dict.fromkeys(("kenh",), "channel"),
    **dict.fromkeys(("tai khoan", "nguoi dung"), "user"),
}
"""What the columns may be called instead, folded."""
OLDEST: Final = timedelta(days=366)
SHARED: Final = 3
"""From so many rows on, one phone number or one name is told."""
FEW: Final = 5
"""Fewer rows of a unit are not looked at for their times."""
_PHONE: Final = re.compile(r"0[35789]\d{8}|02\d{8,9}")
_TIME: Final = re.compile(r"(.+?)[ T](\d{1,2}):(\d{2})(?::(\d{2}))?")
Flag = Literal["shared_phone", "invalid_phone", "same_name", "same_minute", "unlike_weekday", "late_rows"]


class Served(Value):
    """One finished file. `phone` is "" where it is none; `at` is the time of day where the list has it."""

    line: int
    dossier: str
    unit: str
    day: date
    at: time | None = None
    phone: str = ""
    name: str = ""
    channel: str = ""
    user: str = ""


class Odd(Value):
    """What looks implausible in a unit's part of a list: of what kind, on which lines, how many of how many."""

    kind: Flag
    unit: str
    n: int
    of: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Share:
    """How many of a unit's files are drawn: a number of them, or about a part."""

    n: int = 200
    part: float | None = None


def phone_of(text: str) -> str:
    """Give a Vietnamese phone number with 0 in front and nothing but digits; "" if it is none.

    Mobile: ten digits after 03, 05, 07, 08, 09; landline: 02 with area code (0204, 0222). The eleven-digit mobile
    numbers of before 2018 are none.
    """
    digits = re.sub(r"[\s.()–-]", "", text)
    digits = re.sub(r"^(\+?84|0084)(?=[2-9])", "0", digits)
    if re.fullmatch(r"[35789]\d{8}", digits):  # a spreadsheet has dropped the 0
        digits = f"0{digits}"
    return digits if digits.isascii() and _PHONE.fullmatch(digits) else ""


def read_served(
    text: str, directory: Directory, today: date, progress: Callable[[int], None] = lambda _: None
) -> tuple[Served, ...]:
    """Give the rows of a list (CSV); Broken, with at most 20 troubles, if one is not sound: then none is taken.

    `progress` is told how many rows are done, from time to time.
    """
    troubles: list[Trouble] = []
    found: list[Served] = []
    first: dict[str, int] = {}
    rows = read_table(_renamed(text), "csv", RECORDS)
    if rows and not (rows[0].says("phone") or rows[0].says("user")):
        what, remedy = "nobody can be reached: there is no column phone", "add phone, or channel and user"
        raise Broken([Trouble(line=1, what=what, remedy=remedy)])
    for at, row in enumerate(rows):
        if at % 500 == 0:
            progress(at)
        dossier = "".join(row["dossier"].split()).upper()
        if dossier in first:
            what = f"the dossier {row['dossier']} stands on line {first[dossier]} already"
            troubles.append(Trouble(line=row.line, what=what, remedy="take one of them out"))
        first.setdefault(dossier, row.line)
        made = _served(row, dossier, directory, today, troubles)
        if made is not None:
            found.append(made)
    if troubles:
        raise Broken(sorted(troubles, key=lambda one: one.line)[:MOST_TROUBLES])
    progress(len(found))
    return tuple(found)


def _renamed(text: str) -> str:
    """Give the text with the columns under the names that `read_table` knows; its lines stay where they are."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate(lines):
        if line.strip():
            delimiter = max(",;\t", key=line.count)
            cells = next(csv.reader([line], delimiter=delimiter))
            named = (OTHER_NAMES.get(" ".join(words(cell).split()), cell.strip()) for cell in cells)
            lines[at] = delimiter.join(named)
            break
    return "\n".join(lines)


def _served(row: Row, dossier: str, directory: Directory, today: date, troubles: list[Trouble]) -> Served | None:
    before = len(troubles)
    try:
        day, at = _finished(row["finished"])
        if day > today:
            what = f"{row['finished']} has not come yet"
            troubles.append(Trouble(line=row.line, what=what, remedy="write the day on which the file was finished"))
        elif today - day > OLDEST:
            what = f"{row['finished']} is more than a year ago"
            troubles.append(Trouble(line=row.line, what=what, remedy="correct the year, or take the row out"))
        code = unit_code(row["unit"])
        wrong = unit_trouble(code, directory, min(day, today))
        if wrong:
            troubles.append(Trouble(line=row.line, what=wrong[0], remedy=wrong[1]))
    except ValueError as error:
        what, _, remedy = str(error).partition(": ")
        troubles.append(Trouble(line=row.line, what=what, remedy=remedy))
    if bool(row["channel"]) != bool(row["user"]):
        troubles.append(Trouble(line=row.line, what="channel and user go together", remedy="write both, or neither"))
    if len(troubles) > before:
        return None
    rest = {name: row[name] for name in ("name", "channel", "user")}
    return Served(line=row.line, dossier=dossier, unit=code, day=day, at=at, phone=phone_of(row["phone"]), **rest)


def _finished(text: str) -> tuple[date, time | None]:
    if found := _TIME.fullmatch(text):
        try:
            return read_day(found[1]), time(int(found[2]), int(found[3]), int(found[4] or 0))
        except ValueError as error:
            if "hour" in str(error) or "minute" in str(error) or "second" in str(error):
                raise ValueError(f"there is no time {text}: write it like 20/11/2026 15:04") from None
            raise
    return read_day(text), None


def keyed(key: bytes, purpose: str, text: str) -> str:
    """Give by what a dossier or a phone number is known again without being kept: its keyed hash for one purpose."""
    return hmac.new(key, f"{purpose}\n{text}".encode(), sha256).hexdigest()


def sample(
    rows: Iterable[Served],
    key: bytes,
    share: Share,
    seed: str = "",
    done: frozenset[str] = frozenset(),
    closed: frozenset[tuple[str, date]] = frozenset(),
) -> tuple[Served, ...]:
    """Give who is asked, by an order that only the survey's secret key knows: of each unit the first so many of it,
    or for a part whoever stands in that part of it.

    The order of the list means nothing, and what a unit adds or takes out moves no other of its rows. `done` are the
    dossiers of earlier lists, which are not drawn again. A unit's day is drawn from once (`closed`): else who
    brings a day in pieces would choose who is asked. For a part that is no matter, since each row stands for itself.
    """
    units: dict[str, list[tuple[str, Served]]] = defaultdict(list)
    for row in rows:
        if row.dossier not in done:
            units[row.unit].append((keyed(key, f"rank {seed}", row.dossier), row))
    drawn: list[Served] = []
    for unit in sorted(units):
        ranked = sorted(units[unit], key=lambda one: one[0])
        if share.part is not None:
            drawn += [row for rank, row in ranked if int(rank, 16) < share.part * 16**64]
        else:
            drawn += [row for _, row in ranked if (unit, row.day) not in closed][: share.n]
    return tuple(drawn)


def late(rows: Iterable[Served], done: frozenset[str], closed: frozenset[tuple[str, date]]) -> tuple[Odd, ...]:
    """Give the units that bring more rows of a day that was drawn from already."""
    lines: dict[str, list[int]] = defaultdict(list)
    of: Counter[str] = Counter()
    for row in rows:
        of[row.unit] += 1
        if (row.unit, row.day) in closed and row.dossier not in done:
            lines[row.unit].append(row.line)
    return tuple(
        Odd(kind="late_rows", unit=unit, n=len(at), of=of[unit], lines=tuple(at)) for unit, at in sorted(lines.items())
    )


def oddities(rows: Sequence[Served], history: Mapping[tuple[str, int], Sequence[int]]) -> tuple[Odd, ...]:
    """Give what looks implausible, unit by unit; `history` gives (unit, weekday) → how many files on such days before.

    Nothing is left out because of it: whether a list is true is for people to find out.
    """
    units: dict[str, list[Served]] = defaultdict(list)
    for row in rows:
        units[row.unit].append(row)
    found: list[Odd] = []
    for unit, own in sorted(units.items()):
        of = len(own)
        invalid = tuple(row.line for row in own if not row.phone)
        if invalid:
            found.append(Odd(kind="invalid_phone", unit=unit, n=len(invalid), of=of, lines=invalid))
        found += _repeated("shared_phone", unit, [(row.phone, row.line) for row in own], of)
        found += _repeated("same_name", unit, [(words(row.name), row.line) for row in own], of)
        for day, n in sorted(Counter(row.day for row in own).items()):
            times = [datetime.combine(day, row.at) for row in own if row.day == day and row.at is not None]
            if len(times) >= FEW and max(times) - min(times) < timedelta(minutes=1):
                found.append(Odd(kind="same_minute", unit=unit, n=len(times), of=n))
            usual = history.get((unit, day.weekday()), ())
            if unlike(n, usual):
                found.append(Odd(kind="unlike_weekday", unit=unit, n=n, of=round(median(usual))))
    return tuple(found)


def _repeated(kind: Flag, unit: str, said: Sequence[tuple[str, int]], of: int) -> Iterable[Odd]:
    lines: dict[str, list[int]] = defaultdict(list)
    for what, line in said:
        if what:
            lines[what].append(line)
    for at in lines.values():
        if len(at) >= SHARED:
            yield Odd(kind=kind, unit=unit, n=len(at), of=of, lines=tuple(at))


def unlike(n: int, usual: Sequence[int]) -> bool:
    """Whether a number is unlike those of the same weekday before: far outside their median and scatter.

    Asked only of four weeks or more; three scatters (median absolute deviation), half the median and five files at
    least must lie between.
    """
    if len(usual) < 4:
        return False
    middle = median(usual)
    scatter = median(abs(one - middle) for one in usual) * 1.4826
    return abs(n - middle) > max(3 * scatter, middle / 2, 5)
