"""What a poster says, in one language."""

from dataclasses import dataclass

from bot.posters.ways import Channel, Way, short_code
from bot.voice import Voice
from handlers.casework.unit import Unit
from handlers.talk.facts import Language


@dataclass(frozen=True)
class Label:
    """What stands below a QR code: the channel's name and what to do there."""

    name: str
    hint: str


@dataclass(frozen=True)
class Words:
    """All texts of one poster."""

    title: str
    brand: str
    what: str
    unit: str
    place: str
    question: str
    call: str
    labels: dict[Channel, Label]
    code: str
    code_name: str
    code_hint: str
    promises: tuple[str, ...]
    foot: str
    trial: str


def words(
    voice: Voice, language: Language, unit: Unit, counter: int | None, ways: tuple[Way, ...], *, trial: bool
) -> Words:
    """Give the texts for a counter of a unit, or for the whole unit, and for the ways that are open."""
    code = short_code(unit.code, counter)

    def hint(way: Way) -> str:
        if not way.carries:
            return voice.text(language, "poster.type_the_code", {"code": code})
        return voice.text(language, "poster.web_hint" if way.channel == "web" else "poster.link_hint")

    at = voice.text(language, "poster.counter", {"counter": str(counter)}) if counter else ""
    office = voice.text(language, "poster.office")
    return Words(
        title=voice.text(language, "poster.title", {"unit": unit.name, "code": code}),
        brand=voice.text(language, "poster.brand"),
        what=voice.text(language, "poster.what"),
        unit=unit.name,
        place=f"{office} · {at}" if at else office,
        question=voice.text(language, "poster.question"),
        call=voice.text(language, "poster.call" if len(ways) == 1 else "poster.call_one_of"),
        labels={way.channel: Label(_name(voice, language, way), hint(way)) for way in ways},
        code=code,
        code_name=voice.text(language, "poster.code_name" if counter else "poster.code_name_unit"),
        code_hint=_instead(voice, language, ways),
        promises=(
            voice.text(language, "poster.promise_hidden"),
            voice.text(language, "poster.promise_answer"),
            voice.text(language, "poster.promise_own_phone"),
        ),
        foot=voice.text(language, "poster.foot"),
        trial=voice.text(language, "poster.trial") if trial else "",
    )


def _name(voice: Voice, language: Language, way: Way) -> str:
    return voice.text(language, f"poster.channel.{way.channel}")


def _instead(voice: Voice, language: Language, ways: tuple[Way, ...]) -> str:
    """Say what to do where nothing can be scanned: type the web address of this counter, if there is one."""
    web = next((way.url.partition("://")[2] for way in ways if way.channel == "web"), "")
    if web:
        return voice.text(
            language, "poster.code_hint_web", {"address": web.removesuffix("/u/" + web.rpartition("/")[2])}
        )
    return voice.text(language, "poster.code_hint")
