"""Puts a digest's sheet into words: the page that picture, workbook and report are drawn from."""

from datetime import datetime, timedelta
from typing import Final

from babel.dates import format_date

from bot.drawing.page import COLUMNS, Dot, Late, Number, Page, Row
from bot.voice import Voice, spaced
from handlers.casework.periods import DIGEST_AT, Period
from handlers.casework.worktime import ZONE
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts
from handlers.digests.digest import OverdueLine
from handlers.digests.sheet import Sheet
from handlers.talk.facts import Language
from handlers.talk.says import Moment

PUSHED: Final = 5
"""So many units to push are in the picture."""
ASKED: Final = 20
"""So many units to push are named in the report."""
FIXED: Final = (
    *("before", "before.short", "now", "push", "calm", "praised", "satisfied", "total", "check", "trend", "nothing"),
    *("trend.received", "trend.closing", "bar.overdue", "bar.on_time"),
    *("tile.received", "tile.answered", "tile.late", "tile.closing"),
    *(f"part.{one}" for one in ("summary", "units", "categories", "overdue", "counted")),
    *(f"column.{one}" for one in COLUMNS),
    *(
        f"column.{one}"
        for one in ("unit", "code", "category", "holder", "due", "days", "note", "figure", "meaning", "votes", "mean")
    ),
    *(f"report.{one}" for one in ("parent", "agency", "country", "motto", "number", "name", "to", "copies", "archive")),
    *(f"report.{one}" for one in ("signed", "signer", "situation", "units", "people", "push", "end")),
)
MEANINGS: Final = (*COLUMNS, "votes", "mean", "check", "satisfied", "kept_back", "basis")


def page_of(sheet: Sheet, voice: Voice, language: Language) -> Page:
    """Give the sheet in the words of a language."""
    week = sheet.week
    named = {"span": voice.text(language, f"sheet.span.{week.kind}"), "number": f"{week.number}/{week.year}"}
    n = len(sheet.units) + len(sheet.quiet)
    pushed = sheet.pressing[:PUSHED]
    left = (len(sheet.pressing) - shown for shown in range(len(pushed) + 1))
    words = {name: voice.text(language, f"sheet.{name}") for name in FIXED}
    about = {"dates": dates(week, language), **named}
    return Page(
        language=language,
        period=week.period,
        title=voice.text(language, "sheet.title", named),
        dates=about["dates"],
        place=voice.text(language, "sheet.place.whole" if sheet.whole else "sheet.place.followed", {"n": n}),
        sentence=voice.message(sheet.first, language).text,
        due_at=datetime.combine(week.until, DIGEST_AT, ZONE),
        totals=_numbers(sheet.totals),
        previous=_numbers(sheet.previous),
        units=tuple(_rated(_unit(one), sheet) for one in (*sheet.units, *sheet.quiet)),
        quiet=voice.text(language, "sheet.quiet", {"n": len(sheet.quiet)}) if sheet.quiet else "",
        pressing=tuple(_unit(one) for one in pushed),
        more=tuple(voice.text(language, "sheet.more", {"n": more}) if more else "" for more in left),
        praised=tuple(_unit(one) for one in sheet.praised),
        categories=tuple(_category(one, voice, language) for one in sheet.categories),
        overdue=tuple(_late(one, voice, language) for one in sheet.overdue),
        trend=tuple(Dot(label=str(one.number), received=one.received, closing=one.closing) for one in sheet.trend),
        share=f"{sheet.solved.share} %" if sheet.solved else "",
        satisfied=_satisfied(sheet, voice, language),
        asked=_asked(sheet, voice, language),
        ahead=tuple(line for one in sheet.ahead for line in voice.message(one, language).text.splitlines()),
        mean=sheet.service.mean,
        meanings=tuple(
            (
                words.get(f"column.{one}") or voice.text(language, f"sheet.{one}"),
                voice.text(language, f"sheet.meaning.{one}"),
            )
            for one in MEANINGS
        ),
        words={
            **words,
            "report.about": voice.text(language, "sheet.report.about", about),
            "report.moved": voice.text(language, "sheet.report.moved"),
            "report.kept": voice.text(language, "sheet.report.kept"),
            "report.day": voice.text(language, "sheet.report.day", {"year": f"{week.until:%Y}"}),
        },
    )


def _asked(sheet: Sheet, voice: Voice, language: Language) -> tuple[str, ...]:
    """Give the units to push, a line each, and how many more there are."""
    named, more = sheet.pressing[:ASKED], len(sheet.pressing) - ASKED
    lines = [voice.text(language, "sheet.pressing", {"name": one.name, "n": one.overdue}) for one in named]
    return (*lines, *([voice.text(language, "sheet.more", {"n": more})] if more > 0 else ()))


def dates(week: Period, language: Language) -> str:
    """Give the days of a period: "16–22/11/2026", "30/11–06/12/2026", "16–22 Nov 2026"."""
    first, last = week.start.astimezone(ZONE).date(), (week.end - timedelta(days=1)).astimezone(ZONE).date()
    same = (first.year, first.month) == (last.year, last.month)
    if language == "vi":
        begin = f"{first:%d}" if same else f"{first:%d/%m}" if first.year == last.year else f"{first:%d/%m/%Y}"
        return f"{begin}–{last:%d/%m/%Y}"
    begin = str(format_date(first, "d" if same else "d MMM" if first.year == last.year else "d MMM y", locale=language))
    return f"{begin}–{format_date(last, 'd MMM y', locale=language)}"


def _numbers(counts: Counts) -> dict[str, Number]:
    return {name: getattr(counts, name) for name in COLUMNS}


def _unit(counts: UnitCounts) -> Row:
    return Row(name=counts.name, code=counts.code, numbers=_numbers(counts))


def _rated(row: Row, sheet: Sheet) -> Row:
    found = next((one for one in sheet.rated if one.unit == row.code), None)
    return row if found is None else row.model_copy(update={"votes": found.n, "mean": found.mean})


def _category(counts: CategoryCounts, voice: Voice, language: Language) -> Row:
    return Row(name=voice.text(language, f"category.{counts.category}"), numbers=_numbers(counts))


def _late(line: OverdueLine, voice: Voice, language: Language) -> Late:
    due = voice.text(language, "sheet.moment", {"at": Moment(at=line.due_at)})
    return Late(
        code=spaced(line.code),
        category=voice.text(language, f"category.{line.category}"),
        unit=line.unit_name,
        holder=voice.post(language, line.holder) if line.holder else voice.text(language, "digest.nobody"),
        due=due,
        days=None if line.over else line.days_late,
        note=voice.text(language, "sheet.over") if line.over else "",
    )


def _satisfied(sheet: Sheet, voice: Voice, language: Language) -> tuple[str, ...]:
    said, found = sheet.satisfaction, []
    n = said.yes + said.partly + said.no
    if sheet.solved:
        bounds = {"low": sheet.solved.low, "high": sheet.solved.high}
        found.append(voice.text(language, "sheet.interval", bounds))
        found.append(voice.text(language, "sheet.judged", {"n": n}))
    else:
        found.append(voice.text(language, "sheet.few", {"n": n}) if n else voice.text(language, "sheet.unjudged"))
    mean, votes = (sheet.service.mean, sheet.service.n) if sheet.service.n else (said.score, said.n)
    if mean is not None:
        whole, tenth = divmod(round(mean * 10), 10)
        found.append(voice.text(language, "sheet.scored", {"whole": whole, "tenth": tenth, "n": votes}))
    elif votes:
        found.append(voice.text(language, "sheet.rated_by_few", {"n": votes}))
    return tuple(found)
