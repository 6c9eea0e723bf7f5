"""The command line: `langnghe`, its commands and its version."""

import sys
from importlib.metadata import version as installed
from typing import Annotated

import typer

from bot.commands import (
    digest_lists,
    digests,
    evidence,
    facts,
    limits,
    people,
    poster,
    ratings,
    recognition,
    replay,
    running,
    scorecard,
    survey,
    tasks,
    units,
    zalo,
)
from bot.logs import where

app = typer.Typer(
    help="Lắng Nghe: citizens report what goes wrong at the one-stop counter; officials answer in a chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(running.run)
app.command()(running.demo)
app.command()(running.chat)
app.command()(facts.check)
app.command()(people.invite)
app.command()(limits.limits)
app.command()(poster.poster)
app.command()(replay.replay)
app.add_typer(units.units, name="units")
app.add_typer(tasks.tasks, name="tasks")
app.add_typer(people.posts, name="posts")
app.add_typer(facts.cases, name="cases")
app.add_typer(zalo.zalo, name="zalo")
app.add_typer(ratings.ratings, name="ratings")
app.add_typer(ratings.visits, name="visits")
app.add_typer(scorecard.scorecard, name="scorecard")
app.add_typer(recognition.recognition, name="recognition")
app.command()(evidence.evidence)
digest_lists.add(digests.digest)
app.add_typer(digests.digest, name="digest")
app.add_typer(survey.survey, name="survey")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"langnghe {installed('langnghe')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def main() -> None:
    """Run the command line. What nobody foresaw is said by kind and place; no stack trace reaches a person."""
    try:
        app()
    except Exception as error:
        print(f"Something went wrong inside Lắng Nghe ({where(error)}). Please report it.", file=sys.stderr)
        sys.exit(1)
