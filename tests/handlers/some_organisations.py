"""Random organisations and cases, in which everything happens that routing must bear."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from handlers.casework.cases import Case, Extension, Status
from handlers.casework.categories import REPORTABLE, PostKind
from handlers.casework.directory import Directory, Unit
from handlers.casework.organisation import (
    PROVINCE_POSTS,
    Absence,
    Following,
    Group,
    Holder,
    Jurisdiction,
    Organisation,
    Post,
)
from handlers.casework.worktime import ZONE
from tests.handlers.names_of_holders import MEANS, NAMES

T = TypeVar("T")
UNITS = ("00001", "00002", "00003")
DAYS = tuple(datetime(2026, 11, 2, 9, 0, tzinfo=ZONE) + timedelta(days=day) for day in range(12))
LONG_AGO = DAYS[0] - timedelta(days=400)
PERSONS = range(1, 15)
DIRECTORY = Directory(tuple(Unit(code=code, name=f"Xã {code}", kind="xa") for code in UNITS))
KINDS: tuple[PostKind, ...] = ("officer", "head", "inspector", "department", "mttq", "standing", "member")


def some_time(dice: random.Random) -> dict[str, Any]:
    """Give from when until when something holds; often it goes on."""
    since = dice.choice((LONG_AGO, dice.choice(DAYS[:9]), dice.choice(DAYS[:9]) - timedelta(days=dice.randrange(50))))
    return {"since": since, "until": dice.choice((None, None, since + timedelta(days=dice.randrange(1, 60))))}


def some_of(dice: random.Random, all_: Sequence[T], most: int) -> tuple[T, ...]:
    """Give some of them, at most so many."""
    return tuple(dice.sample(all_, dice.randrange(most + 1)))


def some_kinds(dice: random.Random) -> tuple[PostKind, ...]:
    """Give one kind of posts or two."""
    return tuple(dice.sample(KINDS, dice.choice((1, 1, 2))))


def some_posts(dice: random.Random) -> list[Post]:
    """Give the posts of three units and the province, one above another, some new or gone, rarely in a circle."""
    posts: list[dict[str, Any]] = [{"id": kind, "kind": kind} for kind in PROVINCE_POSTS]
    for unit in UNITS:
        posts += [{"id": f"{kind}-{unit}", "kind": kind, "unit": unit} for kind in ("officer", "head")]
        if dice.random() < 0.3:
            kind = dice.choice(("officer", "head", "department"))
            posts.append({"id": f"desk-{unit}", "kind": kind, "unit": unit})
    posts += [{"id": f"member-{at}", "kind": "member"} for at in range(dice.randrange(4))]
    ids, found = [post["id"] for post in posts], list[Post]()
    for post in posts:
        more: dict[str, Any] = {}
        if post["kind"] == "member":
            more["follows"] = some_of(dice, UNITS, 3)
        if post["kind"] == "officer" and dice.random() < 0.8:
            more["under"] = f"head-{post['unit']}"
        elif dice.random() < 0.35:
            more["under"] = dice.choice(ids if dice.random() < 0.1 else ids[: len(PROVINCE_POSTS)])
        if dice.random() < 0.1:
            more["valid_to"] = dice.choice(DAYS).date()
        if dice.random() < 0.05:
            more["valid_from"] = dice.choice(DAYS).date()
        found.append(Post(**post | more))
    return found


def some_organisation(dice: random.Random) -> Organisation:
    """Give a small province whose seats are held by nobody, one or several, in times that come and go."""
    posts = {post.id: post for post in some_posts(dice)}
    ids = list(posts)
    called = {person: dice.choice(NAMES) if dice.random() < 0.3 else f"Người Số {person}" for person in PERSONS}
    holders = [
        Holder(
            post=post,
            person=(person := dice.choice(PERSONS)),
            name=called[person] if dice.random() < 0.9 else dice.choice(NAMES),
            deputy=dice.random() < 0.25,
            via=f"telegram:{dice.choice((-1, -2, -3))}" if dice.random() < 0.1 else "",
            **some_time(dice),
        )
        for post in ids
        for _ in range(dice.choice((0, 1, 1, 1, 2, 2, 3)))
    ]
    members = [id_ for id_ in ids if posts[id_].kind == "member"]
    return Organisation(
        directory=DIRECTORY,
        posts=posts,
        holders=tuple(holders),
        absences=tuple(Absence(person=one, **some_time(dice)) for one in some_of(dice, PERSONS, 4)),
        followings=tuple(
            Following(post=dice.choice(members), units=some_of(dice, UNITS, 2), **some_time(dice))
            for _ in range(dice.randrange(3) if members else 0)
        ),
        jurisdictions=tuple(
            Jurisdiction(category=dice.choice(REPORTABLE), first=some_kinds(dice), **some_time(dice))
            for _ in range(dice.randrange(4))
        ),
        groups=tuple(
            Group(
                post=dice.choice(ids),
                channel="telegram",
                user=f"{dice.choice((-1, -2, -3))}:{at}",
                person=dice.choice(PERSONS),
                **some_time(dice),
            )
            for at in range(dice.randrange(4))
        ),
        independent=dice.choice(("", *ids)),
    )


def some_case(dice: random.Random, org: Organisation) -> Case:
    """Give a case that may be about anybody, be meant for few and lie anywhere; its reporter often holds a post."""
    ids, filed = list(org.posts), dice.choice(DAYS)
    reach = tuple(dice.sample(ids, dice.choice((0, 1, 1, 2, 4))))
    day: date = (filed - timedelta(days=dice.randrange(40))).date()
    asked = Extension(
        days=2, reason="", person=dice.choice(PERSONS), post=dice.choice(ids), level=some_of(dice, ids, 3)
    )
    wishes = (*some_of(dice, KINDS, 2), *some_of(dice, ids, 1), *some_of(dice, tuple(MEANS), 2))
    return Case.model_construct(
        code="123456789",
        unit=dice.choice(UNITS),
        category=dice.choice(REPORTABLE),
        status=Status.FORWARDED,
        reporter=dice.choice((*PERSONS, 99, 99, 99)),
        text="",
        filed_at=filed,
        round_at=filed,
        about=dice.choice((None, "staff", "leader", "unsure")),
        happened=dice.choice((None, day)),
        not_for=wishes if dice.random() < 0.3 else (),
        recused=some_of(dice, PERSONS, 2) if dice.random() < 0.3 else (),
        holder=dice.choice((*reach, dice.choice(ids))) if dice.random() < 0.9 else None,
        taken_by=dice.choice((None, *PERSONS)),
        reach=reach,
        past=some_of(dice, ids, 2),
        extension=asked if dice.random() < 0.3 else None,
    )
