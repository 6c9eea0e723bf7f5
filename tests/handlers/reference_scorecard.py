"""A second, plodding scorecard: told day by day and case by case, by other algorithms than the one in use."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction
from typing import Any

from handlers.casework.categories import RULES, Category
from handlers.casework.histories import History, Rated
from handlers.casework.worktime import ZONE, Calendar

getcontext().prec = 40
Z2 = Decimal("1.959963984540054") ** 2


def half_up(value: Fraction) -> int:
    """Round a positive number, halves upwards."""
    return int(value + Fraction(1, 2))


def working(day: date, calendar: Calendar) -> bool:
    """Whether offices work on a day."""
    if day in calendar.on:
        return True
    return day.weekday() not in (5, 6) and day not in calendar.off


def length(a: datetime, b: datetime, calendar: Calendar) -> int:
    """Count working days by walking from the one day to the other."""
    first, last = a.astimezone(ZONE).date(), b.astimezone(ZONE).date()
    sign = 1 if first <= last else -1
    low, high = min(first, last), max(first, last)
    n, day = 0, low
    while day < high:
        day += timedelta(days=1)
        n += working(day, calendar)
    return sign * n


def interval(k: int, n: int) -> tuple[Decimal, Decimal]:
    """Give the two roots of (p - k/n)² = z² p(1-p)/n, by which Wilson's interval is defined."""
    p, size = Decimal(k) / n, Decimal(n)
    a, b, c = 1 + Z2 / size, -(2 * p + Z2 / size), p * p
    root = (b * b - 4 * a * c).sqrt()
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def quantile(waits: list[tuple[int, bool]], share: Fraction) -> int | None:
    """Efron's way to the same curve: every unfinished wait hands its weight on, evenly, to all that last longer."""
    weight = {at: Fraction(1, len(waits)) for at in range(len(waits))}
    order = sorted(range(len(waits)), key=lambda at: (waits[at][0], not waits[at][1]))
    done = Fraction(0)
    while order:
        now = waits[order[0]][0]
        for at in [one for one in order if waits[one] == (now, True)]:
            done += weight[at]
            order.remove(at)
        if done >= share and any(wait == (now, True) for wait in waits):
            return now
        unfinished = [one for one in order if waits[one][0] == now]
        later = [one for one in order if waits[one][0] > now]
        handed = sum((weight[at] for at in unfinished), Fraction(0))
        for at in later:
            weight[at] += handed / len(later)
        order = later
    return None


def reference(
    histories: list[History], rated: list[Rated], start: datetime, end: datetime, calendar: Calendar, prolonged: int
) -> dict[str, Any]:
    """Give each figure as its value (an unrounded interval for shares), its n and the codes of its cases."""
    codes: defaultdict[str, list[str]] = defaultdict(list)
    waits: list[tuple[int, bool]] = []
    on_time = judged = decided = 0
    finding: dict[str, str | None] = {}
    waiting: set[str] = set()
    for history in histories:
        rows = [row for row in history.steps if row.at < end]
        about_people = RULES[history.category].behaviour or history.about is not None
        starts = [at for at, row in enumerate(rows) if row.delta == 1]
        for nth, first in enumerate(starts):
            stop = starts[nth + 1] if nth + 1 < len(starts) else len(rows)
            mine = rows[first:stop]
            last = next((at for at, row in enumerate(mine) if row.delta == -1), None)
            if last is not None and mine[last].action == "thank":
                continue
            inside = mine if last is None else mine[: last + 1]
            over = None if last is None else mine[last]
            due = next((row.due_at for row in reversed(inside) if row.due_at is not None), None)
            finished = over is not None and over.action in ("answer", "reject")
            if mine[0].at >= start:
                waits.append((length(mine[0].at, over.at if over else end, calendar), finished))
                codes["began"].append(history.code)
            if over is None:
                codes["open"].append(history.code)
                if about_people:
                    waiting.add(history.code)
                if due is not None and end > due:
                    codes["overdue"].append(history.code)
                    codes["judged"].append(history.code)
                    judged += 1
                    codes["late"].append(history.code)
                    if length(due, end, calendar) > prolonged:
                        codes["prolonged"].append(history.code)
            elif finished and over.at >= start:
                decided += 1
                codes["rejected" if over.action == "reject" else "answered"].append(history.code)
                if over.action == "answer":
                    if history.category is Category.DISCLOSURE:
                        codes["disclosure"].append(history.code)
                    if about_people:
                        finding[history.code] = history.finding
                if due is not None:
                    judged += 1
                    codes["judged"].append(history.code)
                    on_time += over.at <= due
                    if over.at > due:
                        codes["late"].append(history.code)
                        if length(due, over.at, calendar) > prolonged:
                            codes["prolonged"].append(history.code)
        for row in rows:
            named = {"flag": "flagged", "grant": "extensions", "appeal": "appealed", "reopen": "reopened"}
            if row.at >= start and row.action in named and starts:
                codes[named[row.action]].append(history.code)
            if row.at >= start and (row.action, row.note) == ("lapse", "silence") and starts:
                codes["no_answer"].append(history.code)
    votes = [one for one in rated if start <= one.at < end and not one.suspect]
    levels = Counter(one.score for one in votes)
    n, pleased = len(votes), levels[4] + levels[5]
    for name in ("founded", "partly", "unfounded", "cannot_verify"):
        codes[name] = [code for code, said in finding.items() if said == name]
    unverified = {code for code in waiting if code not in finding} | {c for c, said in finding.items() if said is None}
    codes["unverified"] = sorted(unverified)
    told: dict[str, Any] = {
        "satisfied": (half_up(Fraction(1000 * pleased, n)) if n else None, n),
        "mean": (half_up(Fraction(10 * sum(level * m for level, m in levels.items()), n)) if n else None, n),
        "on_time": (half_up(Fraction(1000 * on_time, judged)) if judged else None, judged),
        "handling_median": (quantile(waits, Fraction(1, 2)), len(waits)),
        "handling_p90": (quantile(waits, Fraction(9, 10)), len(waits)),
        "intervals": {"satisfied": interval(pleased, n) if n else None,
                      "on_time": interval(on_time, judged) if judged else None},
        "codes": codes,
        "decided": decided,
    }  # fmt: skip
    return told
