"""`invite` and `posts`: who handles what."""

from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Any, get_args

import typer
from rich.table import Table

from bot import importing, shut_doors
from bot.commands.proposals import Apply, InvitedDays, OutFile, TableFile, export_to, run_import
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, fail, go, opened, out, print_json
from bot.invitations import NoSuchPost, NotToday
from bot.invitations import invite as make
from bot.work import Work
from bot.world import World
from handlers.casework.categories import PostKind
from handlers.casework.organisation import UNIT_POSTS, post_id
from handlers.casework.posts_file import LONGEST_NAME
from handlers.casework.tables import Broken, Row
from handlers.casework.units_file import unit_code
from handlers.folding import clean
from storage import groups, organisation
from storage import posts as kept

posts = typer.Typer(help="Posts: who gets what.", no_args_is_help=True)
_KINDS = get_args(PostKind)
MOST_NAMED = 4
"""So many units at most stand in the id of a member's post."""


def invite(
    post: Annotated[str, typer.Option(help=f"One of: {', '.join(_KINDS)}.")],
    unit: Annotated[str, typer.Option(help="Unit code, for officer and head, such as 07339.")] = "",
    follows: Annotated[
        str, typer.Option(help='For member: unit codes "07339,07351" or a former district "Tân Yên".')
    ] = "",
    name: Annotated[str, typer.Option(help="Name to show to colleagues.")] = "",
    days: Annotated[int, typer.Option(help="Days until the invitation expires.", min=1, max=30)] = 3,
    deputy: Annotated[bool, typer.Option("--deputy", help="As deputy, who acts while the holders are away.")] = False,
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Make a one-time invitation to a post."""
    settings, name = configured(config), _name(name)

    async def work() -> None:
        async with opened(config) as world:
            id_, units = _post(world, post, unit_code(unit.strip()), follows)
            try:
                made = await make(world, id_, name=name, follows=units, valid=timedelta(days=days), deputy=deputy)
            except NoSuchPost:
                fail(f"There is no post {id_}: see `langnghe posts list`.")
            except NotToday as error:
                fail(str(error))
            base = settings.web.public_url or f"http://{settings.web.host}:{settings.web.port}"
            url, command = f"{base}/i/{made.token}", f"/join {made.token}"
            if json:
                expires = made.expires_at.isoformat()
                values = {"token": made.token, "url": url, "command": command, "expires_at": expires, "post": id_}
                print_json(values | {"deputy": deputy})
                return
            out.print(
                f"Invitation to {'stand in at ' if deputy else ''}{id_}, once, until {made.expires_at:%d/%m/%Y %H:%M}:"
            )
            out.print(f"  web chat:       {url}")
            out.print(f"  in any chat:    {command}")

    go(work)


def _name(name: str) -> str:
    """Give a name as it is shown to colleagues; ends with exit code 2 where it is no name."""
    if len(name) > LONGEST_NAME or len(name.splitlines()) > 1:
        fail(f"--name is one line of at most {LONGEST_NAME} characters.", WRONG_USE)
    return " ".join(clean(name).split())


def _post(world: World, kind: str, unit: str, follows: str) -> tuple[str, tuple[str, ...] | None]:
    """Give the post's id and, for a member, the units followed; ends with exit code 2 on wrong use."""
    if kind not in _KINDS:
        fail(f"--post {kind} is not known. Write one of: {', '.join(_KINDS)}.", WRONG_USE)
    if kind in UNIT_POSTS:
        if follows:
            fail(f"--post {kind} follows nobody: leave --follows out.", WRONG_USE)
        if world.directory.get(unit) is None:
            fail(f"--post {kind} needs --unit with a known code. See `langnghe units find NAME`.", WRONG_USE)
        return post_id("officer" if kind == "officer" else "head", unit), None
    if unit:
        fail(f"--post {kind} is of no unit: leave --unit out.", WRONG_USE)
    if follows and kind != "member":
        fail(f"--post {kind} follows nobody: leave --follows out.", WRONG_USE)
    if kind != "member":
        return kind, None
    units = _followed(world, follows)
    return _member(units), units


def _followed(world: World, follows: str) -> tuple[str, ...]:
    """Give the codes of the units that are named by code or by former district, each once, in order."""
    districts, found = ", ".join(world.directory.districts()), dict[str, None]()
    for part in (one.strip() for one in follows.split(",") if one.strip()):
        codes = [part] if world.directory.get(part) else [one.code for one in world.directory.district(part)]
        if not codes:
            fail(f"--follows {part} is neither a unit code nor a former district: {districts}.", WRONG_USE)
        found |= dict.fromkeys(codes)
    if not found:
        fail(f"--post member needs --follows with unit codes or a former district: {districts}.", WRONG_USE)
    return tuple(sorted(found))


def _member(units: tuple[str, ...]) -> str:
    """Give the id of the post that follows these units: the same units, the same post."""
    few = "-".join(units)
    return f"member-{few if len(units) <= MOST_NAMED else sha256(few.encode()).hexdigest()[:10]}"


@posts.command("end")
def end_post(
    post: Annotated[str, typer.Argument(help="Post id, such as head-07339.")],
    name: Annotated[str, typer.Option(help="Only the holder, and the invitations, of this name.")] = "",
    config: ConfigFile = None,
) -> None:
    """Let the holders of a post hold it no longer: at once they read nothing of its cases any more.

    Its open invitations are void too, and without --name its groups end as well.
    """

    async def work() -> None:
        async with opened(config) as world:
            async with world.db.write() as tx:
                ended = await kept.end(tx, post, name, world.clock.now())
                voided = await kept.void(tx, post, name, world.clock.now())
                if not name:
                    await groups.close_of_post(tx, post, world.clock.now())
                work = Work(tx, world, world.clock.now())
                await shut_doors.deserted(work, post)
                await work.keep_parcels()
            if not ended and not voided:
                who = f" named {name}" if name else ""
                fail(f"Nobody{who} holds {post} or is invited to it: see `langnghe posts list`.")
            said = f"{post}: {ended} holder(s) ended, {voided} open invitation(s) void."
            out.print(f"{said} Invite the next one: langnghe invite --help", markup=False)

    go(work)


@posts.command("absent")
def absent(
    post: Annotated[str, typer.Argument(help="Post id, such as head-07339.")],
    name: Annotated[str, typer.Option(help="The holder who is away.")],
    first: Annotated[str, typer.Option("--from", help="First day away, 2026-12-01 or 1/12/2026.")],
    last: Annotated[str, typer.Option("--to", help="Last day away.")],
    config: ConfigFile = None,
) -> None:
    """Note that a holder is away: a deputy acts, or else the level above, from the first day to the last."""
    row = Row(0, "absence", {"post": post, "name": name, "from": first, "to": last})

    async def work() -> None:
        async with opened(config) as world:
            try:
                async with world.db.write() as tx:
                    proposal = await importing.propose_absence(world, tx, row)
                    await importing.apply(world, tx, proposal)
            except Broken as error:
                fail("\n".join(f"{one.what}. To mend it: {one.remedy}." for one in error.troubles))
            for one in proposal.plan.absences:
                deputies = [held for held in proposal.plan.after.acting(post, one.since) if held.deputy]
                names = ", ".join(held.name or "(no name)" for held in deputies)
                out.print(f"{post}: {name} is away from {first} to {last}.", markup=False)
                acts = f"In the meantime acts: {names}." if names else "No deputy: cases go to the level above."
                out.print(f"{acts} See `langnghe invite --deputy`.", markup=False)

    go(work)


@posts.command("export")
def export_posts(file: OutFile, config: ConfigFile = None) -> None:
    """Write posts, assignments, holders, absences and jurisdictions to a file that `posts import` reads."""

    async def work() -> None:
        async with opened(config) as world:
            try:
                export_to(file, await importing.export_posts(world, importing.ending(file)))
                if of_groups := await importing.groups_of(world):
                    note = "Groups are not in the file, they join by themselves:"
                    out.print(f"{note} {', '.join(of_groups)}", markup=False)
            except importing.Unfit as error:
                fail(str(error), WRONG_USE)

    go(work)


@posts.command("import")
def import_posts(
    file: TableFile, apply: Apply = False, days: InvitedDays = 3, config: ConfigFile = None, json: AsJson = False
) -> None:
    """Say what a file of posts would change and who would have received the last 30 days' cases; --apply does it.

    record says what a row is: post (post, kind, unit, under, follows, from, to), follows (post, follows, from, to),
    holder (post, name, deputy, from, to), absence (post, name, from, to), jurisdiction (category, first, from, to).
    Days are included. Who is named and has not joined gets an invitation, shown once. What the file does not name
    stays as it is.
    """
    run_import(file, importing.propose_posts, apply=apply, config=config, json=json, days=days)


@posts.command("list")
def list_posts(config: ConfigFile = None, json: AsJson = False) -> None:
    """List the posts, who holds them, who is invited to them and has not come yet, and their groups."""

    async def work() -> None:
        async with opened(config) as world:
            org = await world.organisation(world.db.read)
            now = world.clock.now()
            invited: dict[str, list[organisation.Invited]] = {}
            for one in await organisation.invited(world.db.read, now):
                invited.setdefault(one.post, []).append(one)
            rows: list[dict[str, Any]] = [
                {
                    "id": post.id,
                    "kind": post.kind,
                    "unit": post.unit or None,
                    "follows": list(org.follows(post.id, now)),
                    "holders": [
                        {"name": one.name, "since": one.since.isoformat()} for one in org.holding(post.id, now)
                    ],
                    "acting": [one.name for one in org.acting(post.id, now)],
                    "invited": [
                        {"name": one.name, "deputy": one.deputy, "expires_at": one.expires_at.isoformat()}
                        for one in invited.get(post.id, ())
                    ],
                    "groups": [
                        f"{one.channel}:{one.user}" for one in org.groups if one.post == post.id and one.at(now)
                    ],
                }
                for post in org.posts.values()
            ]
            if json:
                print_json(rows)
                return
            table = Table("post", "unit", "held by", "invited", "groups")
            for row in rows:
                unit = world.directory.get(str(row["unit"] or ""))
                names = ", ".join(one.name or "(no name)" for one in org.holding(str(row["id"]), now))
                coming = ", ".join(
                    f"{one.name or '(no name)'} (until {one.expires_at:%d/%m %H:%M})"
                    for one in invited.get(str(row["id"]), ())
                )
                inboxes = ", ".join(row["groups"])
                table.add_row(str(row["id"]), unit.name if unit else "", names or "-", coming, inboxes)
            out.print(table)

    go(work)
