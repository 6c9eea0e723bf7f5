"""Reads a survey from TOML: every question sound, both languages whole, units in force; else line and remedy."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NoReturn, get_args

from handlers.casework.directory import Directory
from handlers.casework.surveys import (
    OPINION_DAYS,
    Asking,
    Condition,
    Group,
    Option,
    Question,
    Survey,
    Wording,
)
from handlers.casework.tables import MOST_TROUBLES, Broken, Trouble
from handlers.casework.units_file import unit_code
from handlers.folding import clean, words

GROUPS: Final[tuple[Group, ...]] = get_args(Group)
KINDS: Final[tuple[Asking, ...]] = get_args(Asking)
MOST_QUESTIONS: Final = 40
MOST_OPTIONS: Final = 12
LONGEST_TEXT: Final = 600
LONGEST_LABEL: Final = 90
"""Bytes of what stands on a button."""
FEWEST: Final = 10
"""Below so many answers nothing is shown."""
TAKEN_WORDS: Final = frozenset({"bo qua", "skip", "xong", "done", "huy", "cancel", "quay lai", "back"})
"""What the talk itself understands while a question is open, folded."""
_NAME: Final = re.compile(r"[a-z][a-z0-9]{1,15}")
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,15}")
_TOP: Final = ("name", "type", "title", "about", "basis", "groups", "units", "minimum", "days", "questions")
_OF_QUESTION: Final = ("id", "kind", "text", "groups", "options", "only_if", "lane")
_HEADER: Final = re.compile(r"^\s*\[\[\s*questions\s*\]\]", re.MULTILINE)


class _Place:
    """Where in the file something stands, and what was found wrong so far."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [text.count("\n", 0, found.end()) for found in _HEADER.finditer(text)]
        self.troubles: list[Trouble] = []

    def line(self, key: str, question: int | None) -> int:
        """Give the line of a key, of a question (from 0) or above all of them."""
        first = 0 if question is None else self.starts[question] if question < len(self.starts) else len(self.lines)
        after = 0 if question is None else question + 1
        last = self.starts[after] if after < len(self.starts) else len(self.lines)
        spot = re.compile(rf"\s*{re.escape(key)}\s*=")
        found = (at for at in range(first, last) if spot.match(self.lines[at]))
        return next(found, min(first, len(self.lines) - 1)) + 1

    def wrong(self, key: str, question: int | None, what: str, remedy: str, *, warning: bool = False) -> None:
        """Note what is wrong with a key."""
        one = Trouble(line=self.line(key, question), what=what, remedy=remedy, warning=warning)
        self.troubles.append(one)


def read_survey(text: str, directory: Directory, day: date) -> tuple[Survey, tuple[Trouble, ...]]:
    """Give the survey of a file, and what is worth a look; Broken, with at most 20 troubles, if it is not sound.

    `day` is the day on which its units must be in force; of one that has ceased the successor is named.
    """
    text = clean(text.removeprefix("\ufeff"))
    place = _Place(text)
    whole = _parsed(text)
    for key in whole:
        if key not in _TOP:
            place.wrong(key, None, f"there is no setting {key}", f"take it out; there are {', '.join(_TOP)}")
    groups = tuple(_known(place, whole, "groups", None, GROUPS)) or GROUPS[1:2]
    raw = whole.get("questions")
    rows = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    if not rows:
        place.wrong("questions", None, "there is no question", "write [[questions]] above each of them")
    if len(rows) > MOST_QUESTIONS:
        place.wrong("questions", None, f"{len(rows)} questions", f"ask at most {MOST_QUESTIONS}, better under ten")
    questions: list[Question] = []
    for at, row in enumerate(rows[:MOST_QUESTIONS]):
        questions.append(_question(place, row, at, questions, groups))
    for group in groups if rows else ():
        if not any(not one.groups or group in one.groups for one in questions):
            place.wrong("groups", None, f"no question is for {group}", "write one, or take the group out")
    consulted = _one_of(place, whole, "type", None, ("survey", "consultation"), "survey") == "consultation"
    days = _number(place, whole, "days", 30, 1, 366)
    if consulted and days < OPINION_DAYS:
        remedy = f"people have at least {OPINION_DAYS} days (Luật 10/2022/QH15, Đ.28 k.2): write days = {OPINION_DAYS}"
        place.wrong("days", None, f"an opinion period of {days} days", remedy, warning=True)
    survey = Survey.model_construct(
        name=_name(place, whole),
        type="consultation" if consulted else "survey",
        title=_wording(place, whole.get("title"), "title", None, label=True),
        about=_wording(place, whole.get("about"), "about", None),
        basis=str(whole.get("basis", "")),
        groups=groups,
        units=tuple(_units(place, whole, directory, day)),
        minimum=_number(place, whole, "minimum", FEWEST, FEWEST, 1_000),
        days=days,
        questions=tuple(questions),
    )
    if wrong := [one for one in place.troubles if not one.warning]:
        raise Broken(sorted(wrong, key=lambda one: one.line)[:MOST_TROUBLES])
    return survey, tuple(place.troubles)


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        _broken(int(found[1]) if found else 0, f"this is not TOML: {error}")


