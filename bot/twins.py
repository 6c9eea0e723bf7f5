"""Finds the own case of the last day that a report repeats, and adds a whole report to it."""

from bot.filing import drafted, follow_up
from bot.work import Work
from handlers.casework.cases import Case
from handlers.casework.effects import AddReport, AddToCase, FileCase, FindTwin
from handlers.casework.similar import AGAIN, twin
from handlers.talk.events import Denied, Done, Event, Twin
from storage import similar


async def find(work: Work, effect: FindTwin, reporter: int, event: Event) -> Twin:
    """Give the own open case of the last day that a report repeats, if any."""
    found = await _found(work, effect.report, reporter, event.code)
    return Twin(code=found.code, filed=found.filed_at) if found else Twin()


async def add(work: Work, effect: AddReport, reporter: int, event: Event) -> Done | Denied | None:
    """Add the words and files of a report to the own case; denied if that case has moved on, or if somebody has it
    by now whom the report must not reach."""
    found = await _found(work, effect.report, reporter, event.code, effect.code)
    if found is None:
        return Denied(why="moved_on", code=effect.code)
    adding = AddToCase(code=effect.code, parts=effect.report.parts, files=effect.report.files)
    return await follow_up(work, adding, reporter, event)


async def _found(work: Work, report: FileCase, reporter: int, fresh: str, code: str | None = None) -> Case | None:
    own = await similar.own(work.tx, reporter, report.unit, work.at - AGAIN)
    earlier = [one for one in own if code in (None, one.code)]
    if not earlier:
        return None
    return twin(drafted(report, fresh, reporter, work.at), earlier, await work.org(), work.at)
