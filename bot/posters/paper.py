"""A sheet of A4 at 300 dots an inch: text, boxes and QR codes, placed in millimetres."""

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

import segno
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from bot.posters.pdf import pdf

DPI: Final = 300
WIDTH: Final = 210.0
HEIGHT: Final = 297.0
"""Of the sheet, in millimetres (ISO 216)."""
QUIET: Final = 4
"""Modules of white around a QR code (ISO 18004)."""
Colour = tuple[int, int, int]
Anchor = Literal["left", "middle", "right"]
_INCH: Final = 25.4
_STEPS: Final = 11
"""Shades of the edge between two colours."""
_ANCHORS: Final[dict[Anchor, str]] = {"left": "ls", "middle": "ms", "right": "rs"}
_FACES: Final = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}


def pixels(mm: float) -> int:
    """Give whole dots for millimetres."""
    return round(mm * DPI / _INCH)


@cache
def _face(bold: bool) -> bytes:
    return files("bot.data").joinpath("fonts", _FACES[bold]).read_bytes()


@cache
def font(size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Give the packaged font with letters `size` millimetres high, from the top of the tallest to the lowest tail."""
    return ImageFont.truetype(io.BytesIO(_face(bold)), pixels(size), layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Give how wide a line of text is, in millimetres."""
    return font(size, bold).getlength(text) * _INCH / DPI


def fitted(text: str, size: float, room: float, bold: bool = False) -> float:
    """Give the largest size up to `size` at which a line of text fits into `room` millimetres."""
    wide = width_of(text, size, bold)
    return size if wide <= room else size * room / wide * 0.995


def lines_of(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Give the text in lines that fit into `room` millimetres; a word that is longer stands alone."""
    found: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}".strip()
            if line and width_of(longer, size, bold) > room:
                found.append(line)
                longer = word
            line = longer
        found.append(line)
    return found


def palette(pairs: Sequence[tuple[Colour, Colour]], alone: Sequence[Colour] = ()) -> Image.Image:
    """Give the palette of the colours that meet, in pairs, with the shades between them, and of some that stand alone.

    To know it beforehand makes a sheet five times faster to write than to look for its colours. What is nearer to
    white than two steps of a shade must stay out of it, or the paper itself would be printed grey.
    """
    shades = [
        tuple(round(a + (b - a) * step / (_STEPS - 1)) for a, b in zip(one, other, strict=True))
        for one, other in pairs
        for step in range(_STEPS)
    ]
    found = Image.new("P", (1, 1))
    found.putpalette([part for shade in dict.fromkeys([*shades, *alone]) for part in shade])
    return found


class Sheet:
    """One sheet of white paper."""

    def __init__(self, palette: Image.Image) -> None:
        """`palette` is that of the colours with which it will be printed on."""
        self._palette = palette
        self.image = Image.new("RGB", (pixels(WIDTH), pixels(HEIGHT)), "white")
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour,
        *,
        bold: bool = False,
        at: Anchor = "left",
    ) -> None:
        """Write one line; `y` is the line on which the letters stand."""
        place = (pixels(x), pixels(y))
        self._draw.text(place, text, fill=colour, font=font(size, bold), anchor=_ANCHORS[at])

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        round_by: float = 0,
        thick: float = 0.4,
    ) -> None:
        """Draw a box with round corners."""
        corners = (pixels(x), pixels(y), pixels(x + wide) - 1, pixels(y + high) - 1)
        self._draw.rounded_rectangle(corners, pixels(round_by), fill, line, pixels(thick) if line else 0)

    def tick(self, x: float, y: float, side: float, fill: Colour, line: Colour) -> None:
        """Draw a tick in a filled circle, smooth at its edges; (x, y) is its upper left corner."""
        fine, size = 4, pixels(side)
        mark = Image.new("RGBA", (size * fine, size * fine), (*fill, 0))
        draw = ImageDraw.Draw(mark)
        whole = size * fine
        draw.ellipse((0, 0, whole - 1, whole - 1), fill=fill)
        points = [(whole * a, whole * b) for a, b in ((0.28, 0.52), (0.44, 0.68), (0.73, 0.36))]
        draw.line(points, fill=line, width=round(whole * 0.1), joint="curve")
        for px, py in (points[0], points[-1]):
            r = whole * 0.05
            draw.ellipse((px - r, py - r, px + r, py + r), fill=line)
        self.picture(x, y, mark.resize((size, size), Image.Resampling.LANCZOS))

    def picture(self, x: float, y: float, picture: Image.Image) -> None:
        """Put a picture on the sheet, with what is clear in it left clear."""
        self.image.paste(picture, (pixels(x), pixels(y)), picture)

    def qr(self, x: float, y: float, side: float, text: str, colour: Colour) -> None:
        """Draw a QR code, its white margin included, into a square; every module is a whole number of dots.

        Error correction Q: a quarter of it may be scratched or dirty.
        """
        matrix = segno.make_qr(text, error="q", boost_error=False).matrix
        modules = len(matrix) + 2 * QUIET
        dots = pixels(side) // modules
        start_x = pixels(x) + (pixels(side) - dots * modules) // 2 + dots * QUIET
        start_y = pixels(y) + (pixels(side) - dots * modules) // 2 + dots * QUIET
        for row, line in enumerate(matrix):
            for column, dark in enumerate(line):
                if dark:
                    left, top = start_x + column * dots, start_y + row * dots
                    self._draw.rectangle((left, top, left + dots - 1, top + dots - 1), fill=colour)

    def save(self, file: Path, title: str, language: str) -> None:
        """Write the sheet as PDF or PNG, by the file's ending, in its true size on paper. OSError if it cannot be."""
        few = self.image.quantize(palette=self._palette, dither=Image.Dither.NONE)
        if file.suffix.lower() == ".pdf":
            file.write_bytes(pdf(few, WIDTH, HEIGHT, title, language))
            return
        raw = io.BytesIO()
        few.save(raw, "PNG", dpi=(DPI, DPI), pnginfo=_named(title))
        file.write_bytes(raw.getvalue())


def _named(title: str) -> PngInfo:
    found = PngInfo()
    found.add_itxt("Title", title)
    return found
