"""Pictures are drawn anew, file names are made neutral, and a kept file is whole."""

import io
import os
import random
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from bot.files import NotAPicture, Store, handed_name, redrawn
from storage.files import Side
from tests.fakes.pictures import CANARY, picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_device_and_maker_are_gone_from_a_redrawn_picture(kind: str) -> None:
    clean, mime = redrawn(picture(kind))

    assert CANARY.encode() not in clean
    with Image.open(io.BytesIO(clean)) as shown:
        assert (shown.format, mime) == ("JPEG", "image/jpeg")
        assert dict(shown.getexif()) == {}
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert shown.size == (48, 64), "the picture stands upright"


@pytest.mark.parametrize(
    ("side", "name", "shown"),
    [
        ("reporter", "Don cua Nguyen Van Kin.PDF", "tep-3.pdf"),
        ("reporter", "photo.jpg", "tep-3.jpg"),
        ("reporter", "0912345678", "tep-3"),
        ("reporter", "don.nguyenvankin", "tep-3"),
        ("official", "Trả lời số 12.pdf", "Trả lời số 12.pdf"),
    ],
)
def test_a_reporters_own_file_names_are_not_passed_on(side: Side, name: str, shown: str) -> None:
    assert handed_name(side, 3, name) == shown


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_pictures_are_refused_or_redrawn_and_nothing_else(kind: str) -> None:
    dice, whole = random.Random(kind), picture(kind)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        cut = bytes(broken[: dice.randint(1, len(broken))]) if dice.random() < 0.5 else bytes(broken)
        try:
            clean, _ = redrawn(cut)
        except NotAPicture:
            continue
        assert CANARY.encode() not in clean


def test_a_flood_of_pixels_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")

    with pytest.raises(NotAPicture):
        redrawn(out.getvalue())


@pytest.mark.parametrize("hash_", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "g" * 64])
def test_only_a_hash_names_a_file(tmp_path: Path, hash_: str) -> None:
    with pytest.raises(ValueError, match="not a hash"):
        Store(tmp_path).path(hash_)


def test_a_kept_file_is_complete_and_alone_under_its_hash(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, again = store.keep(b"bytes"), store.keep(b"bytes")

    assert first == again == sha256(b"bytes").hexdigest()
    assert store.read(first) == b"bytes"
    assert [name for _, _, names in os.walk(tmp_path) for name in names] == [first]
