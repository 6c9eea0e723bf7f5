"""Writes a sheet as a PDF of one page without loss: as JPEG, Pillow's own is ten times larger and less sharp."""

import zlib
from typing import Final

from PIL import Image

_POINTS: Final = 72 / 25.4
_HEADER: Final = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"


def pdf(image: Image.Image, wide: float, high: float, title: str, language: str) -> bytes:
    """Give the PDF of a picture with a palette (mode P), on a page of these millimetres (ISO 32000-1)."""
    palette = bytes(image.getpalette() or ())
    colours = len(palette) // 3
    x, y = (f"{side * _POINTS:.3f}" for side in (wide, high))
    picture = (
        f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /BitsPerComponent 8 "
        f"/ColorSpace [/Indexed /DeviceRGB {colours - 1} <{palette.hex()}>] /Filter /FlateDecode"
    )
    return _file(
        [
            f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) "
            "/ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {x} {y}] /Contents 4 0 R "
            "/Resources << /XObject << /Poster 5 0 R >> >> >>".encode(),
            _stream("", f"q {x} 0 0 {y} 0 0 cm /Poster Do Q".encode()),
            _stream(picture, zlib.compress(image.tobytes())),
            f"<< /Title {_text(title)} >>".encode(),
        ]
    )


def _stream(entries: str, raw: bytes) -> bytes:
    return f"<< {entries} /Length {len(raw)} >>\nstream\n".encode() + raw + b"\nendstream"


def _text(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


def _file(objects: list[bytes]) -> bytes:
    """Give the file of these objects: the first is the catalogue, the last what is known about the document."""
    out, places = bytearray(_HEADER), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    out += f"startxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
