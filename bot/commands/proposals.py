"""What `units import` and `posts import` say: the plan in words, the troubles of a file, the invitations."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn, Protocol

import typer

from bot import importing
from bot.commands.shell import FAILED, WRONG_USE, AsJson, configured, err, fail, go, opened, out, print_json
from bot.importing import Proposal
from bot.invitations import Made
from bot.whole import write_whole
from bot.world import World
from handlers.casework.posts_file import Seat
from handlers.casework.tables import Broken, Ending, Trouble
from storage.database import Connection

TableFile = Annotated[Path, typer.Argument(metavar="FILE", help="A .csv (comma or semicolon) or .toml file in UTF-8.")]
OutFile = Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, .csv or .toml.")]
Apply = Annotated[bool, typer.Option("--apply", help="Do it. Without it nothing is changed.")]
InvitedDays = Annotated[int, typer.Option("--days", help="Days until the invitations expire.", min=1, max=30)]
_CODES = 5
"""So many codes are named of the cases that would go elsewhere."""


class Propose(Protocol):
    """What gives the plan of a file; `trying` the last 30 days' cases takes its time, and holds up no writer."""

    def __call__(
        self, world: World, conn: Connection, text: str, kind: Ending, *, trying: bool = True
    ) -> Awaitable[Proposal]:
        """Give the plan; Broken with every trouble's line and remedy if it cannot be."""
        ...


def export_to(file: Path, text: str) -> None:
    """Write a file whole or not at all, with the mark by which Excel knows UTF-8; ends in words where it cannot be."""
    try:
        write_whole(file, text.encode("utf-8-sig" if file.suffix.lower() == ".csv" else "utf-8"))
    except OSError as error:
        fail(f"{file}: cannot be written: {error.strerror}.")
    out.print(f"{file}: written.", markup=False)


def run_import(file: Path, propose: Propose, *, apply: bool, config: Path | None, json: AsJson, days: int = 3) -> None:
    """Say what a file would change, and do it if asked to; a file that is not sound ends with exit code 1."""
    settings = configured(config)

    async def work() -> None:
        try:
            kind, text = importing.ending(file), importing.text_of(file)
        except importing.Unfit as error:
            fail(str(error), WRONG_USE)
        async with opened(config) as world:
            made: tuple[tuple[Seat, Made], ...] = ()
            try:
                proposal = await propose(world, world.db.read, text, kind)
                if apply:
                    async with world.db.write() as tx:
                        again = await propose(world, tx, text, kind, trying=False)
                        made = await importing.apply(world, tx, again, timedelta(days=days))
                    proposal = replace(again, tried=proposal.tried, rerouted=proposal.rerouted)
            except Broken as error:
                refuse(file, error.troubles, json)
            base = settings.web.public_url or f"http://{settings.web.host}:{settings.web.port}"
            if json:
                print_json(_as_json(proposal, apply, [_invitation(seat, one, base) for seat, one in made]))
            else:
                _say(file, proposal, apply)
                _hand_over(made, base)

    go(work)


def refuse(file: Path, troubles: tuple[Trouble, ...], json: bool) -> NoReturn:
    """Say all that is wrong, with line and remedy; nothing was changed."""
    if json:
        print_json({"applied": False, "troubles": [one.model_dump(exclude={"warning"}) for one in troubles]})
        raise typer.Exit(FAILED)
    for one in troubles:
        err.print(trouble_line(file, one), style="red", markup=False)
    err.print("Nothing was changed.", markup=False)
    raise typer.Exit(FAILED)


def trouble_line(file: Path, one: Trouble) -> str:
    """Give one trouble of a file in words: where, what, and what to write instead."""
    where = f"{file}, line {one.line}" if one.line > 0 else f"{file}"
    return f"{where}: {one.what}. To mend it: {one.remedy}."


def _say(file: Path, proposal: Proposal, apply: bool) -> None:
    plan = proposal.plan
    for change in plan.changes:
        out.print(f"{change.kind:8} {change.what}", markup=False)
        for name, before, after in change.fields:
            shown = f"{before or '-'} → {after or '-'}" if change.kind != "added" else after
            out.print(f"           {name}: {shown}", markup=False)
    for seat in proposal.waiting:
        out.print(f"{seat.name} was invited to {seat.post} before and may still come.", markup=False)
    if not plan.changes:
        out.print("The file says what is known already: nothing would change.")
        return
    for one in proposal.warnings:
        out.print(f"look     {trouble_line(file, one)}", markup=False)
    out.print("")
    many = "the one case" if proposal.tried == 1 else f"the {proposal.tried} cases"
    as_if = f"{many} of the last 30 days, as if filed on {proposal.on:%d/%m/%Y}"
    if not proposal.tried:
        out.print("There are no cases of the last 30 days to try it on.")
    elif not proposal.rerouted:
        out.print(f"Of {as_if}, none would go to anybody else.")
    else:
        moved = sum(len(one.codes) for one in proposal.rerouted)
        out.print(f"Of {as_if}, {moved} would go to others:")
    for row in proposal.rerouted:
        codes = ", ".join(row.codes[:_CODES]) + (", …" if len(row.codes) > _CODES else "")
        before, after = (", ".join(side) or "nobody" for side in (row.before, row.after))
        out.print(f"  {len(row.codes)}: {before} → {after}  ({codes})", markup=False)
    out.print("")
    out.print("Done." if apply else "Nothing was changed. Say it again with --apply to do it.")


def _hand_over(made: tuple[tuple[Seat, Made], ...], base: str) -> None:
    for seat, one in made:
        as_ = "deputy of " if seat.deputy else ""
        out.print(
            f"\nInvitation of {seat.name} as {as_}{seat.post}, once, until {one.expires_at:%d/%m/%Y %H:%M}:",
            markup=False,
        )
        out.print(f"  web chat:       {base}/i/{one.token}", markup=False)
        out.print(f"  in any chat:    /join {one.token}", markup=False)
    if made:
        out.print("\nThese are shown only now: hand each over in person.")


def _invitation(seat: Seat, one: Made, base: str) -> dict[str, Any]:
    return {
        "post": seat.post,
        "name": seat.name,
        "deputy": seat.deputy,
        "token": one.token,
        "url": f"{base}/i/{one.token}",
        "command": f"/join {one.token}",
        "expires_at": one.expires_at.isoformat(),
    }


def _as_json(proposal: Proposal, apply: bool, invitations: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "applied": apply,
        "changes": [
            {
                "kind": change.kind,
                "what": change.what,
                "fields": [{"field": name, "before": old, "after": new} for name, old, new in change.fields],
            }
            for change in proposal.plan.changes
        ],
        "warnings": [one.model_dump(exclude={"warning"}) for one in proposal.warnings],
        "on": proposal.on.isoformat(),
        "cases": proposal.tried,
        "rerouted": [
            {"before": list(one.before), "after": list(one.after), "codes": list(one.codes)}
            for one in proposal.rerouted
        ],
        "invitations": invitations,
        "still_invited": [{"post": one.post, "name": one.name} for one in proposal.waiting],
    }
