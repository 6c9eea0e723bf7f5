"""Posts, who holds them at a moment and who stands in, who stands above whom, and where their groups are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import AwareDatetime

from handlers.casework.categories import RULES, Category, PostKind
from handlers.casework.directory import Directory
from handlers.casework.persons import Names
from handlers.casework.views import PostView
from handlers.casework.worktime import ZONE
from handlers.value import Value

PROVINCE_POSTS: tuple[PostKind, ...] = ("inspector", "department", "mttq", "standing")
UNIT_POSTS: tuple[PostKind, ...] = ("officer", "head")


class Post(Value):
    """A post (chức danh) that cases come to: of a unit, of the province, or a member with the units followed.

    `under` is the post that stands directly above it; the post exists from `valid_from` to `valid_to`, both days
    included, where they are given.
    """

    id: str
    kind: PostKind
    unit: str = ""
    follows: tuple[str, ...] = ()
    under: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def on(self, day: date) -> bool:
        """Whether the post exists on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Spell(Value):
    """From when until when something holds (None: still)."""

    since: AwareDatetime
    until: AwareDatetime | None = None

    def at(self, moment: AwareDatetime) -> bool:
        """Whether it held at that moment."""
        return self.since <= moment and (self.until is None or moment < self.until)

    def within(self, first: AwareDatetime, last: AwareDatetime) -> bool:
        """Whether it held at any time from one moment to another."""
        return self.since <= last and (self.until is None or first < self.until)


class Holder(Spell):
    """Who holds a post; a deputy (cấp phó, người được uỷ quyền) acts while none of the holders is there."""

    post: str
    person: int
    name: str = ""
    deputy: bool = False
    via: str = ""
    """The group by whose membership the post is held, as `Group.chat` names it."""


class Absence(Spell):
    """When a person is away, so that a deputy, or else the level above, acts."""

    person: int


class Following(Spell):
    """Which units a member follows, for a time; before and after it the post's own list holds."""

    post: str
    units: tuple[str, ...]


class Jurisdiction(Spell):
    """Which kinds of posts get a category first, for a time, in place of the standard."""

    category: Category
    first: tuple[PostKind, ...]


class Group(Spell):
    """A group chat that is the inbox of a post: it gets stubs only. `person` brought the bot into it."""

    post: str
    channel: str
    user: str
    person: int

    @property
    def chat(self) -> str:
        """The whole chat, of which the inbox may be one thread (`<chat>:<thread>`): its members read every thread."""
        return chat_of(self.channel, self.user)


