"""`survey`: checks, opens and closes surveys, invites people who were served, and shows what came of it."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.progress import Progress
from rich.table import Table

from bot import inviting
from bot import surveys as kept
from bot.commands.proposals import refuse, trouble_line
from bot.commands.shell import WRONG_USE, AsJson, ConfigFile, configured, err, fail, go, opened, out, print_json
from bot.commands.survey_code import qr
from bot.commands.survey_print import csv_of, print_results, results_json, say_invited
from bot.importing import Unfit, text_of
from bot.surveys import NoSuchSurvey
from bot.whole import write_whole
from handlers.casework.day_cells import read_day
from handlers.casework.served import Share
from handlers.casework.surveys import Opened, Survey
from handlers.casework.tables import Broken, Trouble
from storage import surveys

survey = typer.Typer(help="Surveys and consultations: from a file or shipped.", no_args_is_help=True)
survey.command("qr")(qr)
Id = Annotated[str, typer.Argument(metavar="ID", help="Id of a survey, see `langnghe survey list`.")]
Form = Annotated[str, typer.Argument(metavar="FILE|NAME", help="A .toml file, or a shipped form: pks01 to pks07.")]


def _day(text: str, flag: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValueError as error:
        fail(f"{flag}: {error}.", WRONG_USE)


def _looks(looks: tuple[Trouble, ...], file: str) -> None:
    for one in looks:
        err.print(f"look: {trouble_line(Path(file), one)}", markup=False)


@survey.command("check")
def check(file: Form, config: ConfigFile = None) -> None:
    """Say whether a form is sound: every question whole in both languages, its units in force."""

    async def work() -> None:
        async with opened(config) as world:
            try:
                form, looks = kept.form(file, world.directory, world.clock.now().date())
            except Unfit as error:
                fail(str(error), WRONG_USE)
            except Broken as error:
                refuse(Path(file), error.troubles, json=False)
            _looks(looks, file)
            out.print(f"{form.name}: {form.title.vi} · {form.title.en}", markup=False)
            for group in form.groups:
                n = sum(not one.groups or group in one.groups for one in form.questions)
                out.print(f"  {group}: {n} questions", markup=False)
            out.print(f"  units: {', '.join(form.units) or 'all'}; at least {form.minimum} answers to be shown.")

    go(work)


@survey.command("open")
def open_(
    file: Form,
    units: Annotated[str, typer.Option(help='Codes "07339,07351" or former districts; default: as in the form.')] = "",
    first: Annotated[str, typer.Option("--from", help="First day, 2026-12-01 or 1/12/2026; default: today.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day; default: as many days as the form says.")] = "",
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Open a survey: from then on people can answer it until the end of its last day."""
    since, until = _day(first, "--from"), _day(last, "--to")

    async def work() -> None:
        async with opened(config) as world:
            today = world.clock.now().date()
            try:
                form, looks = kept.form(file, world.directory, max(since or today, today))
                codes = kept.units_named(units, world.directory, max(since or today, today))
                made, more = await kept.open_one(world, form, codes, since or today, until)
            except Unfit as error:
                fail(str(error), WRONG_USE)
            except Broken as error:
                refuse(Path(file), error.troubles, json=json)
            _looks((*(more if until else looks),), file)
            if json:
                print_json(_as_json(made) | {"link": _link(config, made)})
                return
            out.print(f"{made.id}: open from {made.opens:%d/%m/%Y}, closes {made.closes:%d/%m/%Y %H:%M}.", markup=False)
            out.print(f"  link of a unit's counter:   {_link(config, made)}", markup=False)
            out.print(f"  link that asks which unit:  {_base(config)}/q/{made.id}", markup=False)
            out.print(f"  typed, or after ?start=:    q-{made.id}-UNIT, q-{made.id}", markup=False)

    go(work)


def _link(config: Path | None, made: Opened) -> str:
    return f"{_base(config)}/q/{made.id}-{made.units[0] if len(made.units) == 1 else 'UNIT'}"


def _base(config: Path | None) -> str:
    settings = configured(config)
    return settings.web.public_url or f"http://{settings.web.host}:{settings.web.port}"


@survey.command("close")
def close(id: Id, config: ConfigFile = None) -> None:
    """Close a survey now; what was answered stays."""

    async def work() -> None:
        async with opened(config) as world:
            try:
                done = await kept.close(world, id)
            except NoSuchSurvey:
                _none(id)
            out.print(f"{id}: {'closed' if done else 'was closed already'}.", markup=False)

    go(work)


def _none(id: str) -> NoReturn:
    fail(f"There is no survey {id}: see `langnghe survey list`.")


