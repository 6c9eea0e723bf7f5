"""The question of the unit: typed as people write it, chosen among candidates, or looked up in the list."""

from datetime import timedelta
from typing import Final

from handlers.casework.directory import Unit
from handlers.flows.states import Draft
from handlers.talk.ask import choice, say
from handlers.talk.events import Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.form import Retry, Step
from handlers.talk.says import Button, Day, Say

MOST_CANDIDATES = 8
CEASED: Final = "ceased:"
"""Opens a listing that offers what took over the unit of the code behind it."""
TYPING: Final = "typing"
"""Stands for no listing where the question of the unit must stay open, although another comes first."""


def unit_button(unit: Unit, step: str = "report.unit") -> Button:
    """Give the button of a unit, with its former districts so that two of a name are told apart."""
    districts = ", ".join(name.removeprefix("Huyện ") for name in unit.districts)
    return Button(step=step, value=unit.code, key="unit.button", args={"unit": unit.name, "districts": districts})


def ask_unit(draft: Draft, facts: Facts) -> Say:
    """Ask for the unit: among candidates, in a former district, among districts, or by typing."""
    listing = draft.listing or ""
    if draft.candidates:
        units = [unit for code in draft.candidates if (unit := facts.directory.get(code))]
        other = Button(step="report.unit", value="other", key="report.unit.other")
        gone = facts.directory.get(listing.removeprefix(CEASED)) if listing.startswith(CEASED) else None
        if gone is not None and gone.valid_to is not None:
            buttons = (*(unit_button(unit) for unit in units), other)
            heirs = facts.directory.shown(gone.code)
            since = gone.valid_to + timedelta(days=1)
            return say("report.unit.ceased", *buttons, want="choice", unit=gone.name, day=Day(day=since), heirs=heirs)
        return say("report.unit.which", *(unit_button(unit) for unit in units), other, want="choice")
    if listing == "districts":
        districts = enumerate(facts.directory.districts())
        rows = (
            Button(step="report.district", value=str(at), key="unit.district", args={"name": name})
            for at, name in districts
        )
        return say("report.unit.districts", *rows, want="choice")
    if listing.startswith("district:"):
        units_there = facts.directory.district(listing.removeprefix("district:"))
        return say("report.unit.in_district", *(unit_button(unit) for unit in units_there), want="choice")
    return say("report.unit.ask", *choice("report.unit", "list"), want="text")


def take_unit(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take the unit that was chosen or typed; more than one that fits is asked about, never guessed."""
    body = event.body
    if isinstance(body, Tap) and body.step == "report.district":
        names = facts.directory.districts()
        named = next((name for at, name in enumerate(names) if body.value == str(at)), None)
        return draft.model_copy(update={"listing": f"district:{named}"}) if named else draft
    if isinstance(body, Tap) and body.step == "report.unit":
        if body.value == "list":
            return draft.model_copy(update={"listing": "districts"})
        if body.value == "other":
            ceased = (draft.listing or "").startswith(CEASED)
            return draft.model_copy(update={"candidates": (), "listing": TYPING if ceased else None, "unit": None})
        if facts.directory.get(body.value):
            return settled(_with_unit(draft, body.value), facts)
        return draft
    if not isinstance(body, Text):
        return draft
    found = facts.directory.find(body.text, limit=MOST_CANDIDATES)
    if not found:
        return Retry(say("report.unit.unknown"))
    if len(found) == 1:
        return _with_unit(draft, found[0].code)
    return draft.model_copy(update={"candidates": tuple(unit.code for unit in found), "listing": None})


def settled(draft: Draft, facts: Facts) -> Draft:
    """Give the draft; if its unit has ceased, with the question which of those that took it over is meant."""
    heirs = facts.directory.current(draft.unit) if draft.unit else ()
    if draft.unit is None or not heirs or facts.directory.in_force(draft.unit):
        return draft
    codes = tuple(unit.code for unit in heirs)
    return draft.model_copy(
        update={"unit": None, "editing": "unit", "candidates": codes, "listing": f"{CEASED}{draft.unit}"}
    )


def _with_unit(draft: Draft, code: str) -> Draft:
    return draft.model_copy(update={"unit": code, "candidates": (), "listing": None})


UNIT = Step[Draft](
    "unit",
    lambda d: d.unit is None,
    ask_unit,
    take_unit,
    lambda d: d.model_copy(update={"unit": None, "candidates": (), "listing": None}),
)
