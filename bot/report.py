"""What commands print of cases and of the state of the house."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import checking, shut_doors, writable, zalo_shelf
from bot.clock import real_ms
from bot.config import Config
from bot.world import World
from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.worktime import Calendar
from storage import cases, files, inbox, outbox
from storage.cases import Entry
from storage.times import ZONE

_NOVEMBER = 11


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(ZONE).isoformat(timespec="seconds") if moment else None


def case_line_json(case: Case, org: Organisation, now: datetime) -> dict[str, Any]:
    """Give a case as one object of `cases list --json`; times ISO 8601 with offset."""
    holder = None
    if case.holder:
        view = org.view(case.holder, case.taken_by, now)
        holder = {"post": case.holder, "name": view.holder if view else ""}
    rating = {"solved": case.solved, "score": case.score} if case.solved else None
    return {
        "code": case.code,
        "unit": case.unit,
        "category": case.category.value,
        "status": case.status.value,
        "holder": holder,
        "filed_at": _iso(case.filed_at),
        "due_at": _iso(case.due_at),
        "answered_at": _iso(case.answered_at),
        "closed_at": _iso(case.closed_at),
        "rating": rating,
    }


async def case_json(world: World, case: Case) -> dict[str, Any]:
    """Give a case as `cases show --json` prints it: the line, with text, files and history."""
    read = world.db.read
    org = await world.organisation(read)
    kept = await files.of_case(read, case.code)
    history = [
        {"at": _iso(row.at), "actor": _actor(row, case), "action": row.action, "note": row.note or _to(row, case)}
        for row in await cases.history(read, case.code)
    ]
    return {
        **case_line_json(case, org, world.clock.now()),
        "text": case.text,
        "additions": await cases.additions(read, case.code),
        "answer": case.answer,
        "files": [{"name": one.name, "mime": one.mime, "state": one.state, "side": one.side} for one in kept],
        "history": history,
    }


def _actor(row: Entry, case: Case) -> str | None:
    """Give who did it: "reporter", "clock" for what happens by itself, or the id of the post."""
    if row.person is None:
        return "clock"
    return "reporter" if row.person == case.reporter else row.post


def _to(row: Entry, case: Case) -> str:
    """Give the post to which a step by the clock or by the reporter brought the case, if to any."""
    return row.post or "" if row.person in (None, case.reporter) else ""


@dataclass(frozen=True)
class Finding:
    """One thing that `check` looked at, and whether it is in order; a warning is, but not for long."""

    ok: bool
    what: str
    warning: bool = False


async def findings(world: World, config: Config) -> list[Finding]:
    """Look at the configuration and the database, and say in words what is in order and what is not."""
    read, now = world.db.read, world.clock.now()
    org = await world.organisation(read)
    found = [Finding(True, f"database {config.storage.url}: {len(world.directory.units)} units")]
    for what, trouble in (
        ("database", await writable.store_trouble(world.db)),
        ("folder of files", await writable.files_trouble(config.storage.files)),
    ):
        found.append(Finding(not trouble, trouble or f"a write to the {what} was tried"))
    corrupt = await read.fetch("PRAGMA integrity_check")  # quick_check finds NULLs where there are none
    found.append(Finding(corrupt == [("ok",)], f"database check: {corrupt[0][0]}"))
    held = [post for post in org.posts.values() if org.holding(post.id, now)]
    found.append(Finding(bool(held), f"posts held: {len(held)} of {len(org.posts)}"))
    inboxes = [f"{one.post} in {one.channel}:{one.user}" for one in org.groups if one.at(now)]
    found.append(Finding(True, f"groups: {', '.join(inboxes) or 'none'}"))
    standing = bool(org.holding("standing", now))
    found.append(
        Finding(
            standing,
            "the standing body is held"
            if standing
            else "nobody holds the standing body: langnghe invite --post standing",
        )
    )
    without = await cases.unplaced_count(read)
    codes = ", ".join(case.code for case in await cases.unplaced(read, None, 5))
    remedy = f" ({codes}): invite a head or the standing body" if without else ""
    found.append(Finding(not without, f"cases that nobody holds: {without}{remedy}"))
    unread = await shut_doors.unread(world)
    remedy = f" ({', '.join(unread[:5])}): call them, or invite somebody above" if unread else ""
    found.append(Finding(not unread, f"cases whose officials cannot be reached: {len(unread)}{remedy}"))
    waiting = await outbox.counts(read)
    bad = waiting.get("refused", 0)
    found.append(Finding(not bad, f"outbox: {waiting or 'empty'}"))
    found += [Finding(ok, what) for ok, what in await checking.findings(world, org)]
    found += _waiting(await outbox.notices_waiting(read))
    aside = await inbox.aside_count(read)
    found.append(Finding(not aside, f"events set aside: {aside}"))
    year = now.year
    fresh = world.calendar.covers[0] <= year <= world.calendar.covers[1]
    found.append(Finding(fresh, f"holidays known for {world.calendar.covers[0]} to {world.calendar.covers[1]}"))
    found += _estimates(world.calendar, now)
    if config.casework.independent_post:
        found.append(_independent(config.casework.independent_post, org, now))
    telegram, zalo_bot = ("on" if one.token else "off (no token)" for one in (config.telegram, config.zalo_bot))
    where = f"web chat on {config.web.host}:{config.web.port}"
    found.append(Finding(True, f"{where}, Telegram {telegram}, Zalo bot {zalo_bot}"))
    found += [Finding(ok, what) for ok, what in await zalo_shelf.state(read, config.zalo_oa.app_id, real_ms())]
    if world.clock.simulated:
        found.append(Finding(True, f"the clock is simulated: {now:%d/%m/%Y %H:%M}, speed {world.clock.speed:g}"))
    return found


def _waiting(counted: Sequence[tuple[str, str, int]]) -> list[Finding]:
    """Warn of notices that may not be sent until their readers write again, by the reason."""
    by_reason = Counter[str]()
    for _, reason, n in counted:
        by_reason[reason] += n
    if not by_reason:
        return []
    named = ", ".join(f"{reason} {n}" for reason, n in sorted(by_reason.items()))
    return [Finding(True, f"notices that wait for their readers: {by_reason.total()} ({named})", warning=True)]


def _estimates(calendar: Calendar, now: datetime) -> list[Finding]:
    """Warn of this year's holidays, and from November on of the next year's, where they are only an estimate."""
    years = (now.year, now.year + 1) if now.month >= _NOVEMBER else (now.year,)
    return [
        Finding(
            True,
            f"the holidays of {year} are an estimate, so due dates may move: once the government has settled them, "
            f"write what differs into the file of [clock] holidays, with settled = [{year}]",
            warning=True,
        )
        for year in years
        if year not in calendar.settled
    ]


def _independent(post: str, org: Organisation, now: datetime) -> Finding:
    if post not in org.posts:
        return Finding(False, f"[casework] independent_post {post}: there is no such post: see langnghe posts list")
    if not org.acting(post, now):
        return Finding(False, f"nobody holds the independent post {post}: langnghe invite --post …")
    return Finding(True, f"the independent post {post} is held")
