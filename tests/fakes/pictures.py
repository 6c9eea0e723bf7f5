"""Pictures that say where they were taken, on which device, and by whom."""

import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

CANARY = "NguyenVanKin-0912345678"


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """Give a picture that says where it was taken, on which device, by whom."""
    exif = Image.Exif()
    exif[Base.Artist] = CANARY
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (21.0, 21.0, 36.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSProcessingMethod] = CANARY.encode()
    out = io.BytesIO()
    more = {"comment": CANARY} if kind == "JPEG" else {}
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, exif=exif, **more)
    assert CANARY.encode() in out.getvalue()
    return out.getvalue()
