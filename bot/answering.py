"""Closes a case with an answer: what was done, when, the proof, and why the closing is flagged if it is."""

from collections.abc import Mapping

from bot.acting import Actor, done, taken
from bot.catalogues import LANGUAGES
from bot.work import Work
from handlers.casework.cases import Action, Case, Flag, move
from handlers.casework.closing import LAST, TEMPLATES, flags, wants_finding
from handlers.casework.escalation import resume
from handlers.casework.official_effects import AnswerCase, WeighAnswer
from handlers.flows import notices, updates
from handlers.talk.events import Denied, Done, Weighed
from storage import cases, files

NOTHING_DONE: Mapping[str, object] = {"done_on": None, "document": "", "finding": None, "flags": ()}
"""The fields of a closing, empty."""


async def weigh(work: Work, effect: WeighAnswer, case: Case) -> Weighed:
    """Give why this answer would be flagged."""
    return Weighed(code=case.code, flags=await _flags(work, case, effect))


async def _flags(work: Work, case: Case, effect: AnswerCase | WeighAnswer) -> tuple[Flag, ...]:
    voice = work.world.voice
    return flags(
        effect.text,
        done_on=effect.done_on,
        proven=proven(effect),
        templates=[voice.text(language, f"template.{n}") for language in LANGUAGES for n in TEMPLATES],
        before=await cases.last_answers(work.tx, case.unit, LAST),
    )


def proven(effect: AnswerCase | WeighAnswer) -> bool:
    """Whether a picture, a file or the number of a document goes with an answer; a spoken message proves nothing."""
    return bool(effect.document) or any(not one.mime.startswith("audio/") for one in effect.files)


async def answer(work: Work, case: Case, by: Actor, effect: AnswerCase) -> Done | Denied:
    """Answer a case; a closing that lacks something counts as flagged, in a row of its own right behind."""
    if wants_finding(case.category, case.about) and effect.finding is None:
        return Denied(why="no_finding", code=case.code)
    flagged = await _flags(work, case, effect)
    case = resume(taken(move(case, Action.ANSWER), by), work.world.timetable, work.at).model_copy(
        update={
            "answer": effect.text,
            "answered_at": work.at,
            "question": "",
            "extension": None,
            "done_on": effect.done_on,
            "document": effect.document,
            "finding": effect.finding,
            "flags": flagged,
        }
    )
    for ref in effect.files:
        await files.want(work.tx, case.code, "official", ref, work.at)
    told = await done(work, case, by, Action.ANSWER, effect.text, delta=-1)
    if flagged:
        note = " ".join(flagged)
        await cases.record(work.tx, case, work.at, "flag", post=by.post, person=by.person, note=note)
    await work.tell_reporter(case, updates.answered(told.case))
    await work.tell_officials(case, notices.taken(told.case), but=by.person)
    return told
