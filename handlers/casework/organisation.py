"""Posts, who holds them at a moment, and who stands above whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import AwareDatetime

from handlers.casework.categories import PostKind
from handlers.casework.directory import Directory
from handlers.casework.views import PostView
from handlers.value import Value

PROVINCE_POSTS: tuple[PostKind, ...] = ("inspector", "department", "mttq", "standing")
UNIT_POSTS: tuple[PostKind, ...] = ("officer", "head")


class Post(Value):
    """A post (chức danh) that cases come to: of a unit, of the province, or a member with the units followed."""

    id: str
    kind: PostKind
    unit: str = ""
    follows: tuple[str, ...] = ()


class Holder(Value):
    """Who holds a post, and from when until when (None: still)."""

    post: str
    person: int
    name: str = ""
    since: AwareDatetime
    until: AwareDatetime | None = None

    def at(self, moment: AwareDatetime) -> bool:
        """Whether the person held the post at that moment."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True)
class Organisation:
    """All posts and holders, with the units that they belong to."""

    directory: Directory
    posts: Mapping[str, Post]
    holders: tuple[Holder, ...]
    _by_post: dict[str, list[Holder]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for holder in self.holders:
            self._by_post.setdefault(holder.post, []).append(holder)

    def holding(self, post: str, now: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who hold the post at a moment."""
        return tuple(holder for holder in self._by_post.get(post, ()) if holder.at(now))

    def held_between(self, post: str, first: AwareDatetime, last: AwareDatetime) -> tuple[Holder, ...]:
        """Give those who held the post at any time from one moment to another."""
        seats = self._by_post.get(post, ())
        return tuple(one for one in seats if one.since <= last and (one.until is None or first < one.until))

    def posts_of(self, person: int, now: AwareDatetime) -> tuple[Post, ...]:
        """Give the posts that a person holds at a moment."""
        return tuple(
            self.posts[holder.post]
            for holder in self.holders
            if holder.person == person and holder.at(now) and holder.post in self.posts
        )

    def followers(self, unit: str) -> tuple[str, ...]:
        """Give the ids of the members' posts that follow a unit, in order."""
        return tuple(sorted(post.id for post in self.posts.values() if post.kind == "member" and unit in post.follows))

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
        Post(id=post_id(kind, unit.code), kind=kind, unit=unit.code) for unit in directory.units for kind in UNIT_POSTS
    )
    return (*of_units, *(Post(id=kind, kind=kind) for kind in PROVINCE_POSTS))


def post_id(kind: PostKind, unit: str = "") -> str:
    """Give the id of a standard post: `head-07339` or `inspector`."""
    return f"{kind}-{unit}" if unit else kind
