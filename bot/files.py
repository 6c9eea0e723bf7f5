"""Fetches the files of cases, strips what pictures say of their maker, and keeps them under their hash."""

import asyncio
import io
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import structlog

from bot.channels.channel import Channel, Refused
from bot.clock import real_ms
from bot.logs import where
from bot.whole import write_whole
from bot.work import Work, file_say
from bot.world import World
from handlers.casework.cases import Status
from handlers.casework.routing import CaseEvent, recipients
from handlers.flows import notices, updates
from handlers.talk.says import Attachment
from storage import cases, files, outbox, task_files
from storage.files import Side, Wanted

MOST_TRIES = 12
LONGEST_SIDE = 2560
MOST_PIXELS = 40_000_000
_PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|GIF8|BM|II\*\x00|MM\x00\*|....ftyp(hei|mif|avi)", re.DOTALL)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")
log = structlog.get_logger()


class NotAPicture(Exception):
    """The bytes are no picture of a kind that officials may be shown."""


class Store:
    """A folder of files, each under the hash of its bytes; what we made ourselves lies apart, since it is let go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._folder

    def path(self, hash: str) -> Path:
        """Give where the file of a hash lies; ValueError for anything that is no hash."""
        if len(hash) != 64 or not all(one in "0123456789abcdef" for one in hash):
            raise ValueError("not a hash")
        return self._folder / hash[:2] / hash

    def read(self, hash: str) -> bytes:
        """Give the bytes of a kept file; OSError if there is none."""
        try:
            return self.path(hash).read_bytes()
        except FileNotFoundError:
            return self._made.path(hash).read_bytes()

    def made(self, hash: str) -> bool:
        """Whether a file of ours is still there."""
        return self._made.path(hash).exists()

    def keep_made(self, raw: bytes) -> str:
        """Keep bytes that can be made again, until `forget_made`, and give their hash."""
        name = self._made.keep(raw)
        os.utime(self._made.path(name))
        return name

    def forget_made(self, before: float) -> int:
        """Delete what we made before a moment in real epoch seconds and give how many files."""
        old = [one for one in self._made.folder.glob("??/*") if one.stat().st_mtime < before]
        for one in old:
            one.unlink(missing_ok=True)
        return len(old)

    @property
    def _made(self) -> "Store":
        return Store(self._folder / "made")

    def keep(self, raw: bytes) -> str:
        """Keep bytes durably (written aside, synced, renamed, folder synced) and give their hash."""
        name = sha256(raw).hexdigest()
        target = self.path(name)
        if target.exists():
            return name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, raw)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name


def redrawn(raw: bytes) -> tuple[bytes, str]:
    """Give a picture drawn anew from its pixels alone, without place, device or thumbnail, and its media type."""
    from PIL import Image, ImageOps  # megabytes that an idle program need not hold

    try:
        with Image.open(io.BytesIO(raw), formats=["JPEG", "PNG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture("too many pixels")
            upright = ImageOps.exif_transpose(picture)
            flat = upright.convert("RGB")
        flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = Image.new("RGB", flat.size)
        clean.paste(flat)
        out = io.BytesIO()
        clean.save(out, "JPEG", quality=85)
    except NotAPicture:
        raise
    except Exception as error:  # whatever a decoder stumbles over in bytes that a stranger sent
        raise NotAPicture(type(error).__name__) from error
    return out.getvalue(), "image/jpeg"


def handed_name(side: Side, seq: int, name: str) -> str:
    """Give the name under which a file is passed on: a reporter's own may say who the reporter is."""
    found = _SUFFIX.search(name)
    return f"tep-{seq}{found[0].lower() if found else ''}" if side == "reporter" else name


