"""The report: free text first, then only what is missing, then a look at it, then it is filed."""

from handlers.casework.directory import Unit
from handlers.casework.effects import FileRef, FindTwin, Part
from handlers.flows import guidance, not_for, preview, twin
from handlers.flows.own_cards import receipt
from handlers.flows.report_steps import FIELDS, STEPS, with_text
from handlers.flows.states import AnyState, Draft, Idle, Reporting, Turn, kept
from handlers.flows.unit_step import settled
from handlers.talk.ask import retry, say, verb
from handlers.talk.choices import meaning
from handlers.talk.events import Event, File, Filed, Photo, Tap, Text, Voice
from handlers.talk.events import Place as MapPlace
from handlers.talk.facts import Facts
from handlers.talk.form import Retry, Step, first_missing, named
from handlers.talk.says import Say
from handlers.talk.understanding import Intent, read

MOST_FILES = 10


def files_of(event: Event) -> tuple[FileRef, ...]:
    """Give the file that an event carries, if it carries one."""
    body, channel = event.body, event.sender.channel
    match body:
        case Photo():
            return (FileRef(channel=channel, ref=body.ref, name="photo.jpg", mime="image/jpeg"),)
        case File():
            return (FileRef(channel=channel, ref=body.ref, name=body.name, mime=body.mime),)
        case Voice():
            name = "voice.aac" if body.mime == "audio/aac" else "voice.ogg"
            return (FileRef(channel=channel, ref=body.ref, name=name, mime=body.mime),)
        case _:
            return ()


def open_form(state: AnyState, event: Event, facts: Facts, draft: Draft) -> Turn:
    """Open an empty report, perhaps with the unit and counter of a poster, and ask what happened."""
    at = Reporting(**kept(state) | {"parked": state.parked, "album": state.album}, draft=draft)
    return Turn(at, (question(at, facts),))


def begin(
    state: AnyState, event: Event, facts: Facts, parts: tuple[Part, ...], files: tuple[FileRef, ...] = ()
) -> Turn:
    """Begin a report with words or files that are already there, or give the guidance that the words call for."""
    text = "\n".join(part.text for part in parts)
    reading = read(text) if text else None
    told = isinstance(state, Reporting) and state.draft.category is not None  # what it is about is known already
    if reading and reading.intent is not Intent.REPORT and not (told and reading.intent not in guidance.NEVER_A_CASE):
        return guidance.give(state, event, facts, reading.intent, parts, reading.code, files)
    return open_with(state, event, facts, parts, files)


def gather(state: AnyState, told: tuple[Event, ...], facts: Facts) -> Turn:
    """Begin a report with all that was sent before consent, in order; what is grave in one message stays grave."""
    parts = tuple(part for event in told for part in words_of(event))
    files = tuple(file for event in told for file in files_of(event))
    intents = [read(part.text).intent for part in parts]
    grave = next((intent for intent in intents if intent in guidance.NEVER_A_CASE), None)
    if grave is not None:
        return guidance.give(state, told[-1], facts, grave, parts, None, files)
    if Intent.REPORT in intents:
        return open_with(state, told[-1], facts, parts, files)
    return begin(state, told[-1], facts, parts, files)


def words_of(event: Event) -> tuple[Part, ...]:
    """Give the words that an event carries, typed or written below a file; none if it carries none."""
    match event.body:
        case Text(text=text, message=message) if text.strip():
            return (Part(text=text, message=message),)
        case Photo(caption=text, message=message) | File(caption=text, message=message) if text.strip():
            return (Part(text=text, message=message),)
        case _:
            return ()


def open_with(
    state: AnyState, event: Event, facts: Facts, parts: tuple[Part, ...], files: tuple[FileRef, ...] = ()
) -> Turn:
    """Open a report with these words, whatever they seem to be, and ask for what is missing."""
    unit, counter = guidance.place_of(state)
    draft = state.draft if isinstance(state, Reporting) else Draft(unit=unit, counter=counter)
    draft = draft.model_copy(update={"files": (*draft.files, *files)[:MOST_FILES]})
    for part in parts:
        draft = with_text(draft, part, event.at.date(), facts)
    parked = None if isinstance(state, Reporting) else state.parked
    album = event.body.album if isinstance(event.body, Photo | File) else state.album
    at = Reporting(**kept(state) | {"parked": parked, "album": album}, draft=draft)
    return _asked(at, draft, facts, say("report.file_taken", n=len(draft.files)) if files else None)


