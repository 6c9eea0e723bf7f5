"""The look at a report before it goes: exactly what officials will see, and what they will not."""

from handlers.casework.categories import RULES
from handlers.casework.effects import FileCase
from handlers.flows import not_for
from handlers.flows.report_steps import category_word, unit_name
from handlers.flows.states import Draft
from handlers.talk.ask import choice, say, verb
from handlers.talk.facts import Facts
from handlers.talk.says import Button, Day, Say


def facts_of(draft: Draft, facts: Facts) -> tuple[Say, ...]:
    """Give the lines of a report: category, unit, day, counter, files, and the words as a quotation."""
    lines = [say("preview.what", category=category_word(draft), unit=unit_name(draft, facts))]
    if draft.about:
        lines.append(say(f"preview.about.{draft.about}"))
    if draft.happened:
        lines.append(say("preview.when", day=Day(day=draft.happened)))
    if draft.counter:
        key = "preview.counter" if draft.counter.isdecimal() else "preview.counter_named"
        lines.append(say(key, counter=draft.counter))
    if draft.place:
        lines.append(say("preview.place", place=draft.place))
    if draft.files:
        lines.append(say("preview.files", n=len(draft.files)))
    if any(one.mime.startswith("audio/") for one in draft.files):
        lines.append(say("preview.voice"))
    lines.append(say("preview.quote", text=draft.text) if draft.text else say("preview.no_words"))
    return tuple(lines)


def show(draft: Draft, facts: Facts) -> Say:
    """Show the report as officials will get it, and offer to send or to change it."""
    identity = say("preview.shown", contact=draft.contact) if draft.contact else say("preview.hidden")
    name = "identity_change" if draft.contact else "identity"
    buttons = (
        *choice("report.confirm", "send", "edit", "photos"),
        Button(step="report.confirm", value="identity", key=f"report.confirm.{name}"),
        *choice("report.confirm", "not_for"),
        verb("menu.cancel"),
    )
    lines = (*facts_of(draft, facts), identity, *not_for.lines(draft.not_for, alone=True), say("preview.question"))
    return Say(key="preview.title", lines=lines, buttons=buttons, want="choice")


def edit_menu(draft: Draft, facts: Facts) -> Say:
    """Ask which answer to change."""
    fields = ["story", "category", "unit", "when", "counter", "photos", "identity", "not_for"]
    if draft.category is not None and RULES[draft.category].behaviour:
        fields.insert(2, "about")
    return say("report.edit.ask", *choice("report.edit", *fields, "none"), verb("menu.cancel"), want="choice")


def filing(draft: Draft) -> FileCase:
    """Give what files a report that lacks nothing."""
    assert draft.unit is not None
    assert draft.category is not None
    return FileCase(
        unit=draft.unit,
        category=draft.category,
        parts=draft.parts,
        about=draft.about if RULES[draft.category].behaviour else None,
        counter=draft.counter,
        happened=draft.happened,
        place=draft.place,
        contact=draft.contact,
        not_for=draft.not_for,
        files=draft.files,
    )
