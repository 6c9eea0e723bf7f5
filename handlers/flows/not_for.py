"""Whom the reporter does not want to see the report: kinds of officials by button, persons by name."""

import re
from typing import Final

from handlers.flows.states import Draft
from handlers.folding import words
from handlers.talk.ask import choice, say
from handlers.talk.events import Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.form import Retry, Step
from handlers.talk.says import Button, Say, Word

KINDS: Final = ("officer", "head", "member", "inspector")
"""Kinds of posts that can be named, as `routing.excluded` reads them."""
MOST: Final = 8
LONGEST_NAME: Final = 60
_STEP = "report.not_for"
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?(?: [^\W\d_]+(?:['’.-][^\W\d_]+)*\.?)+")
_OFFICES: Final = (
    *("pho chu tich", "chu tich", "pho truong phong", "truong phong", "pho giam doc", "giam doc", "lanh dao", "bi thu"),
    *(
        "can bo",
        "nhan vien",
        "cong chuc",
        "vien chuc",
        "thanh tra",
        "vice chairman",
        "chairman",
        "chairwoman",
        "director",
    ),
)
_TITLES: Final = (*_OFFICES, "dong chi", "ong", "ba", "anh", "chi", "co", "mr", "mrs", "ms")
"""What stands before a name and is no part of it, folded."""
_MARKED_TITLES: Final = frozenset({"chú", "bác", "cậu", "thầy", "cụ"})
"""The same, told from a family name ("Chu", "Bạc") only by the marks."""
_BEHIND: Final = (*_OFFICES, "o", "ben", "tai", "at")
"""Where what stands behind a name begins: "Nguyễn Văn An ở một cửa"."""
_KIND_WORDS: Final = {
    "head": r"(?:pho )?chu tich|lanh dao|truong phong|sep|chair(?:man|woman|person)?|leaders?|head",
    "officer": r"can bo|nhan vien|cong chuc|mot cua|counter|staff|officers?",
    "inspector": r"thanh tra|inspectors?",
    "member": r"(?:thanh vien )?ban chi dao|thanh vien|steering committee|committee|members?",
}
_OF_AN_OFFICE = re.compile(
    r"(?: (?:xa|phuong|tinh|thanh pho|uy ban|ubnd|mot cua|o|tai|quay|counter|staff|theo doi|cua|of|the).*)?"
)


def lines(not_for: tuple[str, ...]) -> tuple[Say, ...]:
    """Give one line for each who shall not see the report; none if nobody was named."""
    return tuple(say("preview.not_for", who=_word(one)) for one in not_for)


def _word(one: str) -> Word | str:
    return Word(key=f"report.not_for.{one}") if one in KINDS else one


def ask(draft: Draft, facts: Facts) -> Say:
    """Ask who shall not see the report: kinds, a name to type, and whoever was named before, to take back."""
    free = tuple(kind for kind in KINDS if kind not in draft.not_for)
    back = tuple(
        Button(step=_STEP, value=_drop(one), key="report.not_for.drop", args={"who": _word(one)})
        for one in draft.not_for
    )
    done = Button(step=_STEP, value="done", key="report.not_for.done")
    buttons = (*choice("report.not_for", *free), *back, done)
    asked = say("report.not_for.more" if draft.not_for else "report.not_for.ask", *buttons, want="text")
    return asked.model_copy(update={"lines": lines(draft.not_for)})


def _drop(one: str) -> str:
    """The value of the button that takes a name back: short enough for every channel."""
    return f"drop:{words(one)[:30]}"


def take(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take a kind, a name, or one of them back; only "done" closes the question."""
    body = event.body
    if isinstance(body, Tap) and body.step == _STEP:
        if body.value == "done":
            return draft.model_copy(update={"editing": None})
        if body.value in KINDS:
            return _with(draft, body.value)
        left = tuple(one for one in draft.not_for if _drop(one) != body.value)
        return draft.model_copy(update={"not_for": left}) if left != draft.not_for else draft
    if not isinstance(body, Text):
        return draft
    kind, name = kind_of(body.text), named(body.text)
    if kind is None and name is None:
        return Retry(say("report.not_for.retry"))
    return _with(draft, kind or name or "")


def _with(draft: Draft, one: str) -> Draft | Retry:
    known = {words(other) for other in draft.not_for}
    if words(one) in known:
        return draft.model_copy(update={"not_for": draft.not_for})
    if len(draft.not_for) >= MOST:
        return Retry(say("report.not_for.full", n=MOST))
    return draft.model_copy(update={"not_for": (*draft.not_for, one)})


def kind_of(text: str) -> str | None:
    """Give the kind that somebody types in place of its button: "chủ tịch xã", "cán bộ một cửa"; None for a name."""
    plain = words(text)
    for kind, titles in _KIND_WORDS.items():
        found = re.match(rf"(?:{titles})(?= |$)", plain)
        if found and _OF_AN_OFFICE.fullmatch(plain[found.end() :]):
            return kind
    return None


def named(text: str) -> str | None:
    """Give a person's name without "ông" before or "ở một cửa" behind; None if it is not two words of letters."""
    name = text[: 4 * LONGEST_NAME].split()
    while name and (size := _title(name)):
        name = name[size:]
    ends = (at for at in range(2, len(name)) if _opens(name[at:], _BEHIND))
    found = " ".join(name[: next(ends, len(name))])
    return found if len(found) <= LONGEST_NAME and _NAME.fullmatch(found) else None


def _title(name: list[str]) -> int:
    """Give how many of the first words are a title."""
    return 1 if name[0].casefold() in _MARKED_TITLES else _opens(name, _TITLES)


def _opens(name: list[str], with_: tuple[str, ...]) -> int:
    plain = f"{words(' '.join(name))} "
    return next((len(one.split()) for one in with_ if plain.startswith(f"{one} ")), 0)


NOT_FOR = Step[Draft]("not_for", lambda _: False, ask, take, lambda d: d.model_copy(update={"not_for": ()}))
