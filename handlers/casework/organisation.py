"""Posts, who holds them at a moment and who stands in, who stands above whom, and where their groups are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import AwareDatetime

from handlers.casework.categories import RULES, Category, PostKind
from handlers.casework.directory import Directory
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
    _by_post: dict[str, list[Holder]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_person: dict[int, list[Holder]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _below: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for holder in self.holders:
            self._by_post.setdefault(holder.post, []).append(holder)
            self._by_person.setdefault(holder.person, []).append(holder)
        for post in self.posts.values():
            if post.under:
                self._below.setdefault(post.under, []).append(post.id)

    def holding(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who hold the post at a moment, whether they are there or away; deputies left out."""
        return tuple(one for one in self._by_post.get(post, ()) if one.at(now) and not one.deputy)

    def acting(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who act for the post: its holders who are there, else its deputies who are; () if it is gone."""
        found = self.posts.get(post)
        if found is None or not found.on(now.astimezone(ZONE).date()):
            return ()
        there = [one for one in self._by_post.get(post, ()) if one.at(now) and not self.away(one.person, now)]
        own = tuple(one for one in there if not one.deputy)
        return own or tuple(there)

    def away(self, person: int, now: AwareDatetime) -> bool:
        """Whether a person is away at a moment."""
        return any(one.person == person and one.at(now) for one in self.absences)

    def held_between(self, post: str, first: AwareDatetime, last: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who held the post, or stood in for it, at any time from one moment to another."""
        return tuple(one for one in self._by_post.get(post, ()) if one.within(first, last))

    def held_by(self, person: int, first: AwareDatetime, last: AwareDatetime) -> tuple[str, ...]:
        """Give the posts that a person held or stood in for at any time from one moment to another."""
        return tuple(one.post for one in self._by_person.get(person, ()) if one.within(first, last))

    def below(self, post: str) -> frozenset[str]:
        """Give the posts that stand below a post, however far."""
        found: set[str] = set()
        todo = [post]
        while todo:
            for lower in self._below.get(todo.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    todo.append(lower)
        return frozenset(found)

    def posts_of(self, person: int, now: AwareDatetime) -> tuple[Post, ...]:
        """Give the posts for which a person acts at a moment."""
        ids = (one.post for one in self._by_person.get(person, ()) if one.at(now))
        return tuple(
            self.posts[id_] for id_ in dict.fromkeys(ids) if any(one.person == person for one in self.acting(id_, now))
        )

    def follows(self, post: str, now: AwareDatetime) -> tuple[str, ...]:
        """Give the codes of the units that a member's post follows at a moment, and of the heirs of ceased ones."""
        found = self.posts[post].follows
        for one in self.followings:
            if one.post == post and one.at(now):
                found = one.units
        if (ceased := self.directory.ceased) and not ceased.keys().isdisjoint(found):
            return tuple(dict.fromkeys((*found, *(heir for code in found for heir in ceased.get(code, ())))))
        return found

    def followers(self, unit: str, now: AwareDatetime) -> tuple[str, ...]:
        """Give the ids of the members' posts that follow a unit, or what took it over, at a moment, in order."""
        members = (post.id for post in self.posts.values() if post.kind == "member")
        meant = (unit, *self.directory.ceased.get(unit, ()))
        return tuple(sorted(post for post in members if any(one in self.follows(post, now) for one in meant)))

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
        names = [h.name for h in self._by_post.get(post, ()) if h.person == person and (now is None or h.at(now))]
        return PostView(id=post, kind=found.kind, unit=unit.name if unit else "", holder=names[0] if names else "")


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
