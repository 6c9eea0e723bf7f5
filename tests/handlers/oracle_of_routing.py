"""A second, plodding implementation of who gets a case, written from issue 3; it asks nothing of the code.

It tries every person, every seat and every post, where the code looks things up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from handlers.casework.cases import Case
from handlers.casework.organisation import Holder, Organisation, Post, Spell
from handlers.casework.worktime import ZONE
from tests.handlers.names_of_holders import MEANS, SAME_HUMAN

FIRST_DESK = {
    "O": "delay guidance_paperwork facility field_issue suggestion",
    "H": "attitude error_loss praise",
    "HM": "disclosure participation",
    "I": "informal_payment",
    "D": "digital_service land_compensation sector_democracy regulation_proposal",
}
"""Who gets a category first: the unit's Officer, its Head, the head with the Mttq, the Inspector, the Department."""
LETTERS = {"O": "officer", "H": "head", "M": "mttq", "I": "inspector", "D": "department"}


@dataclass(frozen=True)
class Rules:
    """Issue 3, item 4, and decisions 2, 3, 9, 10 for one case in one organisation at one moment."""

    case: Case
    org: Organisation
    now: datetime

    @cached_property
    def whom(self) -> str | None:
        """Whom it is about; attitude and informal payment are about somebody even if that is not said."""
        if self.case.about is None and self.case.category in ("attitude", "informal_payment"):
            return "unsure"
        return self.case.about

    @cached_property
    def since(self) -> datetime:
        """From when on seats count: the day it happened; thirty days before the filing if no day is known."""
        if self.case.happened is None:
            return self.case.filed_at - timedelta(days=30)
        return min(self.case.filed_at, datetime(*self.case.happened.timetuple()[:3], tzinfo=ZONE))

    def counts(self, spell: Spell) -> bool:
        """Whether it lasted at any time that counts."""
        return not (spell.since > self.now or (spell.until is not None and spell.until <= self.since))

    def lasts(self, spell: Spell, when: datetime | None = None) -> bool:
        """Whether it lasts now, or at another moment."""
        moment = when or self.now
        return not (moment < spell.since or (spell.until is not None and moment >= spell.until))

    @cached_property
    def counting(self) -> list[Holder]:
        """All seats that anybody had at a time that counts."""
        return [seat for seat in self.org.holders if self.counts(seat)]

    @cached_property
    def superiors(self) -> dict[str, set[str]]:
        """By post, the posts above it, found by walking up."""
        found: dict[str, set[str]] = {}
        for id_, post in self.org.posts.items():
            chain: list[str] = []
            while post.under and post.under not in chain:
                chain.append(post.under)
                post = self.org.posts[post.under]
            found[id_] = set(chain)
        return found

    def accused_post(self, post: Post) -> bool:
        """Whether those who hold a post are meant: the counter's whole staff, or everybody in the unit."""
        match self.whom:
            case None:
                return False
            case "staff":
                return post.unit == self.case.unit and post.kind == "officer"
            case _:
                return post.unit == self.case.unit

    def unwanted_post(self, post: Post) -> bool:
        """Whether the reporter named a post, by its id or its kind; a member's kind means who follows the unit."""
        if post.id in self.case.not_for:
            return True
        if post.kind not in self.case.not_for:
            return False
        if post.kind != "member":
            return post.unit in ("", self.case.unit)
        moved = [one for one in self.org.followings if one.post == post.id and self.counts(one)]
        return any(self.case.unit in units for units in (post.follows, *(one.units for one in moved)))

    @cached_property
    def accused_posts(self) -> set[str]:
        """The posts that the case is about."""
        return {id_ for id_, post in self.org.posts.items() if self.accused_post(post)}

    @cached_property
    def forbidden_posts(self) -> set[str]:
        """Posts that the case must not come to: the accused ones, those below them, and the unwanted."""
        return {
            id_
            for id_, post in self.org.posts.items()
            if id_ in self.accused_posts or self.superiors[id_] & self.accused_posts or self.unwanted_post(post)
        }

    def same_human(self, persons: set[int]) -> set[int]:
        """With these persons, whoever bears the full name of one of them."""
        names = {seat.name for seat in self.org.holders if seat.person in persons}
        alike = set[str]().union(*(SAME_HUMAN.get(name, {name} if " " in name else set()) for name in names))
        return persons | {seat.person for seat in self.org.holders if seat.name in alike}

    @cached_property
    def forbidden_persons(self) -> set[int]:
        """Everybody who must never see the case, found by asking each person's seats."""
        accused = self.same_human({seat.person for seat in self.counting if seat.post in self.accused_posts})
        seats_of_accused = [seat for seat in self.counting if seat.person in accused]
        bosses = self.accused_posts | {seat.post for seat in seats_of_accused}
        principals = {seat.post for seat in seats_of_accused if not seat.deputy}
        meant = set[str]().union(*(MEANS.get(name, set()) for name in self.case.not_for))
        found = self.same_human({self.case.reporter, *self.case.recused}) | accused
        for seat in self.org.holders:
            subordinate = self.superiors[seat.post] & bosses if self.whom else set()
            stands_in = seat.deputy and seat.post in principals
            unwanted = self.unwanted_post(self.org.posts[seat.post])
            if seat.name in meant or (self.counts(seat) and (subordinate or stands_in or unwanted)):
                found.add(seat.person)
        return found

    def exists(self, id_: str) -> bool:
        """Whether there is such a post today."""
        post, today = self.org.posts[id_], self.now.date()
        return not ((post.valid_from and today < post.valid_from) or (post.valid_to and today > post.valid_to))

    def seats(self, post: str) -> set[tuple[str, int]]:
        """Who acts there now and may have the case: holders, in their absence deputies."""
        if post in self.forbidden_posts or not self.exists(post):
            return set()
        away = {one.person for one in self.org.absences if self.lasts(one)}
        here = [one for one in self.org.holders if one.post == post and self.lasts(one) and one.person not in away]
        masters = [one for one in here if not one.deputy]
        return {(post, one.person) for one in (masters or here) if one.person not in self.forbidden_persons}

    @cached_property
    def followers(self) -> list[str]:
        """The members' posts that follow the unit now, by their own list unless another assignment holds."""
        found: list[str] = []
        for id_, post in sorted(self.org.posts.items()):
            units = [one.units for one in self.org.followings if one.post == id_ and self.lasts(one)]
            if post.kind == "member" and self.case.unit in (units[-1] if units else post.follows):
                found.append(id_)
        return found

    @cached_property
    def first_kinds(self) -> list[str]:
        """Who gets it first, by kind: fixed where it is about people, else by the jurisdiction at its filing."""
        if self.whom is not None:
            return ["head"] if self.whom == "staff" else ["inspector"]
        held = [one for one in self.org.jurisdictions if one.category == self.case.category]
        ruled = [one.first for one in held if self.lasts(one, self.case.filed_at)]
        if ruled:
            return list(ruled[-1])
        return [
            LETTERS[one]
            for letters, names in FIRST_DESK.items()
            if self.case.category in names.split()
            for one in letters
        ]

    @cached_property
    def ladder(self) -> list[list[str]]:
        """All rungs, from the first desk to the standing body, each post only where it comes first."""
        unit, first = self.case.unit, list[str]()
        for kind in self.first_kinds:
            if kind == "member":
                first += self.followers
            else:
                first.append(f"{kind}-{unit}" if kind in ("officer", "head") else kind)
        boss = [f"head-{unit}"] if "officer" in self.first_kinds else []
        found: list[list[str]] = []
        for rung in (first, boss, self.followers, ["standing"]):
            fresh = [post for post in rung if not any(post in lower for lower in found)]
            if fresh:
                found.append(fresh)
        return found

    @cached_property
    def over_holder(self) -> list[list[str]]:
        """The rungs above whoever has the case; above a desk beside the ladder come its head and the overseers."""
        holder = self.case.holder
        for at, rung in enumerate(self.ladder):
            if holder in rung:
                return self.ladder[at + 1 :]
        overseers = [
            rung for rung in self.ladder if any(self.org.posts[post].kind in ("member", "standing") for post in rung)
        ]
        post = self.org.posts[holder] if holder else None
        return [[f"head-{post.unit}"], *overseers] if post and post.kind == "officer" else overseers

    def climb(self, way: Sequence[list[str]], but: set[int]) -> list[str]:
        """The held posts of the first rung where somebody else than these sits who may have the case."""
        for rung in way:
            held = {post: {person for _, person in self.seats(post)} for post in rung if post}
            if set[int]().union(*held.values()) - but:
                return [post for post in rung if held[post]]
        return []

    @property
    def readers(self) -> set[int]:
        """The persons who have the case from some desk."""
        return {person for post in self.case.reach for _, person in self.seats(post)}

    @property
    def taker(self) -> set[int]:
        """The person who took the case, if anybody did."""
        return set() if self.case.taken_by is None else {self.case.taken_by}

    def first_rung(self) -> list[str]:
        """Where a new case goes."""
        return self.climb([*self.ladder, [self.org.independent]], set())

    def rung_above(self, *, even_if_reached: bool) -> list[str]:
        """Where an overdue case goes: to no desk that has it, nor only to persons who have it anyway.

        A reopened one may come to a desk that has it, but not only to the person who answered.
        """
        if even_if_reached:
            return self.climb(self.over_holder, self.taker)
        return self.climb([rung for rung in self.over_holder if not set(rung) & set(self.case.reach)], self.readers)

    def appeal_rung(self) -> list[str]:
        """Where an appeal goes: above, out of the unit that refused, and not only to the person who refused."""
        holder = self.case.holder
        unit = self.org.posts[holder].unit if holder else ""
        way = [*self.over_holder, [self.org.independent]]
        away = [
            [post for post in rung if post and post != holder and (not unit or self.org.posts[post].unit != unit)]
            for rung in way
        ]
        return self.climb(away, self.taker)

    def last_resort(self) -> list[str]:
        """Where a case goes that nobody reads."""
        new = [self.org.independent] if self.org.independent not in self.case.reach else []
        return self.rung_above(even_if_reached=False) or self.climb([new], set())

    def audience(self, event: str) -> set[tuple[str, int]]:
        """Who may have the case for an event."""
        asked = self.case.extension
        deciders = set[str](asked.level) if asked else set()
        reach, overseers = set(self.case.reach), {*self.followers, "standing"}
        posts = {
            "notice": reach | deciders,
            "open": reach | deciders | set(self.case.past),
            "act": reach,
            "approve": deciders,
            "digest": reach | deciders | overseers | set(self.case.past),
        }[event]
        found = set[tuple[str, int]]().union(*(self.seats(post) for post in posts))
        own = self.same_human({asked.person}) if event == "approve" and asked else set[int]()
        return {one for one in found if one[1] not in own}

    def groups(self, posts: Sequence[str]) -> Iterator[str]:
        """The groups of these posts that may get a stub: in whose chat, in any thread, nobody forbidden can read."""
        open_ = [group for group in self.org.groups if self.lasts(group) and self.exists(group.post)]
        read_by: dict[str, set[int]] = {}
        for group in open_:
            chat = group.user.split(":")[0]
            sitting = {one.person for one in self.org.holders if one.post == group.post and self.lasts(one)}
            read_by.setdefault(chat, set()).update({group.person}, sitting)
            if group.post in self.forbidden_posts:
                read_by[chat] |= self.forbidden_persons | {-1}
        for holder in self.org.holders:
            if holder.via and self.lasts(holder):
                read_by.setdefault(holder.via.removeprefix("telegram:"), set()).add(holder.person)
        for group in open_:
            if group.post in posts and not read_by[group.user.split(":")[0]] & (self.forbidden_persons | {-1}):
                yield group.user