def _broken(line: int, what: str) -> NoReturn:
    raise Broken([Trouble(line=line, what=what, remedy="compare it with a packaged form, such as pks05")])


def _name(place: _Place, whole: Mapping[str, Any]) -> str:
    name = whole.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        place.wrong("name", None, "name is missing or does not fit", "write 2 to 16 small letters and digits: pks05")
        return "x"
    return name


def _one_of(place: _Place, row: Mapping[str, Any], key: str, at: int | None, known: tuple[str, ...], other: str) -> str:
    value = row.get(key, other)
    if value not in known:
        place.wrong(key, at, f"{value!r} is no {key}", f"write one of {', '.join(known)}")
        return known[0]
    return str(value)


def _known(place: _Place, row: Mapping[str, Any], key: str, at: int | None, known: tuple[Any, ...]) -> Iterator[Any]:
    values = row.get(key, [])
    for value in values if isinstance(values, list) else [values]:
        if value in known:
            yield value
        else:
            place.wrong(key, at, f"{value!r} is no one of the {key}", f"write some of {', '.join(known)}")


def _number(place: _Place, whole: Mapping[str, Any], key: str, other: int, low: int, high: int) -> int:
    value = whole.get(key, other)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        place.wrong(key, None, f"{key} is {value!r}", f"write a whole number from {low} to {high}")
        return other
    return value


def _wording(place: _Place, raw: object, key: str, at: int | None, *, label: bool = False) -> Wording:
    said = raw if isinstance(raw, dict) else {}
    texts = {language: " ".join(str(said.get(language) or "").split()) for language in ("vi", "en")}
    for language, text in texts.items():
        if not text:
            place.wrong(key, at, f"{key} says nothing in {language}", f'write {key} = {{ vi = "…", en = "…" }}')
        elif label and len(text.encode()) > LONGEST_LABEL:
            what = f"“{text[:40]}…” is too long for a button"
            place.wrong(key, at, what, f"write at most {LONGEST_LABEL} bytes, about 60 letters")
        elif len(text) > LONGEST_TEXT:
            place.wrong(key, at, f"{key} has {len(text)} characters", f"write at most {LONGEST_TEXT}")
    return Wording(**texts)


def _units(place: _Place, whole: Mapping[str, Any], directory: Directory, day: date) -> Iterator[str]:
    values = whole.get("units", [])
    for value in values if isinstance(values, list) else [values]:
        code = unit_code(str(value).strip())
        if trouble := unit_trouble(code, directory, day):
            place.wrong("units", None, *trouble)
        else:
            yield code


def unit_trouble(code: str, directory: Directory, day: date) -> tuple[str, str] | None:
    """Give what is wrong with a unit's code on a day, and what to write instead; None if it is in force then."""
    unit = directory.get(code)
    if unit is None:
        return f"there is no unit {code}", "look it up: langnghe units find NAME"
    if unit.on(day):
        return None
    heirs = [one for one in directory.current(code, day) if one.code != code]
    if unit.valid_to is not None and unit.valid_to < day:
        named = " or ".join(f"{one.code} ({one.name})" for one in heirs)
        remedy = f"write {named}, which took it over" if heirs else "take it out"
        return f"{code} ({unit.name}) ceased on {unit.valid_to:%d/%m/%Y}", remedy
    return f"{code} ({unit.name}) begins only on {unit.valid_from:%d/%m/%Y}", "take it out until then"


