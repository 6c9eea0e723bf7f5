"""A picture made small enough for Zalo: JPEG or PNG of at most one megabyte."""

import io

LONGEST = 1600
QUALITIES = (85, 75, 60, 45)


def shrunk(raw: bytes, most: int = 1_000_000) -> bytes:
    """Give a picture of at most `most` bytes: as it is where it fits, else drawn anew, smaller; ValueError if none."""
    if len(raw) <= most and raw.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return raw
    from PIL import Image  # megabytes that an idle program need not hold

    try:
        with Image.open(io.BytesIO(raw), formats=["JPEG", "PNG", "WEBP"]) as picture:
            flat = picture.convert("RGB")
    except Exception as error:  # whatever a decoder stumbles over
        raise ValueError("no picture") from error
    side = LONGEST
    while side >= 100:
        flat.thumbnail((side, side))
        for quality in QUALITIES:
            out = io.BytesIO()
            flat.save(out, "JPEG", quality=quality)
            if out.tell() <= most:
                return out.getvalue()
        side = side * 3 // 4
    raise ValueError("a picture that no drawing makes small")
