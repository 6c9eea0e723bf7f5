"""Reads posters as a printer and a telephone would: a renderer and a reader that know nothing of how they were made."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp
from PIL import Image


def read(picture: Image.Image) -> set[str]:
    """Give what stands in the codes of a picture."""
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def size_of(file: Path) -> list[float]:
    """Give width and height of a PDF's first page, in millimetres."""
    return [round(side * 25.4 / 72, 1) for side in pypdfium2.PdfDocument(file)[0].get_size()]


def printed(file: Path, dpi: int = 300) -> Image.Image:
    """Give the first page of a PDF as it comes out of a printer."""
    page: Image.Image = pypdfium2.PdfDocument(file)[0].render(scale=dpi / 72).to_pil()
    return page


def title_of(file: Path) -> str:
    """Give the title that a PDF has for its reader."""
    return str(pypdfium2.PdfDocument(file).get_metadata_dict()["Title"])
