"""One person's part of a batch: what is known of the person, and each turn of the talk in order."""

from collections.abc import Sequence

import structlog
from pydantic import ValidationError

from bot import shut_doors
from bot.effects import perform
from bot.groups import NOBODY
from bot.voice import spoken
from bot.work import Work
from handlers import machine
from handlers.casework.effects import Count, FileCase, FindMine, FindTwin, ShowDigest, ShowMine
from handlers.casework.link_effects import DropLink, FindChats, FindLink, GiveLink
from handlers.casework.official_effects import FindInbox, FindTargets, OpenCase, WeighAnswer
from handlers.casework.rating_effects import AnswerRating, FindVisit, RateService
from handlers.casework.score_effects import ShowScorecard
from handlers.casework.views import PostView
from handlers.flows import cards
from handlers.flows.states import STATE, AnyState, Idle, Turn
from handlers.folding import clean
from handlers.talk.ask import say
from handlers.talk.choices import code_after
from handlers.talk.events import Address, Event, InGroup, Text
from handlers.talk.facts import Facts, Language, Person
from handlers.talk.language import guess
from handlers.talk.says import Say
from handlers.talk.typed import survey_link
from storage import outbox, people, posts
from storage.people import Asked, Known

MOST_ROUNDS = 8
"""How often a turn may ask the store before it is taken to be going round in circles."""
SEEN_MS = 60_000
LEAVES_THE_PERSON = (
    FileCase,
    Count,
    FindMine,
    ShowMine,
    OpenCase,
    FindInbox,
    FindTargets,
    FindTwin,
    ShowDigest,
    ShowScorecard,
    WeighAnswer,
    GiveLink,
    FindLink,
    DropLink,
    FindChats,
    RateService,
    AnswerRating,
    FindVisit,
)
"""Effects after which nothing that a step knows of the person is different, so that it need not be read anew."""
log = structlog.get_logger()