@survey.command("list")
def list_(config: ConfigFile = None, json: AsJson = False) -> None:
    """List all surveys that were opened, and the forms that are shipped."""

    async def work() -> None:
        async with opened(config) as world:
            now, rows = world.clock.now(), []
            for one in await surveys.all_surveys(world.db.read):
                sampled, free = await surveys.counts(world.db.read, one.id)
                rows.append(_as_json(one) | {"open": one.at(now), "answered": sampled, "answered_openly": free})
            if json:
                print_json(rows)
                return
            table = Table("id", "title", "from", "closes", "state", "answers of the sample", "open answers")
            for row in rows:
                state = "open" if row["open"] else "closed"
                days = (row["from"][:10], row["to"][:10])
                answers = (str(row["answered"]), str(row["answered_openly"]))
                table.add_row(row["id"], row["title"]["vi"], *days, state, *answers)
            out.print(table)
            out.print(f"Shipped forms: {', '.join(kept.shipped())}.")

    go(work)


def _as_json(one: Opened) -> dict[str, Any]:
    form: Survey = one.survey
    return {
        "id": one.id,
        "form": form.name,
        "type": form.type,
        "title": form.title.model_dump(),
        "groups": list(form.groups),
        "units": list(one.units),
        "from": one.opens.isoformat(),
        "to": (one.closed_at or one.closes).isoformat(),
        "minimum": form.minimum,
    }


@survey.command("results")
def results(
    id: Id,
    unit: Annotated[str, typer.Option(help="Only this unit's.")] = "",
    csv: Annotated[Path | None, typer.Option(help="Write the figures into this .csv file.")] = None,
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Show what came of a survey: response and silence, and for each question n, shares, means, intervals.

    Those of the sample and those who came by themselves are counted apart, and so is each group of respondents.
    While it can be answered, only how many have is shown. Nothing is shown of fewer people than the form's minimum, and
    no number from 1 to 4, nor what would give it away.
    """

    async def work() -> None:
        async with opened(config) as world:
            if unit and world.directory.get(unit) is None:
                fail(f"There is no unit {unit}: see `langnghe units find NAME`.", WRONG_USE)
            try:
                made, found = await kept.results(world, id, unit)
            except NoSuchSurvey:
                _none(id)
            waves = await surveys.waves(world.db.read, id)
            if csv is not None:
                write_whole(csv, csv_of(made, found))
                err.print(f"{csv}: written.", markup=False)
            if json:
                print_json(results_json(made, found, waves))
            elif csv is None:
                print_results(out, made, found, waves, world.directory)

    go(work)


@survey.command("invite")
def invite(
    id: Id,
    served: Annotated[
        Path, typer.Option(help="CSV of finished files: dossier, unit, finished, phone, name, channel, user.")
    ],
    n: Annotated[int | None, typer.Option(help="So many of each unit; default 200.", min=1, max=100_000)] = None,
    share: Annotated[
        float | None, typer.Option(help="Instead: this part of them, such as 0.1.", min=0.001, max=1)
    ] = None,
    seed: Annotated[str, typer.Option(help="Any word: another one draws another sample.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be; nobody is asked.")] = False,
    file: Annotated[Path, typer.Option("--out", help="Where to write the links to be sent by message.")] = Path(
        "invitations.csv"
    ),
    config: ConfigFile = None,
    json: AsJson = False,
) -> None:
    """Invite people who were served, by a sample that the units cannot steer.

    Who is known to this bot, by channel and user, and has agreed is asked in the chat and reminded once. For all
    others a one-time link is written to --out, for the province to send. Phone numbers are not kept.
    """
    settings = configured(config)
    if n is not None and share is not None:
        fail("Give --n or --share, not both.", WRONG_USE)
    if file.exists() and not dry_run:
        fail(f"{file} is there already, and links are shown only once: name another file with --out.", WRONG_USE)
    how, base = Share(n=n or 200, part=share), _base(config)

    async def work() -> None:
        try:
            text = text_of(served)
        except Unfit as error:
            fail(str(error), WRONG_USE)
        async with opened(config) as world:
            with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
                task = bar.add_task("reading", total=max(1, text.count("\n")))
                days = settings.surveys.remind_after_days
                try:
                    brought = await inviting.bring(world, id, text, lambda at: bar.update(task, completed=at))
                    async with world.db.write() as tx:
                        made, todo = await inviting.invite(
                            world, tx, brought, share=how, seed=seed, remind_after=days, base=base
                        )
                        if dry_run:
                            raise _OnlyTrying
                        if made.letters:
                            write_whole(file, inviting.letters_csv(made.letters))
                        await todo.keep_parcels()
                except _OnlyTrying:
                    pass
                except Broken as error:
                    bar.stop()
                    refuse(served, error.troubles, json=json)
                except NoSuchSurvey:
                    _none(id)
                except inviting.NotOpen:
                    fail(f"{id} is not open: see `langnghe survey list`.")
        say_invited(made, served, None if dry_run or not made.letters else file, json=json, dry=dry_run)

    go(work)


class _OnlyTrying(Exception):
    """Nothing of it shall stay."""
