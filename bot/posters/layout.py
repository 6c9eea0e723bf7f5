"""Lays a poster out: whose counter it is, one large question, the QR codes, the short code, three promises."""

from collections.abc import Sequence
from typing import Final

from bot.posters.emblem import DEEP, LIGHT, emblem
from bot.posters.paper import Colour, Sheet, fitted, lines_of, palette, pixels, width_of
from bot.posters.ways import Way
from bot.posters.words import Label, Words

INK: Final[Colour] = (27, 42, 46)
DEEPER: Final[Colour] = (8, 63, 73)
MUTED: Final[Colour] = (84, 101, 106)
TINT: Final[Colour] = (229, 240, 238)
RULE: Final[Colour] = (216, 222, 219)
WARN: Final[Colour] = (140, 59, 31)
WHITE: Final[Colour] = (255, 255, 255)
"""The colours of `bot/web/static/look.css`, on white paper."""
PALETTE: Final = palette(
    [
        *((WHITE, colour) for colour in (DEEP, INK, DEEPER, MUTED, WARN)),
        *((TINT, colour) for colour in (DEEPER, INK, MUTED)),
        (DEEP, LIGHT),
    ],
    alone=[RULE],
)
LEFT: Final = 18.0
ROOM: Final = 174.0
RIGHT: Final = LEFT + ROOM
MIDDLE: Final = LEFT + ROOM / 2
_CODES_TOP: Final = 89.0
_CODES_HIGH: Final = 101.0
_CARD_GAP: Final = 5.0


def poster(words: Words, ways: Sequence[Way]) -> Sheet:
    """Give the sheet for these texts and ways in; at most four ways."""
    sheet = Sheet(PALETTE)
    _head(sheet, words)
    _question(sheet, words)
    _codes(sheet, words, ways)
    _short_code(sheet, words)
    _promises(sheet, words.promises)
    _foot(sheet, words)
    return sheet


def _head(sheet: Sheet, words: Words) -> None:
    sheet.picture(LEFT, 16, emblem(pixels(17)))
    sheet.text(LEFT + 21, 24.2, words.brand, 8.2, DEEP, bold=True)
    sheet.text(LEFT + 21, 31, words.what, 4.3, MUTED)
    taken = 21 + max(width_of(words.brand, 8.2, bold=True), width_of(words.what, 4.3)) + 8
    room = ROOM - taken
    size = fitted(words.unit, 7.4, room, bold=True)
    sheet.text(RIGHT, 24.2, words.unit, size, INK, bold=True, at="right")
    sheet.text(RIGHT, 31, words.place, fitted(words.place, 5.6, room), INK, at="right")
    sheet.box(LEFT, 38.5, ROOM, 0.5, fill=RULE)


def _question(sheet: Sheet, words: Words) -> None:
    sheet.text(MIDDLE, 56, words.question, fitted(words.question, 13.5, ROOM, bold=True), INK, bold=True, at="middle")
    size = fitted(words.call, 19, ROOM, bold=True)
    sheet.text(MIDDLE, 77.5, words.call, size, DEEP, bold=True, at="middle")


def _codes(sheet: Sheet, words: Words, ways: Sequence[Way]) -> None:
    """Put one code in the middle, two or three side by side, four in two rows."""
    columns = 2 if len(ways) == 4 else len(ways)
    rows = -(-len(ways) // columns)
    wide = min((ROOM - _CARD_GAP * (columns - 1)) / columns, 96.0)
    high = (_CODES_HIGH - _CARD_GAP * (rows - 1)) / rows
    start = MIDDLE - (wide * columns + _CARD_GAP * (columns - 1)) / 2
    for place, way in enumerate(ways):
        x = start + place % columns * (wide + _CARD_GAP)
        y = _CODES_TOP + place // columns * (high + _CARD_GAP)
        (_beside if rows > 1 else _below)(sheet, way, words.labels[way.channel], x, y, wide, high)


def _below(sheet: Sheet, way: Way, label: Label, x: float, y: float, wide: float, high: float) -> None:
    """Draw a code with its label below it; where cards are narrow, they are lower and what to do takes two lines."""
    narrow = wide < 80
    hints = lines_of(label.hint, 6.4, wide - 12)[:2] if narrow else [label.hint]
    under = 31.0 if narrow else 20.0
    side = min(wide - 2, high - under)
    y += (high - side - under) / 2
    sheet.box(x, y, wide, side + under, line=RULE, round_by=4, thick=0.5)
    sheet.qr(x + (wide - side) / 2, y + 1, side, way.url, DEEPER)
    middle = x + wide / 2
    sheet.text(
        middle, y + side + 8, label.name, fitted(label.name, 8, wide - 6, bold=True), DEEP, bold=True, at="middle"
    )
    for line, hint in enumerate(hints):
        size = fitted(hint, 6.4 if narrow else 5.6, wide - 8)
        first = 17 + (2 - len(hints)) * 4 if narrow else 15.2
        sheet.text(middle, y + side + first + line * 8, hint, size, INK, at="middle")


def _beside(sheet: Sheet, way: Way, label: Label, x: float, y: float, wide: float, high: float) -> None:
    """Draw a code with its label to the right of it."""
    side = high - 2
    name_size = fitted(label.name, 5.6, wide - side - 6, bold=True)
    sheet.box(x, y, wide, high, line=RULE, round_by=4, thick=0.5)
    sheet.qr(x + 1, y + 1, side, way.url, DEEPER)
    at, room = x + side + 2, wide - side - 6
    sheet.text(at, y + high / 2 - 2, label.name, name_size, DEEP, bold=True)
    for line, text in enumerate(lines_of(label.hint, 4.8, room)[:2]):
        sheet.text(at, y + high / 2 + 5 + line * 6, text, fitted(text, 4.8, room), INK)


def _short_code(sheet: Sheet, words: Words) -> None:
    top, high = 196.0, 27.0
    sheet.box(LEFT, top, ROOM, high, fill=TINT, round_by=5)
    size = 15.0
    wide = width_of(words.code, size, bold=True)
    sheet.text(LEFT + 8, top + 8.5, words.code_name, 4.6, MUTED)
    sheet.text(LEFT + 8, top + 22, words.code, size, DEEPER, bold=True)
    at = LEFT + 8 + max(wide, width_of(words.code_name, 4.6)) + 9
    room = RIGHT - 7 - at
    lines = lines_of(words.code_hint, 5.4, room)
    for line, text in enumerate(lines):
        y = top + high / 2 + 1.9 + (line - (len(lines) - 1) / 2) * 6.8
        sheet.text(at, y, text, fitted(text, 5.4, room), INK)


def _promises(sheet: Sheet, promises: Sequence[str]) -> None:
    y = 233.0
    size = min(fitted(promise, 5.8, ROOM - 12.5) for promise in promises)
    for promise in promises:
        sheet.tick(LEFT + 1, y, 7.5, DEEP, WHITE)
        sheet.text(LEFT + 12.5, y + 5.6, promise, size, INK)
        y += 12.2


def _foot(sheet: Sheet, words: Words) -> None:
    sheet.box(LEFT, 271.5, ROOM, 0.5, fill=RULE)
    for line, text in enumerate(lines_of(words.foot, 3.6, ROOM)):
        sheet.text(LEFT, 277.5 + line * 5, text, 3.6, MUTED)
    if words.trial:
        sheet.text(MIDDLE, 12, words.trial, 6, WARN, bold=True, at="middle")