def linked(state: Reporting, unit: Unit, counter: str, facts: Facts) -> Turn:
    """Take the unit of a poster that was scanned in the middle of a report; the rest of the draft stays."""
    draft = state.draft
    at_counter = counter or (draft.counter if draft.unit in (None, unit.code) else "")
    draft = draft.model_copy(
        update={
            "unit": unit.code,
            "counter": at_counter,
            "editing": None,
            "candidates": (),
            "listing": None,
            "twin": None,
        }
    )
    here = settled(draft, facts)
    return _asked(state, here, facts, say("report.unit.linked", unit=unit.name) if here is draft else None)


def current(draft: Draft) -> Step[Draft] | None:
    """Give the open question: the one asked for out of turn, else the first that is missing; None: the preview."""
    edited = named(FIELDS, draft.editing) if draft.editing else None
    return edited or first_missing(STEPS, draft)


def question(state: AnyState, facts: Facts) -> Say:
    """Give the open question of the report, or its preview; with the way back and out."""
    draft = state.draft if isinstance(state, Reporting) else Draft()
    if draft.editing == "menu":
        return preview.edit_menu(draft, facts)
    step = current(draft)
    if step is None:
        return twin.ask(draft.twin) if draft.twin else preview.show(draft, facts)
    ask = step.ask(draft, facts)
    skip = (verb("report.skip"),) if step.skip and not (step.name == "photos" and draft.files) else ()
    behind = draft.trail or draft.editing or draft.listing or draft.candidates
    back = (verb("report.back"),) if behind else ()
    return ask.model_copy(update={"buttons": (*ask.buttons, *skip, *back, verb("menu.cancel"))})


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take an answer to the open question, or files for the draft at any time."""
    if not isinstance(state, Reporting):
        return None
    body, draft = event.body, state.draft
    if isinstance(body, Photo | File | Voice):
        return _with_file(state, event, facts)
    if isinstance(body, MapPlace):
        place = f"{body.latitude:.5f}, {body.longitude:.5f}"
        return _asked(state, draft.model_copy(update={"place": place}), facts, say("report.place_taken"))
    step = current(draft)
    if draft.editing == "menu" or step is None:
        return _at_preview(state, event, facts)
    if step.name == "story" and draft.empty and isinstance(body, Text):
        return begin(state, event, facts, (Part(text=body.text, message=body.message),))
    answer = step.take(draft, event, facts)
    if isinstance(answer, Retry):
        return Turn(state, (retry(answer.say, question(state, facts)),))
    if answer is draft:
        return None
    if step.name == "not_for":
        return not_for.noted(_asked(state, answer, facts), draft)
    if (
        step.name == "category" and answer.category is None and answer.parts != draft.parts
    ):  # more words, and still not plain what it is
        return _asked(state, answer, facts, say("report.category.retry"))
    return _asked(state, _answered(answer, step.name), facts)


def _answered(draft: Draft, name: str) -> Draft:
    """Note that a question was answered; a list that is only leafed through leaves it open."""
    if draft.listing is not None or draft.candidates:
        return draft
    trail = (*(one for one in draft.trail if one != name), name)
    return draft.model_copy(update={"trail": trail, "editing": None})


def _asked(state: Reporting, draft: Draft, facts: Facts, note: Say | None = None) -> Turn:
    at = state.model_copy(update={"draft": draft})
    ask = question(at, facts)
    return Turn(at, (retry(note, ask) if note else ask,))


def _with_file(state: Reporting, event: Event, facts: Facts) -> Turn:
    body, draft = event.body, state.draft
    if len(draft.files) >= MOST_FILES:
        return Turn(state, (retry(say("bad.too_many", limit=MOST_FILES), question(state, facts)),))
    draft = draft.model_copy(update={"files": (*draft.files, *files_of(event))})
    if isinstance(body, Photo | File) and body.caption:
        draft = with_text(draft, Part(text=body.caption, message=body.message), event.at.date(), facts)
    album = body.album if isinstance(body, Photo | File) and body.album else state.album
    at = state.model_copy(update={"album": album})
    step = current(draft)
    counted = step is not None and step.name == "photos"  # its question says how many there are
    return _asked(at, draft, facts, None if counted else say("report.file_taken", n=len(draft.files)))


def _at_preview(state: Reporting, event: Event, facts: Facts) -> Turn | None:
    body, draft = event.body, state.draft
    if isinstance(body, Text) and (body.text.strip().isdecimal() or meaning(body.text, facts.known)):  # no words of it
        return Turn(state, (retry(say("report.choose"), question(state, facts)),))
    if isinstance(body, Text):
        extended = with_text(draft, Part(text=body.text, message=body.message), event.at.date(), facts)
        return _asked(
            state, extended.model_copy(update={"editing": None, "twin": None}), facts, say("report.words_added")
        )
    if not isinstance(body, Tap):
        return None
    if draft.twin:
        return twin.take(state, event, facts)
    match body.step, body.value:
        case "report.confirm", "send" if (here := settled(draft, facts)) is not draft:  # ceased since it was chosen
            return _asked(state, here, facts)
        case "report.confirm", "send":
            return Turn(state, (), (FindTwin(report=preview.filing(draft)),)) if current(draft) is None else None
        case "report.confirm", "edit":
            return _asked(state, draft.model_copy(update={"editing": "menu"}), facts)
        case "report.confirm", "photos" | "identity" | "not_for" as field:
            return _asked(state, draft.model_copy(update={"editing": field}), facts)
        case "report.edit", "none":
            return _asked(state, draft.model_copy(update={"editing": None}), facts)
        case "report.edit", field if named(FIELDS, field):
            return _asked(state, draft.model_copy(update={"editing": field, "listing": None, "candidates": ()}), facts)
        case _:
            return None


def filed(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Give the receipt of the case that was just filed."""
    case = event.body.case if isinstance(event.body, Filed) else None
    assert case is not None
    calm = Idle(parked=state.parked, paper=state.paper, album=state.album, last_case=case.code)
    return Turn(calm, (receipt(case),))