class Fetcher:
    """The job that brings wanted files in."""

    def __init__(self, world: World, channels: Mapping[str, Channel], store: Store) -> None:
        self._world, self._channels, self._store = world, channels, store
        self._not_before: dict[tuple[str, int], int] = {}

    async def fetch_wanted(self) -> int:
        """Try each wanted file whose time has come, the channels side by side; give how many were brought in."""
        here = list(self._channels)
        wanted = [*await files.wanted(self._world.db.read, here), *await task_files.wanted(self._world.db.read, here)]
        by_channel = (self._in_turn([one for one in wanted if one.file.channel == name]) for name in self._channels)
        return sum(await asyncio.gather(*by_channel))

    async def _in_turn(self, wanted: Sequence[Wanted]) -> int:
        now = real_ms()
        ready = [one for one in wanted if self._not_before.get((one.code, one.seq), 0) <= now]
        return sum([await self._fetch(one) for one in ready])

    async def _fetch(self, one: Wanted) -> bool:
        """Bring one file in, or note that it has to be tried again; no file holds up the others."""
        key = (one.code, one.seq)
        try:
            await self._kept(one, await self._bring(one))
        except (NotAPicture, Refused):
            await self._lost(one)
            return False
        except sqlite3.Error:
            raise
        except Exception as error:
            log.warning("file not fetched", code=one.code, error=where(error), tries=one.tries + 1)
            if one.tries + 1 >= MOST_TRIES:
                await self._lost(one)
                return False
            self._not_before[key] = real_ms() + min(2**one.tries, 300) * 1000
            async with self._world.db.write() as tx:
                await (task_files if one.of == "task" else files).tried(tx, one, give_up=False)
            return False
        self._not_before.pop(key, None)
        return True

    async def _bring(self, one: Wanted) -> Attachment:
        raw = await self._channels[one.file.channel].fetch(one.file.ref)
        mime, name = one.file.mime, one.file.name
        if mime.startswith("image/") or _PICTURE.match(raw):
            raw, mime = await asyncio.to_thread(redrawn, raw)
            name = "photo.jpg"
        hash_ = await asyncio.to_thread(self._store.keep, raw)
        return Attachment(hash=hash_, mime=mime, name=handed_name(one.side, one.seq, name))

    async def _kept(self, one: Wanted, file: Attachment) -> None:
        world = self._world
        async with world.db.write() as tx:
            work = Work(tx, world, world.clock.now())
            if one.of == "task":
                await task_files.keep(tx, one, file.hash, file.mime, file.name)
            elif await files.keep(tx, one, file.hash, file.mime, file.name):
                await _settle(work, one)
            parcels = await work.keep_parcels()
        world.post(parcels)

    async def _lost(self, one: Wanted) -> None:
        """Give a file up; what waits for it goes without it."""
        world = self._world
        async with world.db.write() as tx:
            work = Work(tx, world, world.clock.now())
            if one.of == "task":
                await task_files.tried(tx, one, give_up=True)
            elif await files.tried(tx, one, give_up=True):
                await _settle(work, one)
                await _tell_of_loss(work, one)
            parcels = await work.keep_parcels()
        log.warning("file given up", code=one.code)
        world.post(parcels)


async def _tell_of_loss(work: Work, one: Wanted) -> None:
    case = await cases.get(work.tx, one.code)
    if case is not None and one.side == "reporter":
        await work.tell_reporter(case, updates.file_lost(one.code, one.file.name))
    elif case is not None and case.taken_by is not None:
        lost = notices.file_lost(one.code, one.file.name)
        await work.tell(case.taken_by, "official", lost, code=one.code)


async def _settle(work: Work, one: Wanted) -> None:
    """With the last file of a side settled, let the forwards go that waited, and the files behind them."""
    if await files.still_wanted(work.tx, one.code, one.side):
        return
    case = await cases.get(work.tx, one.code)
    kept = await files.hand_on(work.tx, one.code, one.side)
    if case is None or case.status is Status.WITHDRAWN:
        return
    if one.side == "official":
        for file in kept:
            await work.tell_reporter(case, file_say(case.code, file))
        return
    work.resent += await outbox.release(work.tx, [one.code], work.world.here)
    told = {holder.person for holder in recipients(case, CaseEvent.NOTICE, await work.org(), work.at)}
    for person in sorted(told):
        for file in kept:
            await work.tell(person, "official", file_say(case.code, file), code=case.code)
