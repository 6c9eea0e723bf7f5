"""What a person in a transcript does: words, commands, and in brackets what is no words.

words                    typed words, "\\n" standing for a new line
/status 123-456-789      a command
(photo a.jpg 7) words    a picture; what follows its name is the album, the words behind are its caption
(file a.pdf) words       a document
(voice)                  a spoken message
(place)                  a point on the map
(contact 0900000001)     one's own telephone number; (contact 0900000002 friend) somebody else's
(sticker)                what the bot cannot read
(forged step value)      a button that was never offered
(10000) words            these words over and over, so many characters in all
(nfd) words              the words with their marks written apart
"""

import io
import re
import unicodedata
from functools import cache
from zlib import crc32

from PIL import Image

from handlers.talk.events import Arriving, Command, Contact, File, Photo, Place, Tap, Text, Unsupported, Voice

_SPECIAL = re.compile(r"\((\w+)((?: [^)\s]+)*)\)\s*(.*)", re.DOTALL)
SPOKEN = b"OggS" + bytes(60)
PAPER = b"%PDF-1.7\n" + bytes(60)


def deed(written: str) -> Arriving:
    """Give what a line of a transcript stands for."""
    special = _SPECIAL.fullmatch(written)
    if special:
        return _special(special[1], special[2].split(), special[3])
    if written.startswith("/"):
        name, _, argument = written[1:].partition(" ")
        return Command(name=name, argument=argument)
    return Text(text=written.replace("\\n", "\n"))


def _special(kind: str, given: list[str], words: str) -> Arriving:
    match kind, given:
        case "photo", [name, *album]:
            return Photo(ref=name, size=len(picture(name)), album=album[0] if album else None, caption=words)
        case "file", [name, *album]:
            mime = "application/pdf"
            return File(ref=name, name=name, mime=mime, size=9, album=album[0] if album else None, caption=words)
        case "voice", []:
            return Voice(ref="voice.ogg", seconds=3)
        case "place", []:
            return Place(latitude=21.36, longitude=106.1)
        case "contact", [phone, *friend]:
            return Contact(phone=phone, own=not friend)
        case "sticker", []:
            return Unsupported(what="sticker")
        case "forged", [step, *value]:
            return Tap(step=step, value="".join(value))
        case "nfd", []:
            return Text(text=unicodedata.normalize("NFD", words))
        case number, [] if number.isdecimal():
            return Text(text=(f"{words} " * int(number))[: int(number)])
        case _:
            raise AssertionError(f"nobody can do ({kind} {' '.join(given)})")


@cache
def picture(name: str) -> bytes:
    """Give a small picture, of another colour for another name."""
    out, number = io.BytesIO(), crc32(name.encode())
    Image.new("RGB", (8, 8), (number & 255, number >> 8 & 255, number >> 16 & 255)).save(out, "JPEG")
    return out.getvalue()


def content(ref: str) -> bytes:
    """Give the bytes of a file by its name."""
    return {"ogg": SPOKEN, "pdf": PAPER}.get(ref.rpartition(".")[2]) or picture(ref)