@dataclass(frozen=True)
class Organisation:
    """All posts and holders, with the units that they belong to.

    `independent` is the post that gets a case when nobody of the usual way may have it.
    """

    directory: Directory
    posts: Mapping[str, Post]
    holders: tuple[Holder, ...]
    absences: tuple[Absence, ...] = ()
    followings: tuple[Following, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    groups: tuple[Group, ...] = ()
    independent: str = ""
    _index: "_Index" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", _Index(self))

    def holding(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who hold the post at a moment, whether they are there or away; deputies left out."""
        return tuple(one for one in self._index.seats.get(post, ()) if one.at(now) and not one.deputy)

    def acting(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who act for the post: its holders who are there, else its deputies who are; () if it is gone."""
        known = self._index.acting_at(now)
        found = known.get(post)
        if found is None:
            found = known[post] = self._acting(post, now)
        return found

    def _acting(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        if not self.exists(post, now):
            return ()
        there = tuple(one for one in self.seated(post, now) if not self.away(one.person, now))
        return tuple(one for one in there if not one.deputy) or there

    def exists(self, post: str, now: AwareDatetime) -> bool:
        """Whether there is such a post at a moment."""
        found = self.posts.get(post)
        return found is not None and found.on(now.astimezone(ZONE).date())

    def seated(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        """Give all who have a seat on the post at a moment: holders and deputies, there or away."""
        return tuple(one for one in self._index.seats.get(post, ()) if one.at(now))

    def away(self, person: int, now: AwareDatetime) -> bool:
        """Whether a person is away at a moment."""
        return any(one.at(now) for one in self._index.absences.get(person, ()))

    def held_between(self, post: str, first: AwareDatetime, last: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who held the post, or stood in for it, at any time from one moment to another."""
        return tuple(one for one in self._index.seats.get(post, ()) if one.within(first, last))

    def seats_of(self, person: int, first: AwareDatetime, last: AwareDatetime) -> tuple[Holder, ...]:
        """Give the seats, also those of a deputy, that a person had at any time from one moment to another."""
        return tuple(one for one in self._index.by_person.get(person, ()) if one.within(first, last))

    def below(self, post: str) -> frozenset[str]:
        """Give the posts that stand below a post, however far."""
        known = self._index.all_below
        if post not in known:
            known[post] = self._below(post)
        return known[post]

    def _below(self, post: str) -> frozenset[str]:
        found: set[str] = set()
        todo = [post]
        while todo:
            for lower in self._index.under.get(todo.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    todo.append(lower)
        return frozenset(found)

    def in_unit(self, unit: str, kind: PostKind | None = None) -> tuple[str, ...]:
        """Give the ids of the posts of a unit ("": of the province), all or those of a kind, in order."""
        return tuple(id_ for id_ in self._index.in_unit.get(unit, ()) if kind in (None, self.posts[id_].kind))

    @property
    def names(self) -> Names:
        """The names under which persons ever had a seat."""
        return self._index.names

    def posts_of(self, person: int, now: AwareDatetime) -> tuple[Post, ...]:
        """Give the posts for which a person acts at a moment."""
        ids = (one.post for one in self._index.by_person.get(person, ()) if one.at(now))
        return tuple(
            self.posts[id_] for id_ in dict.fromkeys(ids) if any(one.person == person for one in self.acting(id_, now))
        )

    def follows(self, post: str, now: AwareDatetime) -> tuple[str, ...]:
        """Give the codes of the units that a member's post follows at a moment, and of the heirs of ceased ones."""
        found = self.posts[post].follows
        for one in self._index.followings.get(post, ()):
            if one.at(now):
                found = one.units
        if (ceased := self.directory.ceased) and not ceased.keys().isdisjoint(found):
            return tuple(dict.fromkeys((*found, *(heir for code in found for heir in ceased.get(code, ())))))
        return found

    def followers(self, unit: str, now: AwareDatetime) -> tuple[str, ...]:
        """Give the ids of the members' posts that follow a unit, or what took it over, at a moment, in order."""
        meant = (unit, *self.directory.ceased.get(unit, ()))
        known = (*meant, *(old for one in meant for old in self.directory.absorbed.get(one, ())))
        posts = {post for one in known for post in self._index.members.get(one, ())}
        return tuple(sorted(post for post in posts if not set(meant).isdisjoint(self.follows(post, now))))

    def followers_between(self, unit: str, first: AwareDatetime, last: AwareDatetime) -> tuple[str, ...]:
        """Give the members' posts that may have followed a unit at any time from one moment to another, in order.

        A post whose own list names the unit is always one of them, also while another assignment held.
        """
        return tuple(
            post
            for post in self._index.members.get(unit, ())
            if unit in self.posts[post].follows
            or any(unit in one.units and one.within(first, last) for one in self._index.followings.get(post, ()))
        )

    def first_for(self, category: Category, at: AwareDatetime) -> tuple[PostKind, ...]:
        """Give the kinds of posts that get a category first, by the rules that hold at a moment."""
        found = RULES[category].first
        for one in self.jurisdictions:
            if one.category is category and one.at(at):
                found = one.first
        return found

    def view(self, post: str, person: int | None = None, now: AwareDatetime | None = None) -> PostView | None:
        """Give the post as it is named to people; with a person, also that holder's name."""
        found = self.posts.get(post)
        if found is None:
            return None
        unit = self.directory.get(found.unit)
        names = [h.name for h in self._index.seats.get(post, ()) if h.person == person and (now is None or h.at(now))]
        return PostView(id=post, kind=found.kind, unit=unit.name if unit else "", holder=names[0] if names else "")


class _Index:
    """What an organisation is asked for again and again, found without walking through all of it."""

    def __init__(self, org: Organisation) -> None:
        self.seats: dict[str, list[Holder]] = {}
        self.by_person: dict[int, list[Holder]] = {}
        self.absences: dict[int, list[Absence]] = {}
        self.followings: dict[str, list[Following]] = {}
        self.under: dict[str, list[str]] = {}
        self.all_below: dict[str, frozenset[str]] = {}
        self.in_unit: dict[str, list[str]] = {}
        self.members: dict[str, list[str]] = {}
        """By unit, the members' posts that follow it at some time."""
        for seat in org.holders:
            self.seats.setdefault(seat.post, []).append(seat)
            self.by_person.setdefault(seat.person, []).append(seat)
        for absence in org.absences:
            self.absences.setdefault(absence.person, []).append(absence)
        for following in org.followings:
            self.followings.setdefault(following.post, []).append(following)
        for id_, post in sorted(org.posts.items()):
            self.in_unit.setdefault(post.unit, []).append(id_)
            if post.under:
                self.under.setdefault(post.under, []).append(id_)
            if post.kind == "member":
                units = {*post.follows, *(unit for one in self.followings.get(id_, ()) for unit in one.units)}
                for unit in units:
                    self.members.setdefault(unit, []).append(id_)
        self.names = Names((seat.person, seat.name) for seat in org.holders)
        self._acting: dict[str, tuple[Holder, ...]] = {}
        self._acting_at: AwareDatetime | None = None

    def acting_at(self, now: AwareDatetime) -> dict[str, tuple[Holder, ...]]:
        """Give what is known of who acts at a moment; only the last moment that was asked for is kept."""
        if self._acting_at != now:
            self._acting, self._acting_at = {}, now
        return self._acting


def standard_posts(directory: Directory) -> tuple[Post, ...]:
    """Give the posts that exist from the first start: an officer and a head for each unit, and the province's."""
    of_units: Iterable[Post] = (
        Post(
            id=post_id(kind, unit.code),
            kind=kind,
            unit=unit.code,
            under=post_id("head", unit.code) if kind == "officer" else "",
        )
        for unit in directory.units
        for kind in UNIT_POSTS
    )
    return (*of_units, *(Post(id=kind, kind=kind) for kind in PROVINCE_POSTS))


def post_id(kind: PostKind, unit: str = "") -> str:
    """Give the id of a standard post: `head-07339` or `inspector`."""
    return f"{kind}-{unit}" if unit else kind


def chat_of(channel: str, user: str) -> str:
    """Give how a whole group chat is named, `<channel>:<chat>`, from the address of one of its threads or its own."""
    return f"{channel}:{user.partition(':')[0]}"