def _question(
    place: _Place, row: Mapping[str, Any], at: int, before: list[Question], groups: tuple[Group, ...]
) -> Question:
    """Give a question; what is wrong with it is noted, and later ones may still refer to it."""
    for key in row:
        if key not in _OF_QUESTION:
            place.wrong(key, at, f"a question has no {key}", f"take it out; there are {', '.join(_OF_QUESTION)}")
    id_ = str(row.get("id", ""))
    if not _ID.fullmatch(id_):
        place.wrong("id", at, f"{id_!r} is no id of a question", "write at most 16 small letters, digits and _")
    elif any(one.id == id_ for one in before):
        place.wrong("id", at, f"the id {id_} stands twice", "give each question an id of its own")
    kind = next((one for one in KINDS if one == row.get("kind")), None)
    if kind is None:
        place.wrong("kind", at, f"{row.get('kind')!r} is no kind of question", f"write one of {', '.join(KINDS)}")
        kind = "single"
    own = tuple(_known(place, row, "groups", at, groups))
    lane = row.get("lane", False)
    if lane not in (True, False) or (lane and kind != "yes_no"):
        place.wrong("lane", at, "only a yes_no question leads to the protected lane", "take lane out")
    return Question(
        id=id_,
        kind=kind,
        text=_wording(place, row.get("text"), "text", at),
        groups=own,
        options=_options(place, row, at, kind),
        only_if=_condition(place, row, at, before, own or groups),
        lane=lane is True,
    )


def _options(place: _Place, row: Mapping[str, Any], at: int, kind: Asking) -> tuple[Option, ...]:
    raw = row.get("options", [])
    rows = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    if kind not in ("single", "multi"):
        if raw:
            place.wrong("options", at, f"a {kind} question has no options", "take them out, or write single or multi")
        return ()
    if not 2 <= len(rows) <= MOST_OPTIONS:
        place.wrong("options", at, f"{len(rows)} options", f"give 2 to {MOST_OPTIONS} to choose among")
        return ()
    made = []
    for one in rows:
        if not _ID.fullmatch(str(one.get("id", ""))):
            place.wrong("options", at, f"{one.get('id')!r} is no id of an option", "write small letters, digits and _")
            continue
        label = _wording(place, {"vi": one.get("vi"), "en": one.get("en")}, "options", at, label=True)
        made.append(Option(id=str(one["id"]), label=label))
        for text in (label.vi, label.en):
            if words(text) in TAKEN_WORDS or (text and not re.search(r"[^\W\d_]", text)):
                place.wrong("options", at, f"“{text}” cannot be typed as an answer", "write it in other words")
    labels = ([words(one.label.vi) for one in made], [words(one.label.en) for one in made])
    for said in ([one.id for one in made], *labels):
        if len(set(said)) < len(said):
            place.wrong("options", at, "two options are alike", "give each an id and words of its own in each language")
            break
    return tuple(made)


def _condition(
    place: _Place, row: Mapping[str, Any], at: int, before: list[Question], groups: tuple[Group, ...]
) -> Condition | None:
    raw = row.get("only_if")
    if raw is None:
        return None
    wanted = str(raw.get("question", "")) if isinstance(raw, dict) else ""
    earlier = next((one for one in before if one.id == wanted), None)
    if not isinstance(raw, dict) or earlier is None or earlier.kind == "text":
        remedy = 'write only_if = { question = "…", is = ["…"] } with an earlier question that offers a choice'
        place.wrong("only_if", at, f"only_if names no such question: {wanted or raw}", remedy)
        return None
    said = raw.get("is")
    values = tuple(str(one) for one in said) if isinstance(said, list) else (str(said),)
    if unknown := [one for one in values if one not in earlier.choices]:
        remedy = f"write some of {', '.join(earlier.choices)}"
        place.wrong("only_if", at, f"{wanted} has no answer {', '.join(unknown)}", remedy)
    if earlier.groups and set(groups) - set(earlier.groups):
        place.wrong("only_if", at, f"{wanted} is not asked of everybody whom this asks", "give both the same groups")
    return Condition(question=wanted, answers=values)
