"""The digest as one picture for a phone: the sentence that matters, four numbers, units to push, trend, judgement."""

from typing import Final

from bot.drawing.canvas import Canvas
from bot.drawing.page import Number, Page, Row

WIDTH: Final = 1080
HEIGHT: Final = 1350
_LEFT: Final = 56
_RIGHT: Final = WIDTH - _LEFT
_SMALL: Final = 28
"""Pixels of the smallest type: read at arm's length on a phone that shows the picture five centimetres wide."""
_PAPER: Final = "#fbfaf6"
_CARD: Final = "#ffffff"
_INK: Final = "#1b2a2e"
_MUTED: Final = "#54656a"
_DEEP: Final = "#0b5561"
_SOFT: Final = "#9cc4c2"
_LINE: Final = "#d8dedb"
_WARN: Final = "#c2561a"
_TILES: Final = ("received", "answered", "late", "closing")
_PITCH: Final = 58


def picture(page: Page) -> bytes:
    """Give the picture as PNG, 1080 by 1350 pixels; the same page always gives the same bytes."""
    return laid_out(page).png()


def laid_out(page: Page) -> Canvas:
    """Give the picture before it becomes pixels."""
    on = Canvas(WIDTH, HEIGHT, _PAPER)
    on.box(0, 0, WIDTH, 12, _DEEP)
    on.text(_LEFT, 66, on.cut(page.title, 610, 32, bold=True), 32, _DEEP, bold=True)
    on.text(_RIGHT, 66, page.dates, _SMALL, _MUTED, align="right")
    on.text(_LEFT, 108, on.cut(page.place, _RIGHT - _LEFT, _SMALL), _SMALL, _MUTED)
    lines = on.wrapped(page.sentence, _RIGHT - _LEFT, 42, 4, bold=True)
    for at, line in enumerate(lines):
        on.text(_LEFT, 180 + 54 * at, line, 42, _INK, bold=True)
    top = _tiles(on, page, 180 + 54 * len(lines) - 14)
    foot = HEIGHT - 380
    _units(on, page, top + 24, foot - 16)
    _trend(on, page, _LEFT, foot, 560, HEIGHT - 40 - foot)
    _satisfaction(on, page, _LEFT + 588, foot, _RIGHT - _LEFT - 588, HEIGHT - 40 - foot)
    return on


def _tiles(on: Canvas, page: Page, top: float) -> float:
    """Draw the four numbers with those of the period before; give where they end."""
    gap, height = 18, 168
    width = (_RIGHT - _LEFT - gap * (len(_TILES) - 1)) / len(_TILES)
    for at, name in enumerate(_TILES):
        x, warned = _LEFT + at * (width + gap), name == "late" and bool(page.totals[name])
        on.box(x, top, width, height, _CARD, round=16)
        room = width - 32
        on.text(x + 20, top + 42, on.cut(page.word(f"tile.{name}"), room, _SMALL), _SMALL, _MUTED)
        told = page.figure(page.totals[name])
        size = next((one for one in (60, 46, 38) if on.width(told, one, bold=True) <= room), 30)
        on.text(x + 20, top + 106, told, size, _WARN if warned else _DEEP, bold=True)
        before = page.figure(page.previous[name])
        said = (f"{page.word(word)} {before}" for word in ("before", "before.short"))
        fitting = next((one for one in said if on.width(one, _SMALL) <= room), f"({before})")
        on.text(x + 20, top + 148, fitting, _SMALL, _MUTED)
    return top + height


