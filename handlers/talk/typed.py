"""Turns what is typed into what it means: commands, known words, numbers and labels become taps."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from handlers.folding import fold
from handlers.talk import choices
from handlers.talk.events import Command, Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.says import Button
from handlers.talk.slips import slip_in

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "help": "menu.help",
        "menu": "menu.show",
        "privacy": "menu.privacy",
        "language": "menu.language",
        "cancel": "menu.cancel",
        "huy": "menu.cancel",
        "report": "menu.report",
        "rate": "rate.service",
        "danhgia": "rate.service",
        "status": "menu.status",
        "desk": "desk.inbox",
        "join": "join.claim",
        "link": "link.ask",
        "unlink": "link.chats",
        "viec": "task.list",
        "giaoviec": "task.new",
        "survey": "survey.take",
        "start": "menu.start",
    }
)
TYPED: Mapping[str, str] = MappingProxyType(
    {
        "typed.help": "menu.help",
        "typed.menu": "menu.show",
        "typed.privacy": "menu.privacy",
        "typed.language": "menu.language",
        "typed.cancel": "menu.cancel",
        "typed.discard": "report.discard",
        "typed.report": "menu.report",
        "typed.service": "rate.service",
        "typed.status": "menu.status",
        "typed.desk": "desk.inbox",
        "typed.overdue": "desk.overdue",
        "typed.digest.bright": "digest.bright",
        "typed.digest.units": "digest.units",
        "typed.digest.categories": "digest.categories",
        "typed.score.unit": "score.unit",
        "typed.digest.picture": "digest.picture",
        "typed.digest.workbook": "digest.workbook",
        "typed.digest.nudge": "digest.nudge",
        "typed.link": "link.ask",
        "typed.unlink": "link.chats",
        "typed.back": "report.back",
        "typed.hide": "report.hide",
        "typed.skip": "report.skip",
        "typed.case.show": "case.show",
        "typed.case.add": "case.add",
        "typed.case.reply": "case.reply",
        "typed.case.withdraw": "case.withdraw",
        "typed.case.appeal": "case.appeal",
        "typed.rate.yes": "rate.yes",
        "typed.rate.partly": "rate.partly",
        "typed.rate.no": "rate.no",
        "typed.desk.open": "desk.open",
        "typed.desk.accept": "desk.accept",
        "typed.desk.ask": "desk.ask",
        "typed.desk.answer": "desk.answer",
        "typed.desk.transfer": "desk.transfer",
        "typed.desk.reject": "desk.reject",
        "typed.desk.extend": "desk.extend",
        "typed.desk.recuse": "desk.recuse",
        "typed.desk.grant": "desk.grant",
        "typed.desk.refuse": "desk.refuse",
        "typed.returned": "desk.back",
        "typed.tasks": "task.list",
        "typed.give_task": "task.new",
        "typed.task.show": "task.show",
        "typed.task.accept": "task.accept",
        "typed.task.progress": "task.progress",
        "typed.task.done": "task.done",
        "typed.task.return": "task.return",
        "typed.task.withdraw": "task.withdraw",
        "typed.survey": "survey.take",
        "typed.survey.stop": "survey.stop",
        "typed.survey.again": "survey.again",
        "typed.survey.resume": "survey.resume",
    }
)
KEYS: Mapping[str, str] = MappingProxyType(
    {step: key for key, step in TYPED.items()} | {"digest.overdue": "typed.overdue"}
)
"""What can be typed at any time instead of a button's step: the key of its forms."""
_WITH_CODE: Mapping[str, str] = MappingProxyType({**TYPED, "typed.done": "rate.yes"})
_COUNT = re.compile(r"\s*\(\d+\)\s*$")
NEEDS_CODE = ("typed.case.", "typed.rate.", "typed.desk.", "typed.digest.nudge", "typed.task.")
"""What is typed together with the number of a case or a task, as the keys of its forms begin."""
POSTERS = frozenset({"idle", "consenting", "reporting", "guided", "scoring"})
"""Places where the short code of a poster is one; elsewhere it may be the answer to what somebody asked."""
_SURVEY = re.compile(r"s-[A-Za-z0-9_-]{16}|[qQ]-[a-zA-Z0-9_]{2,20}(?:-[0-9]{5})?")
"""What a link to a survey opens with, typed where a channel's links cannot carry it."""
_PLACE = range(2, 5)
"""So many words may name a place behind "chấm điểm"; more are somebody's story."""
_POSTER = re.compile(r"(?:(?:nhan|gui|ma|code|u)\W*)*([0-9]{5})(?:[\s./_–—-]+0?([0-9]{1,2}))?\W*")


