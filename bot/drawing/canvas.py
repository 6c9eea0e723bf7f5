"""A sheet of pixels on matplotlib's Agg: words that are measured, wrapped and cut, boxes and lines."""

import io
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Any, Final, Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from matplotlib.patheffects import withStroke

DPI: Final = 100
_PICTOGRAPHS: Final = 0x1F000
_JOINERS: Final = "\ufe0f\u200d"
Align = Literal["left", "center", "right"]


def shown(text: str) -> str:
    """Give the text without the pictographs that the packaged font does not have."""
    plain = "".join(letter for letter in text if ord(letter) < _PICTOGRAPHS and letter not in _JOINERS)
    return " ".join(plain.split(" ")).strip()


class Canvas:
    """A drawing of `width` by `height` pixels, counted from the top left; sizes of type in pixels too."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        matplotlib.rcdefaults()  # no file of this machine may change the look
        self.figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=paper)
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self.axes.axis("off")
        self._renderer = self.canvas.get_renderer()  # type: ignore[no-untyped-call]
        self._fonts: dict[tuple[float, bool], FontProperties] = {}

    def font(self, size: float, bold: bool = False) -> FontProperties:
        """Give the packaged font, which has every letter of Vietnamese, in a size of pixels."""
        key = (size, bold)
        if key not in self._fonts:
            name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
            with as_file(files("bot").joinpath("data", "fonts", name)) as path:
                self._fonts[key] = FontProperties(fname=str(path), size=size * 72 / DPI)
        return self._fonts[key]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Give how wide a line of text is."""
        text = shown(text)
        return float(self._renderer.get_text_width_height_descent(text, self.font(size, bold), ismath=False)[0])

    def cut(self, text: str, room: float, size: float, bold: bool = False) -> str:
        """Give the text, or as many whole words of it as there is room for, with "…"."""
        if self.width(text, size, bold) <= room:
            return text
        words = text.split(" ")
        while len(words) > 1:
            words.pop()
            short = " ".join(words).rstrip(" ,;:(–-") + "…"
            if self.width(short, size, bold) <= room:
                return short
        letters = words[0]
        while letters and self.width(letters + "…", size, bold) > room:
            letters = letters[:-1]
        return letters + "…"

    def wrapped(self, text: str, room: float, size: float, most: int, bold: bool = False) -> list[str]:
        """Give the text in at most so many lines, broken between words; what is left over is cut."""
        lines: list[str] = []
        words = text.split(" ")
        while words and len(lines) < most:
            n = 1
            while n < len(words) and self.width(" ".join(words[: n + 1]), size, bold) <= room:
                n += 1
            last = len(lines) == most - 1
            lines.append(self.cut(" ".join(words if last else words[:n]), room, size, bold))
            words = words[n:]
        return lines

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: Align = "left",
        halo: str = "",
    ) -> None:
        """Write a line of text on the base line `y`, in a halo of a colour if it crosses other things."""
        around = [withStroke(linewidth=5, foreground=halo)] if halo else None
        font = self.font(size, bold)
        text = shown(text)
        how: dict[str, Any] = {"ha": align, "va": "baseline", "parse_math": False, "path_effects": around}
        self.axes.text(x, y, text, color=colour, fontproperties=font, **how)

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, round: float = 0) -> None:
        """Fill a box, with rounded corners if wanted."""
        if width <= 0 or height <= 0:
            return
        if round:
            shape = f"round,pad=0,rounding_size={min(round, width / 2, height / 2)}"
            patch = FancyBboxPatch((x, y), width, height, boxstyle=shape, linewidth=0, facecolor=colour)
            self.axes.add_patch(patch)
        else:
            self.axes.add_patch(Rectangle((x, y), width, height, linewidth=0, facecolor=colour))

    def hatch(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Lay slanted stripes over a box, so that it is told apart without its colour."""
        step, at = 14.0, x - height
        while at < x + width:
            left, right = max(at, x), min(at + height, x + width)
            if right > left:
                ends = ([left, right], [y + height - (left - at), y + height - (right - at)])
                self.axes.add_line(Line2D(*ends, color=colour, linewidth=1.6, solid_capstyle="butt"))
            at += step

    def line(self, points: Sequence[tuple[float, float]], colour: str, thick: float) -> None:
        """Draw a line through points; `thick` in pixels."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        self.axes.add_line(Line2D(xs, ys, color=colour, linewidth=thick * 72 / DPI, solid_joinstyle="round"))

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        self.axes.add_patch(Circle((x, y), radius, linewidth=0, facecolor=colour))

    def png(self) -> bytes:
        """Give the drawing as PNG without date, version or program in it."""
        out = io.BytesIO()
        self.figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
        return out.getvalue()