def skip(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Leave the open question open, where that is allowed."""
    step = current(state.draft) if isinstance(state, Reporting) else None
    if not isinstance(state, Reporting) or step is None or step.skip is None:
        return None
    draft = step.skip(state.draft).model_copy(update={"listing": None, "candidates": ()})
    return _asked(state, _answered(draft, step.name), facts)


def back(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Go back to the question before, from the first one to the story; None outside a report."""
    if not isinstance(state, Reporting):
        return None
    draft = state.draft
    if draft.twin:
        return _asked(state, twin.without(draft), facts)
    if draft.listing is not None or draft.candidates:
        return _asked(state, draft.model_copy(update={"listing": None, "candidates": ()}), facts)
    if draft.editing:
        return _asked(state, draft.model_copy(update={"editing": None}), facts)
    if draft.empty:
        return Turn(state, (retry(say("report.story.first"), question(state, facts)),))
    last = named(FIELDS, draft.trail[-1]) if draft.trail else None
    if last is None:
        return _asked(state, draft.model_copy(update={"editing": "story"}), facts, say("report.story.first"))
    fresh = last.unset(draft).model_copy(update={"trail": draft.trail[:-1], "editing": last.name})
    return _asked(state, fresh, facts)


def hide(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Leave out who reports; None outside a report."""
    if not isinstance(state, Reporting):
        return None
    editing = None if state.draft.editing == "identity" else state.draft.editing
    hidden = state.draft.model_copy(update={"contact": "", "editing": editing})
    return _asked(state, hidden, facts, say("report.hidden"))