def survey_link(text: str) -> str:
    """Give what opens a survey if a text is nothing but that ("s-TOKEN", "q-pks05-07339"), else nothing."""
    found = _SURVEY.fullmatch(text.strip())
    return found[0] if found else ""


def understand(offered: Sequence[Button], event: Event, facts: Facts) -> Event:
    """Give the event with typed numbers, labels and known words turned into the taps that they stand for."""
    body = event.body
    if isinstance(body, Command):
        name = COMMANDS.get(body.name.lower())
        if name == "menu.start" and body.argument.startswith("i-"):
            name = "join.claim"
        if name == "menu.start" and body.argument.startswith(("c-", "g-")):
            name = "group.knock"
        if name == "menu.start" and body.argument.startswith(("s-", "q-")):
            name = "survey.take"
        return _tapped(event, name, body.argument) if name else event
    if not isinstance(body, Text):
        return event
    text = body.text
    picked = choices.pick(text, offered, facts.label) or choices.yes_or_no(text, offered, facts.known)
    if picked:
        return _tapped(event, picked.step, picked.value)
    named = choices.verb(text, facts.known)
    if named and named[0] in _WITH_CODE:
        return _tapped(event, _WITH_CODE[named[0]], named[1])
    if link := survey_link(text):
        return _tapped(event, "survey.take", link)
    code = choices.code_after(text, "typed.link", facts.known)
    if code:
        return _tapped(event, TYPED["typed.link"], code)
    place = choices.words_after(text, "typed.service", facts.known)
    if len(place.split()) in _PLACE and facts.directory.find(place, limit=1):
        return _tapped(event, "rate.service", place)
    asked = choices.words_after(text, "typed.score.unit", facts.known) if facts.person.posts else ""
    if asked:
        return _tapped(event, TYPED["typed.score.unit"], asked)
    known = choices.meaning(_COUNT.sub("", text), facts.known)
    if known == "typed.overdue" and facts.person.role == "committee":
        return _tapped(event, "digest.overdue", "")
    if known in TYPED and not known.startswith(NEEDS_CODE):
        return _tapped(event, TYPED[known], "")
    shown = [button for button in offered if button.step == TYPED.get(known)]
    if len(shown) == 1:  # "nhận" below the card that was just opened
        return _tapped(event, shown[0].step, shown[0].value)
    return event


def scanned(event: Event, facts: Facts) -> Event:
    """Give the event with the short code of a poster ("07339-3", "mã 07339") turned into the opening of its link.

    Five digits alone count only if a unit has them; with a counter behind them they are a poster's in any case.
    """
    if isinstance(event.body, Text) and slip_in(event.body.text):
        return _tapped(event, "rate.slip", event.body.text)
    found = _POSTER.fullmatch(fold(event.body.text)) if isinstance(event.body, Text) else None
    if found is None or (found[2] is None and facts.directory.get(found[1]) is None):
        return event
    counter = (found[2] or "").lstrip("0")
    return _tapped(event, "menu.start", f"u-{found[1]}-{counter}" if counter else f"u-{found[1]}")


def _tapped(event: Event, step: str, value: str) -> Event:
    return event.model_copy(update={"body": Tap(step=step, value=value)})