class Session:
    """A person at an address, for the length of one batch."""

    def __init__(self, work: Work, known: Known, person: Person, asked: Asked) -> None:
        self.work, self.known, self.person, self.asked = work, known, person, asked
        self.address = known.address
        self.changed = False
        self.lost = False
        self.state: AnyState = Idle()
        if known.state:
            try:
                self.state = STATE.validate_json(known.state)
            except ValidationError:
                self.lost = self.changed = True
                log.warning("state no longer fits", channel=self.address.channel)

    @property
    def language(self) -> Language:
        """The language to answer in: the person's own, else what the channel reports, else Vietnamese."""
        return spoken(self.person.chosen, self.known.hint)

    def state_json(self) -> str:
        """Give the state as it is stored."""
        return STATE.dump_json(self.state, exclude_none=True).decode()

    async def turn(self, event: Event) -> None:
        """Do one turn: step, effects, and the steps that the store's answers call for."""
        if self.address in self.work.parted:
            self.work.parted.discard(self.address)
            self.state, self.changed = Idle(), True
            await self._refresh()
        elif self.person.id in self.work.united:
            await self._refresh()
        event = _cleaned(event)
        await self._listen(event)
        says: list[Say] = [say("bad.state_lost")] if self.lost else []
        self.lost = False
        todo = [event]
        for _ in range(MOST_ROUNDS):
            if not todo:
                break
            turn = machine.step(self.state, todo.pop(0), self.facts())
            says += turn.says
            todo += await self._carry_out(turn, event)
        else:
            raise RuntimeError("a turn asked the store too often")
        for one in says:
            if isinstance(event.body, InGroup):
                self.work.owe(self.address, NOBODY, "group", one)
            else:
                self.work.owe(self.address, self.person.id, "reply", one, code=one.card, language=self.language)
            if one.replaces and one.card and isinstance(event.body, Text):  # who typed looks below what was typed
                told = cards.below(one)
                self.work.owe(self.address, self.person.id, "fold", told, code=one.card, language=self.language)
        while self.work.opened:
            await self.work.hand_files(self.work.opened.pop(), self.person.id)
        while self.work.joined:
            await shut_doors.arrived(self.work, self.work.joined.pop(), self.person.id)

    async def _carry_out(self, turn: Turn, event: Event) -> list[Event]:
        if turn.state != self.state:
            self.state = turn.state
            self.changed = True
        answers: list[Event] = []
        for effect in turn.effects:
            answer = await perform(self.work, effect, self.person, event)
            if answer is not None:
                answers.append(event.model_copy(update={"body": answer}))
        if not all(isinstance(effect, LEAVES_THE_PERSON) for effect in turn.effects):
            await self._refresh()
        return answers

    def facts(self) -> Facts:
        """Give what a step may know."""
        world, language = self.work.world, self.language
        return Facts(
            directory=world.directory,
            label=lambda button: world.voice.label(language, button),
            known=world.voice.known,
            person=self.person,
            language=language,
            waiting=self.asked.waiting,
            answered=self.asked.answered,
        )

    async def _listen(self, event: Event) -> None:
        """Learn the language of somebody who has not chosen one, from the first sentence that leaves no doubt."""
        if self.person.chosen or not isinstance(event.body, Text):
            return
        text = event.body.text
        if survey_link(text) or code_after(text, "typed.link", self.work.world.voice.known):  # letters of no language
            return
        heard = guess(event.body.text, None)
        if not heard.sure:
            heard = guess(event.body.text, self.work.world.profiles())
        if heard.sure and heard.language:
            self.person = self.person.model_copy(update={"chosen": heard.language})
            await people.learn_language(self.work.tx, self.person.id, heard.language)

    async def _refresh(self) -> None:
        """Read anew what an effect may have changed: language, consent, posts, open questions."""
        tx = self.work.tx
        known = (await people.known(tx, [self.address]))[self.address]
        id_ = known.person
        held = await posts.held_by(tx, [id_], self.work.world.directory, self.work.at)
        self.person = _person(known, held.get(id_, ()))
        self.asked = (await people.asked(tx, [id_])).get(id_, Asked())


def _person(known: Known, held: tuple[PostView, ...]) -> Person:
    chosen: Language | None = "vi" if known.language == "vi" else "en" if known.language == "en" else None
    return Person(id=known.person, chosen=chosen, consented=known.consented, posts=held)


def _cleaned(event: Event) -> Event:
    """Give the event with all that was typed or named in it cleaned, so that it can be kept and shown."""
    cleaned = {name: clean(value) for name, value in event.body if isinstance(value, str)}
    changed = {name: value for name, value in cleaned.items() if value != getattr(event.body, name)}
    return event.model_copy(update={"body": event.body.model_copy(update=changed)}) if changed else event


async def open_sessions(work: Work, events: Sequence[Event], at: int) -> dict[Address, Session]:
    """Give a session for each sender of a batch; new senders become known, and what waited for them is sent."""
    hints = {event.sender: clean(event.hint or "") or None for event in reversed(events)}
    found = await people.known(work.tx, list(hints))
    found |= await people.add(work.tx, {one: hint for one, hint in hints.items() if one not in found}, at)
    persons = sorted({one.person for one in found.values()})
    held = await posts.held_by(work.tx, persons, work.world.directory, work.at)
    asked = await people.asked(work.tx, persons)
    work.world.heard.update(found)
    sessions: dict[Address, Session] = {}
    back: dict[Address, str | None] = {}
    for address, known in found.items():
        person = _person(known, held.get(known.person, ()))
        sessions[address] = Session(work, known, person, asked.get(known.person, Asked()))
        if known.owed:
            work.resent += await outbox.pending(work.tx, known.person, address)
        if not known.reachable or known.away or at - known.seen_at > SEEN_MS:
            back[address] = hints[address]
    await people.seen(work.tx, back, at)
    return sessions
