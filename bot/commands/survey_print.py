"""What came of a survey and of an invitation, for people, for a spreadsheet and for a machine."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.shell import out, print_json
from bot.inviting import Invited
from handlers.casework.directory import Directory
from handlers.casework.served import Odd
from handlers.casework.survey_results import ALL, Figures, Part, Response, Results
from handlers.casework.surveys import Opened, Question
from storage.surveys import Wave

FLAGS = {
    "shared_phone": "{n} of {of} files have one phone number",
    "invalid_phone": "{n} of {of} files have no valid phone number",
    "same_name": "{n} of {of} files have one name",
    "same_minute": "{n} of {of} files of a day were finished within a minute",
    "unlike_weekday": "{n} files on a day, where {of} are usual on that weekday",
    "late_rows": "{n} of {of} files are brought late, for a day that was drawn from already",
}
FATES = {
    "no_contact": "cannot be reached",
    "same_contact": "have been asked before, by the same phone or person",
    "opted_out": "do not want to be asked",
}
HEADER = (
    *("group", "drawn", "question", "unit", "n", "asked", "silent"),
    *("answer", "count", "share", "low", "high", "mean"),
)
LABELS = {"yes": "có", "no": "không"}
DRAWN = {"sample": "of the sample", "open": "came by themselves"}
_SHOWN_LINES = 8


def flag_line(odd: Odd) -> str:
    """Give what looks odd in words, with the first lines where it stands."""
    some = ", ".join(map(str, odd.lines[:_SHOWN_LINES])) + (", …" if len(odd.lines) > _SHOWN_LINES else "")
    lines = f" (lines {some})" if odd.lines else ""
    return f"look: {odd.unit}: {FLAGS[odd.kind].format(n=odd.n, of=odd.of)}{lines}"


def say_invited(made: Invited, served: Path, file: Path | None, *, json: bool, dry: bool) -> None:
    """Say what inviting came to."""
    drawn = sum(made.fates.values())
    if json:
        print_json(
            {
                "survey": made.opened.id,
                "dry_run": dry,
                "rows": made.rows,
                "of_other_units": made.elsewhere,
                "seen_before": made.before,
                "drawn": drawn,
                "fates": dict(made.fates),
                "asked_in_chat": made.in_chat,
                "links": len(made.letters),
                "units": dict(sorted(made.by_unit.items())),
                "flags": [one.model_dump() for one in made.flags],
                "file": str(file) if file else None,
            }
        )
        return
    for odd in made.flags:
        out.print(flag_line(odd), markup=False)
    out.print(f"{served}: {made.rows} finished files, {drawn} drawn from {len(made.by_unit)} units.", markup=False)
    if made.elsewhere:
        out.print(f"  {made.elsewhere} rows are of units that this survey does not ask about.")
    if made.before:
        out.print(f"  {made.before} rows stood on an earlier list and are not drawn again.")
    out.print(f"  {made.in_chat} asked in the chat, {len(made.letters)} by a link.")
    for fate, words in FATES.items():
        if made.fates[fate]:
            out.print(f"  {made.fates[fate]} {words}; nobody is put in their place.")
    if dry:
        out.print("Nobody was asked: this was a dry run.")
    elif file is not None:
        out.print(f"{file}: written. Send each link to its phone; it is shown only here.", markup=False)


def _percent(part: Part) -> str:
    return f"{100 * part.share:.0f} % ({100 * part.interval.low:.0f}–{100 * part.interval.high:.0f})"


def _figure(question: Question, one: Figures, minimum: int) -> list[str]:
    if one.hidden:
        return [f"fewer than {minimum}, or would give others away"]
    found = []
    if one.mean is not None:
        between = f" ({one.interval.low:.1f}–{one.interval.high:.1f})" if one.interval else ""
        found.append(f"mean {one.mean:.1f}{between}")
    if one.satisfied is not None:
        found.append(f"satisfied {_percent(one.satisfied)}")
    labels = LABELS | {option.id: option.label.vi for option in question.options}
    found += [f"{labels.get(part.value, part.value)}: {part.n} · {_percent(part)}" for part in one.parts]
    return found or ["too few gave some of the answers for any to be shown"]


def print_results(console: Console, opened: Opened, found: Results, waves: Sequence[Wave], units: Directory) -> None:
    """Print the results for a person."""
    console.print(f"{opened.id}: {opened.survey.title.vi}", markup=False)
    if opened.survey.type == "consultation":
        console.print("Đây là lấy ý kiến, không phải biểu quyết. This is a consultation, not a vote.")
    _print_responses(console, found.responses, units)
    for wave in waves:
        for odd in wave.flags:
            console.print(f"list of {wave.at:%d/%m/%Y} · {flag_line(odd)}", markup=False)
    questions = {one.id: one for one in opened.survey.questions}
    for block in found.blocks:
        n = sum(block.n.values())
        console.print(f"\n{block.group}, {DRAWN[block.drawn]}: n = {n}", markup=False)
        if block.drawn == "open":
            console.print("Open answers are no sample: whoever wanted to has answered.")
        for asked in block.asked:
            question = questions[asked.question]
            console.print(f"  {question.text.vi}{'  (no score)' if question.lane else ''}", markup=False)
            if question.kind != "text":
                _print_figures(console, question, asked.figures, found.minimum, units)
            for text in asked.texts:
                console.print(f"    – {text}", markup=False)
    if not found.blocks:
        console.print("Nobody has answered yet.")
    elif found.running:
        console.print("What they said is shown once it has ended: by subtraction two days would tell single answers.")


def _print_figures(
    console: Console, question: Question, figures: Sequence[Figures], minimum: int, units: Directory
) -> None:
    """Print a line for each unit, and one for all of which the same has to be said."""
    lines: dict[str, list[str]] = {}
    for one in figures:
        unit = units.get(one.unit)
        name = unit.name if unit else one.unit or "all units"
        lines.setdefault("; ".join(_figure(question, one, minimum)), []).append(f"{name} (n = {one.n})")
    for told, named in lines.items() or {f"fewer than {minimum}, or would give others away": ["all units"]}.items():
        console.print(f"    {', '.join(named)}: {told}", markup=False)


def _print_responses(console: Console, responses: Sequence[Response], units: Directory) -> None:
    if not responses:
        console.print("Nobody was drawn for it, so there is no response rate.")
        return
    table = Table("unit", "asked", "answered", "silent", "rate", "no contact", "asked before", "do not want")
    for one in responses:
        rate = f"{100 * one.rate:.0f} %" if one.rate is not None else "-"
        numbers = (one.asked, one.answered, one.silent)
        rest = (one.no_contact, one.same_contact, one.opted_out)
        unit = units.get(one.unit)
        table.add_row(f"{one.unit} {unit.name if unit else ''}", *map(str, numbers), rate, *map(str, rest))
    console.print(table)


def results_json(opened: Opened, found: Results, waves: Sequence[Wave]) -> dict[str, Any]:
    """Give the results for a machine: silence beside every figure."""
    responses = [one.model_dump() | {"silent": one.silent, "rate": one.rate} for one in found.responses]
    return {
        "survey": opened.id,
        "type": opened.survey.type,
        "vote": False,
        "minimum": found.minimum,
        "running": found.running,
        "responses": responses,
        "blocks": [block.model_dump() for block in found.blocks],
        "lists": [
            {
                "at": one.at.isoformat(),
                "rows": one.rows,
                "drawn": dict(one.drawn),
                "flags": [f.model_dump() for f in one.flags],
            }
            for one in waves
        ],
    }


def csv_of(opened: Opened, found: Results) -> bytes:
    """Give the results as rows for a spreadsheet: one for each figure, with asked and silent beside it."""
    silence = {one.unit: one for one in found.responses}
    whole = [sum(getattr(one, name) for one in found.responses) for name in ("asked", "silent")]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for block in found.blocks:
        for asked in block.asked:
            for one in asked.figures:
                own = silence.get(one.unit)
                beside = whole if one.unit == ALL else [own.asked, own.silent] if own else [0, 0]
                beside = beside if block.drawn == "sample" else ["", ""]
                head = [block.group, block.drawn, asked.question, one.unit or "all", one.n, *beside]
                if one.hidden:
                    writer.writerow([*head, "hidden", "", "", "", "", ""])
                    continue
                if one.mean is not None:
                    ends = [one.interval.low, one.interval.high] if one.interval else ["", ""]
                    writer.writerow([*head, "mean", "", "", *ends, one.mean])
                for part in (*((one.satisfied,) if one.satisfied else ()), *one.parts):
                    figures = [round(part.share, 4), round(part.interval.low, 4), round(part.interval.high, 4)]
                    writer.writerow([*head, part.value, part.n, *figures, ""])
    return file.getvalue().encode("utf-8-sig")
