"""What one turn does to the store: its transaction, its moment, its person, and the parcels that it owes."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.groups import tell_groups
from bot.world import World
from handlers.casework.cases import Case
from handlers.casework.escalation import following
from handlers.casework.organisation import Organisation
from handlers.casework.routing import CaseEvent, recipients
from handlers.talk.events import Address
from handlers.talk.says import Attachment, Code, Say
from storage import cases, files, outbox, people
from storage.database import Connection
from storage.files import CaseFile
from storage.outbox import Kind, Parcel

FILES_WAIT_MS = 120_000
"""How long a forward waits for the files of its case, in real milliseconds."""


@dataclass
class Work:
    """One piece of work inside a transaction. New parcels are kept before the commit and handed to the
    postman after it, behind those taken up again (`resent`). The files of `opened` cases follow their cards.
    """

    tx: Connection
    world: World
    at: datetime
    parcels: list[Parcel] = field(default_factory=list)
    resent: list[Parcel] = field(default_factory=list)
    opened: list[Case] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    """The posts that somebody came to; what lies there follows the greeting."""
    united: dict[int, int] = field(default_factory=dict)
    """Persons who are no more, and who they are now."""
    parted: set[Address] = field(default_factory=set)
    """Addresses that belong to somebody new."""
    _org: Organisation | None = None

    async def org(self) -> Organisation:
        """Give the posts and their holders, read once for this piece of work."""
        if self._org is None:
            self._org = await self.world.organisation(self.tx)
        return self._org

    def org_changed(self) -> None:
        """Forget the posts, since a holder has changed."""
        self._org = None

    async def save(self, case: Case) -> None:
        """Keep a case, with the moment when something next happens to it by itself."""
        step = following(case, await self.org(), self.world.timetable, self.at)
        await cases.save(self.tx, case, step.at if step else None)

    async def keep_parcels(self) -> list[Parcel]:
        """Keep what is owed and give what the postman gets after the commit; a notice owed already is left out."""
        if self.united:
            self.parcels = [replace(one, person=self.now(one.person)) for one in self.parcels]
        added = await outbox.add(self.tx, self.parcels, self.world.clock.ms(), self.world.here)
        return self.resent + [parcel for parcel in self.parcels if parcel.id in added]

    def now(self, person: int) -> int:
        """Give who a person is after what was united in this piece of work."""
        while person in self.united:
            person = self.united[person]
        return person

    async def tell(
        self,
        person: int,
        kind: Kind,
        say: Say,
        *,
        code: str | None = None,
        key: str | None = None,
        not_before: int = 0,
    ) -> None:
        """Owe a person a message, at the address that the person used last and can be reached at."""
        found = await people.addresses_of(self.tx, person)
        here = [one for one, reachable in found if reachable and one.channel in self.world.here]
        for address in (here or [one for one, _ in found])[:1]:
            self.owe(address, person, kind, say, code=code, key=key, not_before=not_before)

    def owe(
        self,
        address: Address,
        person: int,
        kind: Kind,
        say: Say,
        *,
        code: str | None = None,
        key: str | None = None,
        not_before: int = 0,
        language: str | None = None,
    ) -> None:
        """Owe a message to an address."""
        number = self.world.number()
        self.parcels.append(
            Parcel(number, address, person, kind, say, code, not_before, unique_key=key, language=language)
        )

    async def tell_officials(
        self,
        case: Case,
        say: Say,
        *,
        others: Say | None = None,
        but: int | None = None,
        only: tuple[str, ...] | None = None,
        not_before: int = 0,
        files_too: bool = False,
    ) -> int:
        """Owe a message about a case to all who may have it, or to some of their posts; give to how many.

        `others` is what those get who have the case while somebody else handles it. A forward that still waits
        for files goes first.
        """
        if not not_before:
            self.resent += await outbox.release(self.tx, [case.code], self.world.here)
        if say.replaces is None:
            await tell_groups(self, case, case.reach if only is None else only, say.key)
        told: set[int] = set()
        asked = CaseEvent.NOTICE if only is None else CaseEvent.OPEN
        for holder in recipients(case, asked, await self.org(), self.at):
            if holder.person == but or holder.person in told or (only is not None and holder.post not in only):
                continue
            told.add(holder.person)
            handles = holder.person == case.taken_by or (case.taken_by is None and holder.post == case.holder)
            owed = say if handles or others is None else others
            await self.tell(holder.person, "official", owed, code=case.code, not_before=not_before)
            if files_too:
                await self.hand_files(case, holder.person)
        return len(told)

    async def hand_files(self, case: Case, person: int) -> None:
        """Owe a new reader of a case the files that its reporter sent, behind the card."""
        for one in await files.of_case(self.tx, case.code):
            if one.side == "reporter" and one.state == "handed":
                await self.tell(person, "official", file_say(case.code, one), code=case.code)

    async def tell_reporter(self, case: Case, say: Say) -> None:
        """Owe the reporter a message about the case."""
        await self.tell(case.reporter, "reporter", say, code=case.code)


def file_say(code: str, file: CaseFile) -> Say:
    """Give the message that carries one kept file of a case."""
    kept = Attachment(hash=file.hash or "", mime=file.mime, name=file.name)
    return Say(key="case.file", args={"code": Code(code=code), "n": file.seq}, file=kept)