def _units(on: Canvas, page: Page, top: float, end: float) -> None:
    if page.pressing:
        on.text(_LEFT, top + 34, page.word("push"), 34, _INK, bold=True)
        _legend(on, page, top + 34)
        fitting = int((end - top - 56) // _PITCH)
        shown = page.pressing[:fitting] if fitting < len(page.pressing) else page.pressing
        more = page.more[len(shown)]
        if more and len(shown) * _PITCH + 40 > end - top - 56:
            shown = shown[:-1]
            more = page.more[len(shown)]
        most = max(max(_known(row, "overdue") + _known(row, "on_time") for row in shown), 1)
        for at, row in enumerate(shown):
            _bar(on, page, row, top + 58 + at * _PITCH, most)
        on.text(_LEFT, top + 58 + len(shown) * _PITCH + 28, more, _SMALL, _MUTED)
        _ahead(on, page, top + 58 + len(shown) * _PITCH + (44 if more else 4), end)
        return
    on.dot(_LEFT + 30, top + 52, 30, _DEEP)
    on.line([(_LEFT + 16, top + 52), (_LEFT + 26, top + 63), (_LEFT + 45, top + 40)], _CARD, 6)
    on.text(_LEFT + 80, top + 64, on.cut(page.word("calm"), _RIGHT - _LEFT - 80, 34, bold=True), 34, _INK, bold=True)
    if page.ahead:
        _ahead(on, page, top + 110, end)
    elif page.praised:
        on.text(_LEFT, top + 150, page.word("praised"), 30, _DEEP, bold=True)
        for at, row in enumerate(page.praised[:4]):
            y = top + 204 + at * 54
            if y > end:
                break
            on.text(_LEFT, y, on.cut(row.name, 780, 30), 30, _INK)
            on.text(_RIGHT, y, page.figure(row.numbers["praise"]), 30, _DEEP, bold=True, align="right")


def _ahead(on: Canvas, page: Page, top: float, end: float) -> None:
    """Write what else needs action, as many whole lines of it as there is room for."""
    for told in page.ahead:
        lines = on.wrapped(told, _RIGHT - _LEFT - 34, _SMALL, 2)
        if top + 38 * len(lines) > end:
            return
        on.dot(_LEFT + 10, top + 20, 7, _WARN)
        for line in lines:
            on.text(_LEFT + 34, top + 30, line, _SMALL, _INK)
            top += 38


def _legend(on: Canvas, page: Page, y: float) -> None:
    x: float = _RIGHT
    for name, colour in (("bar.on_time", _SOFT), ("bar.overdue", _WARN)):
        word = page.word(name)
        x -= on.width(word, _SMALL)
        on.text(x, y, word, _SMALL, _MUTED)
        x -= 36
        on.box(x, y - 22, 24, 24, colour)
        if colour == _WARN:
            on.hatch(x, y - 22, 24, 24, _PAPER)
        x -= 28


def _bar(on: Canvas, page: Page, row: Row, top: float, most: int) -> None:
    """Draw one unit: its name, and below one another to the same scale what is overdue and what was in time."""
    left, room = _LEFT + 400, _RIGHT - _LEFT - 400 - 90
    overdue, on_time = _known(row, "overdue"), _known(row, "on_time")
    on.text(_LEFT, top + 33, on.cut(row.name, 380, 30), 30, _INK)
    on.box(left, top, max(room * overdue / most, 4), 42, _WARN)
    on.hatch(left, top, max(room * overdue / most, 4), 42, _PAPER)
    on.box(left + max(room * overdue / most, 4) + 2, top, room * on_time / most, 42, _SOFT)
    on.text(_RIGHT, top + 33, page.figure(row.numbers["overdue"]), 32, _WARN, bold=True, align="right")


def _known(row: Row, name: str) -> int:
    return row.numbers[name] or 0


def _trend(on: Canvas, page: Page, left: float, top: float, width: float, height: float) -> None:
    """Draw what came in the last periods as bars, and what was open at each end as a line."""
    on.box(left, top, width, height, _CARD, round=16)
    on.text(left + 24, top + 46, page.word("trend"), 30, _INK, bold=True)
    on.box(left + 24, top + 66, 24, 24, _SOFT)
    x = left + 58 + on.width(page.word("trend.received"), _SMALL)
    on.text(left + 58, top + 88, page.word("trend.received"), _SMALL, _MUTED)
    on.line([(x + 26, top + 78), (x + 66, top + 78)], _DEEP, 5)
    on.text(x + 78, top + 88, page.word("trend.closing"), _SMALL, _MUTED)
    dots = page.trend
    if not dots:
        return
    most = max(max(_of(one.received), _of(one.closing)) for one in dots) or 1
    pitch, foot, tall = (width - 48) / len(dots), top + height - 56, height - 56 - 150
    points = []
    for at, one in enumerate(dots):
        x, last = left + 24 + at * pitch, at == len(dots) - 1
        bar = tall * _of(one.received) / most
        on.box(x + 8, foot - bar, pitch - 16, bar, _SOFT)
        on.text(x + pitch / 2, foot + 36, one.label, _SMALL, _INK if last else _MUTED, bold=last, align="center")
        points.append((x + pitch / 2, foot - tall * max(_of(one.closing), 0) / most))
    on.line([(left + 24, foot), (left + width - 24, foot)], _LINE, 2)
    on.line(points, _DEEP, 5)
    for at, (x, y) in enumerate(points):
        on.dot(x, y, 9 if at == len(points) - 1 else 6, _DEEP)
    x, y = points[-1]
    now = page.figure(dots[-1].closing)
    on.text(min(x + 30, left + width - 20), y - 18, now, _SMALL, _DEEP, bold=True, align="right", halo=_CARD)


def _of(number: Number) -> int:
    return number or 0


def _satisfaction(on: Canvas, page: Page, left: float, top: float, width: float, height: float) -> None:
    on.box(left, top, width, height, _CARD, round=16)
    y = top + 46
    for line in on.wrapped(page.word("satisfied"), width - 48, 30, 2, bold=True):
        on.text(left + 24, y, line, 30, _INK, bold=True)
        y += 40
    if page.share:
        on.text(left + 24, y + 56, page.share, 76, _DEEP, bold=True)
        y += 104
    else:
        y += 14
    for text in page.satisfied:
        for line in on.wrapped(text, width - 48, _SMALL, 4 if not page.share else 2):
            if y > top + height - 20:
                return
            on.text(left + 24, y, line, _SMALL, _MUTED)
            y += 40
