"""The small ear, drawn after `bot/web/static/emblem.svg` at any size."""

from collections.abc import Iterable
from typing import Final

from PIL import Image, ImageDraw

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]

SIDE: Final = 48.0
"""The side of the square in which the points below stand."""
DEEP: Final = (11, 85, 97)
_LINE: Final = (253, 252, 248)
LIGHT: Final = (159, 211, 208)
_FINE: Final = 4
"""Drawn so many times larger and then made smaller, so that edges are smooth."""
_STEPS: Final = 24
_ROUND: Final = 0.5523
"""A quarter of a circle as a Bézier curve has its handles at this part of the radius."""


def _from(start: Point, *moves: tuple[float, ...]) -> list[Curve]:
    """Give absolute curves for SVG's relative `c` moves."""
    found: list[Curve] = []
    x, y = start
    for ax, ay, bx, by, cx, cy in moves:
        found.append(((x, y), (x + ax, y + ay), (x + bx, y + by), (x + cx, y + cy)))
        x, y = x + cx, y + cy
    return found


def _half_circle(left: Point, radius: float) -> list[Curve]:
    """Give the upper half of a circle, from its left to its right end."""
    handle = radius * _ROUND
    rise = (0.0, -handle, radius - handle, -radius, radius, -radius)
    fall = (handle, 0.0, radius, radius - handle, radius, radius)
    return _from(left, rise, fall)


_OUTER: Final = _half_circle((14.5, 22.5), 9.7) + _from(
    (33.9, 22.5), (0, 5, -2.6, 6.7, -4.7, 9), (-1.7, 1.9, -1.4, 3.5, -2.5, 5.2), (-1.5, 2.7, -6.0, 2.5, -8.2, -0.6)
)
_INNER: Final = _half_circle((19.4, 22.7), 4.8) + _from((29.0, 22.7), (0, 3.1, -4.5, 3.1, -4.5, 6.5))
_SOUND: Final = _from((9.2, 16.5), (0.7, -2.3, 2.2, -4.3, 4.3, -5.7))


def _points(curves: Iterable[Curve], scale: float) -> list[Point]:
    found: list[Point] = []
    for a, b, c, d in curves:
        for step in range(_STEPS + 1):
            t = step / _STEPS
            u = 1 - t
            x, y = (u**3 * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t**3 * d[i] for i in (0, 1))
            found.append((x * scale, y * scale))
    return found


def emblem(side: int) -> Image.Image:
    """Give the emblem as a square picture with clear corners; `side` in pixels."""
    scale = side * _FINE / SIDE
    picture = Image.new("RGBA", (side * _FINE, side * _FINE), (*DEEP, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side * _FINE - 1, side * _FINE - 1), fill=DEEP)
    for curves, colour, width in ((_OUTER, _LINE, 2.8), (_INNER, _LINE, 2.8), (_SOUND, LIGHT, 2.4)):
        line, radius = _points(curves, scale), width * scale / 2
        draw.line(line, fill=colour, width=round(width * scale), joint="curve")
        for x, y in line:  # round ends, and no notches between the pieces
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return picture.resize((side, side), Image.Resampling.LANCZOS)
