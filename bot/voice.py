"""Puts a say into words: sentence, buttons, dates and numbers of a language."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import assert_never

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from bot.catalogues import Texts
from handlers.casework.views import PostView
from handlers.folding import words
from handlers.talk.choices import keypad
from handlers.talk.facts import Language
from handlers.talk.says import Arg, Button, Code, Day, Label, Message, Moment, Post, Say, Word
from handlers.talk.typed import KEYS
from storage.times import ZONE

MISSING = "…"
HINTS = ("desk.typed_hint", "updates.type.")


class Voice:
    """All catalogues, ready to speak."""

    def __init__(self, catalogues: Mapping[str, Texts]) -> None:
        self._texts = catalogues
        self._locales = {language: Locale.parse(language) for language in catalogues}
        self._labels: dict[tuple[str, str], str] = {}
        self.known = {
            words(form): key
            for texts in catalogues.values()
            for key, text in texts.items()
            if key.startswith("typed.") and isinstance(text, str)
            for form in text.split("|")
        }

    def text(self, language: str, key: str, args: Mapping[str, Arg] | None = None) -> str:
        """Give the sentence of a key; a plural is chosen by the argument `n`."""
        found = self._texts[language].get(key, MISSING)
        given = args or {}
        if isinstance(found, tuple):
            n = given.get("n", 0)
            form = self._locales[language].plural_form(n if isinstance(n, int) else 0)
            found = found[min(len(found) - 1, 0 if form == "one" and len(found) > 1 else len(found) - 1)]
        if not given:
            return found
        words = {name: self._arg(language, value) for name, value in given.items()}
        if language == "vi":
            words |= {
                name: _small(words[name])
                for name in ("unit", "units")
                if name in words and not found.startswith(f"{{{name}}}")
            }
        told = found.format_map(words)
        return told[:1].upper() + told[1:] if found.startswith("{post}") else told

    def label(self, language: str, button: Button) -> str:
        """Give the words on a button."""
        if button.args:
            return self.text(language, button.key, button.args)
        known = self._labels.get((language, button.key))
        if known is None:
            known = self._labels[language, button.key] = self.text(language, button.key)
        return known

    def message(self, say: Say, language: str, *, again: bool = False) -> Message:
        """Give a say in words; a second copy that may be one too many is marked."""
        lines = "\n".join(self._lines(say, language))
        if again:
            lines = f"{self.text(language, 'sent.again')}\n{lines}"
        labels = tuple(
            Label(text=self.label(language, button), step=button.step, value=button.value) for button in say.buttons
        )
        return Message(text=lines, buttons=labels, want=say.want, file=say.file, forget=say.forget)

    def numbered(self, message: Message, language: str) -> Message:
        """Give the message for a channel without buttons: the choices as a numbered list below it."""
        if not message.buttons:
            return message
        labels = [label.text for label in message.buttons]
        rows = [f"{at}. {label}" for at, label in enumerate(labels, 1)]
        if keypad(labels):
            rows = ["  ".join(filter(str.isdecimal, labels)), *(f"• {one}" for one in labels if not one.isdecimal())]
        hint = self.text(language, "choose.by_number")
        return message.model_copy(update={"text": "\n".join([message.text, "", *rows, hint])})

    def by_verb(self, say: Say, language: str, *, again: bool = False) -> Message:
        """Give a say that was not asked for, for a channel without buttons: below it what can be typed at any time."""
        message = self.message(_without_hints(say), language, again=again)
        rows = [f"• {typed}" for button in say.buttons if (typed := self.typed(language, button))]
        if not rows:
            return message
        hint = self.text(language, "choose.by_verb")
        return message.model_copy(update={"text": "\n".join([message.text, "", hint, *rows])})

    def typed(self, language: str, button: Button) -> str | None:
        """Give what can be typed at any time instead of a button, with the code of its case; None for nothing."""
        forms = self._texts[language].get(KEYS.get(button.step, ""))
        if not isinstance(forms, str):
            return None
        code = spaced(button.value) if len(button.value) == 9 and button.value.isdecimal() else ""
        return f"{forms.partition('|')[0]} {code}".rstrip()

    def _lines(self, say: Say, language: str) -> list[str]:
        lines = [self.text(language, say.key, say.args)]
        for line in say.lines:
            lines += self._lines(line, language)
        return lines

    def _arg(self, language: str, value: Arg) -> str:
        match value:
            case str():
                return value
            case int():
                return str(format_decimal(value, locale=self._locales[language]))
            case Word():
                return self.text(language, value.key)
            case Moment():
                return _moment(language, value.at.astimezone(ZONE))
            case Day():
                return _day(language, value.day)
            case Code():
                return spaced(value.code)
            case Post():
                return self.post(language, value.post)
            case _:
                assert_never(value)

    def post(self, language: str, post: PostView) -> str:
        """Give a post as it is named to people, with its unit."""
        return self.text(language, f"post.{post.kind}", {"unit": post.unit})


def _without_hints(say: Say) -> Say:
    """Give a say without the lines that tell of one thing to type."""
    lines = (_without_hints(line) for line in say.lines if not line.key.startswith(HINTS))
    return say.model_copy(update={"lines": tuple(lines)})


def _small(units: str) -> str:
    """Give the names of units as they stand inside a Vietnamese sentence: "xã Tân Yên"."""
    return units.replace("Xã ", "xã ").replace("Phường ", "phường ")


def spaced(code: str) -> str:
    """Give a case code in groups of three: 123-456-789."""
    return "-".join(code[at : at + 3] for at in range(0, len(code), 3))


@lru_cache(maxsize=1024)
def _moment(language: str, at: datetime) -> str:
    if language == "vi":
        return f"{at:%H:%M} {_weekday(at.date())} {at:%d/%m}"
    return str(format_datetime(at, "HH:mm 'on' EEEE d MMMM", tzinfo=ZONE, locale=language))


@lru_cache(maxsize=1024)
def _day(language: str, day: date) -> str:
    if language == "vi":
        return f"{_weekday(day)} {day:%d/%m}"
    return str(format_date(day, "EEEE d MMMM", locale=language))


def _weekday(day: date) -> str:
    name = str(format_date(day, "EEEE", locale="vi"))
    return name.replace("Thứ", "thứ").replace("Chủ Nhật", "Chủ nhật")


def spoken(chosen: str | None, hint: str | None) -> Language:
    """Give the language to answer in: the chosen one, else the one that the channel reports, else Vietnamese."""
    return "vi" if (chosen or hint or "vi").startswith("vi") else "en"
